/** Names a key of KMS the same way in every export: by its ARN where account and region are known, else by its id. */
import { accountOfArn, isAccountId, parseArn } from '../../iam/arn.ts'
import type { Reading } from '../importer.ts'
import { askedAbout } from './asked-about.ts'
import { partitionOf } from './regional.ts'

export interface KeySubject {
  readonly id: string
  /** null where account or region are not known. */
  readonly arn: string | null
  readonly account: string
  readonly region: string | null
}

/** Of an id or an ARN. */
export function keySubject(key: string, reading: Reading): KeySubject {
  const parts = parseArn(key)
  if (parts?.service === 'kms') {
    const id = parts.resource.replace(/^key\//, '')
    return { id, arn: key, account: accountOfArn(key) ?? '', region: parts.region }
  }
  const account = reading.accountHint ?? ''
  const { region } = reading
  const isWhole = isAccountId(account) && region !== null && !key.startsWith('alias/')
  const arn = isWhole ? `arn:${partitionOf(region)}:kms:${region}:${account}:key/${key}` : null
  return { id: key, arn, account, region }
}

/** The key a command was asked about, by `--key-id` or the file's name; null where neither says. */
export function keyAsked(reading: Reading, command: string): string | null {
  return askedAbout(reading, [{ command, option: 'key-id' }])
}

export function noteUnnamedKey(reading: Reading, command: string): void {
  reading.note({
    level: 'warning',
    sentence: `The file does not say of which key it is, and neither does its name: name it after the key and the command, as kms/<key id>.${command}.json, or import it with its collection manifest.`
  })
}
