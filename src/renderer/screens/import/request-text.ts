/** The request list as the client gets it: as text for a message, as CSV for a spreadsheet. */
import type { Request } from '../../../shared/records/source.ts'

/** By account, each command on a line of its own, ready to be run. */
export function requestsAsText(requests: readonly Request[]): string {
  return requestsByAccount(requests)
    .map(({ title: account, items }) =>
      [account, ...items.map((item) => `- ${item.title}\n  ${item.command}\n  ${reasonOf(item)}`)].join('\n')
    )
    .join('\n\n')
    .concat('\n')
}

/**
 * RFC 4180 with a byte order mark, by which Excel knows UTF-8. Names come from the client's files: a cell that a spreadsheet
 * would take for a formula gets an apostrophe in front (OWASP, CSV injection).
 */
export function requestsAsCsv(requests: readonly Request[]): string {
  const rows = [
    ['Account', 'Export', 'Command', 'Why'],
    // Name and number share a cell: alone, a spreadsheet would take the number for one and lose its leading zero.
    ...requests.map((request) => [titleOf(request), request.title, request.command, reasonOf(request)])
  ]
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Why it is asked for, without the command, which stands beside it. */
export function reasonOf({ why, command }: Request): string {
  return why.replace(`; ask for: ${command}`, '.').replace(`: ${command}`, '.')
}

/** The requests under the account they are for, in the order given. */
export function requestsByAccount(
  requests: readonly Request[]
): readonly { readonly title: string; readonly items: readonly Request[] }[] {
  return [...new Set(requests.map(titleOf))].map((title) => ({
    title,
    items: requests.filter((request) => titleOf(request) === title)
  }))
}

/** "hl-management (111122223333)"; the number alone where there is no name. */
function titleOf({ account, accountName }: Pick<Request, 'account' | 'accountName'>): string {
  return account === '' || account === accountName ? accountName : `${accountName} (${account})`
}

function csvCell(text: string): string {
  const harmless = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
