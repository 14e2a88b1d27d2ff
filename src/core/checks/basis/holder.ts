/** The sentence that says who holds a managed policy, and the name of a holder. */
import { nameOfArn, parseArn } from '../../iam/arn.ts'
import type { PrincipalKind } from '../../iam/facts.ts'
import { count, list } from './sentence.ts'

/** "Attached to role a and user b."; `attachments` is AWS's own count, which may exceed the holders an incomplete export shows. */
export function holdersOf(arns: readonly string[], attachments: number): string {
  if (arns.length === 0)
    return `AWS counts ${count(attachments, 'attachment')}; the export does not show to whom.`
  return `Attached to ${list(arns.map((arn) => `${parseArn(arn)?.resource.split('/')[0] ?? 'principal'} ${nameOfArn(arn)}`))}.`
}

/** "Role worker": how a sentence about a principal begins. */
export function nameOfPrincipal({
  principal_kind,
  principal_name
}: {
  readonly principal_kind: PrincipalKind
  readonly principal_name: string
}): string {
  return `${principal_kind.charAt(0).toUpperCase()}${principal_kind.slice(1)} ${principal_name}`
}
