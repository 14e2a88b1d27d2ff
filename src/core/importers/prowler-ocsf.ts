/** Reads the results of Prowler in the Open Cybersecurity Schema Framework (OCSF) as what it says of each resource. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  BadMember,
  listOf,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { isOfSecurityHub } from './reading/ocsf-finding.ts'
import { isAboutAws, prowlerStatus } from './reading/prowler-result.ts'
import { readRecords } from './reading/read-records.ts'
import { toolResults, type ToolResults } from './reading/tool-results.ts'

const importer: Importer = {
  kind: 'prowler-ocsf',
  title: 'Prowler results as OCSF',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'prowler aws --output-formats json-ocsf',
  operations: [],
  recognises: ({ form, keys, head }) =>
    form === 'json' &&
    keys.has('class_uid') &&
    keys.has('finding_info') &&
    keys.get('metadata')?.has('event_code') === true &&
    !isOfSecurityHub(head),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const results = toolResults(reading, 'Prowler')
  results.cover(readRecords(chunks, outline, reading, (member) => take(member, results)))
}

/** Version 4 writes local times as text and the status "Suppressed" for a muted result; version 5 adds epoch numbers. */
function take(member: Member, results: ToolResults): void {
  const finding = recordOf(member.value)
  const cloud = recordIn(finding, 'cloud')
  const provider = (cloud && textOf(cloud, 'provider')) ?? ''
  if (!isAboutAws(provider)) {
    results.leaveOut(provider)
    return
  }
  const metadata = below(finding, 'metadata')
  const product = recordIn(metadata, 'product')
  const name = (product && textOf(product, 'name')) ?? 'Prowler'
  if (name.toLowerCase() !== 'prowler')
    throw new BadMember(`The result is not Prowler's but of ${name.slice(0, 60)}; it was left out.`)
  const info = below(finding, 'finding_info')
  const owner = cloud && recordIn(cloud, 'account')
  results.madeBy((product && textOf(product, 'version')) ?? '')
  const said = {
    ...prowlerStatus(
      requiredText(finding, 'status_code'),
      textOf(finding, 'status')?.toLowerCase() === 'suppressed'
    ),
    account: (owner && textOf(owner, 'uid')) ?? '',
    check: requiredText(metadata, 'event_code'),
    title: textOf(info, 'title') ?? '',
    severity: textOf(finding, 'severity') ?? '',
    detail: textOf(finding, 'status_detail') ?? textOf(finding, 'message') ?? '',
    at: results.ranAt(
      finding['time'] ?? info['created_time'] ?? finding['event_time'] ?? finding['time_dt'] ?? null
    )
  }
  const region = (cloud && textOf(cloud, 'region')) ?? ''
  const resources = listOf(finding, 'resources').map(recordOf)
  for (const resource of resources)
    results.keep(
      {
        ...said,
        region: textOf(resource, 'region') ?? region,
        resource: textOf(resource, 'uid') || textOf(resource, 'name') || '',
        resourceType: textOf(resource, 'type') ?? ''
      },
      member
    )
  if (resources.length === 0) results.keep({ ...said, region, resource: '', resourceType: '' }, member)
}

function below(record: JsonRecord, key: string): JsonRecord {
  const found = recordIn(record, key)
  if (found === null) throw new BadMember(`\`${key}\` is missing; the result was left out.`)
  return found
}
