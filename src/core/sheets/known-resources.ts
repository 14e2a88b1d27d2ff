/** Finds the resources of an account by what another tool calls them: ARN, name, or the id AWS gave. */
import type { SheetContext } from './sheet.ts'

interface NamedRecord {
  readonly account_id: string
  readonly resource: string
  readonly name: string
}

/**
 * Answers by account and name with the resources as the checks name them; none for what no export holds. One name may be that of a user
 * and of a role. A part of a resource, behind `#`, is known where the whole is.
 */
export function knownResources(context: SheetContext): (account: string, name: string) => readonly string[] {
  const known = new Map<string, string[]>()
  for (const { account_id, resource, name } of context.all<NamedRecord>(namedSql)) {
    const key = `${account_id}/${name}`
    const others = known.get(key)
    if (others) others.push(resource)
    else known.set(key, [resource])
  }
  return (account, name) => {
    const found = known.get(`${account}/${name}`)
    if (found) return found
    const [whole = '', part] = name.split('#', 2)
    return part === undefined
      ? []
      : (known.get(`${account}/${whole}`) ?? []).map((resource) => `${resource}#${part}`)
  }
}

const namedSql = `
  with member as (
    select account_id, arn, name, user_id as id from iam_user
    union
    select account_id, arn, user_name, '' from credential where is_root = 0
    union
    select account_id, arn, name, group_id from iam_group
    union
    select account_id, arn, name, role_id from iam_role
    union
    select account_id, arn, name, policy_id from iam_policy
  )
  select account_id, arn as resource, arn as name from member
  union
  select account_id, arn, name from member
  union
  select account_id, arn, id from member where id <> ''`
