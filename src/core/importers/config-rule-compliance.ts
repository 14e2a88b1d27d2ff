/** Reads what AWS Config says of compliance, by rule, by resource and by both, of one account or of an aggregator's many. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  contributorsOf,
  complianceResult,
  qualifierOf,
  resourceOfConfig,
  type Evaluated
} from './reading/config-compliance.ts'
import {
  BadMember,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf, type Scope, type Scopes } from './reading/regional.ts'
import { cut, longestDetail } from './reading/security-finding.ts'
import { hasKey, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'config-rule-compliance',
  title: 'Config compliance',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-compliance-by-config-rule --output json',
  operations: [
    'DescribeComplianceByConfigRule',
    'DescribeAggregateComplianceByConfigRules',
    'DescribeComplianceByResource',
    'GetComplianceDetailsByConfigRule',
    'GetAggregateComplianceDetailsByConfigRule',
    'GetComplianceDetailsByResource'
  ],
  recognises,
  read
}

export default importer

/** `EvaluationResults` is also what the simulator of IAM answers, of actions. */
function recognises(outline: Outline): boolean {
  if (ruleLists.some((key) => hasKey(outline, key)) || hasKey(outline, 'ComplianceByResources')) return true
  return detailLists.some((key) => {
    const evaluation = keysBelow(outline, key)
    return evaluation !== undefined && (evaluation.size === 0 || evaluation.has('EvaluationResultIdentifier'))
  })
}

const ruleLists = ['ComplianceByConfigRules', 'AggregateComplianceByConfigRules']
const detailLists = ['EvaluationResults', 'AggregateEvaluationResults']

/**
 * Verdicts on rules are covered by the region, those on resources by the region and `/resources`, and the details of a rule by the
 * region and the rule: each is asked for in a call of its own.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const askedRule = (): string => reading.option('config-rule-name') ?? ''
  if (outline.error) {
    const { operation } = outline.error
    refuseRegional(outline.error, importer, reading, (region) =>
      operation.includes('Details')
        ? `${region}/${askedRule()}`
        : keyOf(operation.includes('Resource'))(region)
    )
    return
  }
  const rules = scopesOf(reading)
  const resources = scopesOf(reading)
  const details = new Map<string, Scopes>()

  function state(scope: Scope, said: string, evaluated: Evaluated, member: Member): void {
    reading.fact('tool_result', complianceResult(scope, said, evaluated, member))
    reading.count('verdicts')
  }

  function takeRule(member: Member): void {
    const row = recordOf(member.value)
    const rule = requiredText(row, 'ConfigRuleName')
    const compliance = recordIn(row, 'Compliance')
    const evaluated = {
      check_id: rule,
      title: rule,
      resource: '',
      resource_type: null,
      detail: contributorsOf(compliance, 'resources'),
      assessed_at: null
    }
    state(scopeOf(row, rules), verdictOf(compliance), evaluated, member)
  }

  function takeResource(member: Member): void {
    const row = recordOf(member.value)
    const id = requiredText(row, 'ResourceId').trim()
    const type = textOf(row, 'ResourceType')
    const compliance = recordIn(row, 'Compliance')
    const scope = scopeOf(row, resources)
    const evaluated = {
      check_id: 'all rules',
      title: 'All rules that evaluate the resource',
      resource: resourceOfConfig(type, id, scope),
      resource_type: type,
      detail: contributorsOf(compliance, 'rules'),
      assessed_at: null
    }
    state(scope, verdictOf(compliance), evaluated, member)
  }

  function takeDetail(member: Member): void {
    const row = recordOf(member.value)
    const { rule, resource, type } = qualifierOf(row)
    if (rule === null) throw new BadMember('The evaluation does not name its rule; the entry was left out.')
    const scopes = details.get(rule) ?? scopesOf(reading)
    details.set(rule, scopes)
    const scope = scopeOf(row, scopes)
    const evaluated = {
      check_id: rule,
      title: rule,
      resource: resourceOfConfig(type, resource ?? '', scope),
      resource_type: type,
      detail: cut(textOf(row, 'Annotation') ?? '', longestDetail),
      assessed_at: timeOf(row, 'ResultRecordedTime', member)
    }
    state(scope, requiredText(row, 'ComplianceType'), evaluated, member)
  }

  const json = readJson(chunks, outline, reading, {
    lists: {
      ComplianceByConfigRules: takeRule,
      AggregateComplianceByConfigRules: takeRule,
      ComplianceByResources: takeResource,
      EvaluationResults: takeDetail,
      AggregateEvaluationResults: takeDetail
    }
  })
  reading.count('verdicts', 0)
  for (const key of ruleLists) if (json.keys.has(key)) rules.cover(json.stateOf(key))
  if (json.keys.has('ComplianceByResources'))
    resources.cover(json.stateOf('ComplianceByResources'), keyOf(true))
  for (const key of detailLists) {
    if (!json.keys.has(key)) continue
    if (details.size === 0) details.set(askedRule(), scopesOf(reading))
    for (const [rule, scopes] of details) scopes.cover(json.stateOf(key), (region) => `${region}/${rule}`)
  }
}

function keyOf(isOfResources: boolean): (region: string) => string {
  return (region) => (isOfResources ? `${region}/resources` : region)
}

/** Rows of an aggregator say whose they are. */
function scopeOf(row: JsonRecord, scopes: Scopes): Scope {
  return scopes.named(textOf(row, 'AccountId'), textOf(row, 'AwsRegion'))
}

function verdictOf(compliance: JsonRecord | null): string {
  if (compliance === null) throw new BadMember('`Compliance` is missing; the entry was left out.')
  return requiredText(compliance, 'ComplianceType')
}
