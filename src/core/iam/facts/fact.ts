/** What every fact has: whose it is, where it stands, and the words its columns are made of. */

/** Whole seconds since 1970-01-01 UTC. */
export type Seconds = number
/** SQLite's booleans. */
export type Flag = 0 | 1

/** Where a fact stands in its file: the line it starts on (1-based) and, in JSON, the path of its element. */
export interface Place {
  readonly line: number
  readonly path: string | null
}

export interface Fact extends Place {
  readonly account_id: string
}
