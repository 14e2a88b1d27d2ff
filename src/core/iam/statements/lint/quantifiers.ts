/** Whether ForAllValues and ForAnyValue stand with keys of several values, and only with those. */
import { allows, type Lint, type LintedDocument } from './lint.ts'
import { clausesOf, operatorOf, operators } from './clauses.ts'
import { typeOfKey } from './key-type.ts'

/**
 * Rules `all-of-single` (Allow: met where the key is absent), `quantifier-of-single` and `no-quantifier` (IAM Access Analyzer policy check reference: ForAllValues
 * with single valued key, missing qualifier; IAM JSON policy elements: Set operators for multivalued context keys).
 */
export function* lintQuantifiers(document: LintedDocument): Generator<Lint> {
  for (const clause of clausesOf(document)) {
    const type = typeOfKey(clause.key)
    if (type === null || !operators.has(clause.operator) || clause.operator === 'null') continue
    const { n, name } = clause.statement
    const isMultiple = type.startsWith('ArrayOf')
    const written = `${operatorOf(clause)} ${clause.written_key}`
    if (isMultiple && clause.quantifier === '')
      yield {
        rule: 'no-quantifier',
        n,
        detail: `${name} has the condition ${written} without ForAllValues or ForAnyValue, though a request may carry several values`
      }
    if (isMultiple || clause.quantifier === '') continue
    yield clause.quantifier === 'forallvalues' && allows(clause.statement)
      ? {
          rule: 'all-of-single',
          n,
          detail: `${name} has the condition ${written}, which is met by every request that lacks this key of one value`
        }
      : {
          rule: 'quantifier-of-single',
          n,
          detail: `${name} has the condition ${written}, though the key has one value`
        }
  }
}
