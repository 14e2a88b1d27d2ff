/** What the workbook and its preview on screen must show alike: where the table begins, and which words carry a colour. */
import { occurrenceStatuses } from './states/finding.ts'
import { remediationStates } from './states/remediation.ts'
import { acceptanceStates } from './states/risk-acceptance.ts'
import { signatureStates } from './states/sign-off.ts'
import {
  acceptances,
  conclusions,
  coverageStates,
  guardrailStates,
  memberStatuses,
  outcomes,
  proofResults,
  severities
} from './vocabulary.ts'

/** The row of the table's header on every sheet, counted from 1; title and heading stand above. */
export const sheetHeaderRow = 10

export type SheetTone = 'fail' | 'unsure' | 'pass' | 'na'

interface Coloured {
  readonly words: readonly string[]
  /** Signs of the matrix, which a number or letter may follow. */
  readonly beginnings: readonly string[]
}

/** How findings, remediations, risk acceptances and signatures stand. */
const stateWords: Readonly<Record<SheetTone, readonly string[]>> = {
  fail: [
    'Overdue',
    'New exception',
    remediationStates['retest-failed'],
    remediationStates.disputed,
    acceptanceStates.expired,
    signatureStates.stale
  ],
  unsure: [
    'Due soon',
    occurrenceStatuses.new,
    occurrenceStatuses.recurring,
    occurrenceStatuses['partly-resolved'],
    remediationStates['awaiting-response'],
    remediationStates.planned,
    remediationStates['in-progress'],
    remediationStates.implemented,
    acceptanceStates.changed
  ],
  pass: ['On time', 'Cleared', remediationStates.closed, acceptanceStates.active, signatureStates.valid],
  na: [
    'Unchanged',
    remediationStates['risk-accepted'],
    remediationStates['no-longer-applicable'],
    acceptanceStates.ended,
    acceptanceStates.superseded
  ]
}

/** The words of outcome, conclusion, severity and state columns by the tone of their colour. */
export const sheetTones: Readonly<Record<SheetTone, Coloured>> = {
  fail: {
    words: [
      outcomes.fail.workbook,
      conclusions.exception.workbook,
      memberStatuses.exception.workbook,
      severities.critical,
      severities.high,
      proofResults.fail,
      acceptances.rejected,
      guardrailStates.open,
      ...stateWords.fail,
      'Only the tool',
      'Only ours',
      'Not in the exports'
    ],
    beginnings: ['✗', coverageStates.missing, coverageStates.denied]
  },
  unsure: {
    words: [
      outcomes['needs-review'].workbook,
      conclusions.observation.workbook,
      conclusions.inconclusive.workbook,
      severities.medium,
      proofResults['not-performed'],
      acceptances['accepted-with-limitation'],
      guardrailStates.conditional,
      guardrailStates.unknown,
      ...stateWords.unsure,
      'Not known yet'
    ],
    beginnings: ['?', coverageStates.partial]
  },
  pass: {
    words: [
      outcomes.pass.workbook,
      conclusions.effective.workbook,
      memberStatuses.pass.workbook,
      proofResults.pass,
      acceptances.accepted,
      guardrailStates.denied,
      ...stateWords.pass,
      'Found'
    ],
    beginnings: ['✓', coverageStates.complete]
  },
  na: {
    words: [
      outcomes['not-applicable'].workbook,
      outcomes['not-tested'].workbook,
      'Manual step',
      severities.low,
      severities.info,
      acceptances.received,
      acceptances.superseded,
      guardrailStates.exempt,
      ...stateWords.na,
      'Not received',
      'Not covered',
      'Not compared'
    ],
    beginnings: ['N/A', 'not tested', 'manual']
  }
}
