/** Reads CSV as RFC 4180 has it and as nothing else: cells by row. Throws where a cell or row does not end as it must. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const row: string[] = []
    for (;;) {
      const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
      cell.lastIndex = at
      const found = cell.exec(text)
      if (!found) throw new Error(`No cell at ${at}`)
      row.push((found[1]?.replaceAll('""', '"') ?? found[2]) as string)
      at = cell.lastIndex
      if (text[at] === ',') at += 1
      else if (text.startsWith('\r\n', at)) {
        at += 2
        break
      } else throw new Error(`Neither cell nor row ends at ${at}`)
    }
    rows.push(row)
  }
  return rows
}
