/** Turns a finding of GuardDuty, as its API answers it or as it exports it to S3, into what it says of the resource concerned. */
import { accountOfArn, isAccountId, parseArn } from '../../iam/arn.ts'
import type { FactTables } from '../../iam/facts.ts'
import { BadMember, isRecord, requiredText, textOf, timeOf, type JsonRecord, type Member } from './fields.ts'
import { lowerFirst } from './lower-first.ts'
import { partitionOf } from './regional.ts'
import { cut, longestDetail, longestName, longestTitle } from './security-finding.ts'

/** A result without its place; account and region are null where the finding does not say. */
export interface GuardDutyFinding {
  readonly id: string
  readonly account: string | null
  readonly region: string | null
  readonly result: Omit<FactTables['tool_result'], 'account_id' | 'region' | 'line' | 'path'>
}

/** Whether these are the keys of such a finding; those of Security Hub name a product. */
export function isGuardDutyFinding(keys: ReadonlySet<string>): boolean {
  const names = new Set([...keys].map((key) => key.charAt(0).toLowerCase() + key.slice(1)))
  return (
    ['type', 'severity', 'arn', 'id', 'title'].every((name) => names.has(name)) &&
    !names.has('productArn') &&
    (names.has('service') || names.has('resource'))
  )
}

/** Finding format: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html */
export function readGuardDutyFinding(value: JsonRecord, member: Member): GuardDutyFinding {
  const finding = lowerFirst(value)
  const arn = textOf(finding, 'arn') ?? ''
  const account = accountOfArn(arn) ?? textOf(finding, 'accountId')
  const region = parseArn(arn)?.region || textOf(finding, 'region')
  const type = requiredText(finding, 'type')
  const service = below(finding, 'service')
  const score = scoreOf(finding)
  const isArchived = service['archived'] === true || finding['archived'] === true
  const sample = isSample(finding, service)
  return {
    id: requiredText(finding, 'id'),
    account: account !== null && isAccountId(account) ? account : null,
    region,
    result: {
      tool: 'GuardDuty',
      check_id: cut(type, longestName),
      title: cut(textOf(finding, 'title') ?? type, longestTitle),
      status: isArchived ? 'suppressed' : sample ? 'review' : 'fail',
      said: saidOf(score, isArchived, sample),
      severity: severityOf(score),
      ...resourceOf(below(finding, 'resource'), account ?? '', region),
      detail: cut(textOf(finding, 'description') ?? '', longestDetail),
      assessed_at: timeOf(finding, 'updatedAt', member) ?? timeOf(finding, 'createdAt', member)
    }
  }
}

function scoreOf(finding: JsonRecord): number {
  const severity = finding['severity']
  const score = typeof severity === 'string' && severity !== '' ? Number(severity) : severity
  if (typeof score === 'number' && score >= 0 && score <= 10) return score
  throw new BadMember('`severity` must be a number from 0 to 10; the finding was left out.')
}

/** Low 1-3.9, medium 4-6.9, high 7-8.9, critical 9-10 (GuardDuty user guide, severity levels). */
function severityOf(score: number): string {
  if (score >= 9) return 'CRITICAL'
  if (score >= 7) return 'HIGH'
  return score >= 4 ? 'MEDIUM' : 'LOW'
}

function saidOf(score: number, isArchived: boolean, sample: boolean): string {
  return [`severity ${score}`, isArchived ? 'archived' : null, sample ? 'sample finding' : null]
    .filter((word) => word !== null)
    .join(', ')
}

/** `create-sample-findings` makes findings about nothing; the API gives the mark of it as text. */
function isSample(finding: JsonRecord, service: JsonRecord): boolean {
  const info = below(service, 'additionalInfo')
  const text = typeof info['value'] === 'string' ? info['value'] : ''
  return (
    info['sample'] === true ||
    /"sample"\s*:\s*true/.test(text) ||
    (textOf(finding, 'title') ?? '').startsWith('[SAMPLE]')
  )
}

/**
 * GuardDuty names users and roles without their path, so that their names stand; root's ARN is certain. Of several buckets the
 * first is taken.
 */
function resourceOf(
  resource: JsonRecord,
  account: string,
  region: string | null
): { readonly resource: string; readonly resource_type: string | null } {
  const type = textOf(resource, 'resourceType')
  const key = below(resource, 'accessKeyDetails')
  const userType = textOf(key, 'userType')
  if (userType === 'Root' && isAccountId(account))
    return { resource: `arn:${partitionOf(region)}:iam::${account}:root`, resource_type: userType }
  const principal = firstText(key, ['userName', 'accessKeyId', 'principalId'])
  if (principal !== null) return { resource: principal, resource_type: userType ?? type }
  for (const { details, ids } of namedBy) {
    const name = firstText(below(resource, details), ids)
    if (name !== null) return { resource: name, resource_type: type }
  }
  return { resource: '', resource_type: type }
}

/** What names a resource of each kind, the best first. */
const namedBy: readonly { readonly details: string; readonly ids: readonly string[] }[] = [
  { details: 's3BucketDetails', ids: ['arn', 'name'] },
  { details: 'instanceDetails', ids: ['instanceId'] },
  { details: 'lambdaDetails', ids: ['functionArn', 'functionName'] },
  { details: 'eksClusterDetails', ids: ['arn', 'name'] },
  { details: 'ecsClusterDetails', ids: ['arn', 'name'] },
  { details: 'rdsDbInstanceDetails', ids: ['dbInstanceArn', 'dbInstanceIdentifier'] },
  { details: 'rdsLimitlessDbDetails', ids: ['dbClusterIdentifier', 'dbShardGroupArn'] },
  { details: 'ebsSnapshotDetails', ids: ['snapshotArn'] },
  { details: 'ec2ImageDetails', ids: ['imageArn'] },
  { details: 'recoveryPointDetails', ids: ['recoveryPointArn'] },
  { details: 'containerDetails', ids: ['id', 'name'] }
]

function firstText(record: JsonRecord, keys: readonly string[]): string | null {
  const found = keys.map((key) => textOf(record, key)).find((text) => text !== null && text !== '')
  return found === undefined || found === null ? null : cut(found, longestName)
}

/** The object below a key, or the first of a list; empty where there is none. */
function below(record: JsonRecord, key: string): JsonRecord {
  const value = Object.hasOwn(record, key) ? record[key] : null
  const first: unknown = Array.isArray(value) ? value.find(isRecord) : value
  return lowerFirst(isRecord(first) ? first : {})
}
