/** Rows as CSV (RFC 4180), with a byte order mark so that spreadsheets know the text as UTF-8. */

/** Every row ends with CR LF. Text that a spreadsheet would compute begins with an apostrophe (OWASP, CSV Injection). */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

function csvCell(text: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
