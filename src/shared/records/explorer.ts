/** The population explorer as it crosses the bridge: kinds, queries, views of rows, saved views, samples. Times are ISO-8601 UTC text. */
import type { TickMark } from '../states/sample.ts'
import type { CellValue } from './workbook.ts'

/** What can be explored, in the order of the tabs. */
export const populationKinds = {
  users: { title: 'Users', one: 'user', many: 'users' },
  keys: { title: 'Keys', one: 'access key', many: 'access keys' },
  roles: { title: 'Roles', one: 'role', many: 'roles' },
  groups: { title: 'Groups', one: 'group', many: 'groups' },
  policies: { title: 'Policies', one: 'policy', many: 'policies' },
  statements: { title: 'Statements', one: 'statement', many: 'statements' },
  trusts: { title: 'Trusts', one: 'trust', many: 'trusts' }
} as const
export type PopulationKind = keyof typeof populationKinds

/** `list`: a text that many rows share. `choice`: one of a closed set of words, "unknown" among them. */
export type FieldType = 'text' | 'list' | 'id' | 'account' | 'integer' | 'time' | 'choice'

/** What a filter says of a field; `empty` is known to be none or never, `unknown` is what no file says. */
export const operators = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  over: 'over',
  under: 'under',
  before: 'before',
  after: 'after',
  empty: 'is none',
  unknown: 'is unknown'
} as const
export type Operator = keyof typeof operators

const ofTexts = ['contains', 'is', 'is-not', 'empty', 'unknown'] as const

/** The operators a field of each type takes, the one offered first in front. */
export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: ofTexts,
  list: ofTexts,
  id: ofTexts,
  account: ['is', 'is-not'],
  integer: ['over', 'under', 'is', 'unknown'],
  time: ['before', 'after', 'empty', 'unknown'],
  choice: ['is', 'is-not']
}

export interface Filter {
  readonly field: string
  readonly operator: Operator
  /** Any of them for `is`, none of them for `is-not`; none with `empty` and `unknown`. Times are days, `2026-01-31`. */
  readonly values: readonly string[]
}

export interface Sort {
  readonly field: string
  readonly descending: boolean
}

export interface ExplorerQuery {
  readonly kind: PopulationKind
  /** Part of a name, an ARN, an account or an action; '' for all. */
  readonly search: string
  /** All of them hold. */
  readonly filters: readonly Filter[]
  /** null for the kind's own order. */
  readonly sort: Sort | null
}

/** Whether an operator needs a value. */
export function takesValue(operator: Operator): boolean {
  return operator !== 'empty' && operator !== 'unknown'
}

export interface FieldView {
  readonly key: string
  readonly title: string
  readonly type: FieldType
  /** Of a choice, what each word is called. */
  readonly words: Readonly<Record<string, string>>
  /** In the grid unless the auditor hides it; `never` where it serves filters only. */
  readonly shown: 'yes' | 'no' | 'never'
  /** In pixels. */
  readonly width: number
}

export interface FacetView {
  readonly field: string
  readonly title: string
  /** Rows by value under every other filter; those chosen are there at 0 too. */
  readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[]
}

export interface ExplorerView {
  /** Names the rows of this answer until facts change. */
  readonly view: number
  readonly query: ExplorerQuery
  /** Rows that match, and rows of the kind. */
  readonly count: number
  readonly total: number
  readonly kinds: readonly { readonly kind: PopulationKind; readonly total: number }[]
  /** The kind's own order, where the query gives none. */
  readonly sort: Sort
  readonly fields: readonly FieldView[]
  readonly facets: readonly FacetView[]
  readonly milliseconds: number
}

export interface ExplorerRow {
  /** Tells the row apart in its kind, whatever the import: account and resource. */
  readonly key: string
  readonly account: string
  /** As checks name it. */
  readonly resource: string
  readonly source: number
  readonly line: number
  readonly path: string | null
  /** In the order of the view's fields; null is unknown, '' none, `never` of a time never. */
  readonly cells: readonly CellValue[]
}

/** A row with what belongs to it. */
export interface ExplorerRowDetail extends ExplorerRow {
  readonly kind: PopulationKind
  readonly name: string
  readonly sourceName: string
  readonly fields: readonly FieldView[]
  /** What checks and policies are about: of a statement its policy, of a trust its role, else the resource itself. */
  readonly subject: string
  /** The policy document it is about, and its statement from 0; null where it is about none. */
  readonly document: number | null
  readonly statement: number | null
  /** Members of a group, holders of a policy, keys of a user, …: at most a hundred each. */
  readonly related: readonly {
    readonly title: string
    readonly total: number
    readonly items: readonly string[]
  }[]
  /** What the checks found on it. */
  readonly found: readonly {
    readonly control: string
    readonly status: 'exception' | 'needs-review'
    readonly detail: string
  }[]
  readonly samples: readonly string[]
}

export interface SavedView {
  /** A number of the record; the built-in ones have none. */
  readonly id: number | null
  readonly name: string
  readonly query: ExplorerQuery
  /** '' for those built in. */
  readonly createdBy: string
}

export const sampleMethods = {
  random: 'Random, by hash rank',
  systematic: 'Systematic',
  interest: 'Items of interest'
} as const
export type SampleMethod = keyof typeof sampleMethods

export interface SampleView {
  /** `S-001` */
  readonly ref: string
  readonly control: string
  readonly query: ExplorerQuery
  /** The filters in words. */
  readonly definition: string
  readonly method: SampleMethod
  /** Why so many, or why these. */
  readonly basis: string
  /** '' for items of interest, which no chance chose. */
  readonly seed: string
  readonly population: number
  /** SHA-256 over the sorted keys of the population, a line each. */
  readonly populationHash: string
  readonly size: number
  readonly drawnBy: string
  readonly drawnAt: string
}

/** What is looked at on every item: A, B, C, … */
export interface AttributeView {
  readonly code: string
  readonly text: string
}

/** What was seen of one attribute of one item. */
export interface MarkView {
  /** The key of the item. */
  readonly item: string
  readonly code: string
  readonly mark: TickMark
  readonly note: string
  /** References of pieces of evidence. */
  readonly evidence: readonly string[]
  readonly by: string
  readonly at: string
}

/** A sample as it was drawn and marked. */
export interface SampleRecord {
  readonly sample: SampleView
  readonly attributes: readonly AttributeView[]
  /** Those that stand. */
  readonly marks: readonly MarkView[]
  readonly items: readonly { readonly key: string; readonly account: string; readonly resource: string }[]
}

/** A sample drawn again from what the files say now. */
export interface SampleCheck extends SampleRecord {
  /** The population as it is now. */
  readonly populationNow: number
  readonly isPopulationSame: boolean
  /** Whether the same method, size and seed give the same items now. */
  readonly isSampleSame: boolean
}
