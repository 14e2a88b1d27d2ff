/** Roles with trust policies, for the cases of checks of trust. */
import { isAutomated } from '../../../src/core/checks/check.ts'
import { checkOf } from '../../../src/core/checks/index.ts'
import { iterateMembers, type CheckContext } from '../../../src/core/procedures/run-check.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import type { MemberDocument } from '../../../src/shared/records/policy.ts'
import type { Case } from './cases.ts'
import { account, allow, asOf, roleArn, type Estate } from './database.ts'

/** What a case is given. */
export type Given = Case[1]

export const stranger = '999988887777'
export const sibling = '444455556666'
export const vendor = '464622532012'

/** One role, `worker`, that trusts as the document says; null where the export does not carry it. */
export function role(document: unknown, row: object = {}): Given {
  return (estate) =>
    estate.fact('iam_role', {
      trust_document_id: document === null ? null : estate.document(document),
      ...row
    })
}

/** The same in an account whose organization is exported. */
export function member(document: unknown, row: object = {}): Given {
  return (estate) => {
    organization(estate)
    role(document, row)(estate)
  }
}

export function organization(estate: Estate): void {
  estate.fact('org_account', { id: account, name: 'own' })
  estate.fact('org_account', { id: sibling })
}

/** Attaches an AWS managed policy to a role. */
export function attach(estate: Estate, policy: string, name = 'worker'): void {
  estate.fact('iam_attachment', {
    principal_arn: roleArn(name),
    principal_kind: 'role',
    policy_arn: `arn:aws:iam::aws:policy/${policy}`,
    policy_name: policy
  })
}

/** Gives a role an inline policy. */
export function inline(estate: Estate, document: object = allow('*'), name = 'worker'): void {
  estate.fact('iam_inline_policy', {
    principal_arn: roleArn(name),
    principal_kind: 'role',
    document_id: estate.document(document)
  })
}

export function rootOf(id: string): string {
  return `arn:aws:iam::${id}:root`
}

/** A trust policy of two statements: one that allows, one that denies everyone under a condition. */
export function allowedBut(principal: unknown, deniedWhere: object, action = 'sts:AssumeRole'): object {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: principal, Action: action },
      { Effect: 'Deny', Principal: '*', Action: action, Condition: deniedWhere }
    ]
  }
}

/** The policy documents and statements the verdict on the one member rests on. */
export function documentsOf(estate: Estate, check: string): readonly MemberDocument[] {
  const definition = checkOf(check)
  if (!definition || !isAutomated(definition)) throw new Error(`There is no automated check ${check}`)
  return [...iterateMembers(estate.db, definition, complete)].flatMap(({ documents }) => documents)
}

const complete: CheckContext = {
  account,
  parameters: defaultParameters(),
  coverageOf: () => ({ state: 'complete', sentence: '' }),
  asOfOf: () => asOf
}
