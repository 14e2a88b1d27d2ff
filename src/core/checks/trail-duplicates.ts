/** CT-12: whether the events of global services are recorded, and paid for, more than once. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { managementEvents } from './basis/event-selection.ts'
import { count, list } from './basis/sentence.ts'
import {
  accountTrails,
  noTrailList,
  trailNamed,
  trailsOf,
  unlistedTrails,
  type AccountTrailsRow,
  type Trail
} from './basis/trail.ts'

export default automatedCheck<AccountTrailsRow>({
  id: 'trail-duplicates',
  control: 'CT-12',
  topic: 'logging',
  severity: 'low',
  scope: 'account',
  criterion: 'No more than one trail records the events of global services.',
  effect:
    'Events of IAM and STS are counted twice by whoever reads the logs, and the second copy is paid for.',
  recommendation: 'Keep one trail for management events, best that of the organization, and end the others.',
  remediation: {
    console: 'CloudTrail → Trails → the trail that is not needed → Delete, or Management events: none.',
    cli: 'aws cloudtrail update-trail --name TRAIL --no-include-global-service-events for a trail of one region, else aws cloudtrail delete-trail --name TRAIL.',
    terraform:
      'The turn_off_organization_trail input of AWS Secure Baseline, or include_global_service_events = false of aws_cloudtrail.'
  },
  procedure: [
    'Count the trails that log, include global service events and record management events; a trail of data events alone does not count.',
    'Ask what each is for: a second trail in the hands of another team may be on purpose.'
  ],
  limits: ['Whether the second trail is wanted is not in the export.'],
  sources: ['CloudTrail User Guide: Managing CloudTrail trail costs'],
  needs: ['trails'],
  wants: ['trail-status', 'trail-event-selectors'],
  parameters: [],
  columns: [{ key: 'trail_count', title: 'Trails', type: 'integer' }],
  population: accountTrails,
  whenEmpty: noTrailList,
  test(row, { account }) {
    const possible = trailsOf(row).filter(mayRecordGlobalEvents)
    const sure = possible.filter(recordsGlobalEvents)
    if (sure.length > 1)
      return exception(
        `${count(sure.length, 'trail')} of ${account} record the events of global services: ${list(sure.map(trailNamed))}.`
      )
    if (possible.length > 1)
      return needsReview(
        `${list(possible.map(trailNamed))} may all record the events of global services; ask for aws cloudtrail get-trail-status and get-event-selectors of each.`
      )
    const regions = unlistedTrails(row, account)
    return regions.status === 'pass'
      ? pass(`${count(possible.length, 'trail')} of ${account} may record the events of global services.`)
      : regions
  }
})

function mayRecordGlobalEvents(trail: Trail): boolean {
  if (trail.is_logging === 0 || trail.includes_global_events !== 1) return false
  const { reads, writes } = managementEvents(trail)
  return reads !== 'none' || writes !== 'none'
}

function recordsGlobalEvents(trail: Trail): boolean {
  const { reads, writes } = managementEvents(trail)
  return trail.is_logging === 1 && reads !== 'unknown' && writes !== 'unknown'
}
