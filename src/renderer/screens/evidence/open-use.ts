/** Leads from a use of evidence to the place where what it backs is worked on. */
import type { EvidenceUse } from '../../../shared/records/evidence.ts'
import { location } from '../../state/location.svelte.ts'

export function openUse({ target, control, account, finding, period, ref }: EvidenceUse): void {
  switch (target) {
    case 'test':
    case 'override':
    case 'sample-item':
      if (control !== null) location.go('checklist', { control, account, topic: null, show: 'all' })
      return
    case 'finding':
    case 'remediation':
    case 'retest':
    case 'risk-acceptance':
      location.go('findings', finding === null ? { over: true } : { finding, over: true })
      return
    case 'sign-off':
      location.go('sign-off')
      return
    case 'addendum':
      location.go('months', period === null ? {} : { period })
      return
    case 'source':
      location.go('import', { show: 'files' })
      return
    case 'workbook-return':
      location.go('workbook', { part: 'returns', return: ref })
      return
    default:
      // A use the page does not know yet is found in the log.
      location.go('audit-log', { search: ref })
  }
}
