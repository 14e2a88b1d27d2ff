/** Reads where AWS Config delivers what it records, and how the last delivery went. */
import type { Seconds } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import {
  recordIn,
  recordOf,
  requiredText,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'config-delivery-channels',
  title: 'Config delivery channels',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-delivery-channels --output json',
  operations: ['DescribeDeliveryChannels', 'DescribeDeliveryChannelStatus'],
  recognises: (outline) => hasKey(outline, 'DeliveryChannels') || hasKey(outline, 'DeliveryChannelsStatus'),
  read
}

export default importer

/** The status is an answer of its own: it is covered by the region and `/status`. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const key = outline.error.operation === 'DescribeDeliveryChannelStatus' ? statusOf : regionAlone
    refuseRegional(outline.error, importer, reading, key)
    return
  }
  const scopes = { channels: scopesOf(reading), status: scopesOf(reading) }
  const json = readJson(chunks, outline, reading, {
    lists: {
      DeliveryChannels(member) {
        const channel = recordOf(member.value)
        const name = requiredText(channel, 'name')
        // Bucket, topic and key of a channel may be those of another account.
        const { account, region } = scopes.channels.named(null, null)
        reading.fact('config_delivery_channel', {
          account_id: account,
          region,
          name,
          bucket: textOf(channel, 's3BucketName'),
          sns_topic_arn: textOf(channel, 'snsTopicARN'),
          last_delivery_at: null,
          last_delivery_status: null,
          line: member.line,
          path: member.path
        })
        reading.count('channels')
      },
      DeliveryChannelsStatus(member) {
        const status = recordOf(member.value)
        const name = requiredText(status, 'name')
        const { account, region } = scopes.status.named(null, null)
        reading.fact('config_delivery_channel', {
          account_id: account,
          region,
          name,
          bucket: null,
          sns_topic_arn: null,
          ...lastDelivery(status, member),
          line: member.line,
          path: member.path
        })
        reading.count('channels')
      }
    }
  })
  reading.count('channels', 0)
  if (json.keys.has('DeliveryChannels')) scopes.channels.cover(json.stateOf('DeliveryChannels'))
  if (json.keys.has('DeliveryChannelsStatus'))
    scopes.status.cover(json.stateOf('DeliveryChannelsStatus'), statusOf)
}

function regionAlone(region: string): string {
  return region
}

function statusOf(region: string): string {
  return `${region}/status`
}

interface LastDelivery {
  readonly last_delivery_at: Seconds | null
  readonly last_delivery_status: string | null
}

/** Of the channel's deliveries of history, snapshots and changes the latest that succeeded, and a failure of any. */
function lastDelivery(status: JsonRecord, member: Member): LastDelivery {
  const deliveries = ['configHistoryDeliveryInfo', 'configSnapshotDeliveryInfo', 'configStreamDeliveryInfo']
    .map((key) => recordIn(status, key))
    .filter((delivery) => delivery !== null)
  const times = deliveries
    .map((delivery) => timeOf(delivery, 'lastSuccessfulTime', member))
    .filter((at) => at !== null)
  const words = deliveries
    .map((delivery) => textOf(delivery, 'lastStatus'))
    .filter((word) => word !== null && !/^not_?applicable$/i.test(word))
  return {
    last_delivery_at: times.length === 0 ? null : Math.max(...times),
    last_delivery_status: words.find((word) => /^failure$/i.test(word ?? '')) ?? words[0] ?? null
  }
}
