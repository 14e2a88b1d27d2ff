/** Finds the wildcards of a pattern of the policy grammar, so that they can be seen in a long name. */

export interface Piece {
  readonly kind: 'plain' | 'wildcard' | 'variable'
  readonly text: string
}

/**
 * `*` and `?` match anything; `${*}`, `${?}` and `${$}` stand for the sign itself, any other `${…}` for a value of the request
 * (IAM User Guide: IAM policy elements: Variables and tags). The pieces put together are the text.
 */
export function piecesOf(pattern: string): readonly Piece[] {
  return Array.from(
    pattern.matchAll(/\$\{[*?$]\}|(\$\{[^}]*\})|([*?]+)|(?:[^*?$]|\$(?!\{))+|\$/g),
    (found) => {
      const [text, variable, wildcard] = found
      const kind = variable !== undefined ? 'variable' : wildcard !== undefined ? 'wildcard' : 'plain'
      return { kind, text }
    }
  )
}

const patternElements = new Set([
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal'
])

/**
 * Whether a value is a pattern by where it stands in its statement: `['Action']`, `['Condition', 'StringLike', 'aws:SourceArn']`.
 * Of conditions only the `Like` and ARN operators take wildcards (IAM User Guide: IAM JSON policy elements: Condition operators).
 */
export function takesWildcards(path: readonly string[]): boolean {
  const [element = '', operator = ''] = path
  if (patternElements.has(element)) return true
  return element === 'Condition' && path.length > 2 && /(?:Like|^(?:[^:]*:)?Arn)/i.test(operator)
}
