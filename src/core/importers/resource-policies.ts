/** Reads the policies of resources (buckets, keys, secrets, functions, topics, queues, repositories), or AWS's answer that there is none. */
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { documentOf, recordIn, type JsonRecord, type Member } from './reading/fields.ts'
import {
  organizationAsked,
  policyCalls,
  policyRecord,
  subjectAsked,
  subjectOf,
  type Subject
} from './reading/policy-subject.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'resource-policies',
  title: 'Resource policies',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws s3api get-bucket-policy --bucket <bucket> --output json',
  operations: [
    's3:GetAccessPointPolicy',
    's3:GetBucketPolicy',
    'kms:GetKeyPolicy',
    'lambda:GetLayerVersionPolicy',
    'lambda:GetPolicy',
    'secretsmanager:GetResourcePolicy',
    'sns:GetTopicAttributes',
    'sqs:GetQueueAttributes',
    'ecr:GetRepositoryPolicy',
    'organizations:DescribeResourcePolicy'
  ],
  recognises,
  read
}

export default importer

/** A `Policy` that is a text, or a policy written out; the policies of IAM and Organizations are other objects. */
function recognises(outline: Outline): boolean {
  const policy = keysBelow(outline, 'Policy')
  if (policy !== undefined)
    return (
      hasOnlyKeys(outline, ['Policy', 'PolicyName', 'RevisionId']) &&
      (policy.size === 0 || policy.has('Statement'))
    )
  const attributes = keysBelow(outline, 'Attributes')
  if (attributes !== undefined)
    return (
      hasOnlyKeys(outline, ['Attributes']) &&
      !attributes.has('SubscriptionArn') &&
      ['Policy', 'TopicArn', 'QueueArn'].some((key) => attributes.has(key))
    )
  if (outline.keys.has('policyText')) return outline.keys.has('repositoryName')
  const resource = keysBelow(outline, 'ResourcePolicy')
  if (resource?.has('ResourcePolicySummary') === true) return true
  const isOfSecret = outline.keys.has('ARN') && outline.keys.has('Name')
  return isOfSecret && (resource !== undefined || isSecretAlone(outline))
}

/** A secret without a policy is answered by its name alone. */
function isSecretAlone(outline: Outline): boolean {
  return (
    hasOnlyKeys(outline, ['ARN', 'Name']) &&
    /"ARN"\s*:\s*"arn:[a-z-]{1,20}:secretsmanager:/.test(outline.head)
  )
}

/** Each resource is an answer of its own, covered by its service and name. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readError(outline.error, reading)
    return
  }
  const subjects: Subject[] = []
  const without: { readonly subject: Subject; readonly member: Member }[] = []
  const state = readAnswers(chunks, outline, reading, { values: answerKeys }, (answer, member, isAlone) => {
    const document = policyIn(answer)
    const subject = subjectOf(answer, document, reading, isAlone)
    subjects.push(subject)
    if (document !== null) statePolicy(subject, document, member, reading)
    else if (mayHaveBeenLeftOut(answer))
      member.doubt(
        'The attributes hold no `Policy`, which may not have been asked for: ask for all attributes (--attribute-names All).'
      )
    else without.push({ subject, member })
  })
  // Where something could not be read, what is not there may be just that.
  if (state !== 'partial')
    for (const { subject, member } of without) statePolicy(subject, null, member, reading)
  reading.count('policies', 0)
  for (const subject of subjects) reading.covers(subject.account, keyOf(subject), state)
  if (subjects.some(({ isNamed }) => !isNamed)) noteUnnamed(reading)
}

const answerKeys = [
  'Policy',
  'PolicyName',
  'RevisionId',
  'ARN',
  'Name',
  'ResourcePolicy',
  'Attributes',
  'policyText',
  'repositoryName',
  'registryId'
]

function policyIn(answer: JsonRecord): string | null {
  if (Object.hasOwn(answer, 'policyText')) return documentOf(answer, 'policyText')
  const attributes = recordIn(answer, 'Attributes')
  if (attributes !== null) return documentOf(attributes, 'Policy')
  const ofOrganization = policyRecord(answer)
  if (ofOrganization !== null) return documentOf(ofOrganization, 'Content')
  return documentOf(answer, Object.hasOwn(answer, 'Policy') ? 'Policy' : 'ResourcePolicy')
}

/** Among all attributes of a queue or topic there are these, also where it has no policy. */
function mayHaveBeenLeftOut(answer: JsonRecord): boolean {
  const attributes = recordIn(answer, 'Attributes')
  return (
    attributes !== null &&
    !Object.hasOwn(attributes, 'VisibilityTimeout') &&
    !Object.hasOwn(attributes, 'SubscriptionsConfirmed')
  )
}

function statePolicy(
  { service, resource, account, region }: Subject,
  document: string | null,
  { line, path }: Pick<Member, 'line' | 'path'>,
  reading: Reading
): void {
  reading.fact('resource_policy', {
    account_id: account,
    region,
    service,
    resource,
    document_id: document === null ? null : reading.document(document),
    line,
    path
  })
  reading.count(document === null ? 'resources without a policy' : 'policies')
}

function keyOf({ service, resource }: Subject): string {
  return `${service}/${resource}`
}

/** That a resource has no policy is an answer; that there is no such resource is none. */
function readError(error: SavedError, reading: Reading): void {
  const call = policyCalls.find(({ command }) => operationOf(command) === error.operation)
  const subject = call ? subjectAsked(call, reading) : organizationAsked(reading)
  if (!isAbsence(error)) {
    noteRefusal(error, importer, reading, accountOfRefusal(error, reading), [keyOf(subject)])
    return
  }
  reading.note({
    level: 'info',
    sentence: `AWS answered that there is no policy on ${subject.resource.slice(0, 200)}.`
  })
  statePolicy(subject, null, { line: 1, path: '' }, reading)
  reading.covers(subject.account, keyOf(subject), 'complete')
  if (!subject.isNamed) noteUnnamed(reading)
}

/** `get-bucket-policy` → `GetBucketPolicy`. */
function operationOf(command: string): string {
  return command.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

const absences = new Set([
  'NoSuchBucketPolicy',
  'NoSuchAccessPointPolicy',
  'RepositoryPolicyNotFoundException',
  'ResourcePolicyNotFoundException',
  'AWSOrganizationsNotInUseException'
])

/** Lambda answers `ResourceNotFoundException` for a missing policy and, in other words, for a missing function. */
function isAbsence({ code, operation, message }: SavedError): boolean {
  if (absences.has(code)) return true
  return (
    code === 'ResourceNotFoundException' &&
    (operation === 'GetPolicy' || operation === 'GetLayerVersionPolicy') &&
    !/^(?:Function|Layer)/i.test(message)
  )
}

function noteUnnamed(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      "A policy does not say to which resource it belongs, and neither does the file's name: name the file after the resource and the command, as s3/<bucket>.get-bucket-policy.json or kms/<key id>.get-key-policy.json, or import it with its collection manifest."
  })
}
