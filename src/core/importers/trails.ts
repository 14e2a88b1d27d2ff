/** Reads the trails of CloudTrail that record a region: one of its own, one of all regions, or the organization's. */
import { accountOfArn, nameOfArn, parseArn } from '../iam/arn.ts'
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { flagOf, recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional } from './reading/regional.ts'
import { keysBelow, hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'trails',
  title: 'CloudTrail trails',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith(lone),
  command: 'aws cloudtrail describe-trails --output json',
  operations: ['DescribeTrails', 'GetTrail'],
  recognises: (outline) =>
    hasKey(outline, 'TrailList') || keysBelow(outline, 'Trail')?.has('TrailARN') === true,
  read
}

export default importer

/** Begins the key of an answer about one trail; a list is covered by its region. */
const lone = 'trail '

type Trail = Omit<FactTables['trail'], 'account_id'>

/** What stands in one document. */
interface Answer {
  listed: Trail[]
  lone: Trail[]
}

/**
 * A trail of all regions stands in every region's list, and the organization's in every account's: its ARN names its home region
 * and the management account, so that neither tells of which region or account the list is.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const asked = outline.error.operation === 'GetTrail' ? (reading.option('name') ?? '') : null
    refuseRegional(outline.error, importer, reading, (region) => (asked === null ? region : lone + asked))
    return
  }
  const answered = new Map<string, { account: string; key: string; list: 'TrailList' | 'Trail' }>()
  const place = { account: reading.accountHint, region: reading.region }
  let isWithoutRegion = false
  let open: Answer = { listed: [], lone: [] }

  function cover(account: string, key: string, list: 'TrailList' | 'Trail'): void {
    answered.set(`${account}/${key}`, { account, key, list })
  }

  function settle(): void {
    const { listed, lone: one } = open
    open = { listed: [], lone: [] }
    const account = accountOf([...listed, ...one], place.account)
    for (const trail of [...listed, ...one]) {
      const owner = ownerOf(trail, account)
      reading.fact('trail', { account_id: owner, ...trail })
      if (one.includes(trail)) cover(owner, lone + trail.arn, 'Trail')
    }
    if (one.length > 0) return
    const region = place.region ?? listed.find(({ is_multi_region }) => is_multi_region === 0)?.home_region
    if (!region) isWithoutRegion = true
    cover(account, region || reading.name, 'TrailList')
  }

  const json = readJson(chunks, outline, reading, {
    lists: { TrailList: (member) => take(member, open.listed) },
    values: { Trail: (member) => take(member, open.lone) },
    documentEnds: settle
  })
  function take(member: Member, into: Trail[]): void {
    into.push(trailOf(member))
    reading.count('trails')
  }
  reading.count('trails', 0)
  for (const { account, key, list } of answered.values()) reading.covers(account, key, json.stateOf(list))
  if (isWithoutRegion) noteWithoutRegion(reading)
}

/** The account of the list: that of a trail of its own, else the one known from outside, else the organization trail's. */
function accountOf(trails: readonly Trail[], hint: string | null): string {
  const own = trails.find(({ is_organization }) => is_organization !== 1)
  return (own && accountOfArn(own.arn)) ?? hint ?? (trails[0] && accountOfArn(trails[0].arn)) ?? ''
}

/** An organization trail counts for the account whose list it stands in. */
function ownerOf({ arn, is_organization }: Trail, account: string): string {
  return is_organization === 1 ? account : (accountOfArn(arn) ?? account)
}

function trailOf(member: Member): Trail {
  const trail = recordOf(member.value)
  const arn = requiredText(trail, 'TrailARN')
  return {
    arn,
    name: textOf(trail, 'Name') ?? nameOfArn(arn),
    home_region: textOf(trail, 'HomeRegion') ?? parseArn(arn)?.region ?? '',
    is_multi_region: flagOf(trail, 'IsMultiRegionTrail'),
    is_organization: flagOf(trail, 'IsOrganizationTrail'),
    includes_global_events: flagOf(trail, 'IncludeGlobalServiceEvents'),
    validates_log_files: flagOf(trail, 'LogFileValidationEnabled'),
    kms_key: textOf(trail, 'KmsKeyId'),
    bucket: textOf(trail, 'S3BucketName'),
    log_group_arn: textOf(trail, 'CloudWatchLogsLogGroupArn'),
    sns_topic_arn: textOf(trail, 'SnsTopicARN') ?? textOf(trail, 'SnsTopicName'),
    has_event_selectors: flagOf(trail, 'HasCustomEventSelectors'),
    has_insight_selectors: flagOf(trail, 'HasInsightSelectors'),
    line: member.line,
    path: member.path
  }
}

function noteWithoutRegion(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      'Neither the file nor its name says of which region the list of trails is, and trails of another region alone are not in it: put it into a folder named after the region, as regions/eu-west-1/, or import it with its collection manifest.'
  })
}
