/** Reads keys of KMS: who manages each, whether it is in use, and whether it rotates. */
import { isAccountId } from '../iam/arn.ts'
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { unnamedIn } from './reading/asked-about.ts'
import {
  BadMember,
  flagOf,
  recordIn,
  requiredText,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { keyAsked, keySubject, noteUnnamedKey, type KeySubject } from './reading/kms-subject.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'kms-keys',
  title: 'KMS keys',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws kms describe-key --key-id <key id> --output json',
  operations: ['DescribeKey', 'GetKeyRotationStatus'],
  recognises: (outline) => hasKey(outline, 'KeyMetadata') || hasKey(outline, 'KeyRotationEnabled'),
  read
}

export default importer

const rotation = 'get-key-rotation-status'

/** A key is covered by its id, its rotation by its id and `/rotation`: they are asked for in two calls. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readError(outline, reading)
    return
  }
  const covered: { readonly account: string; readonly part: string }[] = []
  let isUnnamed = false
  const state = readAnswers(chunks, outline, reading, { values: answerKeys }, (answer, member, isAlone) => {
    const metadata = recordIn(answer, 'KeyMetadata')
    if (metadata !== null) {
      const key = keySubject(textOf(metadata, 'Arn') ?? requiredText(metadata, 'KeyId'), reading)
      const owner = textOf(metadata, 'AWSAccountId') ?? ''
      const account = isAccountId(owner) ? owner : key.account
      stateKey({ ...key, account }, describedKey(metadata, member), member, reading)
      covered.push({ account, part: key.id })
      return
    }
    const rotates = flagOf(answer, 'KeyRotationEnabled')
    if (rotates === null) throw new BadMember('`KeyRotationEnabled` is missing; the entry was left out.')
    const name = textOf(answer, 'KeyId') ?? (isAlone ? keyAsked(reading, rotation) : null)
    isUnnamed ||= name === null
    const key = keySubject(name ?? unnamedIn(reading.name), reading)
    // Its ARN tells the whole description of a key from this part of it.
    stateKey({ ...key, arn: null }, { manager: null, state: null, rotates }, member, reading)
    covered.push({ account: key.account, part: `${key.id}/rotation` })
  })
  for (const { account, part } of covered) reading.covers(account, part, state)
  if (isUnnamed) noteUnnamedKey(reading, rotation)
}

const answerKeys = [
  'KeyMetadata',
  'KeyRotationEnabled',
  'KeyId',
  'RotationPeriodInDays',
  'NextRotationDate',
  'OnDemandRotationStartDate'
]

type Described = Pick<FactTables['kms_key'], 'manager' | 'state' | 'rotates'>

function describedKey(metadata: JsonRecord, member: Member): Described {
  timeOf(metadata, 'CreationDate', member)
  return { manager: textOf(metadata, 'KeyManager'), state: textOf(metadata, 'KeyState'), rotates: null }
}

function stateKey(
  { id, arn, account, region }: KeySubject,
  described: Described,
  { line, path }: Member,
  reading: Reading
): void {
  reading.fact('kms_key', { account_id: account, region, key_id: id, arn, ...described, line, path })
  reading.count('keys')
}

/** `UnsupportedOperationException` is an answer: a key of its kind (asymmetric, HMAC, of an own key store) cannot rotate by itself. */
function readError({ error }: Outline, reading: Reading): void {
  if (error === null) return
  const isOfRotation = error.operation === 'GetKeyRotationStatus'
  const name = keyAsked(reading, isOfRotation ? rotation : 'describe-key')
  const { id } = keySubject(name ?? unnamedIn(reading.name), reading)
  const part = isOfRotation ? `${id}/rotation` : id
  const account = accountOfRefusal(error, reading)
  if (error.code !== 'UnsupportedOperationException') {
    noteRefusal(error, importer, reading, account, [part])
    return
  }
  reading.note({
    level: 'info',
    sentence: 'AWS answered that the key is of a kind that does not rotate by itself.'
  })
  reading.count('keys', 0)
  reading.covers(account, part, 'complete')
}
