/** What an import came to, in one or two sentences. */
import { formatCount, formatNumber } from '../../format.ts'

import type { BatchOutcome } from './run-batch.ts'

/** For the message after an import: counts first, then what was left out and what the results did. */
export function describeBatch({ report, refused, isStopped }: BatchOutcome): string {
  if (isStopped) return 'Import stopped; nothing of it was kept.'
  const duplicates = report?.files.filter(({ duplicateOf }) => duplicateOf !== null).length ?? 0
  const facts = [
    `${formatNumber(report?.read ?? 0)} read`,
    report !== null && report.notUsable > 0 ? `${formatNumber(report.notUsable)} not usable` : '',
    duplicates > 0 ? `${formatNumber(duplicates)} there already` : '',
    refused.length > 0 ? `${formatNumber(refused.length)} not taken` : ''
  ].filter((fact) => fact !== '')
  const files = (report?.received ?? 0) + duplicates + refused.length
  const changed = report?.changedTests ?? 0
  const results = changed === 0 ? 'No result changed.' : `${formatCount(changed, 'result')} changed.`
  return `${formatCount(files, 'file')}: ${facts.join(', ')}. ${results}`
}
