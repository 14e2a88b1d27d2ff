/** Whether AWS has the operators and keys of a condition, and whether a key is one of the statement's actions. */
import {
  element,
  mostActions,
  quote,
  textsOf,
  type Lint,
  type LintedDocument,
  type LintedStatement
} from './lint.ts'
import { clausesOf, operators } from './clauses.ts'
import { isFederatedKey, keysOfActions, typeOfKey } from './key-type.ts'
import { globalKeys } from './global-keys.ts'

/**
 * Rules `unknown-operator`, `unknown-key` and `foreign-key`. A key that no request of the statement carries makes a condition false, with a negated operator
 * or IfExists true; the keys of a service are those of the compiled reference.
 */
export function* lintConditionKeys(document: LintedDocument): Generator<Lint> {
  const carriedBy = new Map<LintedStatement, (key: string) => boolean>()
  for (const { statement, operator, quantifier, if_exists, key, written_key, beside } of clausesOf(
    document
  )) {
    const { n, name, elements } = statement
    const known = operators.get(operator)
    if (!known)
      yield {
        rule: 'unknown-operator',
        n,
        detail: `${name} has the condition operator ${quote(operator)}, which there is not`
      }
    else if (known.compares === 'null' && if_exists === 1)
      yield {
        rule: 'unknown-operator',
        n,
        detail: `${name} has the condition operator NullIfExists, which there is not`
      }
    else if (quantifier !== '' && known.compares === 'null' && beside.length === 1)
      yield {
        rule: 'unknown-operator',
        n,
        detail: `${name} asks with a quantifier whether ${written_key} is there, which Null alone answers`
      }

    if (typeOfKey(key) === null) {
      if (!isFederatedKey(key))
        yield {
          rule: 'unknown-key',
          n,
          detail: `${name} has a condition on ${quote(written_key)}, which is no known key`
        }
    } else if (!isGlobal(key) && element(elements, 'NotAction') === undefined) {
      const carries =
        carriedBy.get(statement) ?? keysOfActions(textsOf(elements, 'Action').slice(0, mostActions))
      carriedBy.set(statement, carries)
      if (!carries(key))
        yield {
          rule: 'foreign-key',
          n,
          detail: `${name} has a condition on ${quote(written_key)}, which none of its actions carries`
        }
    }
  }
}

function isGlobal(key: string): boolean {
  const slash = key.indexOf('/')
  return globalKeys.has(key) || (slash > 0 && globalKeys.has(key.slice(0, slash + 1)))
}
