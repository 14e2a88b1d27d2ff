/** Gathers what the exports of Security Hub, GuardDuty and AWS Config say of an account and region, a table at a time. */
import { firstOf, textsOf, timeOf, yesOrNo } from './facts-in-words.ts'
import { placeFields, type PlaceRecord } from './population-row.ts'
import { answeredRegions } from './regions-answered.ts'
import type { SheetContext } from './sheet.ts'

export interface Detection {
  readonly hub: 'On' | 'Off' | 'Not received'
  readonly standards: string | null
  readonly guardDuty: 'On' | 'Suspended' | 'Listed' | 'Off' | 'Not received'
  readonly features: string | null
  readonly config: 'Records' | 'Stopped' | 'Set up' | 'Off' | 'Not received'
  readonly records: string | null
  readonly recordsGlobal: string | null
  readonly lastStatus: string | null
  readonly delivery: string | null
  readonly delivered: string | null
  readonly aggregators: string | null
  readonly packs: string | null
  /** Recorders and detectors, as the checks name them within their region. */
  readonly names: readonly string[]
  /** Lesser things that are noteworthy. */
  readonly notes: readonly string[]
  readonly places: readonly PlaceRecord[]
}

/** The exports gathered here, in the order of their tables. */
export const detectionKinds = [
  'security-hub',
  'security-hub-standards',
  'guardduty-detectors',
  'config-recorders',
  'config-recorder-status',
  'config-delivery-channels',
  'config-aggregators',
  'conformance-packs'
] as const

const tables = [
  'security_hub',
  'security_hub_standard',
  'guardduty_detector',
  'config_recorder',
  'config_recorder_status',
  'config_delivery_channel',
  'config_aggregator',
  'conformance_pack'
] as const

/** `place` by account and region, for a `with` clause: those with facts, and those that answered that there are none. */
export const detectionPlaces = `
  ${answeredRegions(...detectionKinds)},
  place as (
    select account_id, region from answered
    ${tables.map((table) => `union select account_id, region from ${table}`).join('\n    ')}
  )`

interface Regional extends PlaceRecord {
  readonly account_id: string
  readonly region: string
}
interface Hub extends Regional {
  readonly version: number
}
interface Standard extends Regional {
  readonly standard_arn: string
  readonly status: string
}
interface Detector extends Regional {
  readonly id: string
  readonly status: string | null
  readonly features: string | null
}
interface Recorder extends Regional {
  readonly name: string
  readonly records_all: number | null
  readonly records_global: number | null
  readonly resource_types: string | null
}
interface RecorderStatus extends Regional {
  readonly is_recording: number | null
  readonly last_status: string | null
  readonly last_error: string | null
}
interface Channel extends Regional {
  readonly bucket: string | null
  readonly last_delivery_at: number | null
  readonly last_delivery_status: string | null
}
interface Aggregator extends Regional {
  readonly name: string
  readonly covers_organization: number | null
  readonly covers_all_regions: number | null
}
interface Pack extends Regional {
  readonly name: string
}

/** Names a cell shows before it counts. */
const mostNamed = 8

/** Answers by account and region. */
export function detectionFacts(context: SheetContext): (account: string, region: string) => Detection {
  const hubs = facts<Hub>(context, 'security_hub', 'version')
  const standards = facts<Standard>(context, 'security_hub_standard', 'standard_arn, f.status')
  const detectors = facts<Detector>(context, 'guardduty_detector', 'id, f.status, f.features')
  const recorders = facts<Recorder>(
    context,
    'config_recorder',
    'name, f.records_all, f.records_global, f.resource_types'
  )
  const statuses = facts<RecorderStatus>(
    context,
    'config_recorder_status',
    'is_recording, f.last_status, f.last_error'
  )
  const channels = facts<Channel>(
    context,
    'config_delivery_channel',
    'bucket, f.last_delivery_at, f.last_delivery_status'
  )
  const aggregators = facts<Aggregator>(
    context,
    'config_aggregator',
    'name, f.covers_organization, f.covers_all_regions'
  )
  const packs = facts<Pack>(context, 'conformance_pack', 'name')
  const answers = answersOf(context)

  return (account, region) => {
    const key = `${account}/${region}`
    const at = <Row>(rows: ReadonlyMap<string, readonly Row[]>): readonly Row[] => rows.get(key) ?? []
    const answered = (kind: string): boolean => answers.has(`${kind}/${key}`)
    const [hub, detector, recorder, status] = [at(hubs), at(detectors), at(recorders), at(statuses)]
    const delivering = at(channels)
    return {
      hub: hub.length > 0 ? 'On' : answered('security-hub') ? 'Off' : 'Not received',
      standards: firstOf(at(standards).map(standardInWords), mostNamed, '\n'),
      guardDuty:
        detector.length > 0
          ? stateOfDetectors(detector)
          : answered('guardduty-detectors')
            ? 'Off'
            : 'Not received',
      features: featuresOff(detector),
      config: stateOfConfig(recorder, status, answered('config-recorders')),
      records: firstOf(recorder.map(recordedInWords), mostNamed, '\n'),
      recordsGlobal: yesOrNo(flagOfAny(recorder.map(({ records_global }) => records_global))),
      lastStatus: firstOf(
        status.flatMap(({ last_status, last_error }) =>
          [last_status, last_error].filter((word) => word !== null)
        ),
        mostNamed,
        '\n'
      ),
      delivery: firstOf(
        delivering.flatMap(({ bucket }) => (bucket === null ? [] : [bucket])),
        mostNamed,
        '\n'
      ),
      delivered: timeOf(
        delivering.find(({ last_delivery_at }) => last_delivery_at !== null)?.last_delivery_at ?? null
      ),
      aggregators: firstOf(at(aggregators).map(aggregatorInWords), mostNamed, '\n'),
      packs: firstOf(
        at(packs).map(({ name }) => name),
        mostNamed,
        '\n'
      ),
      names: [...recorder.map(({ name }) => name), ...detector.map(({ id }) => id || 'detector')],
      notes: [
        ...(delivering.some(({ last_delivery_status }) => /^failure$/i.test(last_delivery_status ?? ''))
          ? ['AWS Config could not deliver']
          : []),
        ...(hub.length > 0 && answered('security-hub-standards') && at(standards).length === 0
          ? ['Security Hub is on without a standard']
          : [])
      ],
      places: placesOf(
        [hub, at(standards), detector, recorder, status, delivering, at(aggregators), at(packs)].map(
          (rows, n) => (rows.length > 0 ? rows : [answers.get(`${detectionKinds[n]}/${key}`)])
        )
      )
    }
  }
}

