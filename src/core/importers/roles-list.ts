/** Reads the roles of an account for what the authorization details leave out: how long a session may last, and what the role is for. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readArnList } from './reading/arn-list.ts'
import { numberOf, requiredText, textOf } from './reading/fields.ts'
import { readTags } from './reading/principal-tags.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'roles-list',
  title: 'Role list',
  family: 'identities',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-roles --output json',
  operations: ['ListRoles', 'GetRole'],
  recognises: (outline) => {
    const role = keysBelow(outline, 'Role')
    if (role !== undefined) return hasOnlyKeys(outline, ['Role']) && role.has('Arn') && role.has('RoleName')
    const roles = keysBelow(outline, 'Roles')
    if (roles === undefined || !hasOnlyKeys(outline, ['Roles'])) return false
    return roles.size === 0 || (roles.has('Arn') && roles.has('RoleName'))
  },
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const owner = outline.error?.operation === 'GetRole' ? reading.option('role-name') : null
  readArnList(
    chunks,
    outline,
    reading,
    importer,
    {
      key: 'Roles',
      single: 'Role',
      nouns: 'roles',
      state(record, { account, arn }, member) {
        reading.fact('iam_role_listing', {
          account_id: account,
          arn,
          name: requiredText(record, 'RoleName'),
          description: textOf(record, 'Description'),
          max_session_seconds: numberOf(record, 'MaxSessionDuration'),
          line: member.line,
          path: member.path
        })
        readTags(member, record, { account, arn, kind: 'role' }, reading)
      }
    },
    owner
  )
}
