/** Reads organizational units: those below one parent, or one alone. */
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { parentIdIn } from './reading/ids-in-name.ts'
import { coverKeys, managementAccount, parentInPath, readError, stateParent } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organizational-units',
  title: 'Organizational units',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('unit '),
  command:
    'aws organizations list-organizational-units-for-parent --parent-id <root or unit id> --output json',
  operations: ['ListOrganizationalUnitsForParent', 'DescribeOrganizationalUnit'],
  recognises: ({ form, keys }) => {
    const unit =
      form === 'json' ? (keys.get('OrganizationalUnits') ?? keys.get('OrganizationalUnit')) : undefined
    return unit !== undefined && (unit.size === 0 || unit.has('Id'))
  },
  read
}

export default importer

interface Unit {
  readonly member: Member
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly parent: string | null
}

/** The parent's id stands in a unit's `Path` where the client is new enough, else in the command or the file's name alone. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readError(outline, importer, reading, refusedOf(outline.error, reading))
    return
  }
  const listed: Unit[] = []
  const described: Unit[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      OrganizationalUnits(member) {
        listed.push(unitOf(member))
      }
    },
    values: {
      OrganizationalUnit(member) {
        described.push(unitOf(member))
      }
    }
  })
  // A described unit is named after itself, not after its parent.
  const asked = json.keys.has('OrganizationalUnits') ? parentAsked(reading) : null
  const management = managementAccount([...listed, ...described].map((unit) => unit.arn))
  for (const unit of listed) stateUnit(unit, unit.parent ?? asked, management, reading)
  for (const unit of described) stateUnit(unit, unit.parent, management, reading)
  reading.count('units', listed.length + described.length)

  if (json.keys.has('OrganizationalUnits')) {
    const parents = new Set([asked, ...listed.map(({ parent }) => parent)].filter((id) => id !== null))
    if (parents.size === 0) noteWithoutParent(reading)
    coverKeys(reading, parents, json.stateOf('OrganizationalUnits'))
  }
  for (const { id } of described) reading.covers('', `unit ${id}`, json.stateOf('OrganizationalUnit'))
}

function parentAsked(reading: Reading): string | null {
  return reading.option('parent-id') ?? parentIdIn(reading.name)
}

function refusedOf({ operation }: SavedError, reading: Reading): readonly string[] {
  if (operation === 'ListOrganizationalUnitsForParent') return [parentAsked(reading) ?? '']
  const unit = reading.option('organizational-unit-id') ?? parentIdIn(reading.name)
  return unit === null ? [] : [`unit ${unit}`]
}

function unitOf(member: Member): Unit {
  const unit = recordOf(member.value)
  const id = requiredText(unit, 'Id')
  return {
    member,
    id,
    arn: textOf(unit, 'Arn') ?? '',
    name: textOf(unit, 'Name') ?? '',
    parent: parentInPath(textOf(unit, 'Path') ?? '', id)
  }
}

function stateUnit(unit: Unit, parent: string | null, management: string, reading: Reading): void {
  const place = { line: unit.member.line, path: unit.member.path }
  reading.fact('org_unit', { account_id: management, id: unit.id, arn: unit.arn, name: unit.name, ...place })
  if (parent !== null) stateParent(reading, management, unit.id, parent, place)
}

function noteWithoutParent(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      "The units below one parent are listed, and neither the file nor its name says below which: name the file after the parent's id (r-… or ou-…)."
  })
}
