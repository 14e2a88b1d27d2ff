/** Reads the conformance packs of AWS Config, and what Config says of compliance with their rules. */
import type { Importer, Outline, Reading } from './importer.ts'
import { complianceResult, qualifierOf, resourceOfConfig } from './reading/config-compliance.ts'
import { BadMember, recordIn, recordOf, requiredText, textOf, timeOf, type Member } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf, type Scope, type Scopes } from './reading/regional.ts'
import { cut, longestDetail } from './reading/security-finding.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'conformance-packs',
  title: 'Conformance packs',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-conformance-packs --output json',
  operations: [
    'DescribeConformancePacks',
    'DescribeConformancePackCompliance',
    'GetConformancePackComplianceDetails',
    'GetConformancePackComplianceSummary',
    'DescribeAggregateComplianceByConformancePacks'
  ],
  recognises: (outline) => ownLists.some((key) => hasKey(outline, key)),
  read
}

export default importer

const packs = 'ConformancePackDetails'
const rules = 'ConformancePackRuleComplianceList'
const evaluations = 'ConformancePackRuleEvaluationResults'
const summaries = 'ConformancePackComplianceSummaryList'
const aggregates = 'AggregateComplianceByConformancePacks'
const ownLists = [packs, rules, evaluations, summaries, aggregates]

/**
 * The packs are covered by the region, the verdicts on a pack's rules by the region and the pack, those on resources by both and
 * `/resources`. The pack's name may stand after its list, so that verdicts wait for it.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const { operation } = outline.error
    refuseRegional(outline.error, importer, reading, refusedKey(operation, askedPack(reading)))
    return
  }
  const ofPacks = scopesOf(reading)
  const ofSummaries = scopesOf(reading)
  let name: string | null = null
  const waiting: ((pack: string, scope: Scope) => void)[] = []
  const asked = new Map<string, Scopes>()

  function takePack(member: Member): void {
    const pack = recordOf(member.value)
    const title = requiredText(pack, 'ConformancePackName')
    const arn = textOf(pack, 'ConformancePackArn')
    const { account, region } = ofPacks.of(arn)
    reading.fact('conformance_pack', {
      account_id: account,
      region,
      name: title,
      arn,
      line: member.line,
      path: member.path
    })
    reading.count('packs')
  }

  function takeSummary(member: Member): void {
    const row = recordOf(member.value)
    const pack = requiredText(row, 'ConformancePackName')
    const compliance = recordIn(row, 'Compliance')
    const said = compliance
      ? requiredText(compliance, 'ComplianceType')
      : requiredText(row, 'ConformancePackComplianceStatus')
    const scope = ofSummaries.named(textOf(row, 'AccountId'), textOf(row, 'AwsRegion'))
    const title = `All rules of the conformance pack ${pack}`
    state(scope, said, { ...wholePack, check_id: pack, title }, member)
  }

  function takeRule(member: Member): void {
    const row = recordOf(member.value)
    const rule = requiredText(row, 'ConfigRuleName')
    const said = requiredText(row, 'ComplianceType')
    waiting.push((pack, scope) =>
      state(scope, said, { ...wholePack, check_id: rule, title: titleOf(rule, pack) }, member)
    )
  }

  function takeEvaluation(member: Member): void {
    const row = recordOf(member.value)
    const { rule, resource, type } = qualifierOf(row)
    if (rule === null) throw new BadMember('The evaluation does not name its rule; the entry was left out.')
    const said = requiredText(row, 'ComplianceType')
    const detail = cut(textOf(row, 'Annotation') ?? '', longestDetail)
    const assessed_at = timeOf(row, 'ResultRecordedTime', member)
    waiting.push((pack, scope) => {
      const evaluated = {
        check_id: rule,
        title: titleOf(rule, pack),
        resource_type: type,
        detail,
        assessed_at
      }
      state(scope, said, { ...evaluated, resource: resourceOfConfig(type, resource ?? '', scope) }, member)
    })
  }

  function state(...[scope, said, evaluated, member]: Parameters<typeof complianceResult>): void {
    reading.fact('tool_result', complianceResult(scope, said, evaluated, member))
    reading.count('verdicts')
  }

  const json = readJson(chunks, outline, reading, {
    values: {
      ConformancePackName(member) {
        name = typeof member.value === 'string' ? member.value : null
      }
    },
    lists: {
      [packs]: takePack,
      [summaries]: takeSummary,
      [aggregates]: takeSummary,
      [rules]: takeRule,
      [evaluations]: takeEvaluation
    },
    documentEnds() {
      if (name === null && waiting.length === 0) return
      const pack = name ?? askedPack(reading)
      const scopes = asked.get(pack) ?? scopesOf(reading)
      asked.set(pack, scopes)
      const scope = scopes.named(null, null)
      for (const stateFor of waiting.splice(0)) stateFor(pack, scope)
      name = null
    }
  })
  reading.count('packs', 0)
  if (json.keys.has(packs)) ofPacks.cover(json.stateOf(packs))
  for (const key of [summaries, aggregates])
    if (json.keys.has(key)) ofSummaries.cover(json.stateOf(key), (region) => `${region}/all packs`)
  for (const key of [rules, evaluations]) {
    if (!json.keys.has(key)) continue
    if (asked.size === 0) asked.set(askedPack(reading), scopesOf(reading))
    for (const [pack, scopes] of asked) scopes.cover(json.stateOf(key), keyOf(pack, key === evaluations))
  }
}

const wholePack = { resource: '', resource_type: null, detail: '', assessed_at: null }

function titleOf(rule: string, pack: string): string {
  return pack === '' ? rule : `${rule} (conformance pack ${pack})`
}

function askedPack(reading: Reading): string {
  return reading.option('conformance-pack-name') ?? ''
}

function keyOf(pack: string, isOfResources: boolean): (region: string) => string {
  return (region) => `${region}/${pack}${isOfResources ? '/resources' : ''}`
}

function refusedKey(operation: string, pack: string): (region: string) => string {
  if (operation === 'DescribeConformancePacks') return (region) => region
  if (/Summary|Aggregate/.test(operation)) return (region) => `${region}/all packs`
  return keyOf(pack, operation.includes('Details'))
}
