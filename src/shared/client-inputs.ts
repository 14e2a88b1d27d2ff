/** What the client fills in on the response edition of the workbook: the yellow columns of the remediation tracker and its milestones. */
import type { FindingRecord, MilestoneView } from './records/finding.ts'
import { positions } from './states/remediation.ts'

/** What the client says of where a remediation stands; what the auditor makes of it is its state. */
export const clientStatuses = {
  open: 'Open',
  'in-progress': 'In progress',
  implemented: 'Implemented, ready for retest',
  'acceptance-requested': 'Risk acceptance requested',
  disputed: 'Disputed',
  'not-applicable': 'Not applicable any more'
} as const
export type ClientStatus = keyof typeof clientStatuses

export interface ClientInput {
  readonly title: string
  readonly type: 'text' | 'long' | 'date' | 'list'
  /** The words that may be chosen; of a list alone. */
  readonly words?: readonly string[]
  /** In characters. */
  readonly width: number
  /** The most characters a cell may hold. */
  readonly limit: number
  /** Of a date alone: whether it is of a day to come or of one that was. */
  readonly lies?: 'ahead' | 'behind'
}

/** By column key, in the order of the sheet. */
export const remediationInputs = {
  position: {
    title: 'Management position',
    type: 'list',
    words: Object.values(positions),
    width: 18,
    limit: 40
  },
  response: { title: 'Management response', type: 'long', width: 40, limit: 8000 },
  action: { title: 'Action', type: 'long', width: 34, limit: 8000 },
  owner: { title: 'Action owner', type: 'text', width: 20, limit: 120 },
  ownerEmail: { title: 'Owner’s e-mail', type: 'text', width: 26, limit: 200 },
  planned: { title: 'Planned date', type: 'date', lies: 'ahead', width: 13, limit: 10 },
  clientStatus: {
    title: 'Client status',
    type: 'list',
    words: Object.values(clientStatuses),
    width: 26,
    limit: 40
  },
  implementedOn: { title: 'Implemented on', type: 'date', lies: 'behind', width: 14, limit: 10 },
  evidenceFiles: { title: 'Evidence file names', type: 'long', width: 28, limit: 2000 },
  requestedDue: { title: 'Requested new due date', type: 'date', lies: 'ahead', width: 16, limit: 10 },
  requestedReason: { title: 'Reason for the new date', type: 'long', width: 28, limit: 2000 },
  ticket: { title: 'Ticket', type: 'text', width: 16, limit: 200 },
  comment: { title: 'Client comment', type: 'long', width: 34, limit: 8000 }
} as const satisfies Readonly<Record<string, ClientInput>>
export type RemediationInput = keyof typeof remediationInputs

export const milestoneInputs = {
  revisedDate: { title: 'Revised date', type: 'date', lies: 'ahead', width: 13, limit: 10 },
  revisionReason: { title: 'Reason', type: 'long', width: 32, limit: 2000 },
  doneOn: { title: 'Done on', type: 'date', lies: 'behind', width: 13, limit: 10 }
} as const satisfies Readonly<Record<string, ClientInput>>
export type MilestoneInput = keyof typeof milestoneInputs

/** Inputs that no table of the record has a place for: kept as remarks, by column. */
export type ClientRemarks = Readonly<Partial<Record<RemediationInput, string>>>

/**
 * What the record holds now of the client's inputs on a remediation, as the cells show it: what a new edition is handed out with, and
 * what a returned one is compared with. Empty text where nothing is known; dates as `2026-02-14`.
 */
export function answersOf(
  finding: FindingRecord,
  remarks: ClientRemarks
): Readonly<Record<RemediationInput, string>> {
  const response = finding.responses.at(-1)
  return {
    position: response ? positions[response.position] : '',
    response: response?.response ?? '',
    action: response?.action ?? '',
    owner: response?.owner ?? '',
    ownerEmail: response?.ownerEmail ?? '',
    planned: finding.remediation?.originalDue ?? remarks.planned ?? '',
    clientStatus: remarks.clientStatus ?? '',
    implementedOn: finding.claimedAt ?? remarks.implementedOn ?? '',
    evidenceFiles: remarks.evidenceFiles ?? '',
    requestedDue: remarks.requestedDue ?? '',
    requestedReason: remarks.requestedReason ?? '',
    ticket: remarks.ticket ?? '',
    comment: remarks.comment ?? ''
  }
}

/** The same of a milestone. */
export function milestoneAnswersOf(milestone: MilestoneView): Readonly<Record<MilestoneInput, string>> {
  const isRevised = milestone.date !== milestone.originalDate
  return {
    revisedDate: isRevised ? milestone.date : '',
    revisionReason: isRevised ? milestone.comment : '',
    doneOn: milestone.doneAt ?? ''
  }
}
