/** Reads the findings of GuardDuty as what it says of the principals, keys and resources concerned. */
import type { Importer, Outline, Reading } from './importer.ts'
import { recordIn, recordOf, type Member } from './reading/fields.ts'
import { isGuardDutyFinding, readGuardDutyFinding } from './reading/guardduty-finding.ts'
import { readJson } from './reading/read-json.ts'
import { readRecords } from './reading/read-records.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'guardduty-findings',
  title: 'GuardDuty findings',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws guardduty get-findings --detector-id <id> --finding-ids <ids> --output json',
  operations: ['GetFindings'],
  recognises: (outline) => {
    const { form, keys } = outline
    if (form !== 'json') return false
    const listed = keysBelow(outline, 'Findings')
    if (listed !== undefined) return isGuardDutyFinding(listed)
    return isGuardDutyFinding(new Set(keys.keys())) || isGuardDutyFinding(keys.get('detail') ?? new Set())
  },
  read
}

export default importer

/**
 * At most 50 findings are answered at once and only those asked for: a file is a piece, is covered by its name, and cannot show that
 * there are no others. Exports to S3 have a finding a line, events of EventBridge one in `detail`.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { name } = reading
  const keyOf = (region: string): string => `${region}/${name}`
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, keyOf)
    return
  }
  const scopes = scopesOf(reading)

  function take(value: unknown, member: Member): void {
    const { account, region, result } = readGuardDutyFinding(recordOf(value), member)
    const scope = scopes.named(account, region)
    reading.fact('tool_result', {
      account_id: scope.account,
      region: scope.region,
      ...result,
      line: member.line,
      path: member.path
    })
    reading.count('findings')
  }

  if (keysBelow(outline, 'Findings') !== undefined)
    readJson(chunks, outline, reading, { lists: { Findings: (member) => take(member.value, member) } })
  else
    readRecords(chunks, outline, reading, (member) => {
      const detail = recordIn(recordOf(member.value), 'detail')
      if (detail === null) take(member.value, member)
      else take(detail, { ...member, path: `${member.path}.detail` })
    })
  scopes.cover('partial', keyOf)
}
