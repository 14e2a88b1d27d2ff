/** What several checks ask of an account alike: a table each can do without the others, and a run asks for once. */

export interface SharedTable {
  readonly name: string
  /** As `create table` takes them, so that an index and the way texts are compared are kept. */
  readonly columns: string
  /** SQL bound to `:account`; may ask the tables of `from`. */
  readonly query: string
  readonly from?: readonly SharedTable[]
}

/** CTEs of the tables, after those they are made from. */
export function sharing(...tables: readonly SharedTable[]): string {
  return withSources(tables).map(expressionOf).join(',\n    ')
}

/** The tables and all they are made from, each once and after its own sources. */
export function withSources(tables: readonly SharedTable[]): readonly SharedTable[] {
  return [...new Set(tables.flatMap((table) => [...withSources(table.from ?? []), table]))]
}

/** The table as every population has it that shares it. */
export function expressionOf({ name, query }: SharedTable): string {
  return `${name} as materialized (${query}
    )`
}
