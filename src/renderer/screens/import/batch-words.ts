/** What an import came to, in one or two sentences. */
import { formatCount, formatNumber } from '../../format.ts'

import type { BatchOutcome } from './run-batch.ts'

/** For the message after the last file: counts first, then what was left and what the results did. */
export function describeBatch({ report, duplicates, refused, notTaken }: BatchOutcome): string {
  const facts = [
    `${formatNumber(report.read)} read`,
    report.notUsable > 0 ? `${formatNumber(report.notUsable)} not usable` : '',
    duplicates.length > 0 ? `${formatNumber(duplicates.length)} there already` : '',
    refused.length > 0 ? `${formatNumber(refused.length)} not taken` : ''
  ].filter((fact) => fact !== '')
  const files = report.received + duplicates.length + refused.length
  const results =
    report.changedTests === 0
      ? 'No result changed.'
      : `${formatCount(report.changedTests, 'result')} changed.`
  const stopped =
    notTaken === 0
      ? ''
      : `Import stopped, ${formatCount(notTaken, 'file')} not taken; what was read before is kept. `
  if (files === 0 && notTaken > 0) return stopped.trim()
  return `${stopped}${formatCount(files, 'file')}: ${facts.join(', ')}. ${results}`
}
