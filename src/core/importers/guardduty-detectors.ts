/** Reads whether GuardDuty is on in a region, and what it watches; no detector is an answer, too. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  BadMember,
  isRecord,
  listOf,
  requiredText,
  spell,
  textOf,
  timeOf,
  type JsonRecord
} from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readAnswers } from './reading/read-answers.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'guardduty-detectors',
  title: 'GuardDuty detectors',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws guardduty list-detectors --output json',
  operations: ['ListDetectors', 'GetDetector'],
  recognises: (outline) =>
    hasKey(outline, 'DetectorIds') ||
    hasKey(outline, 'FindingPublishingFrequency') ||
    (hasKey(outline, 'ServiceRole') && hasKey(outline, 'Status') && hasKey(outline, 'DataSources')),
  read
}

export default importer

/** The list of a region is covered by the region, the details of a detector by the region and its id. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { error } = outline
  if (error) {
    const id = error.operation === 'GetDetector' ? (detectorOf(reading) ?? '') : null
    refuseRegional(error, importer, reading, (region) => (id === null ? region : `${region}/${id}`))
  } else if (hasKey(outline, 'DetectorIds')) readList(chunks, outline, reading)
  else readDetails(chunks, outline, reading)
}

function readList(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const scopes = scopesOf(reading)
  const { account, region } = scopes.named(null, null)
  const json = readJson(chunks, outline, reading, {
    lists: {
      DetectorIds({ value, line, path }) {
        if (typeof value !== 'string' || value === '')
          throw new BadMember(`The id of a detector was expected, found ${spell(value)}; it was left out.`)
        reading.fact('guardduty_detector', {
          account_id: account,
          region,
          id: value,
          status: null,
          publishing_frequency: null,
          features: null,
          created_at: null,
          line,
          path
        })
        reading.count('detectors')
      }
    }
  })
  reading.count('detectors', 0)
  scopes.cover(json.stateOf('DetectorIds'))
}

/** The details do not name their detector; the service role in them names the account. */
function readDetails(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const scopes = scopesOf(reading)
  const asked = detectorOf(reading)
  let isNamed = asked !== null
  const state = readAnswers(chunks, outline, reading, answerKeys, (answer, member, isAlone) => {
    const id = isAlone ? asked : null
    if (id === null) isNamed = false
    const status = requiredText(answer, 'Status')
    const { account, region } = scopes.of(textOf(answer, 'ServiceRole'))
    reading.fact('guardduty_detector', {
      account_id: account,
      region,
      id: id ?? '',
      status,
      publishing_frequency: textOf(answer, 'FindingPublishingFrequency'),
      features: JSON.stringify(featuresOf(answer)),
      created_at: timeOf(answer, 'CreatedAt', member),
      line: member.line,
      path: member.path
    })
    reading.count('detectors')
  })
  if (!isNamed)
    reading.note({
      level: 'warning',
      sentence:
        'Neither the file nor its name says which detector it describes: name it guardduty-get-detector.<id of the detector>.json, or import it with its collection manifest.'
    })
  scopes.cover(state, (region) => `${region}/${isNamed ? asked : reading.name}`)
}

const answerKeys = {
  values: [
    'CreatedAt',
    'UpdatedAt',
    'Status',
    'FindingPublishingFrequency',
    'ServiceRole',
    'DataSources',
    'Tags'
  ],
  lists: ['Features']
}

function detectorOf(reading: Reading): string | null {
  const id = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/i.exec(lastOfName(reading.name).base)?.[0]
  return reading.option('detector-id') ?? id ?? null
}

/** By name, `ENABLED` or `DISABLED`; older answers have the same under the names of data sources. */
function featuresOf(answer: JsonRecord): Readonly<Record<string, string>> {
  const found: [string, string][] = []
  for (const feature of listOf(answer, 'Features').filter(isRecord)) {
    const name = textOf(feature, 'Name')
    const status = textOf(feature, 'Status')
    if (name !== null && status !== null) found.push([name, status])
  }
  if (found.length === 0)
    for (const { name, steps } of dataSources) {
      const status = statusBelow(answer, ['DataSources', ...steps])
      if (status !== null) found.push([name, status])
    }
  return Object.fromEntries(found)
}

const dataSources: readonly { readonly name: string; readonly steps: readonly string[] }[] = [
  { name: 'CLOUD_TRAIL', steps: ['CloudTrail'] },
  { name: 'DNS_LOGS', steps: ['DNSLogs'] },
  { name: 'FLOW_LOGS', steps: ['FlowLogs'] },
  { name: 'S3_DATA_EVENTS', steps: ['S3Logs'] },
  { name: 'EKS_AUDIT_LOGS', steps: ['Kubernetes', 'AuditLogs'] },
  {
    name: 'EBS_MALWARE_PROTECTION',
    steps: ['MalwareProtection', 'ScanEc2InstanceWithFindings', 'EbsVolumes']
  }
]

function statusBelow(answer: JsonRecord, steps: readonly string[]): string | null {
  let value: unknown = answer
  for (const step of steps) value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : null
  return isRecord(value) ? textOf(value, 'Status') : null
}
