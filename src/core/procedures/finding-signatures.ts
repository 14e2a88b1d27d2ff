/** Shows what is signed of a finding and what that is worth, and whose turn it is where it waits to be closed. */
import type { FindingClosing, FindingSignatures, SignChain } from '../../shared/records/sign-off.ts'
import { closesByReview } from '../../shared/states/remediation.ts'
import { signScopes, type Signer } from '../../shared/states/sign-off.ts'
import type { Working } from '../../shared/permissions.ts'
import type { Reader } from '../store/database.ts'
import { actorOf } from './engagement.ts'
import { refusalOfReviewing } from './findings/guards.ts'
import { findingNamed, keptRemediations, type KeptFinding } from './findings/kept.ts'
import { passedSince } from './findings/retests.ts'
import { procedure } from './procedure.ts'
import { periodState } from './sign-off/period-state.ts'
import { stageOf } from './sign-off/stage.ts'
import { separationOf, situationOf } from './situation.ts'

export default procedure(
  'sign-off.finding',
  ({ db, now, workingPerson }, { finding: ref }): FindingSignatures => {
    const finding = findingNamed(db, ref)
    const { person, hasPeople } = situationOf(db, workingPerson())
    const isNobody = hasPeople && person === null
    const signer: Signer | null = isNobody
      ? null
      : { person, name: person?.name ?? actorOf(db), separation: separationOf(db) }
    // Of tests, those of its control at most: none of them is shown here.
    const state = periodState(db, now(), finding.control)
    const chain = (scope: 'finding' | 'retest' | 'acceptance', named: string): SignChain => ({
      scope,
      ref: named,
      stages: signScopes[scope].roles.map((role) => stageOf(state, scope, named, role, signer))
    })
    return {
      finding: ref,
      chains: [
        chain('finding', ref),
        ...refsOf(db, retestsSql, finding).map((named) => chain('retest', named)),
        ...refsOf(db, acceptancesSql, finding).map((named) => chain('acceptance', named))
      ],
      closing: closingOf(db, finding, person)
    }
  }
)

const retestsSql = `
  select t.ref
  from retest t
  join remediation m on m.id = t.remediation_id
  where m.finding_id = :finding
  order by t.id desc`

const acceptancesSql = 'select ref from risk_acceptance where finding_id = :finding order by id desc'

function refsOf(db: Reader, sql: string, { id }: KeptFinding): readonly string[] {
  return db.all<{ ref: string }>(sql, { finding: id }).map(({ ref }) => ref)
}

function closingOf(db: Reader, finding: KeptFinding, person: Working | null): FindingClosing | null {
  const remediation = keptRemediations(db).find((one) => one.finding === finding.id)
  const retest = remediation?.state === 'implemented' ? passedSince(db, remediation) : null
  if (!retest || !closesByReview(finding.severity)) return null
  const isStrict = separationOf(db) === 'strict'
  const turn = db
    .all<{ name: string }>(
      "select name from person where role in ('reviewer', 'partner') and left_at is null order by id"
    )
    .map(({ name }) => name)
    .filter((name) => !isStrict || name !== retest.by)
  return {
    refusal: refusalOfReviewing(db, person, `closes a finding rated ${finding.severity}`, [retest.by]),
    turn
  }
}
