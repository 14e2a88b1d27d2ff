/** Finds the resources of an account by what another tool calls them: ARN, name, or the id AWS gave. */
import type { SheetContext } from './sheet.ts'

/** A resource as a tool names it. */
export interface NamedResource {
  readonly account_id: string
  readonly resource: string
}

interface MemberRecord {
  readonly account_id: string
  readonly arn: string
  readonly name: string
  readonly id: string
}

/**
 * Answers by account and name with the resources as the checks name them; none for what no export holds. Only the names given are known
 * afterwards. One name may be that of a user and of a role. A part of a resource, behind `#`, is known where the whole is.
 */
export function knownResources(
  context: SheetContext,
  named: readonly NamedResource[]
): (account: string, name: string) => readonly string[] {
  const asked = new Set(named.map(({ resource }) => wholeOf(resource)))
  const known = new Map<string, readonly string[]>()
  for (const { account_id, arn, name, id } of context.all<MemberRecord>(membersSql))
    for (const called of [arn, name, id]) {
      if (!asked.has(called)) continue
      const key = `${account_id}/${called}`
      const others = known.get(key) ?? []
      if (!others.includes(arn)) known.set(key, [...others, arn])
    }
  return (account, name) => {
    const whole = wholeOf(name)
    const found = known.get(`${account}/${whole}`) ?? []
    return whole === name ? found : found.map((arn) => `${arn}${name.slice(whole.length)}`)
  }
}

function wholeOf(resource: string): string {
  const end = resource.indexOf('#')
  return end < 0 ? resource : resource.slice(0, end)
}

const membersSql = `
  select account_id, arn, name, user_id as id from iam_user
  union all
  select account_id, arn, user_name, arn from credential where is_root = 0
  union all
  select account_id, arn, name, group_id from iam_group
  union all
  select account_id, arn, name, role_id from iam_role
  union all
  select account_id, arn, name, policy_id from iam_policy`
