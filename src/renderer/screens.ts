/** The table of screens: what each is called, where it stands in the navigation, which keys open it. A new screen is a line here. */
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet'
import ImportIcon from '@lucide/svelte/icons/import'
import House from '@lucide/svelte/icons/house'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import ListChecks from '@lucide/svelte/icons/list-checks'
import Settings2 from '@lucide/svelte/icons/settings-2'
import type { Component } from 'svelte'

import Checklist from './screens/Checklist.svelte'
import Import from './screens/Import.svelte'
import Overview from './screens/Overview.svelte'
import Settings from './screens/Settings.svelte'
import Welcome from './screens/Welcome.svelte'
import Workbook from './screens/Workbook.svelte'
import type { ScreenName, ScreenParameters } from './state/location.svelte.ts'

export interface Screen<Name extends ScreenName = ScreenName> {
  readonly title: string
  readonly component: Component<{ params: ScreenParameters[Name] }> | Component<Record<string, never>>
  readonly icon: typeof House
  /** The heading of the navigation it stands under; `foot` below all, null nowhere. */
  readonly group: 'Engagement' | 'Deliver' | 'foot' | null
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
  workbook: {
    title: 'Workbook',
    component: Workbook,
    icon: FileSpreadsheet,
    group: 'Deliver',
    keys: 'g w',
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
