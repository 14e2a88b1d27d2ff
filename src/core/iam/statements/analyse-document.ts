/** Says of a policy document what checks ask: of every statement what it reaches and under which conditions, and of the whole its form. */
import { parsePolicy } from '../policy-document.ts'
import type { WrittenStatement } from '../written-document.ts'
import { analyseStatement, type StatementAnalysis } from './analyse-statement.ts'
import { accessOf, type DocumentAccess } from './document-access.ts'
import { powerOf, type DocumentPower } from './document-power.ts'
import { lintApplicability, lintDocument, type Lint } from './lint/index.ts'
import { writePrincipalStatements } from './principal-statement.ts'
import { readConditions, type ConditionClause } from './read-conditions.ts'

/** The longest policy AWS takes, a key policy (AWS KMS Developer Guide: Quotas); a longer one is hostile and not analysed. */
const mostCharacters = 32_768

export interface DocumentAnalysis {
  /** Why the statements were not analysed; null where they were. */
  readonly problem: string | null
  /** By the statement's number. */
  readonly statements: readonly (StatementAnalysis & {
    readonly n: number
    readonly conditions: readonly ConditionClause[]
  })[]
  readonly shape: DocumentShape
  readonly power: DocumentPower
  readonly access: DocumentAccess
  /** JSON list of `PrincipalStatement`; null where no statement names a principal. */
  readonly trust: string | null
  readonly lint: readonly Lint[]
}

export interface DocumentShape {
  readonly version: string | null
  /** Characters without white space, as quotas count them (IAM User Guide: IAM and AWS STS quotas). */
  readonly characters: number
  readonly statements: number
  /** What the document says as one text, whatever its layout and the order of its keys and lists. */
  readonly meaning: string
}

/** Analyses a document from its text and its statements as they were read. */
export function analyseDocument(text: string, statements: readonly WrittenStatement[]): DocumentAnalysis {
  const document = parsePolicy(text)
  const version = isObject(document) && Object.hasOwn(document, 'Version') ? document['Version'] : undefined
  const characters = (document === undefined ? text : JSON.stringify(document)).replaceAll(/\s/g, '').length
  const analysed = (characters > mostCharacters ? [] : statements).map((statement) => ({
    n: statement.n,
    effect: statement.effect,
    uses_not_action: statement.uses_not_action,
    ...analyseStatement({
      ...statement,
      actions: JSON.parse(statement.actions) as readonly string[],
      resources: JSON.parse(statement.resources) as readonly string[]
    }),
    conditions: readConditions(
      statement.condition === null
        ? null
        : (JSON.parse(statement.condition) as Readonly<Record<string, unknown>>)
    )
  }))
  return {
    problem:
      characters > mostCharacters
        ? `The document has ${characters} characters, more than any policy AWS accepts.`
        : null,
    statements: analysed,
    shape: {
      version: typeof version === 'string' ? version : null,
      characters,
      statements: statements.length,
      meaning: document === undefined ? text : meaningOf(document)
    },
    power: powerOf(statements),
    access: accessOf(analysed),
    trust: writePrincipalStatements(statements),
    lint: [...lintDocument(text, document), ...lintApplicability(analysed)]
  }
}

/** Lists of a policy are sets, and a single text is a list of one (IAM JSON policy grammar). */
function meaningOf(value: unknown): string {
  if (Array.isArray(value)) {
    const [first, ...others] = [...new Set(value.map(meaningOf))].sort()
    return first !== undefined && others.length === 0 ? first : `[${[first ?? '', ...others].join()}]`
  }
  if (!isObject(value)) return JSON.stringify(value)
  return `{${Object.keys(value)
    .filter((key) => key !== 'Sid' && key !== 'Id')
    .sort()
    .map((key) => `${JSON.stringify(key)}:${meaningOf(value[key])}`)
    .join()}}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
