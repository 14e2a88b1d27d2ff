/** What a workbook says of itself: which issue of which engagement it is. Anybody can write such words; only the engagement can prove them. */
import type { BookClaim } from '../../shared/records/workbook.ts'
import type { CellsOfBook } from './read-cells.ts'

export const manifestSheet = '_manifest'

/** From the hidden sheet, else from the document properties; null where neither says anything. */
export function claimOf({ sheets, properties }: CellsOfBook): BookClaim | null {
  const manifest = new Map<string, string>()
  const cells = sheets.get(manifestSheet) ?? new Map<string, { readonly text: string }>()
  for (const [address, { text }] of cells) {
    if (!address.startsWith('A')) continue
    manifest.set(text, cells.get(`B${address.slice(1)}`)?.text ?? '')
  }
  const said = (key: string, property: string): string => manifest.get(key) ?? properties[property] ?? ''
  const exportId = said('exportId', 'auditExportId')
  if (exportId === '') return null
  return {
    exportId,
    engagement: said('engagement', ''),
    period: said('period', 'auditPeriod'),
    edition: said('edition', 'auditEdition'),
    version: said('version', ''),
    issuedAt: said('issuedAt', ''),
    dataRoot: said('dataRoot', 'auditRoot'),
    chainSeq: said('chainSeq', 'auditChainSeq'),
    chainHead: said('chainHead', 'auditChainHead'),
    toolVersion: said('toolVersion', '')
  }
}
