/** Brings what the client wrote into the record, by the same steps as if it were recorded by hand, with the returned workbook as evidence. */
import { clientStatuses, type RemediationInput } from '../../../shared/client-inputs.ts'
import { WorkbenchError } from '../../../shared/errors.ts'
import { isOver, positions, remediationStates, type Position } from '../../../shared/states/remediation.ts'
import { notAllowed } from '../findings/guards.ts'
import { finishMilestone, reviseMilestone } from '../milestones.ts'
import type { WriteContext } from '../procedure.ts'
import { claim, plan, remediationToday, respond, start } from '../remediation.ts'
import { answersIn, remediationOf, type Answers } from './answers.ts'

export interface AcceptedChange {
  readonly id: number
  readonly rowKey: string
  readonly column: string
  readonly value: string
}

/** The workbook the answers came in: its number as evidence, and who sent it. */
export interface AnswerSource {
  readonly evidence: number
  readonly from: string
}

/** What is recorded together or not at all: the changes it settles, and how. */
interface Step {
  readonly settles: readonly AcceptedChange[]
  readonly take: () => void
}

/**
 * Remediation by remediation, each step whole or not at all; a step that a guard of the record refuses leaves the others as they are.
 * Answers the sentences that refused, by change.
 */
export function applyAccepted(
  context: WriteContext,
  source: AnswerSource,
  accepted: readonly AcceptedChange[]
): ReadonlyMap<number, string> {
  const refused = new Map<number, string>()
  const answers = answersIn(context.db, context.now())
  for (const [ref, changes] of Map.groupBy(accepted, ({ rowKey }) => remediationOf(rowKey).ref))
    for (const { settles, take } of stepsOf(context, source, { ref, changes, answers }))
      try {
        context.db.transaction(take)
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error
        for (const { id } of settles) refused.set(id, error.message)
      }
  return refused
}

interface RemediationAnswers {
  readonly ref: string
  readonly changes: readonly AcceptedChange[]
  readonly answers: Answers
}

/** In the order in which one needs the other: the owner before the plan, the milestones before the claim. */
function stepsOf(
  context: WriteContext,
  source: AnswerSource,
  { ref, changes, answers }: RemediationAnswers
): readonly Step[] {
  const own = changes.filter(({ rowKey }) => rowKey === ref)
  const known = answers.mine(ref)
  const of = (...columns: readonly RemediationInput[]): readonly AcceptedChange[] =>
    own.filter(({ column }) => columns.includes(column as RemediationInput))
  /** As accepted now, else as the record has it. */
  const said = (column: RemediationInput): string =>
    own.find((change) => change.column === column)?.value ?? known[column] ?? ''
  const remediation: SaidOfRemediation = { ref, said, of }
  const milestones = Map.groupBy(
    changes.filter(({ rowKey }) => rowKey !== ref),
    ({ rowKey }) => rowKey
  )
  return [
    responseStep(context, source, remediation),
    planStep(context, source, remediation),
    ...[...milestones].flatMap(([rowKey, ofMilestone]) =>
      milestoneSteps(context, source, rowKey, ofMilestone, answers.mine(rowKey))
    ),
    statusStep(context, source, remediation),
    ...of('evidenceFiles', 'requestedDue', 'requestedReason', 'ticket', 'comment').map((change) =>
      remarkStep(context, source, ref, change)
    )
  ].filter(({ settles }) => settles.length > 0)
}

interface SaidOfRemediation {
  readonly ref: string
  readonly said: (column: RemediationInput) => string
  readonly of: (...columns: readonly RemediationInput[]) => readonly AcceptedChange[]
}

function responseStep(
  context: WriteContext,
  source: AnswerSource,
  { ref, said, of }: SaidOfRemediation
): Step {
  return {
    settles: of('position', 'response', 'action', 'owner', 'ownerEmail'),
    take: () => {
      const position = (Object.keys(positions) as Position[]).find(
        (key) => positions[key] === said('position')
      )
      if (position === undefined)
        throw notAllowed(
          `The client gave no management position for ${ref}, without which it is no response. Ask for it; the answers wait here.`
        )
      respond(context, {
        remediation: ref,
        position,
        response: said('response'),
        action: said('action'),
        owner: said('owner'),
        ownerEmail: said('ownerEmail'),
        responder: source.from,
        responderTitle: '',
        evidence: source.evidence
      })
    }
  }
}

/** A milestone has room for this many characters. */
const longestMilestone = 500

