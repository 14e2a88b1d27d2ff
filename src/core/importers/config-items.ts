/** Reads resources as AWS Config recorded them: answers of advanced queries, snapshots, histories and batches. */
import type { Coverage, Importer, Outline, Reading } from './importer.ts'
import { readConfigItem, rowOf } from './reading/config-item.ts'
import type { Member } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf, type Scopes } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'config-items',
  title: 'Config items',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice select-resource-config --expression <query> --output json',
  operations: [
    'SelectResourceConfig',
    'SelectAggregateResourceConfig',
    'BatchGetResourceConfig',
    'BatchGetAggregateResourceConfig',
    'GetResourceConfigHistory',
    'GetAggregateResourceConfig'
  ],
  recognises: (outline) =>
    (hasKey(outline, 'Results') && hasKey(outline, 'QueryInfo')) ||
    hasKey(outline, 'ConfigurationItems') ||
    hasKey(outline, 'BaseConfigurationItems') ||
    hasKey(outline, 'ConfigurationItem'),
  read
}

export default importer

/**
 * A file answers for the kinds of resource in it, and where it holds one resource alone for that; a history file answers for itself,
 * as many of them make up what was recorded.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuseRegional(outline.error, importer, reading)
    return
  }
  const items = statedItems(reading)
  let isOfHistory = false
  let isOfSnapshot = false
  const json = readJson(chunks, outline, reading, {
    lists: {
      // Texts of JSON in an answer, objects in what converters make of it.
      Results: (member) => items.take(rowOf(member.value), member),
      ConfigurationItems: (member) => items.take(member.value, member),
      BaseConfigurationItems: (member) => items.take(member.value, member),
      UnprocessedResourceKeys: noteUnprocessed,
      UnprocessedResourceIdentifiers: noteUnprocessed
    },
    values: {
      ConfigurationItem: (member) => items.take(member.value, member),
      QueryInfo: () => undefined,
      FileVersion: () => (isOfHistory = true),
      ConfigSnapshotId: () => (isOfSnapshot = true),
      RequestId: () => (isOfSnapshot = true)
    }
  })
  const states = keysOfItems.map((key) => json.stateOf(key))
  items.cover(states.includes('partial') ? 'partial' : json.pages, isOfHistory && !isOfSnapshot)
}

const keysOfItems = [
  'Results',
  'ConfigurationItems',
  'BaseConfigurationItems',
  'ConfigurationItem',
  'UnprocessedResourceKeys',
  'UnprocessedResourceIdentifiers'
]

function noteUnprocessed(member: Member): void {
  member.doubt('AWS left this resource out of its answer; ask for it again.')
}

interface Items {
  take(value: unknown, member: Member): void
  cover(state: Coverage, isOfHistory: boolean): void
}

/** Of several states of a resource the latest is stated; the API lists it first, files last. */
function statedItems(reading: Reading): Items {
  const types = new Map<string, Scopes>()
  const latest = new Map<string, number>()
  let lone: string | null = null

  return {
    take(value, member) {
      const item = readConfigItem(value, member)
      const scopes = types.get(item.type) ?? scopesOf(reading)
      types.set(item.type, scopes)
      const { account, region } = scopes.named(item.account, item.region)
      const key = `${account}/${region}/${item.type}/${item.id}`
      const before = latest.get(key) ?? 0
      if (item.capturedAt !== null && item.capturedAt < before) {
        reading.count('earlier states')
        return
      }
      latest.set(key, item.capturedAt ?? before)
      lone = latest.size === 1 ? `${item.type}/${item.id}` : null
      reading.fact('config_item', {
        account_id: account,
        region,
        resource_type: item.type,
        resource_id: item.id,
        resource_name: item.name,
        arn: item.arn,
        status: item.status,
        captured_at: item.capturedAt,
        configuration: item.configuration,
        line: member.line,
        path: member.path
      })
      reading.count('resources')
    },
    cover(state, isOfHistory) {
      reading.count('resources', 0)
      const file = isOfHistory ? lastOfName(reading.name).base : lone
      if (types.size === 0) types.set('', scopesOf(reading))
      for (const [type, scopes] of types) scopes.cover(state, (region) => `${region}/${file ?? type}`)
    }
  }
}
