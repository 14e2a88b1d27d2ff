/** CT-09: whether CloudTrail itself looks for unusual activity. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { list } from './basis/sentence.ts'
import {
  accountTrails,
  noTrailList,
  trailNamed,
  trailsOf,
  type AccountTrailsRow,
  type Trail
} from './basis/trail.ts'

export default automatedCheck<AccountTrailsRow>({
  id: 'trail-insights',
  control: 'CT-09',
  topic: 'logging',
  severity: 'low',
  scope: 'account',
  criterion: 'A trail looks for unusual rates of calls and errors.',
  effect: 'A burst of calls, as of a stolen key trying what it may do, is one of millions of lines.',
  recommendation: 'Turn Insights events on for the trail of all regions, or say what takes their place.',
  remediation: {
    console: 'CloudTrail → Trails → the trail → Insights events → Edit: API call rate and API error rate.',
    cli: 'aws cloudtrail put-insight-selectors --trail-name TRAIL --insight-selectors InsightType=ApiCallRateInsight InsightType=ApiErrorRateInsight.',
    terraform:
      'The cloudtrail-baseline module of AWS Secure Baseline always has it on; else an insight_selector block of aws_cloudtrail.'
  },
  procedure: [
    'Read HasInsightSelectors of each trail, and its insight selectors.',
    'Ask who looks at Insights events, and see one of the period with what followed.'
  ],
  limits: [
    'Whether anybody looks at what CloudTrail found is not in the export.',
    'Insights of an event data store are not seen.'
  ],
  sources: ['CloudTrail User Guide: Working with CloudTrail Insights'],
  needs: ['trails'],
  wants: ['trail-insight-selectors', 'trail-status'],
  parameters: [],
  columns: [{ key: 'trail_count', title: 'Trails', type: 'integer' }],
  population: accountTrails,
  whenEmpty: noTrailList,
  test(row, { account, coverageOf }) {
    const trails = trailsOf(row).filter(({ is_logging }) => is_logging !== 0)
    const looking = trails.filter((trail) => hasInsights(trail) === true)
    if (looking.length > 0)
      return pass(
        `${list(looking.map(trailNamed))} ${looking.length === 1 ? 'looks' : 'look'} for unusual activity.`
      )
    const unknown = trails.filter((trail) => hasInsights(trail) === null)
    if (unknown.length > 0)
      return needsReview(
        `${list(unknown.map(trailNamed))}: no export says whether Insights are on; ask for aws cloudtrail get-insight-selectors.`
      )
    if (coverageOf('trails') !== 'complete')
      return needsReview(`No trail in the lists received of ${account} looks for unusual activity.`)
    return trails.length === 0
      ? exception(`Account ${account} has no trail that is logging.`)
      : exception(`Insights are off for ${list(trails.map(trailNamed))}.`)
  }
})

/** null where no export tells. */
function hasInsights({ insights, has_insight_selectors, insights_answered }: Trail): boolean | null {
  if (insights.length > 0) return true
  if (insights_answered === 1) return false
  return has_insight_selectors === null ? null : has_insight_selectors === 1
}
