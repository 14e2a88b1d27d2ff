/** Reads who stands below whom in an organization: the parent of one child, or the children of one parent. */
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { recordOf, requiredText } from './reading/fields.ts'
import { childIdIn, parentIdIn } from './reading/ids-in-name.ts'
import { readError, stateParent } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-parents',
  title: 'Organization parents',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'aws organizations list-parents --child-id <account or unit id> --output json',
  operations: ['ListParents', 'ListChildren'],
  recognises: ({ form, keys }) => {
    const parent = form === 'json' ? (keys.get('Parents') ?? keys.get('Children')) : undefined
    return (
      parent !== undefined &&
      keys.size <= 2 &&
      (parent.size === 0 || (parent.has('Id') && parent.has('Type')))
    )
  },
  read
}

export default importer

/** The other side of every pair stands in the file's name alone: `list-parents-111122223333.json`, `children-r-ab12.json`. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (readError(outline, importer, reading, [])) return
  const child = outline.keys.has('Parents') ? childIdIn(reading.name) : null
  const parent = outline.keys.has('Children') ? parentIdIn(reading.name) : null
  if (child === null && parent === null)
    throw new UnreadableSource(
      'The file holds one side of a parent and child alone, and its name does not say the other: name it after the id that was asked about, as list-parents-111122223333.json.'
    )
  reading.count('parents', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      Parents(member) {
        const id = requiredText(recordOf(member.value), 'Id')
        if (child === null) return
        stateParent(reading, '', child, id, member)
        reading.count('parents')
      },
      Children(member) {
        const id = requiredText(recordOf(member.value), 'Id')
        if (parent === null) return
        stateParent(reading, '', id, parent, member)
        reading.count('parents')
      }
    }
  })
  reading.covers('', '', json.stateOf(child === null ? 'Children' : 'Parents'))
}
