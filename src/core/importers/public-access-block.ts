/** Reads what blocks public access to S3: for the account, a bucket or an access point, or AWS's answer that nothing does. */
import { parseArn } from '../iam/arn.ts'
import type { Flag } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { accountOption } from './reading/account-id.ts'
import { accessPointArn, bucketAsked, type BucketSubject } from './reading/bucket-subject.ts'
import { BadMember, flagOf, recordIn, textOf, type JsonRecord, type Member } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'public-access-block',
  title: 'Public access block',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws s3control get-public-access-block --account-id <account id> --output json',
  operations: ['GetPublicAccessBlock', 'GetAccessPoint'],
  recognises: (outline) => hasKey(outline, 'PublicAccessBlockConfiguration'),
  read
}

export default importer

const command = 'get-public-access-block'

/**
 * The account's own setting is covered as '', a bucket's by its name. `NoSuchPublicAccessBlockConfiguration` is an answer: none of
 * the four is on.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { error } = outline
  if (error?.code === 'NoSuchPublicAccessBlockConfiguration') {
    const subject = subjectAsked(reading, true)
    reading.note({
      level: 'info',
      sentence: 'AWS answered that no public access block is set: none of its four settings is on.'
    })
    stateBlock(subject, allOff, { line: 1, path: '' }, reading)
    cover([subject], 'complete', reading)
    return
  }
  if (error) {
    const { resource } = subjectAsked(reading, true)
    noteRefusal(error, importer, reading, accountOfRefusal(error, reading), [resource])
    return
  }
  const subjects: BucketSubject[] = []
  const state = readAnswers(chunks, outline, reading, { values: answerKeys }, (answer, member, isAlone) => {
    const block = recordIn(answer, 'PublicAccessBlockConfiguration')
    if (block === null) throw new BadMember('`PublicAccessBlockConfiguration` is missing; it was left out.')
    const subject = accessPointIn(answer, reading) ?? subjectAsked(reading, isAlone)
    subjects.push(subject)
    stateBlock(subject, settingsOf(block), member, reading)
  })
  cover(subjects, state, reading)
}

/** The last ones are those of an access point. */
const answerKeys = [
  'PublicAccessBlockConfiguration',
  'Name',
  'Bucket',
  'NetworkOrigin',
  'VpcConfiguration',
  'CreationDate',
  'Alias',
  'AccessPointArn',
  'Endpoints',
  'BucketAccountId',
  'DataSourceId',
  'DataSourceType'
]

interface Settings {
  readonly blocks_public_acls: Flag | null
  readonly ignores_public_acls: Flag | null
  readonly blocks_public_policy: Flag | null
  readonly restricts_public_buckets: Flag | null
}

const allOff: Settings = {
  blocks_public_acls: 0,
  ignores_public_acls: 0,
  blocks_public_policy: 0,
  restricts_public_buckets: 0
}

function settingsOf(block: JsonRecord): Settings {
  return {
    blocks_public_acls: flagOf(block, 'BlockPublicAcls'),
    ignores_public_acls: flagOf(block, 'IgnorePublicAcls'),
    blocks_public_policy: flagOf(block, 'BlockPublicPolicy'),
    restricts_public_buckets: flagOf(block, 'RestrictPublicBuckets')
  }
}

function stateBlock(
  { account, resource }: BucketSubject,
  settings: Settings,
  { line, path }: Pick<Member, 'line' | 'path'>,
  reading: Reading
): void {
  reading.fact('public_access', {
    account_id: account,
    resource,
    ...settings,
    policy_is_public: null,
    line,
    path
  })
  reading.count('settings')
}

/** `get-access-point` answers with the block of an access point, and names it. */
function accessPointIn(answer: JsonRecord, reading: Reading): BucketSubject | null {
  const name = textOf(answer, 'Name')
  if (name === null) return null
  const arn = textOf(answer, 'AccessPointArn')
  const inArn = arn === null ? null : parseArn(arn)
  const account = inArn?.account ?? accountOption(reading) ?? reading.accountHint ?? ''
  return { resource: inArn ? (arn ?? name) : accessPointArn(name, account, reading), account, isNamed: true }
}

/** The same command of two services: `s3control` asks about the account, `s3api` about a bucket. */
function subjectAsked(reading: Reading, isAlone: boolean): BucketSubject {
  const subject = bucketAsked(reading, [command], isAlone)
  if (subject.isNamed) return subject
  const isOfAccount =
    reading.option('account-id') !== null || /s3control|account-/i.test(lastOfName(reading.name).base)
  return isAlone && isOfAccount ? { ...subject, resource: '', isNamed: true } : subject
}

function cover(
  subjects: readonly BucketSubject[],
  state: Parameters<Reading['covers']>[2],
  reading: Reading
): void {
  for (const { account, resource } of subjects) reading.covers(account, resource, state)
  if (subjects.some(({ isNamed }) => !isNamed))
    reading.note({
      level: 'warning',
      sentence: `The file does not say whether it is of the account or of a bucket, and neither does its name: name it s3control-${command}.json for the account, <bucket>.${command}.json for a bucket, or import it with its collection manifest.`
    })
}
