/** Reads organizational units: those below one parent, or one alone. */
import type { Importer, Outline, Reading } from './importer.ts'
import { recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { parentIdIn } from './reading/ids-in-name.ts'
import { managementAccount, parentInPath, readError, stateParent } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organizational-units',
  title: 'Organizational units',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
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

/** The parent's id stands in a unit's `Path` where the client is new enough, else in the file's name alone. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (readError(outline, importer, reading, importer.parts)) return
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
  const parentInName = listed.length > 0 ? parentIdIn(reading.name) : null
  const management = managementAccount([...listed, ...described].map((unit) => unit.arn))
  for (const unit of listed) stateUnit(unit, unit.parent ?? parentInName, management, reading)
  for (const unit of described) stateUnit(unit, unit.parent, management, reading)
  reading.count('units', listed.length + described.length)
  if (listed.length > 0 && listed.every((unit) => unit.parent === null) && parentInName === null)
    reading.note({
      level: 'warning',
      sentence:
        "The units below one parent are listed, and neither the file nor its name says below which: name the file after the parent's id (r-… or ou-…)."
    })
  if (json.keys.has('OrganizationalUnits'))
    reading.covers(management, '', json.stateOf('OrganizationalUnits'))
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
