/** The chain of signatures of the open period, its tests by how far they are, and the months before. */
import type {
  EarlierPeriod,
  SignOffOverview,
  SignStage,
  TopicWork
} from '../../../shared/records/sign-off.ts'
import {
  refusalOfOwnWork,
  refusalOfRole,
  signScopes,
  type Signer,
  type SignRole,
  type SignScope
} from '../../../shared/states/sign-off.ts'
import { workStates, type WorkState } from '../../../shared/states/test-work.ts'
import { topics, type Topic } from '../../../shared/vocabulary.ts'
import { opinionOf } from './opinion.ts'
import type { PeriodState } from './period-state.ts'
import { refusalOfAcknowledging } from './refusal.ts'
import { stageOf } from './stage.ts'
import { stands, viewOf } from './standing.ts'
import { missingFor, type TestWork } from './test-work.ts'

/** `hasPeople` and nobody unlocked: what could be signed shows once somebody is. */
export function overviewOf(state: PeriodState, signer: Signer, hasPeople: boolean): SignOffOverview {
  const { period, isLocked } = state
  const isNobody = hasPeople && signer.person === null
  const stage = (scope: SignScope, role: SignRole): SignStage =>
    stageOf(state, scope, period.label, role, isNobody ? null : signer)
  const management = state
    .signOffs()
    .findLast((one) => one.scope === 'period' && one.role === 'management' && stands(one))
  return {
    period: period.label,
    stages: [
      ...signScopes.period.roles.map((role) => stage('period', role)),
      {
        role: 'management',
        signOff: management ? viewOf(management) : null,
        refusal: refusalOfAcknowledging(state)
      }
    ],
    archiveStages: isLocked ? signScopes.archive.roles.map((role) => stage('archive', role)) : [],
    opinion: opinionOf(state.db, period.id),
    topics: topicsOf(state, isNobody ? null : signer),
    stale: state
      .signOffs()
      .filter((one) => one.state === 'stale')
      .map(viewOf),
    earlier: earlierPeriods(state)
  }
}

function topicsOf(state: PeriodState, signer: Signer | null): readonly TopicWork[] {
  const byTopic = Map.groupBy(state.works(), ({ record }) => record.check.topic)
  return (Object.keys(topics) as Topic[]).flatMap((topic) => {
    const works = byTopic.get(topic) ?? []
    if (works.length === 0) return []
    const states = Object.fromEntries(Object.keys(workStates).map((name) => [name, 0])) as Record<
      WorkState,
      number
    >
    for (const work of works) states[work.state] += 1
    return [
      {
        topic,
        tests: works.length,
        states,
        stale: works.filter(({ preparer, reviewer }) => preparer === 'stale' || reviewer === 'stale').length,
        toSign: {
          preparer: refsToSign(state, works, 'preparer', signer),
          reviewer: refsToSign(state, works, 'reviewer', signer)
        }
      }
    ]
  })
}

function refsToSign(
  state: PeriodState,
  works: readonly TestWork[],
  role: 'preparer' | 'reviewer',
  signer: Signer | null
): readonly string[] {
  if (signer === null || state.isLocked || refusalOfRole('test', role, signer) !== null) return []
  return works.flatMap((work) =>
    work[role] !== 'valid' &&
    missingFor(work, role).length === 0 &&
    refusalOfOwnWork(work.record.ref, role, signer, work.hands) === null
      ? [work.record.ref]
      : []
  )
}

function earlierPeriods({ db, period }: PeriodState): readonly EarlierPeriod[] {
  return db.all<EarlierPeriod>(
    `select p.label as period, p.state, p.locked_at as lockedAt,
       (
         select count(*)
         from sign_off s
         left join sign_off_withdrawal w on w.sign_off_id = s.id
         where s.period_id = p.id and w.sign_off_id is null
       ) as signOffs,
       (
         select s.content_hash
         from sign_off s
         left join sign_off_withdrawal w on w.sign_off_id = s.id
         where s.period_id = p.id and s.scope in ('period', 'archive') and w.sign_off_id is null
         order by s.id desc
         limit 1
       ) as contentHash
     from period p
     where p.id <> :period
     order by p.label desc`,
    { period: period.id }
  )
}
