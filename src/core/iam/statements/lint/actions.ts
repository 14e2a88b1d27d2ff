/** Whether AWS has the services and actions a statement names. */
import { actionsMatching, knownService } from '../../actions/known-actions.ts'
import { hasWildcard } from '../../glob.ts'
import { mostActions, quote, textsOfEither, type Lint, type LintedDocument } from './lint.ts'

/**
 * Rules `unknown-service`, `unknown-action` and `action-form`. What the compiled reference does not know may be new, withdrawn or misspelled: who
 * reports it says of which day the reference is (`actionDataLabel`).
 */
export function* lintActions({ statements }: LintedDocument): Generator<Lint> {
  let left = mostActions
  for (const { n, name, elements } of statements) {
    const unknown = new Set<string>()
    for (const pattern of new Set(textsOfEither(elements, 'Action'))) {
      if (left-- <= 0) return
      if (pattern === '' || /^\*+$/.test(pattern)) continue
      const colon = pattern.indexOf(':')
      if (colon < 1) {
        yield {
          rule: 'action-form',
          n,
          detail: `${name} names ${quote(pattern)}, which is not written as service:action`
        }
        continue
      }
      const service = pattern.slice(0, colon)
      if (!hasWildcard(service) && !knownService(service)) unknown.add(service)
      else if (actionsMatching(pattern).length === 0)
        yield {
          rule: 'unknown-action',
          n,
          detail: `${name} names ${quote(pattern)}, which is no known action and matches none`
        }
    }
    for (const service of unknown)
      yield {
        rule: 'unknown-service',
        n,
        detail: `${name} names a service ${quote(service)} that is not known`
      }
  }
}
