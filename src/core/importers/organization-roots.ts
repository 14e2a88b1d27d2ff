/** Reads the root of an organization and which policy types are enabled there. */
import type { Importer, Outline, Reading } from './importer.ts'
import { listOf, recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { managementAccount, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-roots',
  title: 'Organization roots',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  command: 'aws organizations list-roots --output json',
  operations: ['ListRoots'],
  recognises: ({ form, keys }) => {
    const root = form === 'json' ? keys.get('Roots') : undefined
    return root !== undefined && (root.size === 0 || root.has('Id'))
  },
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (readError(outline, importer, reading, importer.parts)) return
  const json = readJson(chunks, outline, reading, {
    lists: {
      Roots(member) {
        stateRoot(member, reading)
        reading.count('roots')
      }
    }
  })
  reading.covers('', '', json.stateOf('Roots'))
}

function stateRoot(member: Member, reading: Reading): void {
  const root = recordOf(member.value)
  const id = requiredText(root, 'Id')
  const arn = textOf(root, 'Arn') ?? ''
  const management = managementAccount([arn])
  const types = listOf(root, 'PolicyTypes').map((element) => {
    const type = recordOf(element)
    return { type: requiredText(type, 'Type'), status: textOf(type, 'Status') ?? '' }
  })
  reading.fact('org_root', {
    account_id: management,
    id,
    arn,
    name: textOf(root, 'Name') ?? '',
    line: member.line,
    path: member.path
  })
  for (const [n, { type, status }] of types.entries())
    reading.fact('org_policy_type', {
      account_id: management,
      root_id: id,
      type,
      status,
      line: member.line,
      path: `${member.path}.PolicyTypes[${n}]`
    })
}
