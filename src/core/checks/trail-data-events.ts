/** CT-08: whether reads and writes of objects in S3 are recorded. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isAll, missingOf, objectEvents, together } from './basis/event-selection.ts'
import { list } from './basis/sentence.ts'
import { accountTrails, noTrailList, trailNamed, trailsOf, type AccountTrailsRow } from './basis/trail.ts'

export default automatedCheck<AccountTrailsRow>({
  id: 'trail-data-events',
  control: 'CT-08',
  topic: 'logging',
  severity: 'low',
  scope: 'account',
  criterion: 'A trail of all regions records reads and writes of the objects in all buckets of S3.',
  effect: 'After a leak nobody can say which objects were read or changed, and by whom.',
  recommendation:
    'Record data events of S3 for all buckets, or for those with data worth protecting, and give the reason for the others.',
  remediation: {
    console:
      'CloudTrail → Trails → the trail → Data events → Edit: S3, all current and future buckets, Read and Write.',
    cli: 'aws cloudtrail put-event-selectors --trail-name TRAIL --advanced-event-selectors file://SELECTORS.json.',
    terraform:
      'The cloudtrail-baseline module of AWS Secure Baseline with cloudtrail_s3_object_level_logging_buckets = ["arn:aws:s3:::"], or a data_resource of aws_cloudtrail.'
  },
  procedure: [
    'Read the event selectors of each trail of all regions: AWS::S3::Object for arn:aws:s3, reads and writes.',
    'Where some buckets alone are recorded compare them with the register of data, and ask why the others are not.',
    'Where data events go to an event data store instead, obtain its settings and conclude by hand.'
  ],
  limits: [
    'Buckets of other accounts are recorded by their own trails.',
    'An event data store of CloudTrail Lake that records data events is in no export that is read.'
  ],
  sources: ['CloudTrail User Guide: Logging data events'],
  needs: ['trails'],
  wants: ['trail-status', 'trail-event-selectors'],
  parameters: [],
  columns: [{ key: 'trail_count', title: 'Trails', type: 'integer' }],
  population: accountTrails,
  whenEmpty: noTrailList,
  test(row, { account, coverageOf }) {
    const wide = trailsOf(row).filter(
      ({ is_multi_region, is_logging }) => is_multi_region === 1 && is_logging !== 0
    )
    if (wide.length === 0)
      return coverageOf('trails') === 'complete'
        ? exception(`Account ${account} has no trail of all regions that is logging.`)
        : needsReview(`Account ${account} has no trail of all regions in the lists received.`)
    const recorded = together(wide.map(objectEvents))
    const names = list(wide.map(trailNamed))
    if (recorded.reads === 'unknown' || recorded.writes === 'unknown')
      return needsReview(
        `${names}: no export says which data events are recorded; ask for aws cloudtrail get-event-selectors.`
      )
    if (recorded.reads === 'none' || recorded.writes === 'none')
      return exception(`${names}: of objects in S3, ${missingOf(recorded)} are recorded.`)
    if (!isAll(recorded))
      return needsReview(
        `${names}: data events are recorded for some buckets of S3 alone (${missingOf(recorded)}); judge the others.`
      )
    return wide.some((trail) => trail.is_logging === 1 && objectEvents(trail).writes !== 'none')
      ? pass(`${names}: reads and writes of the objects in all buckets are recorded.`)
      : needsReview(
          `${names}: reads and writes of all objects are recorded, but no export says whether the trail is logging.`
        )
  }
})
