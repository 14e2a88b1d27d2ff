/** Turns a finding of Security Hub in the Open Cybersecurity Schema Framework (OCSF) into what it says of each of its resources. */
import { isAccountId, parseArn } from '../../iam/arn.ts'
import {
  BadMember,
  listOf,
  numberOf,
  recordIn,
  requiredText,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './fields.ts'
import {
  cut,
  lastPart,
  longestDetail,
  longestTitle,
  resourcesOf,
  statusOf,
  toolNamed,
  type Finding
} from './security-finding.ts'

export function isOcsf(record: JsonRecord): boolean {
  return Object.hasOwn(record, 'class_uid')
}

/** Whether the first characters of a file of OCSF findings name Security Hub as their product; scanners write OCSF too. */
export function isOfSecurityHub(head: string): boolean {
  return (
    /"arn:aws[a-z-]{0,16}:securityhub:[a-z0-9-]{0,32}:\d{0,12}:product(?:v2)?\//.test(head) &&
    !/"name"\s*:\s*"Prowler"/.test(head)
  )
}

/** Classes 2002 (vulnerability), 2003 (compliance) and 2004 (detection) of OCSF 1.1 and later, https://schema.ocsf.io. */
export function readOcsf(finding: JsonRecord, member: Member): Finding {
  const info = recordIn(finding, 'finding_info')
  if (info === null) throw new BadMember('`finding_info` is missing; the finding was left out.')
  const id = requiredText(info, 'uid')
  const metadata = recordIn(finding, 'metadata')
  const product = metadata && recordIn(metadata, 'product')
  const cloud = recordIn(finding, 'cloud')
  const owner = cloud && recordIn(cloud, 'account')
  const account = owner && textOf(owner, 'uid')
  const compliance = recordIn(finding, 'compliance')
  const verdict = compliance && verdictOf(compliance)
  const workflow = workflowOf(finding)
  const severity = textOf(finding, 'severity')
  const record = recordStateOf(finding)
  const said = {
    check_id: checkOf(compliance, product, info),
    title: cut(textOf(info, 'title') ?? id, longestTitle),
    status: statusOf({ verdict, workflow, record: workflow === 'Archived' ? 'ARCHIVED' : record, severity }),
    said: [verdict, workflow, record].filter((word) => word !== null).join(', '),
    severity,
    detail: cut(textOf(info, 'desc') ?? '', longestDetail),
    assessed_at:
      timeOf(finding, 'time_dt', member) ??
      timeOf(finding, 'time', member) ??
      timeOf(info, 'modified_time_dt', member)
  }
  const resources = [...listOf(finding, 'resources'), ...listOf(finding, 'resource')]
  const arn = product && textOf(product, 'uid')
  return {
    id,
    account: account !== null && isAccountId(account) ? account : null,
    region: (cloud && textOf(cloud, 'region')) ?? (arn === null ? null : (parseArn(arn)?.region ?? null)),
    tool: toolNamed((product && textOf(product, 'name')) ?? lastPart(arn ?? 'Security Hub')),
    results: resourcesOf(resources, 'uid', 'type').map((resource) => ({ ...said, ...resource }))
  }
}

/** `status` in the product's words, else by its number. */
function verdictOf(compliance: JsonRecord): string | null {
  const status = textOf(compliance, 'status')
  if (status !== null) return status
  return { 1: 'Pass', 2: 'Warning', 3: 'Fail' }[numberOf(compliance, 'status_id') ?? 0] ?? 'Unknown'
}

function workflowOf(finding: JsonRecord): string | null {
  const status = textOf(finding, 'status')
  if (status !== null) return status
  const words: Readonly<Record<number, string>> = { 1: 'New', 3: 'Suppressed', 4: 'Resolved', 5: 'Archived' }
  return words[numberOf(finding, 'status_id') ?? 0] ?? null
}

/** Findings turned from ASFF keep the state of their record beside what OCSF has a place for. */
function recordStateOf(finding: JsonRecord): string | null {
  const unmapped = recordIn(finding, 'unmapped')
  return unmapped && textOf(unmapped, 'RecordState')
}

function checkOf(compliance: JsonRecord | null, product: JsonRecord | null, info: JsonRecord): string {
  const control = compliance && textOf(compliance, 'control')
  if (control) return lastPart(control)
  const type = listOf(info, 'types').find((value) => typeof value === 'string')
  const feature = product && recordIn(product, 'feature')
  const generator = feature && textOf(feature, 'uid')
  if (compliance === null && type) return lastPart(type)
  return lastPart(generator ?? type ?? textOf(info, 'title') ?? '')
}
