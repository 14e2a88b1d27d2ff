/** Reads to whom the access control list of a bucket gives what: the way to public buckets from before policies. */
import type { Importer, Outline, Reading } from './importer.ts'
import { bucketAsked, noteUnnamedBucket, type BucketSubject } from './reading/bucket-subject.ts'
import {
  BadMember,
  listOf,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord
} from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'bucket-acl',
  title: 'Bucket access control lists',
  family: 'exposure',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws s3api get-bucket-acl --bucket <bucket> --output json',
  operations: ['GetBucketAcl'],
  recognises(outline) {
    const grant = keysBelow(outline, 'Grants')
    if (grant === undefined) return false
    return grant.size === 0 ? hasKey(outline, 'Owner') : grant.has('Grantee')
  },
  read
}

export default importer

const command = 'get-bucket-acl'

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const { resource } = bucketAsked(reading, [command])
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), [resource])
    return
  }
  const subjects: BucketSubject[] = []
  const state = readAnswers(
    chunks,
    outline,
    reading,
    { values: ['Owner', 'RequestCharged'], lists: ['Grants'] },
    (answer, member, isAlone) => {
      const subject = bucketAsked(reading, [command], isAlone)
      subjects.push(subject)
      const owner = recordIn(answer, 'Owner')
      const document = member.path.replace(/[^.]*$/, '')
      for (const [index, value] of listOf(answer, 'Grants').entries()) {
        const grant = recordOf(value)
        reading.fact('resource_grant', {
          account_id: subject.account,
          region: null,
          service: 's3',
          resource: subject.resource,
          grantee: granteeOf(grant, owner && textOf(owner, 'ID')),
          permission: requiredText(grant, 'Permission'),
          line: member.line,
          path: `${document}Grants[${index}]`
        })
        reading.count('grants')
      }
    }
  )
  reading.count('grants', 0)
  for (const { account, resource } of subjects) reading.covers(account, resource, state)
  if (subjects.some(({ isNamed }) => !isNamed)) noteUnnamedBucket(reading, command)
}

/** "owner" for the bucket's own; a group by its URI (`…/groups/global/AllUsers`), an account by its canonical id or e-mail address. */
function granteeOf(grant: JsonRecord, owner: string | null): string {
  const grantee = recordIn(grant, 'Grantee')
  if (grantee === null) throw new BadMember('`Grantee` is missing; the list was left out.')
  const id = textOf(grantee, 'ID')
  if (id !== null && id === owner) return 'owner'
  const name = textOf(grantee, 'URI') ?? id ?? textOf(grantee, 'EmailAddress')
  if (name === null)
    throw new BadMember('`Grantee` has neither URI, ID nor e-mail address; the list was left out.')
  return name
}
