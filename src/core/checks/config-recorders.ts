/** CFG-01: whether AWS Config records every region, and IAM in one of them. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type TestContext, type Verdict } from './check.ts'
import {
  namesIn,
  otherRegions,
  regionalMembers,
  regionName,
  regionsOf,
  type RegionRow
} from './basis/region.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends RegionRow {
  readonly kind: 'region' | 'iam'
  /** JSON list of `Recorder`: of the region, or of all. */
  readonly recorders: string
  readonly recorder_count: number
}

interface Recorder {
  readonly region: string
  readonly name: string
  /** 1 where an export describes what it records. */
  readonly is_described: Flag
  readonly records_all: Flag | null
  readonly records_global: Flag | null
  /** Names of types; those left out begin with "not ". */
  readonly resource_types: readonly string[] | null
  /** 1 where an export tells its status. */
  readonly has_status: Flag
  readonly is_recording: Flag | null
  readonly last_status: string | null
  readonly last_error: string | null
}

const recorders = (region: string): string => `(
        select json_group_array(
          json_object(
            'region', known.region,
            'name', known.name,
            'is_described', recorder.name is not null,
            'records_all', recorder.records_all,
            'records_global', recorder.records_global,
            'resource_types', json(recorder.resource_types),
            'has_status', status.name is not null,
            'is_recording', status.is_recording,
            'last_status', status.last_status,
            'last_error', nullif(status.last_error, '')
          )
          order by known.region, known.name
        )
        from known
        left join config_recorder as recorder
          on recorder.account_id = :account and recorder.region = known.region and recorder.name = known.name
        left join config_recorder_status as status
          on status.account_id = :account and status.region = known.region and status.name = known.name
        where ${region}
      )`

export default automatedCheck<Row>({
  id: 'config-recorders',
  control: 'CFG-01',
  topic: 'detection',
  severity: 'medium',
  scope: 'account',
  criterion:
    'AWS Config records all types of resources in every region that is enabled in the account, and those of IAM in at least one.',
  effect: 'Nobody can say what was changed, when, and how it was before.',
  recommendation:
    'Turn the recorder on in every region for all types, with global resources in one region, and deliver to a bucket in an account for logs.',
  remediation: {
    console: 'AWS Config, in each region → Settings → Edit: Enable recording, All resource types.',
    cli: 'aws configservice put-configuration-recorder --configuration-recorder file://RECORDER.json --recording-group allSupported=true,includeGlobalResourceTypes=true, then aws configservice start-configuration-recorder --configuration-recorder-name default.',
    terraform:
      'The config-baseline module of AWS Secure Baseline with config_baseline_enabled = true and the region in target_regions, or aws_config_configuration_recorder and aws_config_configuration_recorder_status.'
  },
  procedure: [
    'Take recorders and their status of each enabled region: recording is true, and the last delivery went well.',
    'See that allSupported is true, and in one region includeGlobalResourceTypes; judge each type left out.',
    'See that what is recorded arrives: the delivery channel and its bucket.'
  ],
  limits: [
    'Whether what is recorded reaches its bucket is told for the last delivery only.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: ['AWS Config Developer Guide: Recording AWS resources with AWS Config'],
  needs: ['config-recorder-status'],
  wants: ['config-recorders'],
  parameters: [],
  columns: [
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'recorder_count', title: 'Recorders', type: 'integer' }
  ],
  population: `
    with ${regionalMembers(
      ['config-recorder-status', 'config-recorders'],
      ['config_recorder', 'config_recorder_status']
    )},
    known as (
      select region, name from config_recorder where account_id = :account
      union
      select region, name from config_recorder_status where account_id = :account
    )
    select
      member.resource,
      'region' as kind,
      member.region,
      member.seen,
      member.enabled,
      ${recorders('known.region = member.region')} as recorders,
      (select count(*) from known where known.region = member.region) as recorder_count,
      member.source_id,
      member.line,
      member.path
    from member
    union all
    select
      :account || '/IAM resources',
      'iam',
      null,
      member.seen,
      member.enabled,
      ${recorders('true')},
      (select count(*) from known),
      member.source_id,
      member.line,
      member.path
    from member
    where member.region is null`,
  whenEmpty: 'No export of AWS Config speaks of any region.',
  test(row, context) {
    const found = JSON.parse(row.recorders) as Recorder[]
    if (row.kind === 'iam') return verdictOnIam(row, found, context)
    if (row.region === null)
      return otherRegions(row, context.account, 'aws configservice describe-configuration-recorder-status')
    const config = `AWS Config of ${context.account}`
    const where = regionName(row.region)
    if (found.length === 0) return exception(`${config} is off in ${where}.`)
    const verdicts = found.map((recorder) => verdictOn(recorder, `${config} in ${where}`))
    return (
      verdicts.find(({ status }) => status === 'pass') ??
      verdicts.find(({ status }) => status === 'needs-review') ??
      verdicts[0] ??
      exception(`${config} is off in ${where}.`)
    )
  }
})

function verdictOn(recorder: Recorder, config: string): Verdict {
  const { is_recording, last_status, last_error, records_all, resource_types } = recorder
  if (is_recording === 0) return exception(`${config} is not recording.`)
  if (/^failure$/i.test(last_status ?? ''))
    return exception(
      `${config} records, but its last delivery failed${last_error === null ? '' : ` (${last_error.slice(0, 80)})`}.`
    )
  const leftOut = (resource_types ?? [])
    .filter((type) => type.startsWith('not '))
    .map((type) => type.slice(4))
  if (records_all === 0 && leftOut.length === 0)
    return exception(
      `${config} records ${list(resource_types ?? []) || 'types that the export does not name'} alone.`
    )
  if (recorder.has_status === 0 || is_recording === null)
    return needsReview(
      `${config} has recorder ${recorder.name}; no export says whether it runs. Ask for aws configservice describe-configuration-recorder-status.`
    )
  if (!/^success$/i.test(last_status ?? ''))
    return needsReview(
      `${config} is recording, and its last delivery is ${last_status?.toLowerCase() ?? 'not told'}.`
    )
  if (records_all === 0)
    return needsReview(`${config} is recording all types but ${list(leftOut)}; judge why those are left out.`)
  return records_all === 1
    ? pass(`${config} is recording all types.`)
    : needsReview(
        `${config} is recording; no export says which types. Ask for aws configservice describe-configuration-recorders.`
      )
}

/** IAM is global: one region that records it is enough, and none is an exception only where all were seen. */
function verdictOnIam(row: Row, recorders: readonly Recorder[], { account }: TestContext): Verdict {
  const running = recorders.filter(({ is_recording }) => is_recording !== 0)
  const recording = running.filter(
    ({ is_recording, records_global }) => is_recording === 1 && records_global === 1
  )
  if (recording.length > 0)
    return pass(
      `AWS Config of ${account} records users, groups, roles and policies of IAM in ${list(recording.map(({ region }) => regionName(region)))}.`
    )
  const open = running.filter(
    ({ is_described, records_global }) => is_described === 0 || records_global !== 0
  )
  if (open.length > 0)
    return needsReview(
      `Whether AWS Config of ${account} records IAM in ${list(open.map(({ region }) => regionName(region)))} no export says; ask for aws configservice describe-configuration-recorders and describe-configuration-recorder-status.`
    )
  const { found, missing } = regionsOf(namesIn(row.seen), namesIn(row.enabled))
  return missing.length > 0
    ? needsReview(
        `AWS Config of ${account} does not record IAM in ${found}; of ${count(missing.length, 'other region')} no export speaks.`
      )
    : exception(`AWS Config of ${account} records IAM in no region.`)
}
