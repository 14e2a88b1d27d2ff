/** Whether a document and its statements are made of the elements of the policy grammar (IAM JSON policy language grammar). */
import { element, isRecord, quote, type Lint, type LintedDocument, type LintedStatement } from './lint.ts'

const documentElements = new Set(['Version', 'Id', 'Statement'])
const statementElements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition'
])
const eitherOr = ['Action', 'Resource', 'Principal'] as const

/** Rules `unknown-element`, `form`, `effect`, `no-action` and `both-elements`. */
export function* lintElements({ elements, statements }: LintedDocument): Generator<Lint> {
  for (const key of Object.keys(elements))
    if (!documentElements.has(key))
      yield {
        rule: 'unknown-element',
        n: null,
        detail: `it has the element ${quote(key)}, which no policy has`
      }
  const statement = element(elements, 'Statement')
  if (statement === undefined) yield { rule: 'form', n: null, detail: 'it has no Statement' }
  else yield* lintForms(Array.isArray(statement) ? (statement as readonly unknown[]) : [statement])
  for (const each of statements) yield* lintStatement(each)
}

function* lintForms(list: readonly unknown[]): Generator<Lint> {
  for (const [n, each] of list.entries())
    if (!isRecord(each)) yield { rule: 'form', n, detail: `statement ${n + 1} is not an object` }
}

function* lintStatement({ n, name, elements }: LintedStatement): Generator<Lint> {
  for (const key of Object.keys(elements))
    if (!statementElements.has(key))
      yield {
        rule: 'unknown-element',
        n,
        detail: `${name} has the element ${quote(key)}, which no statement has`
      }

  const effect = element(elements, 'Effect')
  if (effect === undefined) yield { rule: 'effect', n, detail: `${name} has no Effect` }
  else if (effect !== 'Allow' && effect !== 'Deny')
    yield {
      rule: 'effect',
      n,
      detail: `${name} has the Effect ${typeof effect === 'string' ? quote(effect) : 'that is no text'} instead of "Allow" or "Deny"`
    }

  if (element(elements, 'Action') === undefined && element(elements, 'NotAction') === undefined)
    yield { rule: 'no-action', n, detail: `${name} has neither Action nor NotAction` }
  for (const key of eitherOr)
    if (element(elements, key) !== undefined && element(elements, `Not${key}`) !== undefined)
      yield { rule: 'both-elements', n, detail: `${name} has both ${key} and Not${key}` }

  for (const key of ['Action', 'NotAction', 'Resource', 'NotResource']) {
    const value = element(elements, key)
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [value]
    if (value !== undefined && list.some((one) => typeof one !== 'string'))
      yield { rule: 'form', n, detail: `${name} has a ${key} that is neither a text nor a list of texts` }
  }
  const condition = element(elements, 'Condition')
  if (condition !== undefined && !(isRecord(condition) && Object.values(condition).every(isRecord)))
    yield { rule: 'form', n, detail: `${name} has a Condition that is no object of operators with keys` }
}
