/** Reads the metric filters of CloudWatch Logs: the patterns that turn events of a log group into numbers an alarm can watch. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  isRecord,
  listOf,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { lowerFirst } from './reading/lower-first.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'metric-filters',
  title: 'Metric filters',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.includes('/'),
  command: 'aws logs describe-metric-filters --output json',
  operations: ['DescribeMetricFilters'],
  recognises: (outline) => hasKey(outline, 'MetricFilters'),
  read
}

export default importer

/** A filter names its log group and no account. The list of one log group is covered by the region and the group. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = askedOf(reading)
  const keyOf = (region: string): string => (asked === null ? region : `${region}/${asked}`)
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, keyOf)
    return
  }
  const scopes = scopesOf(reading)
  const { account, region } = scopes.named(null, null)
  const json = readJson(chunks, outline, reading, {
    lists: {
      MetricFilters(member) {
        const filter = lowerFirst(recordOf(member.value))
        reading.fact('metric_filter', {
          account_id: account,
          region,
          log_group: textOf(filter, 'logGroupName') ?? asked ?? '',
          name: requiredText(filter, 'filterName'),
          pattern: textOf(filter, 'filterPattern') ?? '',
          ...metricOf(filter, member),
          line: member.line,
          path: member.path
        })
        reading.count('filters')
      }
    }
  })
  reading.count('filters', 0)
  scopes.cover(json.stateOf('MetricFilters'), keyOf)
}

/** Log groups are asked about one by one, and filters by the metric they feed; null where all of a region were. */
function askedOf(reading: Reading): string | null {
  return (
    reading.option('log-group-name') ??
    reading.option('filter-name-prefix') ??
    reading.option('metric-name') ??
    /describe-metric-filters\.(.{1,600})$/.exec(lastOfName(reading.name).base)?.[1] ??
    null
  )
}

/** A filter feeds one metric (CloudWatch Logs API reference, `metricTransformations`). */
function metricOf(
  filter: JsonRecord,
  member: Member
): { readonly metric_namespace: string | null; readonly metric_name: string | null } {
  const metrics = listOf(filter, 'metricTransformations').filter(isRecord)
  if (metrics.length > 1)
    member.doubt('The filter feeds more than one metric, which AWS does not allow; the first was taken.')
  const metric = metrics[0] ? lowerFirst(metrics[0]) : null
  return {
    metric_namespace: metric && textOf(metric, 'metricNamespace'),
    metric_name: metric && textOf(metric, 'metricName')
  }
}
