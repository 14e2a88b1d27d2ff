/** The form of a finding about a policy document, and the document as the rules see it. */

export interface Lint {
  /** The rule's id: `duplicate-sid`. */
  readonly rule: string
  /** The statement it is about, from 0; null for the document. */
  readonly n: number | null
  /** What was found, as a clause that goes on after the policy's name: `statement 2 has the Sid "Read" again`. */
  readonly detail: string
}

export type JsonRecord = Readonly<Record<string, unknown>>

export interface LintedStatement {
  readonly n: number
  /** `statement 2` */
  readonly name: string
  readonly elements: JsonRecord
}

export interface LintedDocument {
  readonly elements: JsonRecord
  readonly statements: readonly LintedStatement[]
}

/** One idea of what may be wrong; neutral of where the document is used. */
export type LintRule = (document: LintedDocument) => Iterable<Lint>

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own element: a document may hold `__proto__` or `constructor` as a key. */
export function element(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** The texts of an element that is one text or a list of them. */
export function textsOf(record: JsonRecord, key: string): readonly string[] {
  const value = element(record, key)
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
    (text) => typeof text === 'string'
  )
}

/** The texts of an element or of its negation: `Action` and `NotAction`. */
export function textsOfEither(record: JsonRecord, key: 'Action' | 'Resource'): readonly string[] {
  return [...textsOf(record, key), ...textsOf(record, `Not${key}`)]
}

/** Whether a statement allows; its effect is read in any spelling. */
export function allows({ elements }: LintedStatement): boolean {
  const effect = element(elements, 'Effect')
  return typeof effect === 'string' && effect.trim().toLowerCase() === 'allow'
}

const longestQuote = 80

/** A text as a sentence quotes it, cut where it is long. */
export function quote(text: string): string {
  return `"${cut(text)}"`
}

/** A text as a sentence names it, cut where it is long. */
export function cut(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
}

/** A policy variable, `${aws:PrincipalTag/team, 'none'}`; no name is longer. */
export const variable = /\$\{[^}"]{1,300}\}/g

/** Action patterns of a document that are looked up; a policy of the largest size has fewer. */
export const mostActions = 4_000
