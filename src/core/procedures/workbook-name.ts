/** What an issued workbook is called: its number in the record, and its file name. */
import { editions, type Edition } from '../../shared/editions.ts'

/** `IAM-2026-01-CLR-v2` */
export function exportIdOf(period: string, edition: Edition, version: number): string {
  return `IAM-${period}-${editions[edition].code}-v${version}`
}

/** `ACME-IAM_2026-01_INT_v3.xlsx` */
export function fileNameOf(clientName: string, period: string, edition: Edition, version: number): string {
  return `${fileNameStem(clientName, period)}_${editions[edition].code}_v${version}.xlsx`
}

/** `ACME-IAM_2026-01`: whose review of which month, with characters every file system takes. */
export function fileNameStem(clientName: string, period: string): string {
  const client = clientName
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
    .toUpperCase()
  return `${client === '' ? 'CLIENT' : client}-IAM_${period}`
}
