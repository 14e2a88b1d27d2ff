/** Reads a plan of Terraform as the changes the client means to make to the resources a review asks about. */
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { sensitivityIn } from './reading/declared-arguments.ts'
import { declaredResources, type DeclaredResources } from './reading/declared-resources.ts'
import {
  BadMember,
  listOf,
  recordIn,
  recordOf,
  requiredText,
  spell,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { walkJson } from './reading/walk-json.ts'

const importer: Importer = {
  kind: 'terraform-plan',
  title: 'Terraform plan',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'terraform show -json <plan file>',
  operations: [],
  recognises: ({ form, keys }) =>
    form === 'json' &&
    keys.has('format_version') &&
    (keys.has('resource_changes') || keys.has('planned_values')),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const resources = declaredResources(reading)
  const state = walkJson(chunks, outline, reading, {
    enter(key) {
      if (key === 'resource_changes')
        return { enter: () => ({ take: (member) => takeChange(member, resources) }) }
      if (key !== 'timestamp') return null
      return {
        take(member) {
          const at = timeOf({ timestamp: member.value }, 'timestamp', member)
          if (at !== null) reading.generatedAt(at)
        }
      }
    }
  })
  resources.cover(state, null)
}

/** What shall be is read where the resource stays, what was where it goes. */
function takeChange(member: Member, resources: DeclaredResources): void {
  const record = recordOf(member.value)
  if (textOf(record, 'mode') === 'data') return
  const change = recordIn(record, 'change')
  if (change === null) throw new BadMember('`change` is missing; the resource was left out.')
  const action = actionOf(change)
  const [stands, marks] = action === 'delete' ? ['before', 'before_sensitive'] : ['after', 'after_sensitive']
  resources.keep(
    {
      address: requiredText(record, 'address'),
      module: textOf(record, 'module_address') ?? '',
      type: requiredText(record, 'type'),
      action,
      values: recordIn(change, stands) ?? {},
      sensitivity: sensitivityIn(change, marks),
      before: recordIn(change, 'before') ?? {},
      keepsName: action !== 'replace'
    },
    member
  )
}

/** One action, or two in the order they are taken: a replacement creates and deletes (Terraform, JSON output format). */
function actionOf(change: JsonRecord): FactTables['declared_resource']['action'] {
  const actions = listOf(change, 'actions').map((action) =>
    typeof action === 'string' ? action : spell(action)
  )
  const action = actions.length === 1 ? actions[0] : [...actions].sort().join(' ')
  switch (action) {
    case 'no-op':
    case 'create':
    case 'read':
    case 'update':
    case 'delete':
      return action
    case 'create delete':
      return 'replace'
    case undefined:
    default:
      throw new BadMember(
        `\`actions\` must be no-op, create, read, update or delete, found "${actions.join(', ').slice(0, 60)}"; the resource was left out.`
      )
  }
}
