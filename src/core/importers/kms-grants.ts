/** Reads the grants on keys of KMS: who may use a key beside what its policy says. */
import type { Importer, Outline, Reading } from './importer.ts'
import { unnamedIn } from './reading/asked-about.ts'
import { BadMember, listOf, recordOf, textOf, type JsonRecord } from './reading/fields.ts'
import { keyAsked, keySubject, noteUnnamedKey, type KeySubject } from './reading/kms-subject.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'kms-grants',
  title: 'KMS grants',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws kms list-grants --key-id <key id> --output json',
  operations: ['ListGrants'],
  recognises(outline) {
    const grant = keysBelow(outline, 'Grants')
    if (grant === undefined) return false
    return grant.size === 0 ? !hasKey(outline, 'Owner') : grant.has('GrantId')
  },
  read
}

export default importer

const command = 'list-grants'

/** Each key is an answer of its own; an empty list names its key in the command or the file's name alone. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const key = keyAsked(reading, command)
    const part = key === null ? unnamedIn(reading.name) : keySubject(key, reading).id
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), [part])
    return
  }
  const keys = new Map<string, KeySubject>()
  const json = readJson(chunks, outline, reading, {
    lists: {
      Grants(member) {
        const grant = recordOf(member.value)
        const key = textOf(grant, 'KeyId') ?? keyAsked(reading, command)
        if (key === null) throw new BadMember('`KeyId` is missing; the grant was left out.')
        const subject = keySubject(key, reading)
        keys.set(subject.arn ?? subject.id, subject)
        reading.fact('resource_grant', {
          account_id: subject.account,
          region: subject.region,
          service: 'kms',
          resource: subject.arn ?? subject.id,
          grantee: granteeOf(grant),
          permission: operationsOf(grant),
          line: member.line,
          path: member.path
        })
        reading.count('grants')
      }
    }
  })
  reading.count('grants', 0)
  const state = json.stateOf('Grants')
  for (const { account, id } of keys.values()) reading.covers(account, id, state)
  if (keys.size > 0) return
  const key = keyAsked(reading, command)
  const { account, id } = keySubject(key ?? unnamedIn(reading.name), reading)
  reading.covers(account, id, state)
  if (key === null) noteUnnamedKey(reading, command)
}

/** A service has a principal of its own since 2025. */
function granteeOf(grant: JsonRecord): string {
  const grantee = textOf(grant, 'GranteePrincipal') ?? textOf(grant, 'GranteeServicePrincipal')
  if (grantee === null) throw new BadMember('`GranteePrincipal` is missing; the grant was left out.')
  return grantee
}

function operationsOf(grant: JsonRecord): string {
  const operations = listOf(grant, 'Operations').filter((operation) => typeof operation === 'string')
  return operations.slice(0, mostOperations).sort().join(', ')
}

/** KMS knows 17. */
const mostOperations = 40
