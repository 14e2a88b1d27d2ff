/** Reads who is subscribed to topics of SNS, and whether they agreed: alarms reach nobody else. */
import { parseArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { recordOf, requiredText, textOf } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'topic-subscriptions',
  title: 'SNS subscriptions',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.includes('/'),
  command: 'aws sns list-subscriptions --output json',
  operations: ['ListSubscriptions', 'ListSubscriptionsByTopic'],
  recognises(outline) {
    const subscription = keysBelow(outline, 'Subscriptions')
    return subscription !== undefined && (subscription.size === 0 || subscription.has('TopicArn'))
  },
  read
}

export default importer

/** The subscriptions of one topic are covered by the region and the topic's name; those of all topics by the region. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = topicAsked(reading)
  const keyOf = (region: string): string => (asked === null ? region : `${region}/${asked}`)
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, keyOf)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      Subscriptions(member) {
        const subscription = recordOf(member.value)
        const topic = requiredText(subscription, 'TopicArn')
        const { account, region } = scopes.of(topic)
        reading.fact('topic_subscription', {
          account_id: account,
          region,
          topic_arn: topic,
          protocol: requiredText(subscription, 'Protocol'),
          endpoint: textOf(subscription, 'Endpoint') ?? '',
          // PendingConfirmation or Deleted stand in the place of the ARN (SNS API reference, Subscription).
          is_confirmed: parseArn(textOf(subscription, 'SubscriptionArn') ?? '') === null ? 0 : 1,
          line: member.line,
          path: member.path
        })
        reading.count('subscriptions')
      }
    }
  })
  reading.count('subscriptions', 0)
  if (asked !== null || isOfAllTopics(reading)) scopes.cover(json.stateOf('Subscriptions'), keyOf)
  else {
    // A list that may be of one topic alone says nothing of the others.
    scopes.cover(json.stateOf('Subscriptions'), (region) => `${region}/of a topic that nothing names`)
    reading.note({
      level: 'warning',
      sentence:
        'Neither the file nor its name says whether these are all subscriptions or those of one topic: name it sns-list-subscriptions.json or sns-list-subscriptions-by-topic.<topic>.json, or import it with its collection manifest.'
    })
  }
}

/** The name of the topic asked about, from the command or the file's name. */
function topicAsked(reading: Reading): string | null {
  const option = reading.option('topic-arn')
  if (option !== null) return parseArn(option)?.resource ?? option
  return /list-subscriptions-by-topic\.(.+)$/.exec(lastOfName(reading.name).base)?.[1] ?? null
}

function isOfAllTopics(reading: Reading): boolean {
  return /list-subscriptions(?!-by-topic)/.test(lastOfName(reading.name).base)
}
