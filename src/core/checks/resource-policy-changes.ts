/** RES-03: whether a resource policy lets someone outside the account change that policy. */
import { statementCoversAction } from '../iam/action-pattern.ts'
import { limitsWho } from '../iam/condition.ts'
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { placeOfAnswers } from './basis/answered.ts'
import {
  documentColumns,
  policiesByService,
  receivedPolicies,
  resourceDocuments,
  type ResourcePolicyColumns
} from './basis/resource-policy.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, isForAnyone, type PrincipalStatement } from './basis/statement.ts'

/** The actions that write a resource's own policy or access list (Service Authorization Reference). */
const changes: Readonly<Record<string, readonly string[]>> = {
  s3: ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutAccessPointPolicy'],
  kms: ['kms:PutKeyPolicy'],
  lambda: ['lambda:AddPermission', 'lambda:AddLayerVersionPermission'],
  secretsmanager: ['secretsmanager:PutResourcePolicy'],
  sns: ['sns:AddPermission', 'sns:SetTopicAttributes'],
  sqs: ['sqs:AddPermission', 'sqs:SetQueueAttributes'],
  ecr: ['ecr:SetRepositoryPolicy']
}

interface Row extends MemberRow, ResourcePolicyColumns {
  /** 1 for the member that stands for what was not received. */
  readonly is_gap: Flag
  readonly by_service: string | null
  /** JSON list of the accounts named that the organization lists. */
  readonly organization_accounts: string
  readonly is_listed: Flag
}

export default automatedCheck<Row>({
  id: 'resource-policy-changes',
  control: 'RES-03',
  topic: 'exposure',
  severity: 'medium',
  scope: 'account',
  criterion: 'No resource policy lets anyone outside the account change it.',
  effect: 'A partner who may only read gives themselves, or anyone, everything.',
  recommendation: 'Take the actions that set policies out of grants to other accounts.',
  remediation: {
    console: 'The policy editor of the service: replace wildcards by the actions the other account needs.',
    cli: 'aws s3api put-bucket-policy, aws kms put-key-policy or the command of the service, with the narrowed policy.',
    terraform: 'Narrow the actions in the aws_iam_policy_document of the resource policy.'
  },
  procedure: [
    'Take the statements of each resource policy that allow its own policy to be set, wildcards included.',
    'Principals of the account itself are its own affair; those of other accounts, and services, are named.',
    'Ask which services and regions hold resources with policies that were not received.'
  ],
  limits: [
    'Services are asked about whose actions of this kind are known: S3, KMS, Lambda, Secrets Manager, SNS, SQS and ECR.',
    'Grants of KMS and access lists of S3 are no policies and not looked at here.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys for AWS services',
    'IAM User Guide: AWS JSON policy elements: Principal'
  ],
  needs: ['resource-policies'],
  wants: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'service', title: 'Service', type: 'text' },
    { key: 'named', title: 'Names', type: 'text' }
  ],
  population: `
    with ${resourceDocuments},
    ${placeOfAnswers('place', ['resource-policies'])}
    select
      resource_document.resource,
      0 as is_gap,
      resource_document.service,
      ${documentColumns('resource_document.document_id')},
      (
        select group_concat(distinct value)
        from statement_principal
        where document_id = resource_document.document_id
      ) as named,
      (
        select json_group_array(distinct org_account.id)
        from statement_principal as principal
        join org_account on org_account.id = principal.account_id
        where principal.document_id = resource_document.document_id
      ) as organization_accounts,
      exists (select 1 from org_account where id = :account) as is_listed,
      null as by_service,
      resource_document.source_id,
      resource_document.line,
      resource_document.path
    from resource_document
    where resource_document.document_id is not null
    union all
    select
      :account, 1, '', null, null, '[]', null, '[]', 0, ${policiesByService},
      place.source_id, place.line, place.path
    from place`,
  whenEmpty: 'The exports hold no resource policy.',
  test(row, { account, coverageOf }) {
    if (row.is_gap === 1)
      return needsReview(
        `${receivedPolicies(row.by_service)}. What the policies of other resources allow is not in the files.`
      )
    const subject = `The policy of ${row.resource}`
    const actions = Object.hasOwn(changes, row.service) ? (changes[row.service] ?? []) : []
    const statements = (JSON.parse(row.statements) as PrincipalStatement[]).filter(
      (statement) =>
        statement.effect === 'Allow' && actions.some((action) => statementCoversAction(statement, action))
    )
    const forAnyone = statements.filter(isForAnyone)
    const by = (decisive: readonly PrincipalStatement[]) => decidedBy(row.document_id, decisive)
    if (forAnyone.some(({ condition }) => !limitsWho(condition)))
      return exception(
        `${subject} lets anyone change it.`,
        by(forAnyone.filter(({ condition }) => !limitsWho(condition)))
      )

    const principals = statements.flatMap((statement) => (isForAnyone(statement) ? [] : statement.principals))
    const members = new Set(JSON.parse(row.organization_accounts) as string[])
    const outside = principals.filter(({ type, account_id }) => type !== 'aws' || account_id !== account)
    const strangers = [
      ...new Set(outside.flatMap(({ account_id }) => account_id ?? []).filter((id) => !members.has(id)))
    ]
    if (strangers.length > 0) {
      const found = `${subject} lets account ${list(strangers)} change it`
      const decisive = by(
        statements.filter(({ principals: named }) =>
          named.some(({ account_id }) => account_id !== null && strangers.includes(account_id))
        )
      )
      return row.is_listed === 1 && coverageOf('organization-accounts') === 'complete'
        ? exception(`${found}, outside the organization.`, decisive)
        : needsReview(
            `${found}; without the organization's list of accounts nobody can tell whose that is.`,
            decisive
          )
    }
    if (outside.length > 0)
      return needsReview(
        `${subject} lets ${list([...new Set(outside.map(({ value }) => value))])} change it; judge why.`,
        by(statements.filter(({ principals: named }) => named.some((one) => outside.includes(one))))
      )
    if (forAnyone.some(({ condition }) => !namesOnly(condition, account)))
      return needsReview(
        `${subject} lets any principal change it under a condition; judge whom that lets in.`,
        by(forAnyone.filter(({ condition }) => !namesOnly(condition, account)))
      )
    if (row.document_problem !== null)
      return needsReview(`${subject} cannot be relied on (${row.document_problem}).`)
    if (actions.length === 0)
      return needsReview(
        `${subject}: what changes a policy of service ${row.service || 'not known'} must be judged by hand.`
      )
    return pass(`${subject} lets nobody outside the account change it.`)
  }
})

const ownKeys = ['aws:sourceowner', 'aws:sourceaccount', 'aws:principalaccount', 'kms:calleraccount']

/** Whether a condition ties the caller to the account itself, as the policies AWS makes for topics and queues do. */
function namesOnly(condition: PrincipalStatement['condition'], account: string): boolean {
  return Object.values(condition ?? {}).some(
    (block) =>
      typeof block === 'object' &&
      block !== null &&
      Object.entries(block).some(
        ([key, values]) =>
          ownKeys.includes(key.toLowerCase()) &&
          [values as unknown].flat().every((value) => value === account)
      )
  )
}
