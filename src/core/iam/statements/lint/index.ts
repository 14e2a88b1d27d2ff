/** Says what is wrong with the form of a policy document, whatever it is used for. */
import { lintActions } from './actions.ts'
import { lintConditionKeys } from './condition-keys.ts'
import { lintConditionTruth } from './condition-truth.ts'
import { lintConditionTypes } from './condition-types.ts'
import { lintElements } from './elements.ts'
import { lintEmptiness } from './emptiness.ts'
import { lintJson } from './json-text.ts'
import { isRecord, element, type Lint, type LintedDocument, type LintRule } from './lint.ts'
import { lintPrincipals } from './principals.ts'
import { lintQuantifiers } from './quantifiers.ts'
import { lintResources } from './resources.ts'
import { lintSids } from './sids.ts'
import { lintVersion } from './version.ts'

export { lintApplicability } from './applicability.ts'
export type { Lint } from './lint.ts'

const rules: readonly LintRule[] = [
  lintElements,
  lintEmptiness,
  lintSids,
  lintVersion,
  lintActions,
  lintResources,
  lintPrincipals,
  lintConditionKeys,
  lintConditionTypes,
  lintConditionTruth,
  lintQuantifiers
]

/** The longest policy AWS takes, a key policy, without white space (AWS KMS Developer Guide: Quotas). */
const mostCharacters = 32_768
/** Findings of one rule that are kept of a document; more of the same say nothing new. */
const mostOfRule = 20

/**
 * The findings of every rule; `document` is the parsed text, undefined where it cannot be parsed. A text longer than any policy is
 * not looked into, and the finding says so.
 */
export function lintDocument(text: string, document: unknown): readonly Lint[] {
  const characters = charactersOf(text, document)
  if (characters > mostCharacters)
    return [
      {
        rule: 'too-large',
        n: null,
        detail: `it has ${characters} characters, more than any policy AWS accepts, and was not looked into`
      }
    ]
  const found = [...lintJson(text, document)]
  if (isRecord(document)) {
    const linted = linting(document)
    for (const rule of rules) found.push(...atMost(rule(linted)))
  }
  return found
}

/** Counted as quotas count them, where a short text does not settle it. */
function charactersOf(text: string, document: unknown): number {
  if (text.length <= mostCharacters) return text.length
  return (document === undefined ? text : JSON.stringify(document)).replaceAll(/\s/g, '').length
}

function linting(elements: Readonly<Record<string, unknown>>): LintedDocument {
  const value = element(elements, 'Statement')
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  return {
    elements,
    statements: list.flatMap((statement, n) =>
      isRecord(statement) ? [{ n, name: `statement ${n + 1}`, elements: statement }] : []
    )
  }
}

function* atMost(found: Iterable<Lint>): Generator<Lint> {
  const counts = new Map<string, number>()
  for (const lint of found) {
    const count = (counts.get(lint.rule) ?? 0) + 1
    counts.set(lint.rule, count)
    if (count <= mostOfRule) yield lint
  }
}
