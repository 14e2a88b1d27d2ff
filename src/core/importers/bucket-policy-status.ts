/** Reads AWS's own verdict on whether the policy of a bucket or access point makes it public. */
import type { Importer, Outline, Reading } from './importer.ts'
import { bucketAsked, noteUnnamedBucket, type BucketSubject } from './reading/bucket-subject.ts'
import { BadMember, flagOf, recordIn, type Member } from './reading/fields.ts'
import type { Flag } from '../iam/facts.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'bucket-policy-status',
  title: 'Bucket policy status',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws s3api get-bucket-policy-status --bucket <bucket> --output json',
  operations: ['s3:GetBucketPolicyStatus', 's3:GetAccessPointPolicyStatus'],
  recognises(outline) {
    const status = keysBelow(outline, 'PolicyStatus')
    if (status === undefined || !hasOnlyKeys(outline, ['PolicyStatus'])) return false
    return status.size === 0 || status.has('IsPublic')
  },
  read
}

export default importer

const commands = ['get-bucket-policy-status', 'get-access-point-policy-status']

/** A bucket without a policy is not public by it: `NoSuchBucketPolicy` is an answer. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { error } = outline
  if (error && !absences.has(error.code)) {
    const { resource } = bucketAsked(reading, commands)
    noteRefusal(error, importer, reading, accountOfRefusal(error, reading), [resource])
    return
  }
  if (error) {
    const subject = bucketAsked(reading, commands)
    reading.note({
      level: 'info',
      sentence: 'AWS answered that there is no policy, which then makes nothing public.'
    })
    stateVerdict(subject, 0, { line: 1, path: '' }, reading)
    cover([subject], 'complete', reading)
    return
  }
  const subjects: BucketSubject[] = []
  const state = readAnswers(
    chunks,
    outline,
    reading,
    { values: ['PolicyStatus'] },
    (answer, member, isAlone) => {
      const status = recordIn(answer, 'PolicyStatus')
      if (status === null) throw new BadMember('`PolicyStatus` is missing; the entry was left out.')
      const subject = bucketAsked(reading, commands, isAlone)
      subjects.push(subject)
      const isPublic = flagOf(status, 'IsPublic')
      if (isPublic === null) member.doubt('`IsPublic` is missing; whether the policy is public is not known.')
      else stateVerdict(subject, isPublic, member, reading)
    }
  )
  cover(subjects, state, reading)
}

const absences = new Set(['NoSuchBucketPolicy', 'NoSuchAccessPointPolicy'])

function stateVerdict(
  { account, resource }: BucketSubject,
  isPublic: Flag,
  { line, path }: Pick<Member, 'line' | 'path'>,
  reading: Reading
): void {
  reading.fact('public_access', {
    account_id: account,
    resource,
    blocks_public_acls: null,
    ignores_public_acls: null,
    blocks_public_policy: null,
    restricts_public_buckets: null,
    policy_is_public: isPublic,
    line,
    path
  })
  reading.count('verdicts')
}

function cover(
  subjects: readonly BucketSubject[],
  state: Parameters<Reading['covers']>[2],
  reading: Reading
): void {
  reading.count('verdicts', 0)
  for (const { account, resource } of subjects) reading.covers(account, resource, state)
  if (subjects.some(({ isNamed }) => !isNamed)) noteUnnamedBucket(reading, 'get-bucket-policy-status')
}
