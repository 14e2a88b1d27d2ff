/** Leads from a rule of the close-out gate to the first of what it counts, in the list in which all of it is found. */
import type { GateLead, GateRuleView } from '../../../shared/records/review.ts'
import { location } from '../../state/location.svelte.ts'

/** What the way is called; null where what is counted stands on this screen. */
export const leadTitles: { readonly [Lead in GateLead]: string | null } = {
  'tests-to-do': 'Checklist',
  'tests-with-exceptions': 'Checklist',
  sources: 'Import',
  completeness: 'Import',
  evidence: 'Evidence',
  findings: 'Findings',
  'sign-offs': null,
  notes: null,
  compare: 'Compare months'
}

export function follow({ code, leadsTo, first }: Pick<GateRuleView, 'code' | 'leadsTo' | 'first'>): void {
  const [named = ''] = first
  switch (leadsTo) {
    case 'tests-to-do':
    case 'tests-with-exceptions': {
      const [, control, account = null] = /^([A-Z]+-\d{2})\/(\d{12})\b/.exec(named) ?? []
      // What lacks a conclusion is mostly concluded for all accounts together; everything else is one test's.
      const isToDo = code === 'E1'
      location.go('checklist', {
        account: isToDo ? null : account,
        topic: null,
        show: isToDo ? 'to-do' : 'all',
        ...(control === undefined ? {} : { control })
      })
      return
    }
    case 'evidence': {
      const [evidence] = /^E-\d+/.exec(named) ?? []
      location.go('evidence', evidence === undefined ? {} : { evidence })
      return
    }
    case 'findings': {
      const [finding] = /^(F|R|RA)-\d{4}-\d+/.exec(named) ?? []
      location.go('findings', { over: code === 'E12', ...(finding === undefined ? {} : { finding }) })
      return
    }
    case 'sources':
      location.go('import', { show: 'files' })
      return
    case 'completeness':
      location.go('import', { show: 'requests' })
      return
    case 'compare':
      location.go('compare')
      return
    case 'sign-offs':
    case 'notes':
      return
  }
}