/** The first plan of a client is one action until one day; the milestones on the way are added with the next edition. */
function planStep(context: WriteContext, source: AnswerSource, { ref, said, of }: SaidOfRemediation): Step {
  return {
    settles: of('planned'),
    take: () => {
      const [due, action] = [said('planned'), said('action') || said('response')]
      if (due === '') throw notAllowed(`A date that was agreed is not taken back by emptying its cell.`)
      if (action === '')
        throw notAllowed(
          `The client gave a date and no action for ${ref}: a plan says what is done until then.`
        )
      plan(context, {
        remediation: ref,
        due,
        requestedBy: source.from,
        milestones: [{ text: action.slice(0, longestMilestone), date: due }],
        evidence: source.evidence
      })
    }
  }
}

function milestoneSteps(
  context: WriteContext,
  source: AnswerSource,
  rowKey: string,
  changes: readonly AcceptedChange[],
  known: Readonly<Record<string, string>>
): readonly Step[] {
  const { ref, milestone } = remediationOf(rowKey)
  const n = milestone ?? 0
  const said = (column: string): string =>
    changes.find((change) => change.column === column)?.value ?? known[column] ?? ''
  return [
    {
      settles: changes.filter(({ column }) => column !== 'doneOn'),
      take: () => {
        const [date, comment] = [said('revisedDate'), said('revisionReason')]
        if (date === '')
          throw notAllowed(`Milestone ${n} of ${ref} has no revised date; its original one stands.`)
        if (comment === '')
          throw notAllowed(
            `The client gave no reason for the new date of milestone ${n} of ${ref}. Ask for it.`
          )
        reviseMilestone(context, { remediation: ref, milestone: n, date, comment, evidence: source.evidence })
      }
    },
    {
      settles: changes.filter(({ column }) => column === 'doneOn'),
      take: () => {
        const doneAt = said('doneOn')
        if (doneAt === '') throw notAllowed(`Milestone ${n} of ${ref} was recorded as done and stays so.`)
        finishMilestone(context, {
          remediation: ref,
          milestone: n,
          doneAt,
          // The reason of an earlier date stays the last word of the milestone.
          comment: said('revisionReason'),
          evidence: source.evidence
        })
      }
    }
  ]
}

/** A claim has room for this many characters. */
const longestComment = 2000

/** Reported as done with a day, an owner and evidence it is a claim; anything else is kept as the client's word. */
function statusStep(context: WriteContext, source: AnswerSource, { ref, said, of }: SaidOfRemediation): Step {
  const settles = of('clientStatus', 'implementedOn')
  return {
    settles,
    take: () => {
      const { state, claimedAt } = remediationToday(context, ref)
      const [status, on] = [said('clientStatus'), said('implementedOn')]
      const isWhole = on !== '' && said('owner') !== '' && said('evidenceFiles') !== ''
      const isSaid = state === 'implemented' && claimedAt === on
      const isClaim = status === clientStatuses.implemented && isWhole && !isSaid
      if (isClaim)
        claim(context, {
          remediation: ref,
          claimedAt: on,
          comment: (said('comment') || `Evidence named by the client: ${said('evidenceFiles')}`).slice(
            0,
            longestComment
          ),
          evidence: source.evidence
        })
      else if (status === clientStatuses['in-progress'] && (state === 'planned' || state === 'retest-failed'))
        start(context, { remediation: ref, comment: '' })
      for (const change of settles)
        if (change.column !== 'implementedOn' || !isClaim) remark(context, source, ref, change)
    }
  }
}

function remarkStep(context: WriteContext, source: AnswerSource, ref: string, change: AcceptedChange): Step {
  return { settles: [change], take: () => remark(context, source, ref, change) }
}

/** Keeps words for which the record has no place of its own. Throws where nothing follows any more. */
function remark(
  context: WriteContext,
  { evidence }: AnswerSource,
  ref: string,
  { column, value }: AcceptedChange
): void {
  const { db, actor, now } = context
  const { id, state } = remediationToday(context, ref)
  if (isOver(state))
    throw notAllowed(
      `${ref} is "${remediationStates[state].toLowerCase()}" and nothing is added to it any more.`
    )
  db.run(
    `insert into client_remark (remediation_id, column_key, value, evidence_id, recorded_by, recorded_at)
     values (:id, :column, :value, :evidence, :actor, :at)`,
    { id, column, value, evidence, actor, at: now() }
  )
}
