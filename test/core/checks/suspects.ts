/** Whether a run that tests the suspects alone finds what testing every member finds. */
import type { AutomatedCheck } from '../../../src/core/checks/check.ts'
import {
  iterateMembers,
  runCheck,
  type CheckContext,
  type EvaluatedMember
} from '../../../src/core/procedures/run-check.ts'
import type { Reader } from '../../../src/core/store/database.ts'

/** What the run leaves out or makes of it, a sentence each; none where both agree. */
export function differencesOfSuspects(db: Reader, check: AutomatedCheck, context: CheckContext): string[] {
  const dated = { run: new Set<number>(), whole: new Set<number>() }
  const noting = (sources: Set<number>): CheckContext => ({
    ...context,
    asOfOf: (source) => context.asOfOf((sources.add(source), source))
  })
  const run = runCheck(db, check, noting(dated.run))
  if (check.suspects === undefined || run.outcome === 'not-tested') return []
  const members = [...iterateMembers(db, check, noting(dated.whole))]
  const inWords = ({ resource, detail }: Pick<EvaluatedMember, 'resource' | 'detail'>) =>
    `${resource}: ${detail}`
  const whole = (status: EvaluatedMember['status']) =>
    members.filter((member) => member.status === status).map(inWords)
  return [
    ...differences(whole('exception'), run.exceptions.map(inWords)),
    ...differences(whole('needs-review'), run.needsReview.map(inWords)),
    ...(run.population === members.length ? [] : [`${members.length} members, counted as ${run.population}`])
  ].map((difference) => `${check.id} of ${context.account}: ${difference}`)
}

function differences(members: readonly string[], found: readonly string[]): string[] {
  const [all, some] = [new Set(members), new Set(found)]
  return [
    ...members.filter((member) => !some.has(member)).map((member) => `left out: ${member}`),
    ...found.filter((member) => !all.has(member)).map((member) => `no such member: ${member}`)
  ]
}
