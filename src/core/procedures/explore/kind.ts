/** The form every kind of the explorer has: its rows made of facts, the fields they show, how they are narrowed and ordered. */
import type { FieldType, FieldView, Filter, PopulationKind, Sort } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'
import type { KindContext } from './context.ts'

/** null is unknown, '' known to be none; times are seconds since 1970, `never` where something was never done. */
export type Cell = string | number | null

/** A time that never came, as known from the files; it sorts before every time. */
export const never = -1

export interface Row {
  readonly account: string
  /** As checks name it in what they find. */
  readonly resource: string
  /** What checks and policies are about where the row is a part of it: of a statement its policy, of a trust its role. */
  readonly subject?: string
  readonly source: number
  readonly line: number
  readonly path: string | null
  /** The policy document the row is about, and its statement. */
  readonly document?: number | null
  readonly statement?: number
  /** By the keys of the kind's fields. */
  readonly cells: Readonly<Record<string, Cell>>
}

export interface Field extends FieldView {
  /** Whether searching looks into it. */
  readonly searched: boolean
  /** Whether its values are offered with their counts. */
  readonly facet: boolean
}

export interface BuiltInView {
  readonly name: string
  readonly filters: readonly Filter[]
}

export interface Related {
  readonly title: string
  readonly items: readonly string[]
}

export interface Kind {
  readonly kind: PopulationKind
  /** In the order of the grid; the first names the row. */
  readonly fields: readonly Field[]
  readonly sort: Sort
  readonly views: readonly BuiltInView[]
  /** How many rows there are, without making them. */
  readonly count: (db: Reader) => number
  readonly rows: (context: KindContext) => readonly Row[]
  /** What belongs to one row and stands in no cell. */
  readonly related?: (db: Reader, row: Row) => readonly Related[]
}

type Choices = Partial<Omit<Field, 'key' | 'title' | 'type'>>

/** A field with what most fields have: shown, neither searched nor a facet. */
export function field(key: string, title: string, type: FieldType, choices: Choices = {}): Field {
  return {
    key,
    title,
    type,
    words: {},
    shown: 'yes',
    width: widths[type],
    searched: false,
    facet: false,
    ...choices
  }
}

/** A field of a closed set of words, offered as a facet. */
export function choice(
  key: string,
  title: string,
  words: Readonly<Record<string, string>>,
  choices: Choices = {}
): Field {
  return field(key, title, 'choice', { words, facet: true, ...choices })
}

/** Tells a row apart in its kind: AWS managed policies have one ARN in every account. */
export function keyOf({ account, resource }: Pick<Row, 'account' | 'resource'>): string {
  return `${account}/${resource}`
}

const widths: Readonly<Record<FieldType, number>> = {
  text: 150,
  list: 190,
  id: 180,
  account: 130,
  integer: 84,
  time: 100,
  choice: 110
}
