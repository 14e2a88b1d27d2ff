/** Tells to which bucket or access point of S3 an answer belongs: the command says it, or the file's name. */
import { isAccountId, parseArn } from '../../iam/arn.ts'
import type { Reading } from '../importer.ts'
import { accountOption } from './account-id.ts'
import { askedAbout, unnamedIn } from './asked-about.ts'
import { partitionOf } from './regional.ts'

export interface BucketSubject {
  /** The name of a bucket; the ARN of an access point, its name where account or region are not known. */
  readonly resource: string
  readonly account: string
  readonly isNamed: boolean
}

/** `commands` as `get-bucket-acl`; `isAlone` where command and file's name speak of this answer and no other. */
export function bucketAsked(reading: Reading, commands: readonly string[], isAlone = true): BucketSubject {
  const account = accountOption(reading) ?? reading.accountHint ?? ''
  const ofBucket = commands.map((command) => ({ command, option: 'bucket' }))
  const name = isAlone ? askedAbout(reading, ofBucket) : null
  if (name !== null) return { resource: bucketName(name), account, isNamed: true }
  const accessPoint = isAlone && reading.option('account-id') !== null ? reading.option('name') : null
  if (accessPoint !== null)
    return { resource: accessPointArn(accessPoint, account, reading), account, isNamed: true }
  return { resource: unnamedIn(reading.name), account, isNamed: false }
}

/** In the region the file is of; access points are regional. */
export function accessPointArn(name: string, account: string, reading: Reading): string {
  const { region } = reading
  if (parseArn(name) || !isAccountId(account) || region === null) return name
  return `arn:${partitionOf(region)}:s3:${region}:${account}:accesspoint/${name}`
}

export function noteUnnamedBucket(reading: Reading, command: string): void {
  reading.note({
    level: 'warning',
    sentence: `The file does not say of which bucket it is, and neither does its name: name it after the bucket and the command, as s3/<bucket>.${command}.json, or import it with its collection manifest.`
  })
}

function bucketName(name: string): string {
  const parts = parseArn(name)
  return parts?.service === 's3' && parts.account === '' ? parts.resource : name
}
