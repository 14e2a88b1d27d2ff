/** Reads whether the recorders of AWS Config run, and whether what they record is delivered. */
import type { Importer, Outline, Reading } from './importer.ts'
import { flagOf, recordOf, requiredText, textOf, timeOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'config-recorder-status',
  title: 'Config recorder status',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-configuration-recorder-status --output json',
  operations: ['DescribeConfigurationRecorderStatus'],
  recognises: (outline) => hasKey(outline, 'ConfigurationRecordersStatus'),
  read
}

export default importer

/** A recorder without a `lastStatus` has delivered nothing yet. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuseRegional(outline.error, importer, reading)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      ConfigurationRecordersStatus(member) {
        const status = recordOf(member.value)
        const name = requiredText(status, 'name')
        const { account, region } = scopes.of(textOf(status, 'arn'))
        timeOf(status, 'lastStatusChangeTime', member)
        reading.fact('config_recorder_status', {
          account_id: account,
          region,
          name,
          is_recording: flagOf(status, 'recording'),
          last_status: textOf(status, 'lastStatus'),
          last_error: textOf(status, 'lastErrorCode') ?? textOf(status, 'lastErrorMessage'),
          last_started_at: timeOf(status, 'lastStartTime', member),
          last_stopped_at: timeOf(status, 'lastStopTime', member),
          line: member.line,
          path: member.path
        })
        reading.count('recorders')
      }
    }
  })
  reading.count('recorders', 0)
  scopes.cover(json.stateOf('ConfigurationRecordersStatus'))
}
