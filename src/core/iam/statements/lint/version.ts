/** Which version of the policy language a document is written in, and what that does to its variables. */
import {
  element,
  quote,
  textsOf,
  type Lint,
  type LintedDocument,
  type LintedStatement,
  variable
} from './lint.ts'

/**
 * Rules `no-version`, `old-version`, `unknown-version` and `literal-variable`: before version 2012-10-17, which has to be named, `${aws:username}`
 * is the text itself (IAM JSON policy elements: Version).
 */
export function* lintVersion({ elements, statements }: LintedDocument): Generator<Lint> {
  const version = element(elements, 'Version')
  if (version === '2012-10-17') return
  if (version === undefined)
    yield { rule: 'no-version', n: null, detail: 'it names no version, so that 2008-10-17 applies' }
  else if (version === '2008-10-17')
    yield { rule: 'old-version', n: null, detail: 'it is of version 2008-10-17' }
  else
    yield {
      rule: 'unknown-version',
      n: null,
      detail: `it names the version ${typeof version === 'string' ? quote(version) : 'with something that is no text'}, which there is not`
    }
  for (const statement of statements) {
    const found = variableIn(statement)
    if (found !== null)
      yield {
        rule: 'literal-variable',
        n: statement.n,
        detail: `${statement.name} holds ${quote(found)}, which without version 2012-10-17 is that text and no variable`
      }
  }
}

/** Variables stand in resources and in the values of conditions (IAM policy elements: Variables and tags). */
function variableIn({ elements }: LintedStatement): string | null {
  const condition = element(elements, 'Condition')
  const written = [
    ...textsOf(elements, 'Resource'),
    ...textsOf(elements, 'NotResource'),
    ...(condition === undefined ? [] : [JSON.stringify(condition)])
  ]
  for (const text of written) {
    const found = text.match(variable)
    if (found) return found[0]
  }
  return null
}
