/** How much a role may do, as far as that decides how carefully it must be trusted. */
import type { Flag } from '../../iam/facts.ts'
import { holdsEverything, policiesUnread } from './administrator.ts'

export interface PowerColumns {
  readonly is_administrator: Flag
  /** 1 where the role may do everything in IAM, by a policy of its own or IAMFullAccess, and so make itself administrator. */
  readonly administers_iam: Flag
  /** Customer managed policies attached whose documents were not received. */
  readonly unread: number
  readonly boundary_arn: string | null
}

const ofRole = { account: 'role.account_id', arn: 'role.arn' }

/** SQL for the columns of `PowerColumns`, over `role`. */
export const powerColumns: readonly string[] = [
  `${holdsEverything(ofRole)} as is_administrator`,
  `${administersIam()} as administers_iam`,
  `${policiesUnread(ofRole)} as unread`,
  'role.boundary_arn'
]

/** Whether a role is an administrator, or may be one by a policy that cannot be read; over `role`. */
export const mayBeAdministrator = `(${holdsEverything(ofRole)} or ${policiesUnread(ofRole)} > 0)`

function administersIam(): string {
  return `(
        exists (
          select 1
          from iam_attachment as attachment
          left join iam_policy as policy
            on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
          where attachment.account_id = role.account_id
            and attachment.principal_arn = role.arn
            and (
              attachment.policy_arn glob 'arn:*:iam::aws:policy/IAMFullAccess'
              or ${allowsIam('policy.document_id')}
            )
        )
        or exists (
          select 1
          from iam_inline_policy as inline_policy
          where inline_policy.account_id = role.account_id
            and inline_policy.principal_arn = role.arn
            and ${allowsIam('inline_policy.document_id')}
        )
      )`
}

function allowsIam(document: string): string {
  return `exists (
          select 1
          from policy_statement
          where document_id = ${document}
            and effect = 'Allow'
            and uses_not_action = 0
            and uses_not_resource = 0
            and covers_all_resources = 1
            and coalesce(condition, '{}') = '{}'
            and exists (select 1 from json_each(actions) where lower(value) in ('iam:*', 'iam:**'))
        )`
}
