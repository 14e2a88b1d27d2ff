/** Reads the findings of Security Hub, and those of other products in its format, as what each says of each resource. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, listOf, recordIn, recordOf, type JsonRecord, type Member } from './reading/fields.ts'
import { isOcsf, isOfSecurityHub, readOcsf } from './reading/ocsf-finding.ts'
import { readJson } from './reading/read-json.ts'
import { readRecords } from './reading/read-records.ts'
import { refuseRegional, scopesOf, type Scopes } from './reading/regional.ts'
import { isAsff, readAsff } from './reading/security-finding.ts'
import { coverHubOff, isHubOff } from './reading/security-hub-off.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'security-hub-findings',
  title: 'Security Hub findings',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws securityhub get-findings --output json',
  operations: ['GetFindings', 'GetFindingsV2'],
  recognises,
  read
}

export default importer

/**
 * Findings stand below `Findings`, alone, in a list, one a line, or in an event of EventBridge (`detail.findings`). An empty
 * `Findings` is Security Hub's: GuardDuty is asked for findings by their ids.
 */
function recognises(outline: Outline): boolean {
  const { form, keys, head } = outline
  if (form !== 'json') return false
  const finding = keysBelow(outline, 'Findings')
  if (finding?.size === 0) return keys.has('Findings') && hasOnlyKeys(outline, ['Findings'])
  if (finding !== undefined) return isFinding(finding)
  if (keys.get('detail')?.has('findings') === true) return true
  return keys.has('class_uid') ? isOfSecurityHub(head) : isFinding(new Set(keys.keys()))
}

function isFinding(keys: ReadonlySet<string>): boolean {
  return (keys.has('SchemaVersion') && keys.has('ProductArn')) || keys.has('class_uid')
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { error } = outline
  if (error) {
    if (isHubOff(error)) coverHubOff(error, reading, 'findings', keyOf(hub))
    else refuseRegional(error, importer, reading, keyOf(hub))
    return
  }
  const findings = statedFindings(reading)
  if (keysBelow(outline, 'Findings') === undefined) {
    const state = readRecords(chunks, outline, reading, (member) => takeRecord(member, findings))
    findings.cover(state, true)
    return
  }
  const json = readJson(chunks, outline, reading, {
    lists: { Findings: (member) => findings.take(recordOf(member.value), member) }
  })
  findings.cover(json.stateOf('Findings'), false)
}

const hub = 'Security Hub'

/** What of a region one product found. */
function keyOf(tool: string): (region: string) => string {
  return (region) => `${region}/${tool}`
}

/** A finding, or an event with any number of them. */
function takeRecord(member: Member, findings: Findings): void {
  const record = recordOf(member.value)
  const detail = recordIn(record, 'detail')
  if (detail === null) {
    findings.take(record, member)
    return
  }
  for (const [index, value] of listOf(detail, 'findings').entries()) {
    const path = `${member.path}.detail.findings[${index}]`
    try {
      findings.take(recordOf(value), { ...member, path })
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      member.doubt(error.message)
    }
  }
}

interface Findings {
  take(record: JsonRecord, member: Member): void
  /** A lone finding answers for itself: the files of many events stand side by side. */
  cover(state: Parameters<Reading['covers']>[2], mayBeLone: boolean): void
}

function statedFindings(reading: Reading): Findings {
  const tools = new Map<string, Scopes>()
  let lone: string | null = null
  let taken = 0

  return {
    take(record, member) {
      const finding = findingOf(record, member)
      const scopes = tools.get(finding.tool) ?? scopesOf(reading)
      tools.set(finding.tool, scopes)
      const { account, region } = scopes.named(finding.account, finding.region)
      for (const result of finding.results)
        reading.fact('tool_result', {
          account_id: account,
          region,
          tool: finding.tool,
          ...result,
          line: member.line,
          path: member.path
        })
      reading.count('findings')
      lone = taken++ === 0 ? finding.id : null
    },
    cover(state, mayBeLone) {
      const id = mayBeLone ? lone : null
      reading.count('findings', 0)
      if (tools.size === 0) tools.set(hub, scopesOf(reading))
      for (const [tool, scopes] of tools) scopes.cover(state, id === null ? keyOf(tool) : () => id)
    }
  }
}

function findingOf(record: JsonRecord, member: Member): ReturnType<typeof readAsff> {
  if (isAsff(record)) return readAsff(record, member)
  if (isOcsf(record)) return readOcsf(record, member)
  throw new BadMember(
    'The entry is no finding: neither `SchemaVersion` with `ProductArn` nor `class_uid` is there.'
  )
}
