/** Reads the findings of IAM Access Analyzer: access from outside, access from within, and access that nobody uses. */
import type { Coverage, Importer, Outline, Reading, SavedError } from './importer.ts'
import { analyzerAsked, type AnalyzerAsked } from './reading/analyzer-answer.ts'
import { findingOf, type Finding } from './reading/analyzer-finding.ts'
import { listOf, recordIn, recordOf, textOf, type Member } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readJson } from './reading/read-json.ts'
import { readRecords } from './reading/read-records.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey, hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'analyzer-findings',
  title: 'Access analyzer findings',
  family: 'access',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('finding '),
  command: 'aws accessanalyzer list-findings-v2 --analyzer-arn <analyzer ARN> --output json',
  operations: ['ListFindings', 'ListFindingsV2', 'GetFinding', 'GetFindingV2'],
  recognises: (outline) => isList(outline) || isFinding(outline) || isEvent(outline),
  read
}

export default importer

/** The empty list has its key in lower case, as Access Analyzer writes it; GuardDuty and Security Hub begin theirs in upper case. */
function isList(outline: Outline): boolean {
  const finding = keysBelow(outline, 'Findings')
  if (finding === undefined) return false
  return finding.size === 0
    ? outline.keys.has('findings') && hasOnlyKeys(outline, ['Findings', 'NextToken'])
    : finding.has('resourceType') && finding.has('resourceOwnerAccount')
}

function isFinding(outline: Outline): boolean {
  return hasKey(outline, 'FindingDetails') || keysBelow(outline, 'Finding')?.has('resourceType') === true
}

function isEvent({ form, keys }: Outline): boolean {
  const detail = form === 'json' ? keys.get('detail') : undefined
  return detail !== undefined && detail.has('resourceType') && (detail.has('id') || detail.has('findingId'))
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = analyzerAsked(reading)
  if (outline.error) refuse(outline.error, asked, reading)
  else if (hasKey(outline, 'Findings') || hasKey(outline, 'Finding'))
    readList(chunks, outline, asked, reading)
  else readAlone(chunks, outline, asked, reading)
}

function readList(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  asked: AnalyzerAsked,
  reading: Reading
): void {
  const owners = new Set<string>()
  const alone: Finding[] = []
  let listed = 0
  let isSummary = false
  const json = readJson(chunks, outline, reading, {
    lists: {
      Findings(member) {
        const finding = stateFinding(member, asked, reading)
        owners.add(finding.account_id)
        isSummary ||= finding.actions === null
        listed++
      }
    },
    values: {
      Finding(member) {
        alone.push(stateFinding(member, asked, reading))
      }
    }
  })
  reading.count('findings', listed + alone.length)
  for (const finding of alone) coverAlone(finding, asked, json.stateOf('Finding'), reading)
  if (!json.keys.has('Findings')) return
  if (listed === 0 && !isNamedForAnalyzer(reading)) {
    reading.note({
      level: 'warning',
      sentence:
        'The list is empty, and nothing says of which analyzer or service: name the file after the command and the region, as eu-west-1/accessanalyzer-list-findings-v2.json.'
    })
    reading.covers(asked.account ?? '', reading.name, 'partial')
    return
  }
  const [owner = ''] = owners.size === 1 ? owners : []
  const isV2 = listed === 0 ? /v2/i.test(lastOfName(reading.name).base) : isSummary
  reading.covers(asked.account ?? owner, listOfAnalyzer(asked, isV2, reading), json.stateOf('Findings'))
}

/** `get-finding-v2` writes a finding's fields at the top of the file; so does EventBridge below `detail`. */
function readAlone(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  asked: AnalyzerAsked,
  reading: Reading
): void {
  const alone: (readonly [Finding, AnalyzerAsked, Coverage])[] = []
  const state = readRecords(chunks, outline, reading, (member) => {
    const record = recordOf(member.value)
    const detail = recordIn(record, 'detail')
    const context =
      detail === null ? asked : { ...asked, arn: analyzerOfEvent(listOf(record, 'resources')) ?? asked.arn }
    const finding = stateFinding(detail === null ? member : { ...member, value: detail }, context, reading)
    alone.push([finding, context, textOf(record, 'nextToken') === null ? 'complete' : 'page'])
  })
  reading.count('findings', alone.length)
  for (const [finding, context, pages] of alone)
    coverAlone(finding, context, state === 'complete' ? pages : state, reading)
}

function analyzerOfEvent([arn]: readonly unknown[]): string | null {
  return typeof arn === 'string' && arn.includes(':analyzer/') ? arn : null
}

function stateFinding(member: Member, asked: AnalyzerAsked, reading: Reading): Finding {
  const record = recordOf(member.value)
  const finding = findingOf(record, member, {
    analyzerArn: asked.arn,
    region: asked.region,
    account: asked.account ?? ''
  })
  const error = textOf(record, 'error')
  if (error !== null)
    reading.note({
      level: 'warning',
      sentence: `AWS could not analyse ${(finding.resource || finding.id).slice(0, 200)} (${error.slice(0, 60)}): what the finding says of it may be incomplete.`,
      line: member.line,
      path: member.path
    })
  reading.fact('access_analyzer_finding', finding)
  return finding
}

function coverAlone(
  { id, account_id }: Finding,
  asked: AnalyzerAsked,
  state: Coverage,
  reading: Reading
): void {
  reading.covers(asked.account ?? account_id, `finding ${id}`, state)
}

/** The two calls tell different things of one analyzer, and so do two filters. */
function listOfAnalyzer({ arn, region }: AnalyzerAsked, isV2: boolean, reading: Reading): string {
  const filter = reading.option('filter')?.slice(0, 200) ?? ''
  return `${arn ?? region} ${isV2 ? '' : 'with details'} ${filter}`.replace(/ +/g, ' ').trim()
}

function isNamedForAnalyzer(reading: Reading): boolean {
  return reading.option('analyzer-arn') !== null || /analy[sz]er/i.test(reading.name)
}

function refuse(error: SavedError, asked: AnalyzerAsked, reading: Reading): void {
  const isListed = error.operation.startsWith('ListFindings')
  const keys = isListed ? [listOfAnalyzer(asked, error.operation.endsWith('V2'), reading)] : []
  noteRefusal(error, importer, reading, accountOfRefusal(error, reading), keys)
}
