/** Reads the profiles and trust anchors of IAM Roles Anywhere: what a certificate of the client's machines gives. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  flagOf,
  listOf,
  numberOf,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord
} from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'roles-anywhere',
  title: 'IAM Roles Anywhere',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws rolesanywhere list-profiles --output json',
  operations: ['ListProfiles', 'ListTrustAnchors'],
  recognises(outline) {
    const profile = keysBelow(outline, 'Profiles')
    const anchor = keysBelow(outline, 'TrustAnchors')
    return (
      (profile !== undefined && (profile.size === 0 || profile.has('profileArn'))) ||
      (anchor !== undefined && (anchor.size === 0 || anchor.has('trustAnchorArn')))
    )
  },
  read
}

export default importer

/** Profiles are covered by the region and `profiles`, anchors by the region and `anchors`. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const list = outline.error.operation === 'ListProfiles' ? 'profiles' : 'anchors'
    refuseRegional(outline.error, importer, reading, (region) => `${region} ${list}`)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      Profiles(member) {
        const profile = recordOf(member.value)
        const arn = requiredText(profile, 'profileArn')
        const { account, region } = scopes.of(arn)
        const policy = textOf(profile, 'sessionPolicy')
        reading.fact('anywhere_profile', {
          account_id: account,
          region,
          arn,
          name: textOf(profile, 'name') ?? '',
          is_enabled: flagOf(profile, 'enabled'),
          session_seconds: numberOf(profile, 'durationSeconds'),
          roles: textsIn(profile, 'roleArns'),
          managed_policies: textsIn(profile, 'managedPolicyArns'),
          document_id: policy === null ? null : reading.document(policy),
          line: member.line,
          path: member.path
        })
        reading.count('profiles')
      },
      TrustAnchors(member) {
        const anchor = recordOf(member.value)
        const arn = requiredText(anchor, 'trustAnchorArn')
        const { account, region } = scopes.of(arn)
        reading.fact('anywhere_anchor', {
          account_id: account,
          region,
          arn,
          name: textOf(anchor, 'name') ?? '',
          is_enabled: flagOf(anchor, 'enabled'),
          type: textOf(recordIn(anchor, 'source') ?? {}, 'sourceType'),
          line: member.line,
          path: member.path
        })
        reading.count('trust anchors')
      }
    }
  })
  for (const [list, key] of [
    ['Profiles', 'profiles'],
    ['TrustAnchors', 'anchors']
  ] as const)
    if (json.keys.has(list)) scopes.cover(json.stateOf(list), (region) => `${region} ${key}`)
}

function textsIn(record: JsonRecord, key: string): string {
  return JSON.stringify(listOf(record, key).filter((value) => typeof value === 'string'))
}
