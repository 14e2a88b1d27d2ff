/** Reads which roles EC2 instances can be given: an account's instance profiles. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readArnList } from './reading/arn-list.ts'
import { listOf, recordOf, requiredText, timeOf, type JsonRecord, type Member } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'instance-profiles',
  title: 'Instance profiles',
  family: 'identities',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-instance-profiles --output json',
  operations: ['ListInstanceProfiles', 'ListInstanceProfilesForRole'],
  // Device Farm and DMS have instance profiles of other forms.
  recognises: (outline) => {
    const profile = keysBelow(outline, 'InstanceProfiles')
    if (profile === undefined || !hasOnlyKeys(outline, ['InstanceProfiles'])) return false
    return profile.size === 0 || (profile.has('Arn') && profile.has('InstanceProfileName'))
  },
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readArnList(
    chunks,
    outline,
    reading,
    importer,
    {
      key: 'InstanceProfiles',
      nouns: 'instance profiles',
      state(record, { account, arn }, member) {
        reading.fact('instance_profile', {
          account_id: account,
          arn,
          name: requiredText(record, 'InstanceProfileName'),
          role_arn: roleOf(record, member),
          created_at: timeOf(record, 'CreateDate', member),
          line: member.line,
          path: member.path
        })
      }
    },
    roleAskedAbout(reading)
  )
}

/** An instance profile holds one role at most (IAM user guide, quotas). */
function roleOf(record: JsonRecord, member: Member): string | null {
  const [first, ...others] = listOf(record, 'Roles')
  if (first === undefined) return null
  if (others.length > 0)
    member.doubt('An instance profile holds one role at most, and this one lists more; the first was read.')
  return requiredText(recordOf(first), 'Arn')
}

/** `list-instance-profiles-for-role` answers in the same form for one role, which stands in the command or the file's name alone. */
function roleAskedAbout(reading: Reading): string | null {
  const role = reading.option('role-name')
  if (role !== null) return role
  const { folder, base } = lastOfName(reading.name)
  if (/for-?_?role/i.test(folder)) return base
  return /for-?_?role[^A-Za-z0-9]+(.{1,64})$/i.exec(base)?.[1] ?? (/for-?_?role/i.test(base) ? base : null)
}
