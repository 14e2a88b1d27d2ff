/** What a trail records, read from its selectors: management events, and what happens to objects of S3. */
import type { EventSelector, Trail } from './trail.ts'

/** `some`: only under a limit, as certain buckets or all sources but KMS. `unknown`: no export tells. */
export type Reach = 'all' | 'some' | 'none' | 'unknown'

export interface Selection {
  readonly reads: Reach
  readonly writes: Reach
}

/** A trail without selectors of its own records all management events and no others (CloudTrail API reference, `GetEventSelectors`). */
export function managementEvents(trail: Trail): Selection {
  return selection(trail, 'all', (selector) => {
    if (selector.includes_management_events !== 1) return 'none'
    return isLimited(selector, ['eventcategory', 'readonly']) ? 'some' : 'all'
  })
}

export function objectEvents(trail: Trail): Selection {
  return selection(trail, 'none', (selector) => {
    const objects = (selector.data_resources ?? []).filter(({ Type }) => Type === 'AWS::S3::Object')
    if (objects.length === 0) return 'none'
    if (selector.form === 'advanced')
      return isLimited(selector, ['eventcategory', 'resources.type', 'readonly']) ? 'some' : 'all'
    return objects.some(({ Values }) => Array.isArray(Values) && Values.some(isEveryBucket)) ? 'all' : 'some'
  })
}

/** The widest of several: two trails record what either does. */
export function together(selections: readonly Selection[]): Selection {
  return {
    reads: widest(selections.map(({ reads }) => reads)),
    writes: widest(selections.map(({ writes }) => writes))
  }
}

export function isAll({ reads, writes }: Selection): boolean {
  return reads === 'all' && writes === 'all'
}

/** "neither reads nor writes", "no reads", "writes in part"; '' where all are recorded. */
export function missingOf({ reads, writes }: Selection): string {
  if (reads === 'none' && writes === 'none') return 'neither reads nor writes'
  return [inWords('reads', reads), inWords('writes', writes)].filter((words) => words !== '').join(' and ')
}

function inWords(what: string, reach: Reach): string {
  if (reach === 'none') return `no ${what}`
  return reach === 'some' ? `${what} in part` : ''
}

function selection(
  { selectors, has_event_selectors }: Trail,
  withoutSelectors: Reach,
  reachOf: (selector: EventSelector) => Reach
): Selection {
  if (selectors.length === 0) {
    const reach = has_event_selectors === 0 ? withoutSelectors : 'unknown'
    return { reads: reach, writes: reach }
  }
  return together(selectors.map((selector) => ofSelector(selector, reachOf(selector))))
}

function ofSelector({ read_write }: EventSelector, reach: Reach): Selection {
  if (read_write === 'ReadOnly') return { reads: reach, writes: 'none' }
  if (read_write === 'WriteOnly') return { reads: 'none', writes: reach }
  const known = read_write === 'All' || reach === 'none' ? reach : 'some'
  return { reads: known, writes: known }
}

/** Whether fields beyond these narrow what a selector takes; a basic selector only ever leaves out sources. */
function isLimited({ form, field_selectors }: EventSelector, allowed: readonly string[]): boolean {
  const fields = field_selectors ?? []
  return form === 'basic'
    ? fields.length > 0
    : fields.some(({ Field }) => typeof Field !== 'string' || !allowed.includes(Field.toLowerCase()))
}

/** `arn:aws:s3` and `arn:aws:s3:::` stand for all buckets, present and future. */
function isEveryBucket(value: unknown): boolean {
  return typeof value === 'string' && /^arn:aws[a-z-]*:s3(:::)?$/.test(value)
}

const byWidth: readonly Reach[] = ['none', 'unknown', 'some', 'all']

function widest(reaches: readonly Reach[]): Reach {
  return reaches.reduce<Reach>(
    (best, reach) => (byWidth.indexOf(reach) > byWidth.indexOf(best) ? reach : best),
    'none'
  )
}
