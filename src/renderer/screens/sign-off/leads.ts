/** Leads from a rule of the close-out gate to the list in which what it counts is found. */
import type { GateLead } from '../../../shared/records/review.ts'
import { location } from '../../state/location.svelte.ts'

/** What the way is called; null where what is counted stands on this screen. */
export const leadTitles: { readonly [Lead in GateLead]: string | null } = {
  'tests-to-do': 'Checklist',
  'tests-with-exceptions': 'Checklist',
  sources: 'Import',
  completeness: 'Import',
  evidence: 'Checklist',
  findings: 'Findings',
  'sign-offs': null,
  notes: null,
  compare: 'Compare months'
}

export function follow(lead: GateLead): void {
  switch (lead) {
    case 'tests-to-do':
    case 'evidence':
      location.go('checklist', { account: null, topic: null, show: 'to-do' })
      return
    case 'tests-with-exceptions':
      location.go('checklist', { account: null, topic: null, show: 'exceptions' })
      return
    case 'sources':
      location.go('import', { show: 'files' })
      return
    case 'completeness':
      location.go('import', { show: 'requests' })
      return
    case 'findings':
      location.go('findings')
      return
    case 'compare':
      location.go('compare')
      return
    case 'sign-offs':
    case 'notes':
      return
  }
}
