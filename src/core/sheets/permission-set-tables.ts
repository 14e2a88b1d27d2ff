/** What a permission set of Identity Center gives, as tables of a query: its policies in words, its boundary, whether it gives everything. */

/** `granted` by permission set, for a `with` clause. */
export const grantedTable = `
  administering as (
    select document_id
    from policy_statement
    where effect = 'Allow' and covers_all_actions and covers_all_resources and condition is null
    group by document_id
  ),
  granted as (
    select
      p.permission_set_arn,
      group_concat(
        case p.kind
          when 'inline' then 'Inline policy'
          when 'customer-managed' then p.name || ' (of the account)'
          else p.name
        end,
        char(10) order by p.kind, p.name
      ) filter (where p.kind <> 'boundary') as policies,
      group_concat(p.name, char(10) order by p.name) filter (where p.kind = 'boundary') as boundary,
      max(
        p.kind <> 'boundary'
          and (p.policy_arn like 'arn:%:iam::aws:policy/AdministratorAccess' or a.document_id is not null)
      ) as is_admin
    from permission_set_policy p
    left join administering a on a.document_id = p.document_id
    group by p.permission_set_arn
  )`

/** Said of a permission set with `AdministratorAccess` or an inline policy that allows everything. */
export const administrator = 'Gives administrator access'
