/** Reads the groups of the identity store behind Identity Center, and who provisions them. */
import type { Importer, Outline, Reading } from './importer.ts'
import { requiredText, textOf } from './reading/fields.ts'
import { isDescribedAlone, isOfIdentityStore, issuerOf, readIdentities } from './reading/identity-store.ts'
import { hasKey, hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'identity-groups',
  title: 'Identity Center groups',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => !isDescribedAlone(key),
  command: 'aws identitystore list-groups --identity-store-id <identity store id> --output json',
  operations: ['ListGroups', 'DescribeGroup'],
  recognises: (outline) => {
    const group = keysBelow(outline, 'Groups')
    if (group !== undefined)
      return isOfIdentityStore(group) || (group.size === 0 && hasOnlyKeys(outline, ['Groups']))
    return hasKey(outline, 'IdentityStoreId') && hasKey(outline, 'GroupId') && hasKey(outline, 'DisplayName')
  },
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readIdentities(chunks, outline, reading, importer, {
    key: 'Groups',
    nouns: 'groups',
    describes: 'DescribeGroup',
    state(group, store, { line, path }) {
      const id = requiredText(group, 'GroupId')
      reading.fact('identity_group', {
        account_id: '',
        identity_store_id: store,
        group_id: id,
        name: textOf(group, 'DisplayName') ?? '',
        description: textOf(group, 'Description'),
        external_issuer: issuerOf(group),
        line,
        path
      })
      return id
    }
  })
}
