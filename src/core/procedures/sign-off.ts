/** Signs what was done, and shows who signed what and what it is worth now. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { SignOffChanges, SignOffOverview, SignOffView } from '../../shared/records/sign-off.ts'
import { usualMeaning, type Signer, type SignScope } from '../../shared/states/sign-off.ts'
import type { Reader } from '../store/database.ts'
import { actorOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { changesBetween } from './sign-off/changes.ts'
import { signOffNumbered } from './sign-off/named.ts'
import { overviewOf } from './sign-off/overview.ts'
import { periodState } from './sign-off/period-state.ts'
import { refusalOfSigning } from './sign-off/refusal.ts'
import { keepSignOff } from './sign-off/sign.ts'
import { contentFor, viewOf } from './sign-off/standing.ts'
import type { SignedContent } from './sign-off/test-content.ts'
import { separationOf, situationOf } from './situation.ts'

/** Differences shown at once. */
const mostChanges = 200

export default [
  procedure('sign-off.show', ({ db, now, workingPerson }): SignOffOverview => {
    const { person, hasPeople } = situationOf(db, workingPerson())
    const signer = { person, name: person?.name ?? actorOf(db), separation: separationOf(db) }
    return overviewOf(periodState(db, now()), signer, hasPeople)
  }),

  procedure('sign-off.list', ({ db, now }, { scope, ref }): readonly SignOffView[] =>
    periodState(db, now())
      .signOffs()
      .filter(
        (one) => (scope === undefined || one.scope === scope) && (ref === undefined || one.scope_ref === ref)
      )
      .map(viewOf)
  ),

  procedure('sign-off.changes', ({ db, now }, { signOff: id }): SignOffChanges => {
    const state = periodState(db, now())
    const signOff = signOffNumbered(state.signOffs(), id)
    const before = JSON.parse(signOff.content) as SignedContent
    const after = contentFor(signOff.role, signOff.content, state.contents(signOff.scope, signOff.scope_ref))
    const changes = changesBetween(before, after)
    return { signOff: viewOf(signOff), changes: changes.slice(0, mostChanges), total: changes.length }
  }),

  procedure('sign-off.sign', (context, { scope, refs, role, meaning }): readonly SignOffView[] => {
    const { db, now, actor, person } = context
    const signer: Signer = { person, name: actor, separation: separationOf(db) }
    const named = [...new Set(refs)]
    const control = controlOf(scope, named)
    const state = periodState(db, now(), control)
    for (const ref of named) {
      const refusal = refusalOfSigning(state, scope, ref, role, signer)
      if (refusal !== null) throw new WorkbenchError('not-allowed', refusal, { ref })
    }
    const title = titleOf(db, person?.id ?? null)
    const ids = new Set(
      named.map((ref) => {
        const content = state.contents(scope, ref)
        if (content === null) throw new Error(`Nothing to sign under ${ref}`)
        return keepSignOff(context, {
          period: state.period,
          scope,
          ref,
          role,
          name: actor,
          title,
          meaning: meaning === '' ? usualMeaning(scope, role) : meaning,
          content,
          evidence: null
        })
      })
    )
    return periodState(db, now(), control)
      .signOffs()
      .filter(({ id }) => ids.has(id))
      .map(viewOf)
  })
]

/** The control that all tests named are of; null where there are several, or where it is no test. */
function controlOf(scope: SignScope, refs: readonly string[]): string | null {
  if (scope !== 'test') return null
  const [control, ...others] = new Set(refs.map((ref) => ref.split('/')[0] ?? ''))
  return others.length === 0 ? (control ?? null) : null
}

function titleOf(db: Reader, person: number | null): string {
  if (person === null) return ''
  return db.get<{ title: string }>('select title from person where id = :person', { person })?.title ?? ''
}
