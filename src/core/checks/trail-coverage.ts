/** CT-01: whether a trail records the management events of all regions. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isAll, managementEvents, missingOf, together } from './basis/event-selection.ts'
import { count, list } from './basis/sentence.ts'
import { accountTrails, noTrailList, trailNamed, trailsOf, type AccountTrailsRow } from './basis/trail.ts'

export default automatedCheck<AccountTrailsRow>({
  id: 'trail-coverage',
  control: 'CT-01',
  topic: 'logging',
  severity: 'high',
  scope: 'account',
  criterion: 'A trail of all regions is logging and records all management events, reads and writes.',
  effect: 'What an intruder does in a region or service that is not recorded leaves no trace to investigate.',
  recommendation:
    'Have one trail of all regions, best of the organization, that records all management events and is always on.',
  remediation: {
    console:
      'CloudTrail → Trails → Create trail; in the management account tick Enable for all accounts in my organization; Management events: Read and Write.',
    cli: 'aws cloudtrail create-trail --name NAME --s3-bucket-name BUCKET --is-multi-region-trail --enable-log-file-validation, then aws cloudtrail start-logging --name NAME.',
    terraform:
      'The cloudtrail-baseline module of AWS Secure Baseline with cloudtrail_baseline_enabled = true, or aws_cloudtrail with is_multi_region_trail = true and enable_logging = true.'
  },
  procedure: [
    'Take the trails of any one region: a trail of all regions and that of the organization stand in each list, unless it was asked with --no-include-shadow-trails.',
    'See in the status that it is logging and that the last delivery went well.',
    'See in the event selectors that management events are recorded, reads and writes, and which sources are left out.',
    'Where an event data store of CloudTrail Lake stands in for a trail, obtain its settings and conclude by hand.'
  ],
  limits: [
    'An event data store of CloudTrail Lake that stands in for a trail is in no export that is read.',
    'Whether log files of the whole period are in the bucket is not shown; the status tells of the last delivery.'
  ],
  sources: [
    'CloudTrail User Guide: Security best practices in AWS CloudTrail',
    'CloudTrail API Reference: GetTrailStatus',
    'CloudTrail API Reference: GetEventSelectors'
  ],
  needs: ['trails'],
  wants: ['trail-status', 'trail-event-selectors'],
  parameters: [],
  columns: [{ key: 'trail_count', title: 'Trails', type: 'integer' }],
  population: accountTrails,
  whenEmpty: noTrailList,
  test(row, { account, coverageOf }) {
    const all = trailsOf(row)
    const wide = all.filter(({ is_multi_region }) => is_multi_region === 1)
    if (wide.length === 0) {
      const found =
        all.length === 0
          ? `Account ${account} has no trail`
          : `Account ${account} has no trail of all regions, only ${list(all.map(trailNamed))}`
      return coverageOf('trails') === 'complete'
        ? exception(`${found}.`)
        : needsReview(`${found}, in the lists received.`)
    }
    const delivering = wide.filter(
      ({ is_logging, delivery_error }) => is_logging !== 0 && delivery_error === null
    )
    if (delivering.length === 0) return exception(`${list(wide.map(stateOf))}.`)
    const sure = delivering.filter(({ is_logging }) => is_logging === 1)
    const recorded = together(sure.map(managementEvents))
    if (isAll(recorded))
      return pass(
        `${list(sure.map(trailNamed))} ${sure.length === 1 ? 'records' : 'record'} all management events of all regions and ${sure.length === 1 ? 'is' : 'are'} logging.`
      )

    const possible = together(delivering.map(managementEvents))
    const names = list(delivering.map(trailNamed))
    if (sure.length < delivering.length && possible.reads !== 'none' && possible.writes !== 'none')
      return needsReview(
        `${names}: no export says whether ${delivering.length === 1 ? 'it is' : 'each of them is'} logging; ask for aws cloudtrail get-trail-status.`
      )
    if (possible.reads === 'unknown' || possible.writes === 'unknown')
      return needsReview(
        `${names}: no export says which management events ${count(delivering.length, 'trail')} of all regions ${delivering.length === 1 ? 'records' : 'record'}; ask for aws cloudtrail get-event-selectors.`
      )
    const missing = missingOf(possible)
    return possible.reads === 'some' || possible.writes === 'some'
      ? needsReview(
          `${names}: management events are recorded with limits (${missing}); judge what the selectors leave out.`
        )
      : exception(`${names}: of management events, ${missing} are recorded in all regions.`)
  }
})

function stateOf(
  trail: Parameters<typeof trailNamed>[0] & { readonly delivery_error: string | null }
): string {
  return trail.delivery_error === null
    ? `${trailNamed(trail)} is not logging`
    : `${trailNamed(trail)} cannot deliver (${trail.delivery_error.slice(0, 80)})`
}
