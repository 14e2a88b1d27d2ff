/** The findings shown as rows of a CSV file. */
import type { FindingRow } from '../../../shared/records/finding.ts'
import { findingStages, findingStates } from '../../../shared/states/finding.ts'
import { remediationStates } from '../../../shared/states/remediation.ts'
import { severities } from '../../../shared/vocabulary.ts'

const head = [
  'Finding',
  'Title',
  'Severity',
  'Control',
  'Accounts',
  'State',
  'Stage',
  'First seen',
  'Exceptions',
  'Population',
  'Remediation',
  'Remediation state',
  'Owner',
  'Original due',
  'Due',
  'Risk acceptance',
  'Raised by',
  'Raised (UTC)'
]

/** The head first, then the rows in the order given. */
export function findingsRows(findings: readonly FindingRow[]): readonly (readonly string[])[] {
  return [
    head,
    ...findings.map((finding) => [
      finding.ref,
      finding.title,
      severities[finding.severity],
      finding.control,
      finding.accounts.join(', '),
      findingStates[finding.state],
      findingStages[finding.stage],
      finding.period,
      String(finding.exceptions),
      String(finding.population),
      finding.remediation?.ref ?? '',
      finding.remediation ? remediationStates[finding.remediation.state] : '',
      finding.remediation?.owner ?? '',
      finding.remediation?.originalDue ?? '',
      finding.remediation?.due ?? '',
      finding.acceptance?.ref ?? '',
      finding.raisedBy,
      finding.raisedAt
    ])
  ]
}
