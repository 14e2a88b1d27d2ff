/** The tree of an organization in SQL: which roots and units stand above each account, and where policies are attached. */

/**
 * CTEs for a query that begins with `with recursive`: `ancestry` pairs each account with itself and everything above it.
 * Organization facts carry no account of their own, so nothing here is bound to one.
 */
export const ancestry = `
    ancestry (account_id, target_id) as (
      select id, id from org_account
      union
      select ancestry.account_id, parent.parent_id
      from ancestry
      join org_parent as parent on parent.child_id = ancestry.target_id
    )`

/** The organization that the account tested manages: columns id, arn, management_id, partition, feature_set, source_id, line, path. */
export const organization = `
    organization as (
      select id, arn, account_id as management_id, partition, feature_set, source_id, line, path
      from org_organization
      where account_id = :account
    )`

/** An account's status by which it still holds resources that act. */
export const isActiveAccount = `status = 'ACTIVE'`

/**
 * Whether the exports say what a policy is attached to: a target is known, or the answer of `list-targets-for-policy`, which names
 * its policy in the file's name alone, was received and is empty.
 */
export function hasKnownTargets(policyId: string): string {
  return `(
          exists (select 1 from org_policy_target where policy_id = ${policyId})
          or exists (
            select 1
            from source
            where kind = 'policy-targets' and state = 'read' and instr(name, ${policyId}) > 0
          )
        )`
}
