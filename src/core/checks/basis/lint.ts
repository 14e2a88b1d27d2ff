/** Makes a check of rules about the form of policy documents (core/iam/statements/lint): every document is a member, its findings decide. */
import { actionDataLabel } from '../../iam/actions/action-data.ts'
import type { Severity, Topic } from '../../../shared/vocabulary.ts'
import {
  automatedCheck,
  exception,
  needsReview,
  pass,
  type AutomatedCheck,
  type MemberRow,
  type Verdict
} from '../check.ts'
import { decidedBy } from './statement.ts'
import {
  nameOfPolicy,
  needsOf,
  policyUses,
  writtenPolicies,
  type PolicyUse,
  type WrittenPolicyColumns
} from './written-policy.ts'

/** What a finding makes of its policy; null where it is nothing in a policy of that use. */
export type Weight = 'exception' | 'needs-review' | null

export interface LintCheck {
  readonly id: string
  readonly control: string
  readonly topic: Topic
  readonly severity: Severity
  readonly criterion: string
  readonly effect: string
  readonly recommendation: string
  /** What to look for and what to judge. */
  readonly steps: readonly string[]
  readonly limits?: readonly string[]
  readonly sources: readonly string[]
  /** The weight of each rule, by use where that differs; or a query of findings that other tables hold. */
  readonly rules: Readonly<Record<string, Weight | Partial<Record<PolicyUse, Weight>>>>
  /** SQL that answers `n`, `rule` and `detail` of further findings for `policy.document_id` and `policy.used_as`. */
  readonly further?: string
  /** SQL over `policy`: which documents are members; all of them without. */
  readonly where?: string
  readonly uses?: readonly PolicyUse[]
  /** What is said of a policy without a finding: "names every statement once". */
  readonly inOrder: string
  readonly whenEmpty: string
  /** Whether the verdict rests on the compiled reference of actions, whose day it then says. */
  readonly isDated?: boolean
}

interface Finding {
  readonly n: number | null
  readonly rule: string
  readonly detail: string
}

interface Row extends MemberRow, WrittenPolicyColumns {
  /** JSON list of `Finding`, among them why the document could not be looked into; null without any. */
  readonly findings: string | null
}

/** Rules found where no other could be asked. */
const readsNothing = ['malformed-json', 'too-large']

export function lintCheck({
  steps,
  rules,
  further,
  where = 'true',
  uses = policyUses,
  inOrder,
  isDated = false,
  limits = [],
  ...texts
}: LintCheck): AutomatedCheck {
  const names = Object.keys(rules)
  const asked = [...new Set([...names, ...readsNothing])]
  const queries = [findingsOf(asked), ...(further === undefined ? [] : [further])]
  const isFound = [...asked.map(breaks), ...(further === undefined ? [] : [`exists (${further})`])]
  return automatedCheck<Row>({
    ...texts,
    scope: 'account',
    remediation: {
      console:
        'IAM → Policies → the policy → Edit → JSON; the editor lists what IAM Access Analyzer finds below the text.',
      cli: 'aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://POLICY.json lists such findings; then aws iam create-policy-version --set-as-default, or the put command of the policy.',
      terraform: 'Write the document with the data source aws_iam_policy_document, which knows the grammar.'
    },
    procedure: [
      `Take the policies the client writes (${uses.map((use) => usesInWords[use]).join(', ')}), by their default version.`,
      ...steps
    ],
    limits: [
      ...limits,
      ...(uses.includes('managed') ? ['Versions of a policy beside its default are not looked at.'] : []),
      ...(uses.includes('resource')
        ? ['Policies of resources are looked at as far as they were received.']
        : []),
      ...(isDated
        ? [
            'The reference of actions is of the day each sentence says; what AWS added or withdrew since is not in it.'
          ]
        : [])
    ],
    ...needsOf(uses),
    parameters: [],
    columns: [
      { key: 'policy_name', title: 'Policy', type: 'text' },
      { key: 'used_as', title: 'Used as', type: 'text' },
      { key: 'finding_count', title: 'Findings', type: 'integer' }
    ],
    population: `
    with ${writtenPolicies(uses)},
    looked_at as (
      select
        policy.*,
        case
          when ${isFound.join(' or ')}
          then (
            select json_group_array(json_object('n', n, 'rule', rule, 'detail', detail))
            from (${queries.join('\n            union all\n')})
          )
        end as findings
      from written_policy as policy
      where ${where}
    )
    select looked_at.*, coalesce(json_array_length(findings), 0) as finding_count
    from looked_at`,
    counted: countedPolicies(where, uses),
    suspects: 'document_id is null or findings is not null',
    test(row) {
      const subject = nameOfPolicy(row)
      if (row.document_id === null) return needsReview(`${subject}: the export does not carry its document.`)
      const weighed = (row.findings === null ? [] : (JSON.parse(row.findings) as readonly Finding[])).map(
        (finding) => ({ ...finding, weight: weightOf(finding.rule, row.used_as) })
      )
      for (const worst of ['exception', 'needs-review'] as const) {
        const found = weighed.filter(({ weight }) => weight === worst)
        if (found.length > 0) return verdictOf(worst, subject, found, row.document_id)
      }
      return pass(`${subject} ${inOrder}.`)
    }
  })

  function weightOf(rule: string, use: PolicyUse): Weight {
    const weight = rules[rule] ?? (readsNothing.includes(rule) ? 'needs-review' : null)
    return typeof weight === 'object' && weight !== null ? (weight[use] ?? null) : weight
  }

  function verdictOf(
    worst: 'exception' | 'needs-review',
    subject: string,
    found: readonly Finding[],
    document: number
  ): Verdict {
    const dated = isDated && worst === 'needs-review' ? ` (${actionDataLabel()})` : ''
    const detail = `${subject}: ${clauses(found)}${dated}.`
    const by = decidedBy(
      document,
      found.flatMap(({ n }) => (n === null ? [] : [{ n }]))
    )
    return worst === 'exception' ? exception(detail, by) : needsReview(detail, by)
  }
}

const usesInWords: Readonly<Record<PolicyUse, string>> = {
  managed: 'customer managed',
  inline: 'inline',
  trust: 'trust policies of roles',
  resource: 'policies of resources',
  organization: 'policies of the organization'
}

/** The members without what is found in them. */
function countedPolicies(where: string, uses: readonly PolicyUse[]): string {
  return `
    with ${writtenPolicies(uses)}
    select policy.source_id from written_policy as policy where ${where}`
}

function findingsOf(rules: readonly string[]): string {
  return `select n, rule, detail from document_lint where document_id = policy.document_id and +rule in (${quoted(rules)})`
}

/** SQL over `policy`: whether its document breaks a rule. */
function breaks(rule: string): string {
  return `instr(policy.broken_rules, ',${rule},')`
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}

const shownAtMost = 4

/** Clauses hold commas of their own, so semicolons separate them; the rest is counted. */
function clauses(found: readonly Finding[]): string {
  const shown = found.length > shownAtMost + 1 ? found.slice(0, shownAtMost) : found
  const rest = found.length - shown.length
  return [...shown.map(({ detail }) => detail), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')
}
