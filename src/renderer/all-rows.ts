/** Fetches a whole table, however long. */

/** Rows asked for at once. */
const portion = 1000

/** Every row of a table that is asked for in portions; `onrows` hears how many there are so far. Ends early where the signal says so. */
export async function allRows<Row>(
  total: number,
  load: (offset: number, limit: number) => Promise<readonly Row[]>,
  onrows: (done: number) => void,
  signal: AbortSignal
): Promise<readonly Row[]> {
  const rows: Row[] = []
  while (rows.length < total) {
    const some = await load(rows.length, Math.min(portion, total - rows.length))
    signal.throwIfAborted()
    if (some.length === 0) break
    rows.push(...some)
    onrows(rows.length)
  }
  return rows
}
