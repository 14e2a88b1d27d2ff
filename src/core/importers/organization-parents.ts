/** Reads who stands below whom in an organization: the parent of one child, or the children of one parent. */
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { recordOf, requiredText, textOf } from './reading/fields.ts'
import { childIdIn, parentIdIn } from './reading/ids-in-name.ts'
import { coverKeys, readError, stateParent } from './reading/organization.ts'
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

/** The other side of every pair stands in the command or the file's name alone: `list-parents-111122223333.json`, `children-r-ab12.json`. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { error, keys } = outline
  const isOfChild = keys.has('Parents') || error?.operation === 'ListParents'
  const asked = isOfChild
    ? (reading.option('child-id') ?? childIdIn(reading.name))
    : (reading.option('parent-id') ?? parentIdIn(reading.name))
  if (readError(outline, importer, reading, asked === null ? [] : answersAbout(asked, isOfChild, reading)))
    return
  if (asked === null)
    throw new UnreadableSource(
      'The file holds one side of a parent and child alone, and its name does not say the other: name it after the id that was asked about, as list-parents-111122223333.json.'
    )
  reading.count('parents', 0)
  const types = new Set<string>()
  const json = readJson(chunks, outline, reading, {
    lists: {
      Parents(member) {
        const id = requiredText(recordOf(member.value), 'Id')
        if (!isOfChild) return
        stateParent(reading, '', asked, id, member)
        reading.count('parents')
      },
      Children(member) {
        const child = recordOf(member.value)
        const id = requiredText(child, 'Id')
        if (isOfChild) return
        types.add(textOf(child, 'Type') ?? '')
        stateParent(reading, '', id, asked, member)
        reading.count('parents')
      }
    }
  })
  const answers =
    types.size > 0
      ? [...types].map((type) => childrenOf(asked, type))
      : answersAbout(asked, isOfChild, reading)
  coverKeys(reading, answers, json.stateOf(isOfChild ? 'Parents' : 'Children'))
}

/** `list-children` is asked for accounts and for units apart; of an empty list the command alone says which. */
function answersAbout(asked: string, isOfChild: boolean, reading: Reading): readonly string[] {
  return isOfChild ? [`parent of ${asked}`] : [childrenOf(asked, reading.option('child-type') ?? '')]
}

function childrenOf(parent: string, type: string): string {
  return `children of ${parent} ${type}`.trim()
}
