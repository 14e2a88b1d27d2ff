/** The request list as the client gets it: as text for a message, as CSV for a spreadsheet; and how it falls into groups. */
import type { Request } from '../../../shared/records/source.ts'
import { sourceFamilies, type SourceFamily } from '../../../shared/vocabulary.ts'
import { csvText } from '../../../shared/csv.ts'

/** By account, each command on a line of its own, ready to be run. */
export function requestsAsText(requests: readonly Request[]): string {
  return requestsByAccount(requests)
    .map(({ title: account, items }) =>
      [
        account,
        ...items.map(
          (item) =>
            `- ${item.title}${item.required ? '' : ' (optional)'}\n  ${item.command}\n  ${reasonOf(item)}`
        )
      ].join('\n')
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
    ['Account', 'Export', 'Required', 'Subject', 'Command', 'Why'],
    // Name and number share a cell: alone, a spreadsheet would take the number for one and lose its leading zero.
    ...requests.map((request) => [
      titleOf(request),
      request.title,
      request.required ? 'Yes' : 'No',
      sourceFamilies[request.family],
      request.command,
      reasonOf(request)
    ])
  ]
  return csvText(rows)
}

/** Why it is asked for, without the command, which stands beside it. */
export function reasonOf({ why, command }: Request): string {
  return why.replace(`; ask for: ${command}`, '.').replace(`: ${command}`, '.')
}

/** What is the matter in a few words: "not received for any account"; the export's name and the command stand beside it. */
export function lackOf(request: Request): string {
  const reason = reasonOf(request)
  const prefix = reason.startsWith(request.title) ? reason.indexOf(': ', request.title.length) : -1
  return reason
    .slice(prefix < 0 ? 0 : prefix + 2)
    .replace(/; ask for it.*$/, '')
    .replace(/\.$/, '')
}

/** The requests under the account they are for, in the order given. */
export function requestsByAccount(
  requests: readonly Request[]
): readonly { readonly title: string; readonly items: readonly Request[] }[] {
  const groups = new Map<string, Request[]>()
  for (const request of requests) {
    const title = titleOf(request)
    const beside = groups.get(title)
    if (beside === undefined) groups.set(title, [request])
    else beside.push(request)
  }
  return [...groups].map(([title, items]) => ({ title, items }))
}

/** The requests of one subject, or those that are required. */
export interface RequestGroup {
  readonly key: 'required' | SourceFamily
  readonly title: string
  readonly items: readonly Request[]
}

/** What is required first, then the others by what they are about, in the order the client is asked. */
export function requestGroups(requests: readonly Request[]): readonly RequestGroup[] {
  const required = requests.filter((request) => request.required)
  const others = (Object.keys(sourceFamilies) as SourceFamily[]).map((family) => ({
    key: family,
    title: sourceFamilies[family],
    items: requests.filter((request) => !request.required && request.family === family)
  }))
  return [{ key: 'required' as const, title: 'Required', items: required }, ...others].filter(
    ({ items }) => items.length > 0
  )
}

/** "hl-management (111122223333)"; the number alone where there is no name. */
export function titleOf({ account, accountName }: Pick<Request, 'account' | 'accountName'>): string {
  return account === '' || account === accountName ? accountName : `${accountName} (${account})`
}
