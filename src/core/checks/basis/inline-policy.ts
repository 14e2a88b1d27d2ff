/** The sentence subject of an inline policy. */
import { nameOfArn } from '../../iam/arn.ts'
import type { PrincipalKind } from '../../iam/facts.ts'

export interface InlinePolicyColumns {
  readonly policy_name: string
  readonly principal_arn: string
  readonly principal_kind: PrincipalKind
}

/** "Inline policy deploy of role worker" */
export function nameOfInlinePolicy({
  policy_name,
  principal_arn,
  principal_kind
}: InlinePolicyColumns): string {
  return `Inline policy ${policy_name} of ${principal_kind} ${nameOfArn(principal_arn)}`
}
