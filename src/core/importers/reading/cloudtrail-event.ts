/** Turns a record of CloudTrail, from whichever export, into one fact about who did what, and remembers whose events were met. */
import { accountOfArn } from '../../iam/arn.ts'
import type { FactTables, Flag } from '../../iam/facts.ts'
import type { Coverage, Reading } from '../importer.ts'
import { isScientific, readAccountId } from './account-id.ts'
import { BadMember, isRecord, textOf, timeOf, type JsonRecord, type Member } from './fields.ts'
import { cut, longestName } from './security-finding.ts'

export interface Events {
  /**
   * States a record. `shownAs` is the user name the export shows beside it, which is a session's for a role: it counts where the
   * record does not say who acted. Throws `BadMember` where the record is no event.
   */
  take(record: JsonRecord, member: Member, shownAs?: string | null): void
  /** Covers every account met, or that of the file where none was. Answers whether the region of all events is known. */
  cover(state: Coverage, keyOf: (region: string) => string): boolean
}

type Event = Omit<FactTables['cloudtrail_event'], 'account_id'>

export function eventsOf(reading: Reading): Events {
  const hint = reading.accountHint
  const region = reading.region
  const met = new Map<string, { readonly account: string; readonly region: string }>()
  let isPadded = false
  let isMangled = false

  function accountOf(record: JsonRecord, identity: JsonRecord): string {
    const recipient = own(record, 'recipientAccountId')
    const id = readAccountId(recipient)
    isPadded ||= id?.isPadded === true
    isMangled ||= typeof recipient === 'string' && isScientific(recipient)
    return (
      id?.id ??
      readAccountId(own(identity, 'accountId'))?.id ??
      accountOfArn(shortText(identity, 'arn') ?? '') ??
      hint ??
      ''
    )
  }

  return {
    take(record, member, shownAs = null) {
      const identity = recordBelow(record, 'userIdentity')
      const event = eventOf(record, identity, member)
      const account = accountOf(record, identity)
      const place = { account, region: region ?? event.region ?? '' }
      met.set(`${account}/${place.region}`, place)
      reading.fact('cloudtrail_event', {
        account_id: account,
        ...event,
        user_name: event.identity_type === null ? event.user_name || shownAs || null : event.user_name
      })
      reading.count('events')
    },
    cover(state, keyOf) {
      reading.count('events', 0)
      if (met.size === 0) met.set('', { account: hint ?? '', region: region ?? '' })
      for (const place of met.values()) reading.covers(place.account, keyOf(place.region), state)
      if (isPadded) note('Account ids had lost their leading zeros, as numbers do; they were put back.')
      if (isMangled)
        note(
          'A spreadsheet has written account ids as 5.28758E+11: the account was taken from the other fields and from where the file lies.'
        )
      return [...met.values()].every((place) => place.region !== '')
    }
  }

  function note(sentence: string): void {
    reading.note({ level: 'warning', sentence })
  }
}

/** The record's contents: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function eventOf(record: JsonRecord, identity: JsonRecord, member: Member): Event {
  const insight = recordBelow(record, 'insightDetails')
  const name = shortText(record, 'eventName') ?? shortText(insight, 'eventName')
  if (name === null) throw new BadMember('`eventName` is missing: the entry is no event and was left out.')
  const source = shortText(record, 'eventSource') ?? shortText(insight, 'eventSource') ?? ''
  const type = shortText(identity, 'type')
  return {
    event_id: shortText(record, 'eventID') ?? standInId(record, name, source, member),
    event_name: name,
    event_source: source,
    happened_at: timeOf(record, 'eventTime', member),
    region: shortText(record, 'awsRegion'),
    identity_type: type,
    identity_arn: shortText(identity, 'arn'),
    user_name: shortText(identity, 'userName'),
    access_key_id: shortText(identity, 'accessKeyId'),
    invoked_by: shortText(identity, 'invokedBy'),
    source_address: shortText(record, 'sourceIPAddress'),
    is_read_only: wordFlag(record, 'readOnly'),
    event_type: shortText(record, 'eventType'),
    login_result: shortText(recordBelow(record, 'responseElements'), 'ConsoleLogin'),
    mfa_used: mfaOf(record, type),
    error_code: shortText(record, 'errorCode'),
    line: member.line,
    path: member.path === '' ? null : member.path
  }
}

/**
 * `MFAUsed` is No for whoever signed in through an identity provider, which asks for a second factor itself and does not tell AWS:
 * only an IAM user's and root's No says that there was none (CloudTrail user guide, console sign-in events).
 */
function mfaOf(record: JsonRecord, identityType: string | null): Flag | null {
  const extra = recordBelow(record, 'additionalEventData')
  const used = shortText(extra, 'MFAUsed')?.toLowerCase()
  if (used === 'yes') return 1
  const isFederated = own(extra, 'SamlProviderArn') !== null
  return used === 'no' && !isFederated && (identityType === 'IAMUser' || identityType === 'Root') ? 0 : null
}

/** Records of the first years have no id, and facts of the same id are one: time, call and place stand for it. */
function standInId(record: JsonRecord, name: string, source: string, { line, path }: Member): string {
  const time = own(record, 'eventTime')
  return `without id: ${typeof time === 'string' ? cut(time, 40) : ''} ${source} ${name} ${path || `line ${line}`}`
}

/** An empty text says nothing: a failed sign-in has the access key id "". */
function shortText(record: JsonRecord, key: string): string | null {
  const text = textOf(record, key)
  return text === null || text === '' ? null : cut(text, longestName)
}

function wordFlag(record: JsonRecord, key: string): Flag | null {
  const value = own(record, key)
  const word = typeof value === 'string' ? value.toLowerCase() : value
  if (word === true || word === 'true') return 1
  return word === false || word === 'false' ? 0 : null
}

/** Empty where there is none: the parts of a record differ with the call. */
function recordBelow(record: JsonRecord, key: string): JsonRecord {
  const value = own(record, key)
  return isRecord(value) ? value : {}
}

function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null
}
