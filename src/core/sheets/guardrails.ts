/** P09F: what service control policies deny to each account, and which statement of which policy does. */
import { guardrailStates, type GuardrailState } from '../../shared/vocabulary.ts'
import { countOf, type Sheet, type SheetContext, type SheetRow } from './sheet.ts'

/** What a reader must look at first. */
const order: readonly GuardrailState[] = ['open', 'unknown', 'conditional', 'denied', 'exempt']

const decidedAt = { root: 'Root', unit: 'Unit', account: 'Account' } as const

export default {
  id: 'guardrails',
  name: 'P09F Guardrails',
  ref: 'P09F',
  order: 54.5,
  title: 'Guardrails by account',
  purpose: 'Shows for every account of the organization which actions its service control policies deny.',
  source:
    'Organizations roots, units, accounts, policies, their content and their targets; file and line in column Source.',
  procedure:
    'One row for each account and guardrail. Every policy from the root down to the account is read: a Deny at any level denies, and every level must allow. Column Exceptions says what the deciding statement leaves out. No policy binds the management account or service-linked roles.',
  frozenColumns: 2,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 22 },
    { key: 'guardrail', title: 'Guardrail', type: 'text', width: 34 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'state', title: 'State', type: 'outcome', width: 22 },
    { key: 'level', title: 'Decided at', type: 'text', width: 11 },
    { key: 'policy', title: 'Policy', type: 'text', width: 26 },
    { key: 'statement', title: 'Statement', type: 'text', width: 22 },
    { key: 'exceptions', title: 'Exceptions', type: 'long', width: 44 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [{ column: 'state', words: order.map((state) => guardrailStates[state]) }],
  count: (context) => countOf(context, 'select count(*) as n from org_account') * context.guardrails.length,
  rows: guardrailSheetRows
} satisfies Sheet

/** What is decided by a policy stands in its file; the rest in that of the account. */
function guardrailSheetRows(context: SheetContext): readonly SheetRow[] {
  const places = new Map(
    context
      .all<{ readonly id: string; readonly source: string }>(placesSql)
      .map(({ id, source }) => [id, source])
  )
  const rows = context
    .guardrailRows()
    .flatMap(({ account, name, cells }) =>
      cells.map((cell, at) => ({ account, name, cell, guardrail: context.guardrails[at] }))
    )
  return rows
    .sort((a, b) => order.indexOf(a.cell.state) - order.indexOf(b.cell.state))
    .map(({ account, name, cell, guardrail }) => ({
      account,
      accountName: name,
      guardrail: guardrail?.title ?? '',
      control: guardrail?.control ?? '',
      state: guardrailStates[cell.state],
      level: cell.level === null ? null : decidedAt[cell.level],
      policy: cell.policy ?? (cell.level === null ? null : 'None allows it'),
      statement: cell.statement,
      exceptions: cell.exceptions === '' ? null : cell.exceptions,
      source: places.get(cell.policyId ?? account) ?? places.get(account) ?? null
    }))
}

const placesSql = `
  select p.id, s.ref || ':' || p.line as source
  from org_policy p
  join source s on s.id = p.source_id
  union all
  select a.id, s.ref || ':' || a.line
  from org_account a
  join source s on s.id = a.source_id`
