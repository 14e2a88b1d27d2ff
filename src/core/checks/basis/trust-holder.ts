/** Whether somebody can take a role that holds an AWS managed policy made for a job: one row for the account. */
import { nameOfArn } from '../../iam/arn.ts'
import type { PrincipalFact, PrincipalKind } from '../../iam/facts.ts'
import { exception, needsReview, pass, type MemberRow, type TestContext, type Verdict } from '../check.ts'
import { list } from './sentence.ts'

interface Holder {
  readonly arn: string
  readonly kind: PrincipalKind
  /** 1 where the role's trust policy is in the export. */
  readonly trustKnown: 0 | 1
  /** Kinds of principals the role trusts; empty for users and groups. */
  readonly trusts: readonly PrincipalFact['type'][]
}

export interface HolderRow extends MemberRow {
  /** JSON list of `Holder`. */
  readonly holders: string
  readonly holder_count: number
}

/** A population of one row: who holds the AWS managed policy of a name, in any partition, but service-linked roles. */
export function holdersOfPolicy(policy: string): string {
  return `
    with holder as (
      select
        attachment.principal_arn,
        attachment.principal_kind,
        attachment.source_id,
        attachment.line,
        attachment.path,
        role.trust_document_id
      from iam_attachment as attachment
      left join iam_role as role
        on role.account_id = attachment.account_id and role.arn = attachment.principal_arn
      where attachment.account_id = :account
        and attachment.policy_arn glob 'arn:*:iam::aws:policy/${policy}'
        and attachment.principal_arn not glob '*:role/aws-service-role/*'
    ),
    place as (
      select source_id, line, path
      from (select source_id, line, path from holder order by principal_arn limit 1)
      union all
      select source_id, line, path
      from iam_role
      where account_id = :account
      union all
      select coverage.source_id, 1, null
      from source_coverage as coverage
      join source on source.id = coverage.source_id
      where coverage.account_id = :account and source.kind = 'account-authorization-details'
      limit 1
    )
    select
      :account as resource,
      (
        select json_group_array(
          json_object(
            'arn', principal_arn,
            'kind', principal_kind,
            'trustKnown', trust_document_id is not null,
            'trusts', json((
              select json_group_array(distinct principal.type)
              from policy_statement as statement
              join statement_principal as principal
                on principal.document_id = statement.document_id and principal.n = statement.n
              where statement.document_id = trust_document_id
                and statement.effect = 'Allow'
                and principal.negated = 0
            ))
          )
          order by principal_arn
        )
        from holder
      ) as holders,
      (select count(*) from holder) as holder_count,
      place.source_id,
      place.line,
      place.path
    from place`
}

/** Judges whether people can take a role that holds the policy; `purpose` names the role: "support role". */
export function judgeHolders(
  row: HolderRow,
  policy: string,
  purpose: string,
  { account, coverageOf }: TestContext
): Verdict {
  const holders = JSON.parse(row.holders) as Holder[]
  const roles = holders.filter(({ kind }) => kind === 'role')
  const taken = roles.filter(({ trusts }) => trusts.some((type) => type !== 'service'))
  const found = (held: readonly Holder[]) =>
    `Account ${account} has ${policy} on ${list(held.map(({ arn, kind }) => `${kind} ${nameOfArn(arn)}`))}`
  if (taken.length > 0) return pass(`${found(taken)}.`)
  if (roles.some(({ trustKnown }) => trustKnown === 0))
    return needsReview(`${found(roles)}; the export does not say who may take it.`)
  if (roles.length > 0) return needsReview(`${found(roles)}, which services but no people may take.`)
  if (coverageOf('account-authorization-details.roles') !== 'complete')
    return needsReview(
      `Account ${account} has no ${purpose} among the roles received; the list is incomplete.`
    )
  return exception(
    holders.length === 0
      ? `Account ${account} has no role with ${policy}.`
      : `${found(holders)} and on no role.`
  )
}
