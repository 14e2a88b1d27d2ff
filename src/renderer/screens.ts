/** The table of screens: what each is called, where it stands in the navigation, which keys open it. A new screen is a line here. */
import CalendarRange from '@lucide/svelte/icons/calendar-range'
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet'
import GitCompareArrows from '@lucide/svelte/icons/git-compare-arrows'
import ImportIcon from '@lucide/svelte/icons/import'
import Flag from '@lucide/svelte/icons/flag'
import House from '@lucide/svelte/icons/house'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import ListChecks from '@lucide/svelte/icons/list-checks'
import Network from '@lucide/svelte/icons/network'
import Paperclip from '@lucide/svelte/icons/paperclip'
import ScrollText from '@lucide/svelte/icons/scroll-text'
import Settings2 from '@lucide/svelte/icons/settings-2'
import Signature from '@lucide/svelte/icons/signature'
import Table2 from '@lucide/svelte/icons/table-2'
import type { Component } from 'svelte'

import AuditLog from './screens/AuditLog.svelte'
import Checklist from './screens/Checklist.svelte'
import EvidenceLibrary from './screens/EvidenceLibrary.svelte'
import Findings from './screens/Findings.svelte'
import CompareMonths from './screens/CompareMonths.svelte'
import Import from './screens/Import.svelte'
import Months from './screens/Months.svelte'
import Organization from './screens/Organization.svelte'
import Overview from './screens/Overview.svelte'
import Population from './screens/Population.svelte'
import Settings from './screens/Settings.svelte'
import SignOff from './screens/SignOff.svelte'
import Welcome from './screens/Welcome.svelte'
import Workbook from './screens/Workbook.svelte'
import type { ScreenName, ScreenParameters } from './state/location.svelte.ts'

export interface Screen<Name extends ScreenName = ScreenName> {
  readonly title: string
  readonly component: Component<{ params: ScreenParameters[Name] }> | Component<Record<string, never>>
  readonly icon: typeof House
  /** The heading of the navigation it stands under; `foot` below all, null nowhere. */
  readonly group: 'Engagement' | 'Explore' | 'Deliver' | 'foot' | null
  readonly keys: string
  /** Makes no sense without an open engagement. */
  readonly needsEngagement: boolean
}

export const screens: { readonly [Name in ScreenName]: Screen<Name> } = {
  welcome: {
    title: 'Engagements',
    component: Welcome,
    icon: House,
    group: null,
    keys: 'g h',
    needsEngagement: false
  },
  overview: {
    title: 'Overview',
    component: Overview,
    icon: LayoutDashboard,
    group: 'Engagement',
    keys: 'g o',
    needsEngagement: true
  },
  import: {
    title: 'Import',
    component: Import,
    icon: ImportIcon,
    group: 'Engagement',
    keys: 'g i',
    needsEngagement: true
  },
  checklist: {
    title: 'Checklist',
    component: Checklist,
    icon: ListChecks,
    group: 'Engagement',
    keys: 'g c',
    needsEngagement: true
  },
  findings: {
    title: 'Findings',
    component: Findings,
    icon: Flag,
    group: 'Engagement',
    keys: 'g f',
    needsEngagement: true
  },
  evidence: {
    title: 'Evidence',
    component: EvidenceLibrary,
    icon: Paperclip,
    group: 'Engagement',
    keys: 'g e',
    needsEngagement: true
  },
  population: {
    title: 'Population',
    component: Population,
    icon: Table2,
    group: 'Explore',
    keys: 'g p',
    needsEngagement: true
  },
  organization: {
    title: 'Organization',
    component: Organization,
    icon: Network,
    group: 'Explore',
    keys: 'g r',
    needsEngagement: true
  },
  compare: {
    title: 'Compare months',
    component: CompareMonths,
    icon: GitCompareArrows,
    group: 'Explore',
    keys: 'g m',
    needsEngagement: true
  },
  workbook: {
    title: 'Workbook',
    component: Workbook,
    icon: FileSpreadsheet,
    group: 'Deliver',
    keys: 'g w',
    needsEngagement: true
  },
  'sign-off': {
    title: 'Sign-off',
    component: SignOff,
    icon: Signature,
    group: 'Deliver',
    keys: 'g s',
    needsEngagement: true
  },
  'audit-log': {
    title: 'Audit log',
    component: AuditLog,
    icon: ScrollText,
    group: 'Deliver',
    keys: 'g l',
    needsEngagement: true
  },
  months: {
    title: 'Months',
    component: Months,
    icon: CalendarRange,
    group: 'Deliver',
    keys: 'g n',
    needsEngagement: true
  },
  settings: {
    title: 'Settings',
    component: Settings,
    icon: Settings2,
    group: 'foot',
    keys: 'g ,',
    needsEngagement: true
  }
}

export const screenNames = Object.keys(screens) as readonly ScreenName[]
