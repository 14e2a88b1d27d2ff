/** Reads the aggregators of AWS Config: where the recordings of many accounts and regions are gathered. */
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
  kind: 'config-aggregators',
  title: 'Config aggregators',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-configuration-aggregators --output json',
  operations: ['DescribeConfigurationAggregators'],
  recognises: (outline) => hasKey(outline, 'ConfigurationAggregators'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuseRegional(outline.error, importer, reading)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      ConfigurationAggregators(member) {
        const aggregator = recordOf(member.value)
        const name = requiredText(aggregator, 'ConfigurationAggregatorName')
        const arn = textOf(aggregator, 'ConfigurationAggregatorArn')
        const organization = recordIn(aggregator, 'OrganizationAggregationSource')
        const sources = listOf(aggregator, 'AccountAggregationSources').map(recordOf)
        const { account, region } = scopes.of(arn)
        reading.fact('config_aggregator', {
          account_id: account,
          region,
          name,
          arn,
          covers_organization: organization === null ? 0 : 1,
          covers_all_regions: coversAllRegions(organization === null ? sources : [organization]),
          line: member.line,
          path: member.path
        })
        reading.count('aggregators')
      }
    }
  })
  reading.count('aggregators', 0)
  scopes.cover(json.stateOf('ConfigurationAggregators'))
}

/** Only where every source does; null where one does not say. */
function coversAllRegions(sources: readonly JsonRecord[]): Flag | null {
  const flags = sources.map((source) => flagOf(source, 'AllAwsRegions'))
  if (flags.includes(0)) return 0
  return flags.length === 0 || flags.includes(null) ? null : 1
}
