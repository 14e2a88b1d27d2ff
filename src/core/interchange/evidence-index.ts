/** The index of an evidence folder: a page to read and a CSV to count with. */
import { csvText } from '../../shared/csv.ts'

export interface IndexEntry {
  /** Within the folder, with `/`. */
  readonly path: string
  readonly ref: string
  readonly title: string
  readonly type: string
  /** "MFA-01 in 111122223333, 444455556666" */
  readonly backs: string
  readonly addedBy: string
  readonly addedAt: string
  readonly sha256: string
  readonly size: number
  /** "In use", "Withdrawn: …" */
  readonly state: string
}

const columns = [
  ['ref', 'Evidence'],
  ['title', 'Title'],
  ['type', 'Type'],
  ['backs', 'Backs'],
  ['path', 'File'],
  ['addedBy', 'Added by'],
  ['addedAt', 'Added (UTC)'],
  ['size', 'Bytes'],
  ['sha256', 'SHA-256'],
  ['state', 'State']
] as const satisfies readonly (readonly [keyof IndexEntry, string])[]

export function indexCsv(entries: readonly IndexEntry[]): string {
  return csvText([
    columns.map(([, title]) => title),
    ...entries.map((entry) => columns.map(([key]) => String(entry[key])))
  ])
}

/** One page without scripts; `title` as its heading. */
export function indexPage(title: string, entries: readonly IndexEntry[]): string {
  const head = columns.map(([, name]) => `<th scope="col">${escaped(name)}</th>`).join('')
  const rows = entries
    .map((entry) => `<tr>${columns.map(([key]) => cellOf(entry, key)).join('')}</tr>`)
    .join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</body>
</html>
`
}

function cellOf(entry: IndexEntry, key: keyof IndexEntry): string {
  const text = escaped(String(entry[key]))
  if (key !== 'path') return `<td>${text}</td>`
  const address = entry.path.split('/').map(encodeURIComponent).join('/')
  return `<td><a href="${escaped(address)}">${text}</a></td>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
