/** Reads the MFA devices of a user: of what type they are, since when, and how their authenticator is certified. */
import { accountOfArn, parseArn } from '../iam/arn.ts'
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import {
  BadMember,
  recordIn,
  requiredText,
  spell,
  textOf,
  timeOf,
  type JsonRecord
} from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { userOf } from './reading/subject-in-name.ts'
import { hasKey, hasOnlyKeys } from './reading/top-keys.ts'
import { readUserCredentials } from './reading/user-credentials.ts'

const deviceKeys = ['UserName', 'SerialNumber', 'EnableDate', 'Certifications'] as const

const importer: Importer = {
  kind: 'mfa-devices',
  title: 'MFA devices',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-mfa-devices --user-name <user name> --output json',
  operations: ['ListMFADevices', 'GetMFADevice'],
  recognises: (outline) =>
    hasKey(outline, 'MFADevices') ||
    (hasKey(outline, 'SerialNumber') && hasKey(outline, 'EnableDate') && hasOnlyKeys(outline, deviceKeys)),
  read
}

export default importer

/** `get-mfa-device` answers for one device and adds its certifications; a list answers for all devices of its user. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error === null && !hasKey(outline, 'MFADevices')) {
    readDevice(chunks, outline, reading)
    return
  }
  readUserCredentials(chunks, outline, reading, importer, {
    key: 'MFADevices',
    nouns: 'devices',
    accountOf: (record) => accountOfArn(textOf(record, 'SerialNumber') ?? ''),
    stater(record, member) {
      const device = {
        ...deviceOf(record),
        enabled_at: timeOf(record, 'EnableDate', member),
        line: member.line,
        path: member.path
      }
      return ({ account, user }) =>
        reading.fact('mfa_device', { account_id: account, user_name: user, ...device })
    }
  })
}

function readDevice(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const covered: (readonly [string, string])[] = []
  const state = readAnswers(chunks, outline, reading, { values: deviceKeys }, (record, member, isAlone) => {
    const device = deviceOf(record)
    const account = accountOfArn(device.serial) ?? reading.accountHint ?? ''
    reading.fact('mfa_device', {
      account_id: account,
      user_name: textOf(record, 'UserName') ?? (isAlone ? userOf(reading) : null) ?? '',
      ...device,
      enabled_at: timeOf(record, 'EnableDate', member),
      line: member.line,
      path: member.path
    })
    reading.count('devices')
    covered.push([account, device.serial])
  })
  for (const [account, serial] of covered) reading.covers(account, serial, state)
}

type Device = Pick<FactTables['mfa_device'], 'serial' | 'type' | 'certifications'>

function deviceOf(record: JsonRecord): Device {
  const serial = requiredText(record, 'SerialNumber')
  return { serial, type: typeOf(serial), certifications: certificationsOf(record) }
}

/** Virtual and FIDO devices have ARNs; the serial of a hardware token is what its maker printed on it (IAM API reference, MFADevice). */
function typeOf(serial: string): Device['type'] {
  if (!serial.startsWith('arn:')) return 'hardware'
  const type = parseArn(serial)?.resource.split('/', 1)[0]
  if (type === 'mfa') return 'virtual'
  if (type === 'u2f') return 'fido'
  throw new BadMember(
    `\`SerialNumber\` must be the ARN of a virtual (mfa/) or FIDO device (u2f/) or the number of a hardware token, found ${spell(serial)}; the entry was left out.`
  )
}

/** `{"FIDO": "L1"}` → "FIDO L1". */
function certificationsOf(record: JsonRecord): string | null {
  const levels = Object.entries(recordIn(record, 'Certifications') ?? {})
    .filter(([, level]) => typeof level === 'string')
    .map(([name, level]) => `${name} ${String(level)}`)
  return levels.length === 0 ? null : levels.sort().join(', ').slice(0, 200)
}
