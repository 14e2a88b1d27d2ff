/** P13B: the rules of AWS Config, what it says of compliance with each, and which controls ask the same. */
import { cutTo } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet, regionResource } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface RuleRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string
  readonly name: string
  readonly arn: string | null
  readonly owner: string | null
  readonly identifier: string | null
  readonly parameters: string | null
  readonly state: string | null
  readonly said: string | null
}

const verdicts: Readonly<Record<string, string>> = {
  COMPLIANT: 'Compliant',
  NON_COMPLIANT: 'Not compliant',
  NOT_APPLICABLE: 'Not applicable',
  INSUFFICIENT_DATA: 'Insufficient data'
}

/** Characters of parameters that a cell shows. */
const longestParameters = 600

const source =
  'Rules of AWS Config and their compliance, of each account and region; file and line of the rule in column Source.'

export default {
  id: 'config-rules',
  name: 'P13B Config rules',
  ref: 'P13B',
  order: 67,
  title: 'Rules of AWS Config',
  purpose: 'Shows what the client has AWS Config check by itself, the whole month and not on one day.',
  source,
  procedure:
    'One row for each rule. Verdict: what AWS Config says of the rule as a whole; resource by resource it is compared on sheet P14A. "Asks the same as": controls of the checklist.',
  heading: sourceHeading(source, 'config-rules', 'config-rule-compliance'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'rule', title: 'Rule', type: 'text', width: 38 },
    controlsColumn,
    noteworthyColumn,
    { key: 'verdict', title: 'Verdict', type: 'text', width: 16 },
    { key: 'asks', title: 'Asks the same as', type: 'text', width: 14 },
    { key: 'identifier', title: 'Managed rule or function', type: 'long', width: 38 },
    { key: 'owner', title: 'Owner', type: 'text', width: 16 },
    { key: 'state', title: 'State', type: 'text', width: 11 },
    { key: 'parameters', title: 'Parameters', type: 'long', width: 40 },
    ...placeColumns
  ],
  tallies: [{ column: 'verdict', words: Object.values(verdicts) }],
  count: (context) => countOf(context, 'select count(*) as n from config_rule'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context, 'detection')
    return noteworthyFirst(
      context.all<RuleRecord>(rulesSql).map((rule) => ({
        ...accountOf(rule.account_id),
        region: rule.region || null,
        rule: rule.name,
        controls: notMet(
          rule.account_id,
          rule.arn,
          `${regionResource(rule.account_id, rule.region)}#${rule.name}`
        ),
        noteworthy: noteworthyOf(
          rule.said === 'NON_COMPLIANT' && 'Not compliant, says AWS Config',
          rule.state !== null && rule.state !== 'ACTIVE' && 'The rule is not active'
        ),
        verdict: rule.said === null ? null : (verdicts[rule.said] ?? rule.said),
        asks: controlsOf(rule).join(', ') || null,
        identifier: rule.identifier,
        owner: rule.owner,
        state: rule.state,
        parameters:
          rule.parameters === null || rule.parameters === '{}'
            ? null
            : cutTo(rule.parameters, longestParameters),
        ...placeCells(rule)
      }))
    )

    function controlsOf({ name, identifier }: RuleRecord): readonly string[] {
      const byName = context.controlsOfPeer('AWS Config', name)
      return byName.length > 0 || identifier === null
        ? byName
        : context.controlsOfPeer('AWS Config', identifier)
    }
  }
} satisfies Sheet

/** A verdict on a rule as a whole names no resource. */
const rulesSql = `
  with judged as (
    select account_id, region, check_id, max(said) as said
    from tool_result
    where tool = 'AWS Config' and resource = ''
    group by account_id, region, check_id
  )
  select
    f.account_id, f.region, f.name, f.arn, f.owner, f.identifier, f.parameters, f.state, j.said,
    ${placeFields}
  from config_rule f
  join source s on s.id = f.source_id
  left join judged j on j.account_id = f.account_id and j.region = f.region and j.check_id = f.name
  order by f.account_id, f.region, f.name, source`
