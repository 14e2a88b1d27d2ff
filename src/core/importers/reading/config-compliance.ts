/** Turns what AWS Config says of compliance into results, and names resources as other exports do where their id is enough. */
import { isAccountId } from '../../iam/arn.ts'
import type { FactTables } from '../../iam/facts.ts'
import { flagOf, numberOf, recordIn, textOf, type JsonRecord, type Member } from './fields.ts'
import { partitionOf, type Scope } from './regional.ts'

type Result = FactTables['tool_result']

/** What was evaluated, and against what. */
export interface Evaluated {
  readonly check_id: string
  readonly title: string
  /** '' for a verdict on a rule, a pack or the account as a whole. */
  readonly resource: string
  readonly resource_type: string | null
  readonly detail: string
  readonly assessed_at: number | null
}

/** `NOT_APPLICABLE` and `INSUFFICIENT_DATA` prove nothing. */
export function complianceResult(
  { account, region }: Scope,
  said: string,
  evaluated: Evaluated,
  { line, path }: Member
): Result {
  return {
    account_id: account,
    region,
    tool: 'AWS Config',
    status: said === 'COMPLIANT' ? 'pass' : said === 'NON_COMPLIANT' ? 'fail' : 'review',
    said,
    severity: null,
    ...evaluated,
    line,
    path
  }
}

/** The rule, resource and kind of resource of an evaluation; null where it names no rule. */
export function qualifierOf(evaluation: JsonRecord): {
  readonly rule: string | null
  readonly resource: string | null
  readonly type: string | null
} {
  const identifier = recordIn(evaluation, 'EvaluationResultIdentifier')
  const qualifier = identifier && recordIn(identifier, 'EvaluationResultQualifier')
  return {
    rule: qualifier && textOf(qualifier, 'ConfigRuleName'),
    resource: qualifier && textOf(qualifier, 'ResourceId'),
    type: qualifier && textOf(qualifier, 'ResourceType')
  }
}

/**
 * The resource's ARN where its id makes one, '' for the account itself, else the id: for a user, group, role or policy that is the
 * id IAM gave it (`AIDA…`), not its name.
 */
export function resourceOfConfig(type: string | null, id: string, { account, region }: Scope): string {
  if (type === 'AWS::::Account') return ''
  const partition = partitionOf(region)
  if (type === 'AWS::S3::Bucket') return `arn:${partition}:s3:::${id}`
  const form = type !== null && Object.hasOwn(regionalForms, type) ? regionalForms[type] : undefined
  if (form === undefined || id.startsWith('arn:') || !isAccountId(account) || region === '') return id
  return `arn:${partition}:${form}${id}`.replace('{place}', `${region}:${account}`)
}

/** Resources whose id is the last part of their ARN. */
const regionalForms: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'ec2:{place}:instance/',
  'AWS::EC2::SecurityGroup': 'ec2:{place}:security-group/',
  'AWS::EC2::Volume': 'ec2:{place}:volume/',
  'AWS::KMS::Key': 'kms:{place}:key/',
  'AWS::Lambda::Function': 'lambda:{place}:function:'
}

/** "3 resources led to this", as far as AWS Config counts: it stops at 25 rules and at 100 resources. */
export function contributorsOf(compliance: JsonRecord | null, nouns: 'resources' | 'rules'): string {
  const count = compliance && recordIn(compliance, 'ComplianceContributorCount')
  const n = count && numberOf(count, 'CappedCount')
  if (count === null || n === null) return ''
  if (flagOf(count, 'CapExceeded') === 1) return `more than ${n} ${nouns} led to this`
  return `${n} ${n === 1 ? nouns.slice(0, -1) : nouns} led to this`
}
