/** Policies that ask for MFA, for tests. */
import type { Case } from './cases.ts'

export const present = 'aws:MultiFactorAuthPresent'
export const age = 'aws:MultiFactorAuthAge'

export type Condition = Readonly<Record<string, unknown>>

export function requireMfa(Condition: Condition, rest: object = {}): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'sts:GetSessionToken'],
        Resource: '*',
        Condition,
        ...rest
      }
    ]
  }
}
export const right = { BoolIfExists: { [present]: 'false' } }
export const wrong = { Bool: { [present]: 'false' } }

/** ada with a console password, and what she holds. */
export function ada(document: object | null, credential = {}): Case[1] {
  return (e) => {
    e.fact('credential', { password_enabled: 1, ...credential })
    e.fact('iam_user', {})
    if (document) e.fact('iam_inline_policy', { document_id: e.document(document) })
  }
}
