/** Finds signs that another program wrote an export again after AWS made it: an editor, a spreadsheet, a shell. */
import type { Outline } from '../importer.ts'

/** A short list in words, '' where there is none; only the head of the file is looked at. */
export function rewritingOf({ encoding, head, form, delimiter }: Outline): string {
  const isCsv = form === 'csv'
  const signs = [
    encoding.startsWith('UTF-16') ? 'UTF-16, as PowerShell and spreadsheets save' : '',
    encoding === 'UTF-8 with byte order mark' ? 'a byte order mark' : '',
    encoding === 'Windows-1252' ? 'Windows-1252, as spreadsheets save' : '',
    head.includes('\r\n') ? 'Windows line ends' : '',
    isCsv && delimiter !== ',' && head.includes('user_creation_time') ? 'another delimiter than a comma' : '',
    isCsv && /[,;\t](?:TRUE|FALSE)(?=[,;\t\r\n])/.test(head)
      ? 'TRUE and FALSE in capitals, as spreadsheets write'
      : '',
    isCsv && /(?<![0-9A-Za-z.])\d\.\d+E\+1[01](?![0-9])/.test(head)
      ? 'numbers in scientific notation, as spreadsheets write account numbers'
      : '',
    /^sep=/.test(head) ? 'a separator line, as spreadsheets write' : ''
  ]
  return signs.filter((sign) => sign !== '').join(', ')
}
