/** Says in a heading which of the exports a sheet is made from are missing, so that an empty sheet is not taken for a good one. */
import type { Request } from '../../shared/records/source.ts'
import type { HeadingLabel, HeadingLine, SheetContext } from './sheet.ts'

/** The heading's Source line: the sentence given, then what of these kinds of export was not received. */
export function sourceHeading(
  source: string,
  ...kinds: readonly string[]
): (context: SheetContext) => Readonly<Partial<Record<HeadingLabel, HeadingLine>>> {
  return (context) => ({
    Source: { label: 'Source', text: `${source} ${receivedLine(context, kinds)}` }
  })
}

/** Accounts that a line names; of more it says how many. */
const mostNamed = 3

function receivedLine(context: SheetContext, kinds: readonly string[]): string {
  const lacking = context.requests.filter(({ kind }) => kinds.includes(kind))
  if (lacking.length === 0)
    return context.accounts.length === 0
      ? 'Nothing was received yet.'
      : 'None of these exports is missing as a whole (sheet 01F).'
  const byTitle = Map.groupBy(lacking, ({ title }) => title)
  const missing = [...byTitle].map(([title, requests]) =>
    requests.length > mostNamed
      ? `${title} (${requests.length} of ${context.accounts.length} accounts)`
      : `${title} (${requests.map(whose).join(', ')})`
  )
  return `Missing or incomplete (sheet 01E): ${missing.join('; ')}.`
}

function whose({ account, accountName }: Request): string {
  return account === '' ? accountName.toLowerCase() : account
}
