/** The organization in SQL: the one the account tested manages, its active accounts, and policies of other languages than IAM's. */

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
function hasKnownTargets(policyId: string): string {
  return `(
          exists (select 1 from org_policy_target where policy_id = ${policyId})
          or exists (
            select 1
            from source
            where kind = 'policy-targets' and state = 'read' and instr(name, ${policyId}) > 0
          )
        )`
}

/** A policy of a type that is none of IAM's, as `policiesOfType` gives it. */
export interface AttachedPolicy {
  readonly id: string
  readonly name: string
  /** null where its document was not received. */
  readonly content: string | null
  /** 1 where it is attached to the root of the row. */
  readonly is_at_root: 0 | 1
  /** Roots, units and accounts it is attached to, as far as exports say. */
  readonly targets: number
  readonly targets_known: 0 | 1
}

/** A population of roots with the status of a policy type and, as JSON, the organization's policies of that type. */
export function policiesOfType(type: string): string {
  return `
    select
      root.arn as resource,
      root.name as root_name,
      (
        select status from org_policy_type where root_id = root.id and type = '${type}'
      ) as type_status,
      (
        select json_group_array(
          json_object(
            'id', policy.id,
            'name', policy.name,
            'content', policy.content,
            'is_at_root', exists (
              select 1 from org_policy_target where policy_id = policy.id and target_id = root.id
            ),
            'targets', (select count(*) from org_policy_target where policy_id = policy.id),
            'targets_known', ${hasKnownTargets('policy.id')}
          )
          order by policy.name
        )
        from org_policy as policy
        where policy.type = '${type}'
      ) as policies,
      (
        select group_concat(name, ', ' order by name) from org_policy where type = '${type}'
      ) as policy_names,
      root.source_id,
      root.line,
      root.path
    from org_root as root`
}
