/** Reads the results of Prowler as CSV, of version 2 as well as 3 and later, as what it says of each resource. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember } from './reading/fields.ts'
import { checkInTitle, isAboutAws, prowlerStatus } from './reading/prowler-result.ts'
import { readTable, type TableRow } from './reading/read-table.ts'
import { toolResults, type ToolResults } from './reading/tool-results.ts'

const importer: Importer = {
  kind: 'prowler-csv',
  title: 'Prowler results as CSV',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'prowler aws --output-formats csv',
  operations: [],
  recognises,
  read
}

export default importer

/** The tables of single frameworks (`CHECKID`) repeat these results by requirement and are not read. */
function recognises({ header }: Outline): boolean {
  const names = new Set(header.map((name) => name.toUpperCase()))
  return (
    ['CHECK_ID', 'STATUS', 'STATUS_EXTENDED'].every((name) => names.has(name)) ||
    ['ACCOUNT_NUM', 'TITLE_TEXT', 'CHECK_RESULT'].every((name) => names.has(name))
  )
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const results = toolResults(reading, 'Prowler')
  const isOfVersion2 = outline.header.some((name) => name.toUpperCase() === 'CHECK_RESULT')
  const take = isOfVersion2 ? takeOfVersion2 : takeOfLaterVersion
  results.cover(readTable(chunks, outline, reading, (row) => take(row, results)))
}

/** Version 3 names the columns of account, time and resource otherwise than version 4 and 5. */
function takeOfLaterVersion(row: TableRow, results: ToolResults): void {
  const provider = row.cell('provider')
  if (!isAboutAws(provider)) {
    results.leaveOut(provider)
    return
  }
  const check = row.cell('check_id')
  if (check === '') throw new BadMember('`CHECK_ID` is empty; the row was left out.')
  results.madeBy(row.cell('prowler_version'))
  results.keep(
    {
      ...prowlerStatus(row.cell('status'), row.cell('muted').toLowerCase() === 'true'),
      account: row.cell('account_uid') || row.cell('account_id'),
      region: row.cell('region'),
      check,
      title: row.cell('check_title'),
      severity: row.cell('severity'),
      resource:
        row.cell('resource_uid') ||
        row.cell('resource_arn') ||
        row.cell('resource_name') ||
        row.cell('resource_id'),
      resourceType: row.cell('resource_type'),
      detail: row.cell('status_extended'),
      at: results.ranAt(row.cell('timestamp') || row.cell('assessment_start_time'))
    },
    { line: row.line, path: null }
  )
}

/** Most tables of version 2 have no column for the resource: the sentence alone names it. */
function takeOfVersion2(row: TableRow, results: ToolResults): void {
  const { check, title } = checkInTitle(row.cell('title_text'))
  if (check === '') throw new BadMember('`TITLE_TEXT` is empty; the row was left out.')
  results.keep(
    {
      ...prowlerStatus(row.cell('check_result'), false),
      account: row.cell('account_num'),
      region: row.cell('region'),
      check,
      title,
      severity: row.cell('check_severity'),
      resource: row.cell('resource_id') || row.cell('check_resource_id'),
      resourceType: row.cell('check_asff_resource_type'),
      detail: row.cell('check_result_extended'),
      at: results.ranAt(row.cell('prowler_start_time'))
    },
    { line: row.line, path: null }
  )
}
