/** What can be done with a finding now: the same state machines the engine holds, so that the page offers what it would allow. */
import type { FindingDetail } from '../../../shared/records/finding.ts'
import { findingAfter } from '../../../shared/states/finding.ts'
import { remediationAfter, type RemediationMove } from '../../../shared/states/remediation.ts'
import type { MethodsOf } from '../../../shared/contract.ts'

export interface FindingAction {
  readonly id: ActionName
  readonly label: string
  /** For the list of shortcuts. */
  readonly title: string
  readonly keys: readonly string[]
  readonly method: MethodsOf<'write'>
  readonly isOpen: (finding: FindingDetail) => boolean
}

export type ActionName =
  | 'issue'
  | 'respond'
  | 'plan'
  | 'extend'
  | 'start'
  | 'milestone'
  | 'claim'
  | 'retest'
  | 'close'
  | 'accept'
  | 'end'
  | 'drop'
  | 'revise'
  | 'rate'
  | 'withdraw'

/** What comes next first. */
export const findingActions: readonly FindingAction[] = [
  {
    id: 'issue',
    label: 'Issue',
    title: 'Issue the finding to the client',
    keys: ['i'],
    method: 'finding.issue',
    isOpen: ({ state }) => findingAfter(state, 'issue') !== null
  },
  {
    id: 'close',
    label: 'Close',
    title: 'Close on a retest that passed',
    keys: ['l'],
    method: 'remediation.close',
    isOpen: ({ awaitsReview }) => awaitsReview
  },
  {
    id: 'retest',
    label: 'Retest',
    title: 'Retest from the last import',
    keys: ['t'],
    method: 'retest.perform',
    isOpen: (finding) => finding.remediation?.state === 'implemented'
  },
  {
    id: 'plan',
    label: 'Plan',
    title: 'Record the plan: due date and milestones',
    keys: ['d'],
    method: 'remediation.plan',
    isOpen: (finding) => may(finding, 'plan') && hasOwner(finding)
  },
  {
    id: 'claim',
    label: 'Reported as done',
    title: 'Record that the client reports it as done',
    keys: ['s'],
    method: 'remediation.claim',
    isOpen: (finding) =>
      may(finding, 'claim') && hasOwner(finding) && finding.milestones.every(({ doneAt }) => doneAt !== null)
  },
  {
    id: 'milestone',
    label: 'Milestone',
    title: 'Record what became of a milestone',
    keys: ['m'],
    method: 'milestone.finish',
    isOpen: (finding) => may(finding, 'extend') && finding.milestones.some(({ doneAt }) => doneAt === null)
  },
  {
    id: 'respond',
    label: 'Response',
    title: 'Record the response of the client and who acts',
    keys: ['r', 'o'],
    method: 'remediation.respond',
    isOpen: (finding) => may(finding, 'agree')
  },
  {
    id: 'extend',
    label: 'Extend',
    title: 'Record an extension of the due date',
    keys: ['d'],
    method: 'remediation.extend',
    isOpen: (finding) => may(finding, 'extend')
  },
  {
    id: 'start',
    label: 'Work goes on',
    title: 'Record that the client works on it',
    keys: ['b'],
    method: 'remediation.start',
    isOpen: (finding) => may(finding, 'start')
  },
  {
    id: 'accept',
    label: 'Accepted risk',
    title: 'Record that the client accepts the risk, or renews it',
    keys: ['a'],
    method: 'risk-acceptance.record',
    isOpen: (finding) =>
      finding.state === 'issued' && (may(finding, 'accept') || finding.remediation?.state === 'risk-accepted')
  },
  {
    id: 'end',
    label: 'End acceptance',
    title: 'End the risk acceptance',
    keys: ['Shift+A'],
    method: 'risk-acceptance.end',
    isOpen: ({ acceptance }) => acceptance?.state === 'active'
  },
  {
    id: 'drop',
    label: 'No longer applies',
    title: 'Record that it no longer applies',
    keys: ['x'],
    method: 'remediation.drop',
    isOpen: (finding) => may(finding, 'drop')
  },
  {
    id: 'revise',
    label: 'Wording',
    title: 'Revise the wording',
    keys: ['w'],
    method: 'finding.revise',
    isOpen: isAlive
  },
  {
    id: 'rate',
    label: 'Rating',
    title: 'Change the rating',
    keys: ['Shift+R'],
    method: 'finding.rate',
    isOpen: isAlive
  },
  {
    id: 'withdraw',
    label: 'Withdraw',
    title: 'Withdraw the finding',
    keys: ['Shift+W'],
    method: 'finding.withdraw',
    isOpen: ({ state }) => findingAfter(state, 'withdraw') !== null
  }
]

function may({ state, remediation }: FindingDetail, move: RemediationMove): boolean {
  return (
    state === 'issued' &&
    remediation !== null &&
    remediationAfter(remediation.state, move, remediation.due !== null) !== null
  )
}

function hasOwner({ remediation, responses }: FindingDetail): boolean {
  const position = responses.at(-1)?.position
  return (remediation?.owner ?? '') !== '' && (position === 'agree' || position === 'partly-agree')
}

function isAlive({ state }: FindingDetail): boolean {
  return state === 'draft' || state === 'issued'
}