/** `columns` begins with one of the table's own and names the others as those of `f`. */
function facts<Row extends Regional>(
  context: SheetContext,
  table: (typeof tables)[number],
  columns: string
): ReadonlyMap<string, readonly Row[]> {
  const rows = context.all<Row>(
    `select f.account_id, f.region, f.${columns}, ${placeFields}
     from ${table} f
     join source s on s.id = f.source_id
     order by f.rowid`
  )
  return Map.groupBy(rows, ({ account_id, region }) => `${account_id}/${region}`)
}

/** By `kind/account/region` where each whole answer stands. */
function answersOf(context: SheetContext): ReadonlyMap<string, PlaceRecord> {
  const answers = context.all<Regional & { readonly kind: string }>(
    `with ${answeredRegions(...detectionKinds)}
     select a.account_id, a.region, a.kind, s.ref || ':1' as source, null as path
     from answered a
     join source s on s.id = a.source_id
     order by s.ref`
  )
  return new Map(
    answers.map(({ account_id, region, kind, source, path }) => [
      `${kind}/${account_id}/${region}`,
      { source, path }
    ])
  )
}

function stateOfDetectors(detectors: readonly Detector[]): Detection['guardDuty'] {
  if (detectors.some(({ status }) => status === 'ENABLED')) return 'On'
  return detectors.some(({ status }) => status === null) ? 'Listed' : 'Suspended'
}

function stateOfConfig(
  recorders: readonly Recorder[],
  statuses: readonly RecorderStatus[],
  answered: boolean
): Detection['config'] {
  if (statuses.some(({ is_recording }) => is_recording === 1)) return 'Records'
  if (statuses.length > 0) return 'Stopped'
  if (recorders.length > 0) return 'Set up'
  return answered ? 'Off' : 'Not received'
}

function featuresOff(detectors: readonly Detector[]): string | null {
  const off = detectors.flatMap(({ features }) =>
    Object.entries(features === null ? {} : (JSON.parse(features) as Readonly<Record<string, unknown>>))
      .filter(([, state]) => state !== 'ENABLED')
      .map(([name]) => name)
  )
  return firstOf(off, mostNamed, '\n')
}

function recordedInWords({ records_all, resource_types }: Recorder): string {
  if (records_all === 1) return 'All types'
  const types = textsOf(resource_types)
  return types.length === 0 ? notToldHere : (firstOf(types, 5) ?? notToldHere)
}

const notToldHere = 'Not exported'

/** `arn:…:standards/cis-aws-foundations-benchmark/v/3.0.0` → "cis-aws-foundations-benchmark 3.0.0 (ready)". */
function standardInWords({ standard_arn, status }: Standard): string {
  const [, name = standard_arn, version] =
    /(?:standards|ruleset)\/([^/]+)(?:\/v\/([^/]+))?$/.exec(standard_arn) ?? []
  const state = status === '' || status === 'READY' ? '' : ` (${status.toLowerCase()})`
  return `${name}${version === undefined ? '' : ` ${version}`}${state}`
}

function aggregatorInWords({ name, covers_organization, covers_all_regions }: Aggregator): string {
  const reach = [
    covers_organization === 1 ? 'the organization' : 'some accounts',
    covers_all_regions === 1 ? 'all regions' : 'some regions'
  ]
  return `${name}: ${reach.join(', ')}`
}

function flagOfAny(flags: readonly (number | null)[]): number | null {
  if (flags.includes(1)) return 1
  return flags.includes(0) ? 0 : null
}

/** Each place once; an answer that there is nothing stands in its file as a whole. */
function placesOf(lists: readonly (readonly (PlaceRecord | undefined)[])[]): readonly PlaceRecord[] {
  const places = new Map(
    lists
      .flat()
      .flatMap((place) =>
        place ? [[`${place.source} ${place.path}`, { source: place.source, path: place.path }]] : []
      )
  )
  return [...places.values()].slice(0, mostPlaces)
}

/** A region has about ten such facts. */
const mostPlaces = 12
