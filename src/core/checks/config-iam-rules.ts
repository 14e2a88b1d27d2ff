/** CFG-04: what the rules of AWS Config on identities say, beside the checks of this review. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { standingAnswers } from './basis/answer.ts'
import { regionName } from './basis/region.ts'
import { count } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** null in the row that says that there is none. */
  readonly name: string | null
  readonly identifier: string | null
  readonly region: string
  /** Of the rule as a whole, else the worst of its resources; null where no export tells. */
  readonly status: 'pass' | 'fail' | 'review' | null
  readonly said: string | null
  readonly failed: number
  readonly rules: number
}

export default automatedCheck<Row>({
  id: 'config-iam-rules',
  control: 'CFG-04',
  topic: 'detection',
  severity: 'info',
  scope: 'account',
  criterion:
    'AWS Config evaluates identities with rules of its own, and finds nothing that this review does not explain.',
  effect: 'A setting that goes wrong between two reviews is found at the next one.',
  recommendation:
    'Let AWS Config evaluate at least MFA, unused credentials, key age and administrators, and explain each difference from this review.',
  remediation: {
    console: 'AWS Config → Rules → Add rule → AWS managed rule: search iam, or Conformance packs → Deploy.',
    cli: 'aws configservice put-config-rule --config-rule file://RULE.json with Source Owner AWS and SourceIdentifier IAM_USER_UNUSED_CREDENTIALS_CHECK.',
    terraform:
      'The config-baseline module of AWS Secure Baseline sets rules on IAM with config_baseline_enabled = true; others with aws_config_config_rule.'
  },
  procedure: [
    'Take the rules whose source identifier begins with IAM_, ROOT_, MFA_ or ACCESS_KEYS_, with the compliance of each.',
    'Compare each that is not compliant with the result of the control that asks the same.',
    'A rule on IAM evaluates nothing where IAM is not recorded; see CFG-01.'
  ],
  limits: [
    'Results are corroboration: no result of this review rests on them.',
    "Rules under a name of the client's own are known by their source identifier only."
  ],
  sources: ['AWS Config Developer Guide: List of AWS Config managed rules'],
  needs: ['config-rules'],
  wants: ['config-rule-compliance'],
  parameters: [],
  columns: [
    { key: 'name', title: 'Rule', type: 'text' },
    { key: 'identifier', title: 'Identifier', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'said', title: 'Said', type: 'text' },
    { key: 'failed', title: 'Resources that failed', type: 'integer' }
  ],
  population: `
    with rule as (
      select name, identifier, region, arn, source_id, line, path
      from config_rule
      where account_id = :account
        and (
          identifier glob 'IAM_*' or identifier glob 'ROOT_*' or identifier glob 'MFA_*'
          or identifier glob 'ACCESS_KEYS_*'
        )
    ),
    verdict as (
      select
        check_id,
        region,
        max(case when resource = '' then 1 else 0 end * 10 + case status when 'fail' then 3 when 'review' then 2 else 1 end)
          as grade,
        status,
        said
      from tool_result
      where account_id = :account and tool = 'AWS Config' and status <> 'suppressed'
      group by check_id, region
    )
    select
      coalesce(rule.arn, :account || '/' || rule.region || '#' || rule.name) as resource,
      rule.name,
      rule.identifier,
      rule.region,
      verdict.status,
      verdict.said,
      (
        select count(distinct failed.resource)
        from tool_result as failed
        where failed.account_id = :account
          and failed.tool = 'AWS Config'
          and failed.check_id = rule.name
          and failed.region = rule.region
          and failed.status = 'fail'
          and failed.resource <> ''
      ) as failed,
      0 as rules,
      rule.source_id,
      rule.line,
      rule.path
    from rule
    left join verdict on verdict.check_id = rule.name and verdict.region = rule.region
    union all
    select
      :account,
      null,
      null,
      '',
      null,
      null,
      0,
      (select count(*) from config_rule where account_id = :account),
      min(coverage.source_id),
      1,
      null
    from ${standingAnswers}
    where source.kind = 'config-rules' and coverage.account_id = :account
      and not exists (select 1 from rule)
    having count(*) > 0`,
  whenEmpty: 'No export lists the rules of AWS Config.',
  test({ name, region, status, said, failed, rules }, { account }) {
    if (name === null)
      return needsReview(
        `AWS Config of ${account} evaluates no identities: none of ${count(rules, 'rule')} that the exports list does. Judge what else would show a wrong setting.`
      )
    const rule = `Rule ${name} of AWS Config in ${regionName(region)}`
    if (status === null)
      return needsReview(
        `${rule}: no export tells its result; ask for aws configservice describe-compliance-by-config-rule.`
      )
    if (status === 'pass') return pass(`${rule} says ${said}.`)
    return needsReview(
      `${rule} says ${said}${failed === 0 ? '' : `, of ${count(failed, 'resource')}`}; compare it with the result of this review.`
    )
  }
})
