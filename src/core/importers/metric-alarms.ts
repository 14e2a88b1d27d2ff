/** Reads the alarms of CloudWatch: which metric each watches, and whom it tells. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  flagOf,
  isRecord,
  listOf,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord
} from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'metric-alarms',
  title: 'CloudWatch alarms',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.includes('/'),
  command: 'aws cloudwatch describe-alarms --output json',
  operations: ['DescribeAlarms', 'DescribeAlarmsForMetric'],
  recognises: (outline) => hasKey(outline, 'MetricAlarms'),
  read
}

export default importer

/** Alarms asked for by name, state or metric are not all of a region, and are covered by the region and what was asked. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = narrowing.map((option) => reading.option(option)).find((value) => value !== null)
  const keyOf = (region: string): string => (asked === undefined ? region : `${region}/${asked}`)
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, keyOf)
    return
  }
  const scopes = scopesOf(reading)
  let composites = 0
  const json = readJson(chunks, outline, reading, {
    lists: {
      MetricAlarms(member) {
        const alarm = recordOf(member.value)
        const arn = requiredText(alarm, 'AlarmArn')
        const { account, region } = scopes.of(arn)
        reading.fact('metric_alarm', {
          account_id: account,
          region,
          arn,
          name: textOf(alarm, 'AlarmName') ?? arn.slice(arn.lastIndexOf(':') + 1),
          ...metricOf(alarm),
          actions_enabled: flagOf(alarm, 'ActionsEnabled'),
          alarm_actions: JSON.stringify(
            listOf(alarm, 'AlarmActions').filter((action) => typeof action === 'string')
          ),
          state: textOf(alarm, 'StateValue'),
          line: member.line,
          path: member.path
        })
        reading.count('alarms')
      },
      CompositeAlarms() {
        composites++
      }
    }
  })
  reading.count('alarms', 0)
  if (composites > 0)
    reading.note({
      level: 'info',
      sentence: `${composites} composite ${composites === 1 ? 'alarm is' : 'alarms are'} in the list and not read: an alarm that notifies through one alone shows no action of its own.`
    })
  scopes.cover(json.stateOf('MetricAlarms'), keyOf)
}

const narrowing = [
  'alarm-names',
  'alarm-name-prefix',
  'state-value',
  'action-prefix',
  'metric-name',
  'alarm-types'
]

interface Metric {
  readonly metric_namespace: string | null
  readonly metric_name: string | null
}

/** An alarm on a calculation has its metrics in a list; the first of them counts. */
function metricOf(alarm: JsonRecord): Metric {
  const name = textOf(alarm, 'MetricName')
  if (name !== null) return { metric_namespace: textOf(alarm, 'Namespace'), metric_name: name }
  for (const query of listOf(alarm, 'Metrics').filter(isRecord)) {
    const statistic = recordIn(query, 'MetricStat')
    const metric = statistic && recordIn(statistic, 'Metric')
    if (metric)
      return { metric_namespace: textOf(metric, 'Namespace'), metric_name: textOf(metric, 'MetricName') }
  }
  return { metric_namespace: null, metric_name: null }
}
