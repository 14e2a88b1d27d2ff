/** Tells to which resource a resource policy belongs: by its answer, the command, the file's name or the policy itself. */
import { accountOfArn, isAccountId, parseArn } from '../../iam/arn.ts'
import { readPolicyDocument } from '../../iam/policy-document.ts'
import type { Reading } from '../importer.ts'
import { objectInName, unnamedIn, type Asked } from './asked-about.ts'
import { isRecord, recordIn, textOf, type JsonRecord } from './fields.ts'
import { partitionOf } from './regional.ts'

export interface Subject {
  readonly service: string
  /** An ARN; the name of a bucket; another name where account or region are not known. */
  readonly resource: string
  /** '' where nothing says it. */
  readonly account: string
  readonly region: string | null
  /** False where nothing names the resource. */
  readonly isNamed: boolean
}

/** A call that answers with the policy of one resource. */
export interface PolicyCall extends Asked {
  readonly service: string
  /** What stands before a name in the resource part of its ARN; null where a name does not make one. */
  readonly form: string | null
}

/** Longer names first where one holds the other. */
export const policyCalls: readonly PolicyCall[] = [
  { service: 's3', command: 'get-access-point-policy', option: 'name', form: 'accesspoint/' },
  { service: 's3', command: 'get-bucket-policy', option: 'bucket', form: null },
  { service: 'kms', command: 'get-key-policy', option: 'key-id', form: 'key/' },
  { service: 'lambda', command: 'get-layer-version-policy', option: 'layer-name', form: 'layer:' },
  { service: 'lambda', command: 'get-policy', option: 'function-name', form: 'function:' },
  { service: 'secretsmanager', command: 'get-resource-policy', option: 'secret-id', form: null },
  { service: 'sns', command: 'get-topic-attributes', option: 'topic-arn', form: '' },
  { service: 'sqs', command: 'get-queue-attributes', option: 'queue-url', form: '' },
  { service: 'ecr', command: 'get-repository-policy', option: 'repository-name', form: 'repository/' }
]

/** `isAlone` where command and file's name speak of this answer and no other. */
export function subjectOf(
  answer: JsonRecord,
  document: string | null,
  reading: Reading,
  isAlone: boolean
): Subject {
  const arn = ownArn(answer)
  if (arn !== null) return subjectOfArn(arn, reading)
  const repository = textOf(answer, 'repositoryName')
  const ecr = policyCalls.find((call) => call.service === 'ecr')
  if (repository !== null && ecr) return namedSubject(ecr, repository, textOf(answer, 'registryId'), reading)
  const inDocument = document === null ? nothing : resourceIn(document)
  const call = isAlone ? callOf(answer, reading, inDocument.service) : undefined
  if (call) {
    const name = reading.option(call.option) ?? objectInName(reading.name, call.command)
    const isSame = name === null || (inDocument.arn !== null && nameOf(inDocument.arn) === name)
    if (inDocument.arn !== null && isSame) return subjectOfArn(inDocument.arn, reading)
    if (name !== null) return namedSubject(call, name, null, reading)
  }
  if (inDocument.arn !== null) return subjectOfArn(inDocument.arn, reading)
  return unnamed(call?.service ?? inDocument.service ?? '', reading)
}

/** The resource that a call was asked about whose answer was an error. */
export function subjectAsked(call: PolicyCall, reading: Reading): Subject {
  const name = reading.option(call.option) ?? objectInName(reading.name, call.command)
  return name === null ? unnamed(call.service, reading) : namedSubject(call, name, null, reading)
}

/** An organization has one policy of its own, asked for without naming it. */
export function organizationAsked(reading: Reading): Subject {
  const account = reading.accountHint ?? ''
  return { service: 'organizations', resource: 'organization', account, region: null, isNamed: true }
}

function unnamed(service: string, reading: Reading): Subject {
  return {
    service,
    resource: unnamedIn(reading.name),
    account: reading.accountHint ?? '',
    region: service === 's3' ? null : reading.region,
    isNamed: false
  }
}

/** Buckets go by their names, as their other exports do. */
function subjectOfArn(arn: string, reading: Reading): Subject {
  const parts = parseArn(arn)
  const isOfBucket = parts?.service === 's3' && parts.account === ''
  return {
    service: parts?.service ?? '',
    resource: isOfBucket ? parts.resource : arn,
    account: accountOfArn(arn) ?? reading.accountHint ?? '',
    region: parts?.region || null,
    isNamed: true
  }
}

