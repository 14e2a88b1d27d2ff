/** What is shown of the organization as a file: evidence that can be opened without the workbench. */
import type { OrganizationView } from '../../../shared/records/organization.ts'
import { csvText } from '../../../shared/csv.ts'

import { wordsOf } from './cell-look.ts'
import { bindingWords, effectWords, policyTypes } from './words.ts'

export type OrganizationPart = 'guardrails' | 'policies' | 'ceiling'

/**
 * RFC 4180 with a byte order mark, by which Excel knows UTF-8. Names come from the client's files: a cell that a spreadsheet would
 * take for a formula gets an apostrophe in front (OWASP, CSV injection).
 */
export function organizationCsv(view: OrganizationView, part: OrganizationPart): string {
  const rows = { guardrails: guardrailRows, policies: policyRows, ceiling: ceilingRows }[part](view)
  return csvText(rows)
}

function guardrailRows({ guardrails, rows }: OrganizationView): readonly (readonly string[])[] {
  return [
    ['Account', ...guardrails.map(({ title }) => title)],
    ...rows.map(({ account, name, cells }) => [accountCell(account, name), ...cells.map(wordsOf)])
  ]
}

function policyRows({ policies }: OrganizationView): readonly (readonly string[])[] {
  return [
    ['Policy', 'Id', 'Type', 'Targets', 'Statements', 'Deny statements', 'Effect', 'Reason'],
    ...policies.map((policy) => [
      policy.name,
      policy.id,
      policyTypes[policy.type],
      policy.targetsKnown ? policy.targets.map(({ name }) => name).join('; ') : 'Not exported',
      policy.statements === null ? 'Not exported' : String(policy.statements),
      String(policy.denies),
      effectWords[policy.effect],
      `${policy.name} ${policy.because}`
    ])
  ]
}

function ceilingRows({ ceilings, whole }: OrganizationView): readonly (readonly string[])[] {
  return [
    [
      'Account',
      'Binding',
      'Denies at root',
      'Denies at units',
      'Denies at account',
      'Services left',
      'Actions left'
    ],
    ...ceilings.map(({ account, name, binding, denies, left }) => [
      accountCell(account, name),
      bindingWords[binding],
      String(denies.root),
      String(denies.unit),
      String(denies.account),
      left === null ? 'Not known' : `${String(left.services)} of ${String(whole.services)}`,
      left === null ? 'Not known' : `${String(left.actions)} of ${String(whole.actions)}`
    ])
  ]
}

/** Name and number share a cell: alone, a spreadsheet would take the number for one and lose its leading zero. */
function accountCell(account: string, name: string): string {
  return name === '' ? `account ${account}` : `${name} (${account})`
}
