/** P14B: what the client's Terraform says it manages, beside what the exports hold. */
import { cutTo } from './facts-in-words.ts'
import { heldResources } from './held-resources.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { countOf, type Sheet } from './sheet.ts'

interface DeclaredRecord extends PlaceRecord {
  readonly account_id: string
  readonly address: string
  readonly type: string
  readonly resource: string
  readonly name: string | null
  readonly action: keyof typeof actions
  readonly arguments: string
}

const actions = {
  state: 'In the state',
  'no-op': 'Unchanged',
  create: 'To be made',
  update: 'To be changed',
  delete: 'To be deleted',
  replace: 'To be replaced',
  read: 'To be read'
} as const

const findings = {
  missing: 'Not in the exports',
  unknown: 'Not known yet',
  unheld: 'Not compared',
  found: 'Found'
} as const

/** Characters of arguments that a cell shows. */
const longestArguments = 400

export default {
  id: 'declared-resources',
  name: 'P14B Terraform',
  ref: 'P14B',
  order: 70,
  title: 'Resources declared in Terraform, compared',
  purpose:
    "Corroborates the exports with the client's own description of its accounts, and shows where the two differ.",
  source: 'States and plans of Terraform; never a source of results.',
  procedure:
    'One row for each resource of a type a review asks about, looked for in the exports of its account by ARN, id or name. "Not known yet": a plan that does not know its name. "Not compared": no export of that account holds resources of the type. Nothing Terraform marks as sensitive is here.',
  frozenColumns: 3,
  columns: [
    { key: 'found', title: 'In the exports', type: 'outcome', width: 17 },
    { key: 'type', title: 'Type', type: 'text', width: 30 },
    { key: 'address', title: 'Address', type: 'long', width: 44 },
    noteworthyColumn,
    ...accountColumns,
    { key: 'resource', title: 'ARN, id or name', type: 'long', width: 46 },
    { key: 'action', title: 'Terraform', type: 'text', width: 14 },
    { key: 'arguments', title: 'Arguments', type: 'long', width: 60 },
    ...placeColumns
  ],
  tallies: [{ column: 'found', words: Object.values(findings) }],
  count: (context) => countOf(context, 'select count(*) as n from declared_resource'),
  rows(context) {
    const declared = context.all<DeclaredRecord>(declaredSql)
    if (declared.length === 0) return []
    const accountOf = accountCells(context)
    const holds = heldResources(context, declared)
    const rows = declared.map((resource) => {
      const found = findingOf(resource, holds)
      return {
        found: findings[found],
        type: resource.type,
        address: resource.address,
        noteworthy: noteworthyOf(
          found === 'missing' &&
            resource.action !== 'create' &&
            resource.action !== 'delete' &&
            'Terraform manages it; the exports do not hold it',
          found === 'found' && resource.action === 'create' && 'To be made, and there already',
          found === 'found' && resource.action === 'delete' && 'There, and to be deleted'
        ),
        ...accountOf(resource.account_id),
        resource: resource.resource || resource.name,
        action: actions[resource.action],
        arguments: resource.arguments === '{}' ? null : cutTo(resource.arguments, longestArguments),
        ...placeCells(resource)
      }
    })
    return noteworthyFirst(
      Object.values(findings).flatMap((word) => rows.filter(({ found }) => found === word))
    )
  }
} satisfies Sheet

function findingOf(
  { type, account_id, resource, name }: DeclaredRecord,
  holds: ReturnType<typeof heldResources>
): keyof typeof findings {
  if (!holds.compares(type, account_id)) return resource === '' ? 'unknown' : 'unheld'
  if (holds.has(type, account_id, resource) || holds.has(type, account_id, name ?? '')) return 'found'
  return resource === '' ? 'unknown' : 'missing'
}

const declaredSql = `
  select
    f.account_id, f.address, f.type, f.resource, cast(json_extract(f.arguments, '$.name') as text) as name, f.action, f.arguments,
    ${placeFields}
  from declared_resource f
  join source s on s.id = f.source_id
  order by f.account_id, f.type, f.address, source`
