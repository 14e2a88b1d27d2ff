/** Events as CloudTrail writes them, by which metric filters are tried. */
import type { LoggedEvent } from './filter-pattern.ts'
import type { WatchedEvent } from './alarm.ts'

/** What stands in every record; a filter may leave out accounts, regions, callers and addresses. */
const anyRecord: LoggedEvent = {
  eventVersion: '1.11',
  eventTime: null,
  awsRegion: null,
  sourceIPAddress: null,
  userAgent: null,
  eventID: null,
  requestID: null,
  eventType: 'AwsApiCall',
  managementEvent: true,
  readOnly: false,
  eventCategory: 'Management',
  recipientAccountId: null
}

const anyCaller: LoggedEvent = {
  type: 'AssumedRole',
  principalId: null,
  arn: null,
  accountId: null,
  accessKeyId: null
}

/** A record of somebody's session, with these members of its own. */
export function event(
  name: string,
  { userIdentity, ...members }: LoggedEvent & { readonly userIdentity?: LoggedEvent }
): WatchedEvent {
  return { name, event: { ...anyRecord, userIdentity: { ...anyCaller, ...userIdentity }, ...members } }
}

/** A sign-in to the console with a password and without MFA. */
export function signIn(
  name: string,
  type: 'IAMUser' | 'Root',
  result: 'Success' | 'Failure',
  members: LoggedEvent
): WatchedEvent {
  return event(name, {
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    userIdentity: type === 'Root' ? { type } : { type, userName: null },
    responseElements: { ConsoleLogin: result },
    additionalEventData: { MFAUsed: 'No', MobileVersion: 'No', LoginTo: null },
    ...members
  })
}

/** Calls of a service that must be matched each by itself, and the pattern for them in words. */
export function calls(
  eventSource: string,
  names: readonly string[]
): { readonly pattern: string; readonly events: readonly WatchedEvent[] } {
  return {
    pattern: `eventSource ${eventSource} and eventName ${names.join(', ')}`,
    events: names.map((eventName) => event(eventName, { eventSource, eventName }))
  }
}
