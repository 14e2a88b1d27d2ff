/** LP-19: whether someone in the account can take a role to work with AWS Support. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfArn } from '../iam/arn.ts'
import type { PrincipalKind, PrincipalFact } from '../iam/facts.ts'
import { list } from './basis/sentence.ts'

interface Holder {
  readonly arn: string
  readonly kind: PrincipalKind
  /** 1 where the role's trust policy is in the export. */
  readonly trustKnown: 0 | 1
  /** Kinds of principals the role trusts; empty for users and groups. */
  readonly trusts: readonly PrincipalFact['type'][]
}

interface Row extends MemberRow {
  /** JSON list of `Holder`. */
  readonly holders: string
  readonly holder_count: number
}

export default automatedCheck<Row>({
  id: 'support-role',
  control: 'LP-19',
  topic: 'least-privilege',
  severity: 'low',
  scope: 'account',
  criterion: 'A role that people can take holds AWSSupportAccess.',
  effect: 'In an incident nobody may open or follow a case with AWS, or an administrator must.',
  recommendation: 'Make a role with AWSSupportAccess that the people who handle incidents can take.',
  remediation: {
    console:
      'IAM → Roles → Create role → AWS account → attach AWSSupportAccess; or a permission set with it in IAM Identity Center.',
    cli: 'aws iam create-role --role-name support --assume-role-policy-document file://TRUST.json, then aws iam attach-role-policy --role-name support --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess.',
    terraform:
      'aws_iam_role with an aws_iam_role_policy_attachment of arn:aws:iam::aws:policy/AWSSupportAccess.'
  },
  procedure: [
    'Look for AWSSupportAccess among the policies attached to roles; an attachment to a user or group does not count.',
    'See that people may take the role, and ask who they are.'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [{ key: 'holder_count', title: 'Attachments of AWSSupportAccess', type: 'integer' }],
  population: `
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
        and attachment.policy_arn glob 'arn:*:iam::aws:policy/AWSSupportAccess'
        and attachment.principal_arn not glob '*:role/aws-service-role/*'
    ),
    place as (
      select source_id, line, path
      from holder
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
    from place`,
  whenEmpty: 'The authorization details of the account are empty.',
  test(row, { account, coverageOf }) {
    const holders = JSON.parse(row.holders) as Holder[]
    const roles = holders.filter(({ kind }) => kind === 'role')
    const taken = roles.filter(({ trusts }) => trusts.some((type) => type !== 'service'))
    if (taken.length > 0)
      return pass(
        `Account ${account} has AWSSupportAccess on ${list(taken.map(({ arn }) => `role ${nameOfArn(arn)}`))}.`
      )
    if (roles.some(({ trustKnown }) => trustKnown === 0))
      return needsReview(
        `Account ${account} has AWSSupportAccess on ${list(roles.map(({ arn }) => `role ${nameOfArn(arn)}`))}; the export does not say who may take it.`
      )
    if (roles.length > 0)
      return needsReview(
        `Account ${account} has AWSSupportAccess on ${list(roles.map(({ arn }) => `role ${nameOfArn(arn)}`))}, which services but no people may take.`
      )
    if (coverageOf('account-authorization-details.roles') !== 'complete')
      return needsReview(
        `Account ${account} has no support role among the roles received; the list is incomplete.`
      )
    const others = holders.map(({ arn, kind }) => `${kind} ${nameOfArn(arn)}`)
    return exception(
      others.length === 0
        ? `Account ${account} has no role with AWSSupportAccess.`
        : `Account ${account} has AWSSupportAccess on ${list(others)} and on no role.`
    )
  }
})
