/** The active member accounts of the organization that the account tested manages, each with the whole organization beside it. */
import type { MemberRow } from '../check.ts'
import { isActiveAccount, organization } from './organization.ts'
import { organizationPicture } from './organization-picture.ts'

/** `resource` is the account's id. */
export interface MemberAccountRow extends MemberRow {
  readonly name: string
  /** The unit or root it stands in; null where no export says. */
  readonly parent: string | null
  /** For `readOrganization`. */
  readonly organization: string
}

/** A population of `MemberAccountRow`. */
export const memberAccounts = `
    with ${organization}, ${organizationPicture}
    select
      account.id as resource,
      account.name,
      coalesce(unit.name, root.name, parent.parent_id) as parent,
      picture.organization,
      account.source_id,
      account.line,
      account.path
    from org_account as account
    cross join picture
    left join org_parent as parent on parent.child_id = account.id
    left join org_unit as unit on unit.id = parent.parent_id
    left join org_root as root on root.id = parent.parent_id
    where ${isActiveAccount}
      and exists (select 1 from organization)
      and account.id not in (select management_id from organization)`