/** Makes an ARN of a name where account and region are known. */
function namedSubject(call: PolicyCall, name: string, owner: string | null, reading: Reading): Subject {
  const queue = /^https?:\/\/(?:sqs\.)?([a-z0-9-]+)\.[^/]+\/(\d{12})\/([\w.-]+)$/.exec(name)
  if (queue)
    return subjectOfArn(`arn:${partitionOf(queue[1] ?? null)}:sqs:${queue.slice(1).join(':')}`, reading)
  if (parseArn(name)) return subjectOfArn(name, reading)
  const account = owner ?? reading.accountHint ?? ''
  const region = call.command === 'get-bucket-policy' ? null : reading.region
  const isWhole = call.form !== null && isAccountId(account) && region !== null && !name.startsWith('alias/')
  const arn = `arn:${partitionOf(region)}:${call.service}:${region ?? ''}:${account}:${call.form ?? ''}${name}`
  return { service: call.service, resource: isWhole ? arn : name, account, region, isNamed: true }
}

/** `ARN` of a secret, `TopicArn` and `QueueArn` among attributes, `Arn` of an organization's policy. */
function ownArn(answer: JsonRecord): string | null {
  const attributes = recordIn(answer, 'Attributes')
  const policy = policyRecord(answer)
  const summary = policy && recordIn(policy, 'ResourcePolicySummary')
  const arn =
    textOf(answer, 'ARN') ??
    (attributes && (textOf(attributes, 'TopicArn') ?? textOf(attributes, 'QueueArn'))) ??
    (summary && textOf(summary, 'Arn'))
  return arn !== null && parseArn(arn) ? arn : null
}

/** The resource policy of an organization is an object, that of a secret a text. */
export function policyRecord(answer: JsonRecord): JsonRecord | null {
  return isRecord(answer['ResourcePolicy']) ? answer['ResourcePolicy'] : null
}

/** Which call an answer is of that holds a `Policy` and little else. */
function callOf(answer: JsonRecord, reading: Reading, service: string | null): PolicyCall | undefined {
  if (Object.hasOwn(answer, 'Attributes')) return inName(reading) ?? ofService(service ?? 'sqs')
  if (Object.hasOwn(answer, 'PolicyName')) return ofService('kms')
  const asked = policyCalls.find((call) => call.option !== 'name' && reading.option(call.option) !== null)
  if (asked) return asked
  if (reading.option('name') !== null && reading.option('account-id') !== null) return policyCalls[0]
  return inName(reading) ?? (service === null ? undefined : ofService(service))
}

function ofService(service: string): PolicyCall | undefined {
  return policyCalls.find((call) => call.service === service && call.command !== 'get-access-point-policy')
}

/** The command a file is named after, as the CLI or an SDK spells it; `get-policy` is also a call of IAM, whose answer is another. */
function inName(reading: Reading): PolicyCall | undefined {
  const name = reading.name.split(/[\\/]/).at(-1)?.toLowerCase() ?? ''
  return policyCalls.find(
    ({ command }) => name.includes(command) || name.includes(command.replaceAll('-', ''))
  )
}

interface InDocument {
  /** The one resource all statements are about; null where they name several or none. */
  readonly arn: string | null
  /** The service of that resource, else the one all actions are of. */
  readonly service: string | null
}

const nothing: InDocument = { arn: null, service: null }

function resourceIn(document: string): InDocument {
  const { statements } = readPolicyDocument(document)
  const arns = new Set<string>()
  const services = new Set<string>()
  for (const { resources, actions } of statements) {
    for (const resource of resources) if (parseArn(resource)) arns.add(wholeOf(resource))
    for (const action of actions) services.add(action.split(':', 1)[0]?.toLowerCase() ?? '')
  }
  const [arn] = arns
  const [service] = services
  if (arn !== undefined && arns.size === 1 && !/[*?]/.test(arn))
    return { arn, service: parseArn(arn)?.service ?? null }
  return { arn: null, service: services.size === 1 && service !== '*' ? (service ?? null) : null }
}

/** The bucket of an object, the access point of its objects, the function of a version. */
function wholeOf(arn: string): string {
  const parts = parseArn(arn)
  if (parts?.service === 's3')
    return parts.account === '' ? (arn.split('/', 1)[0] ?? arn) : arn.split('/').slice(0, 2).join('/')
  if (parts?.service === 'lambda') return arn.split(':').slice(0, 7).join(':')
  return arn
}

function nameOf(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1)
}
