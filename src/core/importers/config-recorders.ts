/** Reads what AWS Config is set to record in a region. */
import type { Flag } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import {
  flagOf,
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
  kind: 'config-recorders',
  title: 'Config recorders',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-configuration-recorders --output json',
  operations: ['DescribeConfigurationRecorders'],
  recognises: (outline) => hasKey(outline, 'ConfigurationRecorders'),
  read
}

export default importer

/** Whether a recorder runs stands in its status, a file of its own. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuseRegional(outline.error, importer, reading)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      ConfigurationRecorders(member) {
        const recorder = recordOf(member.value)
        const name = requiredText(recorder, 'name')
        const role = textOf(recorder, 'roleARN')
        const { account, region } = scopes.of(textOf(recorder, 'arn'), role)
        const mode = recordIn(recorder, 'recordingMode')
        reading.fact('config_recorder', {
          account_id: account,
          region,
          name,
          role_arn: role,
          ...recordedTypes(recordIn(recorder, 'recordingGroup')),
          frequency: mode && textOf(mode, 'recordingFrequency'),
          line: member.line,
          path: member.path
        })
        reading.count('recorders')
      }
    }
  })
  reading.count('recorders', 0)
  scopes.cover(json.stateOf('ConfigurationRecorders'))
}

interface RecordedTypes {
  readonly records_all: Flag | null
  /** Whether users, groups, roles and customer policies are recorded here. */
  readonly records_global: Flag | null
  /** A JSON list; those left out begin with "not ". */
  readonly resource_types: string | null
}

/** What AWS Config calls global resource types (AWS Config API reference, RecordingGroup). */
const globalTypes = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy']

/** `includeGlobalResourceTypes` counts only where all types are recorded; lists name the global types themselves. */
function recordedTypes(group: JsonRecord | null): RecordedTypes {
  if (group === null) return { records_all: null, records_global: null, resource_types: null }
  const all = flagOf(group, 'allSupported')
  const strategy = recordIn(group, 'recordingStrategy')
  const excluding = recordIn(group, 'exclusionByResourceTypes')
  const included = namesIn(group)
  const excluded = excluding ? namesIn(excluding) : []
  const uses = (strategy && textOf(strategy, 'useOnly')) ?? (excluded.length > 0 ? exclusion : null)
  if (uses === exclusion)
    return {
      records_all: 0,
      records_global: globalTypes.some((type) => excluded.includes(type)) ? 0 : 1,
      resource_types: JSON.stringify(excluded.map((type) => `not ${type}`))
    }
  if (all === 1 || uses === 'ALL_SUPPORTED_RESOURCE_TYPES')
    return {
      records_all: 1,
      records_global: flagOf(group, 'includeGlobalResourceTypes'),
      resource_types: null
    }
  return {
    records_all: all,
    records_global: globalTypes.every((type) => included.includes(type)) ? 1 : 0,
    resource_types: JSON.stringify(included)
  }
}

const exclusion = 'EXCLUSION_BY_RESOURCE_TYPES'

function namesIn(record: JsonRecord): readonly string[] {
  return listOf(record, 'resourceTypes').filter((type) => typeof type === 'string')
}
