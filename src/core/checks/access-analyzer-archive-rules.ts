/** AA-06: whether archive rules put findings of public access aside before anybody sees them. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { hasWholeAnswer } from './basis/answer.ts'
import { isOfExternalAccess } from './basis/analyzer.ts'
import { regionName } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** null in the row of an analyzer whose rules were not received. */
  readonly name: string | null
  readonly analyzer: string
  readonly region: string
  /** JSON, criteria by key. */
  readonly filter: string
  readonly updated_at: number | null
}

/** What a filter asks of one key of a finding (Access Analyzer API reference, `Criterion`). */
interface Criterion {
  readonly eq?: unknown
  readonly neq?: unknown
}

export default automatedCheck<Row>({
  id: 'access-analyzer-archive-rules',
  control: 'AA-06',
  topic: 'access-analyzer',
  severity: 'low',
  scope: 'account',
  criterion: 'No archive rule of an analyzer puts findings of public access aside.',
  effect:
    'A resource that is opened to the public is archived at once, and the list of findings stays empty.',
  recommendation:
    'Limit each archive rule to resources that are known and to access that is not public, and review the rules every half year.',
  remediation: {
    console:
      'IAM → Access Analyzer → the analyzer → Archive rules → Edit: add the criterion Public access is false.',
    cli: 'aws accessanalyzer update-archive-rule --analyzer-name NAME --rule-name RULE --filter file://FILTER.json, with isPublic eq false.',
    terraform: 'aws_accessanalyzer_archive_rule with a filter on isPublic, eq = ["false"].'
  },
  procedure: [
    'Take the archive rules of every analyzer that looks for external access.',
    'For a rule that may archive public access ask who made it, for which resource, and see the findings it has archived.',
    'A rule without a limit to certain resources archives what nobody has thought of yet.'
  ],
  limits: [
    'What the rule has archived so far is not counted here.',
    'A person who archives findings by hand leaves no rule.'
  ],
  sources: ['IAM User Guide: Archive rules', 'Access Analyzer API Reference: Criterion'],
  needs: ['analyzer-archive-rules'],
  wants: ['analyzers'],
  parameters: [],
  columns: [
    { key: 'name', title: 'Rule', type: 'text' },
    { key: 'analyzer', title: 'Analyzer', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'filter', title: 'Filter', type: 'text' },
    { key: 'updated_at', title: 'Updated', type: 'time' }
  ],
  population: `
    select
      :account || '/' || case region when '' then 'region not named' else region end || '/'
        || case analyzer when '' then 'analyzer not named' else analyzer end || '#' || name as resource,
      name,
      analyzer,
      region,
      filter,
      updated_at,
      source_id,
      line,
      path
    from access_analyzer_archive_rule
    where account_id = :account
    union all
    select arn, null, name, region, '{}', null, source_id, line, path
    from access_analyzer as analyzer
    where account_id = :account and ${isOfExternalAccess} and status = 'ACTIVE'
      and not ${hasWholeAnswer(
        'analyzer-archive-rules',
        ':account',
        "trim(analyzer.region || ' ' || analyzer.name)",
        'analyzer.name'
      )}`,
  whenEmpty: 'The analyzers have no archive rule.',
  test({ name, analyzer, region, filter }) {
    if (name === null)
      return needsReview(
        `Analyzer ${analyzer} in ${regionName(region)}: its archive rules were not received; ask for aws accessanalyzer list-archive-rules --analyzer-name ${analyzer}.`
      )
    const rule = `Archive rule ${name}${analyzer === '' ? '' : ` of analyzer ${analyzer}`} in ${regionName(region)}`
    const criteria = JSON.parse(filter) as Readonly<Record<string, Criterion | null>>
    if (leavesOutPublic(criteria['isPublic'] ?? null))
      return pass(`${rule} leaves findings of public access alone.`)
    if (isOfUnusedAccess(criteria['findingType'] ?? null))
      return pass(`${rule} archives findings of unused access alone.`)
    const keys = Object.keys(criteria)
    return needsReview(
      `${rule} may archive findings of public access; it asks ${keys.length === 0 ? 'for nothing' : `for ${list(keys)} alone`}. Judge what it hides.`
    )
  }
})

function leavesOutPublic(criterion: Criterion | null): boolean {
  const asked = wordsOf(criterion?.eq)
  return (asked.length > 0 && !asked.includes('true')) || wordsOf(criterion?.neq).includes('true')
}

function isOfUnusedAccess(criterion: Criterion | null): boolean {
  const asked = wordsOf(criterion?.eq)
  return asked.length > 0 && asked.every((word) => word.startsWith('unused') || word === 'internalaccess')
}

function wordsOf(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map((value) => String(value).toLowerCase()) : []
}
