/** Finds elements that are there and hold nothing, so that they grant, deny or limit nothing. */
import { cut, element, isRecord, type Lint, type LintedDocument, type LintedStatement } from './lint.ts'

const listElements = ['Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal'] as const

/** Rule `empty` (IAM Access Analyzer policy check reference: empty array, empty object). */
export function* lintEmptiness({ elements, statements }: LintedDocument): Generator<Lint> {
  const statement = element(elements, 'Statement')
  if (Array.isArray(statement) && statement.length === 0)
    yield { rule: 'empty', n: null, detail: 'its list of statements is empty' }
  for (const each of statements) yield* lintStatement(each)
}

function* lintStatement({ n, name, elements }: LintedStatement): Generator<Lint> {
  if (Object.keys(elements).length === 0) yield { rule: 'empty', n, detail: `${name} is empty` }
  for (const key of listElements)
    if (isEmpty(element(elements, key))) yield { rule: 'empty', n, detail: `${name} has an empty ${key}` }
  const condition = element(elements, 'Condition')
  if (!isRecord(condition)) return
  if (Object.keys(condition).length === 0)
    yield { rule: 'empty', n, detail: `${name} has an empty Condition, which limits nothing` }
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isRecord(keys)) continue
    if (Object.keys(keys).length === 0)
      yield {
        rule: 'empty',
        n,
        detail: `${name} has nothing under ${cut(operator)} of its Condition, which limits nothing`
      }
    for (const [key, values] of Object.entries(keys))
      if (Array.isArray(values) && values.length === 0)
        yield { rule: 'empty', n, detail: `${name} compares ${cut(key)} with an empty list` }
  }
}

function isEmpty(value: unknown): boolean {
  if (value === '') return true
  if (Array.isArray(value)) return value.length === 0 || value.includes('')
  return isRecord(value) && (Object.keys(value).length === 0 || Object.values(value).some(isEmpty))
}
