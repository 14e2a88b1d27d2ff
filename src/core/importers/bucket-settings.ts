/** Reads two settings of a bucket that AWS answers one by one: where access is logged to, and whether versions can be deleted. */
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { bucketAsked, noteUnnamedBucket } from './reading/bucket-subject.ts'
import { BadMember, recordIn, textOf, type JsonRecord } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey, hasOnlyKeys } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'bucket-settings',
  title: 'Bucket logging and versioning',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws s3api get-bucket-logging --bucket <bucket> --output json',
  operations: ['GetBucketLogging', 'GetBucketVersioning'],
  recognises: (outline) =>
    hasKey(outline, 'LoggingEnabled') ||
    (hasOnlyKeys(outline, ['Status', 'MFADelete']) &&
      /"Status"\s*:\s*"(?:Enabled|Suspended)"/.test(outline.head)),
  read
}

export default importer

const commands = ['get-bucket-logging', 'get-bucket-versioning']

type Setting = Pick<FactTables['bucket_setting'], 'logging_target' | 'versioning' | 'has_mfa_delete'>

/**
 * Logging is covered by the bucket and `/logging`, versioning by the bucket and `/versioning`. A bucket without the setting is
 * answered by an empty file, which no importer can know; the manifest's entry for it then tells.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const { resource } = bucketAsked(reading, commands)
    const part = outline.error.operation === 'GetBucketLogging' ? 'logging' : 'versioning'
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), [
      `${resource}/${part}`
    ])
    return
  }
  const covered: { readonly account: string; readonly key: string }[] = []
  let isUnnamed = false
  const state = readAnswers(chunks, outline, reading, { values: answerKeys }, (answer, member, isAlone) => {
    const subject = bucketAsked(reading, commands, isAlone)
    isUnnamed ||= !subject.isNamed
    const setting = settingOf(answer)
    reading.fact('bucket_setting', {
      account_id: subject.account,
      resource: subject.resource,
      ...setting,
      line: member.line,
      path: member.path
    })
    reading.count('settings')
    const part = setting.logging_target === null ? 'versioning' : 'logging'
    covered.push({ account: subject.account, key: `${subject.resource}/${part}` })
  })
  for (const { account, key } of covered) reading.covers(account, key, state)
  if (isUnnamed) noteUnnamedBucket(reading, 'get-bucket-logging')
}

const answerKeys = ['LoggingEnabled', 'Status', 'MFADelete']

function settingOf(answer: JsonRecord): Setting {
  const logging = recordIn(answer, 'LoggingEnabled')
  if (logging !== null) {
    const target = textOf(logging, 'TargetBucket')
    if (target === null)
      throw new BadMember('`TargetBucket` is missing, where access would be logged to; it was left out.')
    return { logging_target: target, versioning: null, has_mfa_delete: null }
  }
  const versioning = textOf(answer, 'Status')
  if (versioning === null) throw new BadMember('`Status` of versioning is missing; the answer was left out.')
  return {
    logging_target: null,
    versioning,
    has_mfa_delete: textOf(answer, 'MFADelete') === 'Enabled' ? 1 : 0
  }
}
