/** Reads which users of the identity store are in which group. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, recordIn, recordOf, requiredText, textOf } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { coverAnswer, identityIn, refuseAnswer } from './reading/identity-center.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'identity-memberships',
  title: 'Identity Center group memberships',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('member '),
  command:
    'aws identitystore list-group-memberships --identity-store-id <identity store id> --group-id <group id> --output json',
  operations: ['ListGroupMemberships', 'ListGroupMembershipsForMember'],
  recognises: (outline) => {
    const membership = keysBelow(outline, 'GroupMemberships')
    return membership !== undefined && (membership.size === 0 || membership.has('MemberId'))
  },
  read
}

export default importer

/** One call answers for one group, or for one user across all groups; an empty answer names neither. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const isForMember = isAskedForMember(outline, reading)
  const asked = isForMember ? memberAsked(reading) : (reading.option('group-id') ?? identityIn(reading.name))
  if (outline.error) {
    refuseAnswer(outline.error, importer, reading, asked)
    return
  }
  const groups = new Set<string>()
  reading.count('memberships', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      GroupMemberships(member) {
        const membership = recordOf(member.value)
        const user = recordIn(membership, 'MemberId')
        if (user === null) throw new BadMember('`MemberId` is missing; the membership was left out.')
        const group = textOf(membership, 'GroupId') ?? (isForMember ? null : asked)
        if (group === null) throw new BadMember('`GroupId` is missing; the membership was left out.')
        reading.fact('identity_membership', {
          account_id: '',
          identity_store_id:
            textOf(membership, 'IdentityStoreId') ?? reading.option('identity-store-id') ?? '',
          group_id: group,
          user_id: requiredText(user, 'UserId'),
          line: member.line,
          path: member.path
        })
        groups.add(group)
        reading.count('memberships')
      }
    }
  })
  const state = json.stateOf('GroupMemberships')
  if (!isForMember && groups.size > 0) for (const group of groups) reading.covers('', group, state)
  else {
    if (asked === null && groups.size === 0) noteWithoutGroup(reading)
    coverAnswer(reading, asked, state)
  }
}

function isAskedForMember({ error }: Outline, reading: Reading): boolean {
  return (
    error?.operation === 'ListGroupMembershipsForMember' ||
    reading.option('member-id') !== null ||
    /for-?_?member/i.test(lastOfName(reading.name).base)
  )
}

function memberAsked(reading: Reading): string | null {
  const member = identityIn(reading.option('member-id') ?? reading.name)
  return member === null ? null : `member ${member}`
}

function noteWithoutGroup(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      "The list of memberships is empty, and nothing says of which group: name the file after the group's id, as group-memberships/<group id>.json, or import it with its collection manifest."
  })
}
