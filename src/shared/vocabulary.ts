/** The closed sets of words the workbench speaks, each with what it is called on screen and in the workbook. */

interface Words {
  readonly screen: string
  readonly workbook: string
}

/** What a check found by itself; never changed by a person. */
export const outcomes = {
  pass: { screen: 'Pass', workbook: 'No exceptions' },
  fail: { screen: 'Fail', workbook: 'Exceptions' },
  'needs-review': { screen: 'Needs review', workbook: 'Not determinable' },
  'not-applicable': { screen: 'Not applicable', workbook: 'Not applicable' },
  'not-tested': { screen: 'Not tested', workbook: 'Not tested' }
} as const satisfies Record<string, Words>
export type Outcome = keyof typeof outcomes

/** What the auditor concluded. */
export const conclusions = {
  effective: { screen: 'Effective', workbook: 'No exceptions noted' },
  exception: { screen: 'Exception', workbook: 'Exceptions noted' },
  observation: { screen: 'Observation', workbook: 'Observation' },
  'not-applicable': { screen: 'Not applicable', workbook: 'Not applicable' },
  inconclusive: { screen: 'Inconclusive', workbook: 'Unable to test' }
} as const satisfies Record<string, Words>
export type Conclusion = keyof typeof conclusions

/** The state of one member of a population. */
export const memberStatuses = {
  pass: { screen: 'Pass', workbook: 'No exception' },
  exception: { screen: 'Exception', workbook: 'Exception' },
  'needs-review': { screen: 'Needs review', workbook: 'Not determinable' }
} as const satisfies Record<string, Words>
export type MemberStatus = keyof typeof memberStatuses

export const severities = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Information'
} as const
export type Severity = keyof typeof severities
/** Most severe first. */
export const severityOrder = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies Severity[]

/** The topics of the checklist, in the auditor's order of work: who may do what first, then the services that support it. */
export const topics = {
  'least-privilege': { title: 'Least privilege', short: 'Priv.' },
  tidy: { title: 'Tidy identities', short: 'Tidy' },
  mfa: { title: 'Multi-factor authentication', short: 'MFA' },
  passwords: { title: 'Password policy', short: 'Pwd' },
  groups: { title: 'Groups over users', short: 'Groups' },
  root: { title: 'Root user', short: 'Root' },
  conditions: { title: 'Conditions', short: 'Cond.' },
  managed: { title: 'Managed policies', short: 'Mngd' },
  inline: { title: 'Inline policies', short: 'Inline' },
  organization: { title: 'Organization', short: 'Org.' },
  roles: { title: 'Roles and trust', short: 'Roles' },
  keys: { title: 'Access keys', short: 'Keys' },
  abac: { title: 'Tags and ABAC', short: 'Tags' },
  validity: { title: 'Valid policies', short: 'Valid' },
  federation: { title: 'Federation', short: 'Fed.' },
  'identity-center': { title: 'IAM Identity Center', short: 'SSO' },
  'access-analyzer': { title: 'IAM Access Analyzer', short: 'AA' },
  logging: { title: 'CloudTrail', short: 'Trail' },
  alarms: { title: 'Alarms', short: 'Alarms' },
  detection: { title: 'Detection and configuration', short: 'Detect' },
  exposure: { title: 'Resource policies', short: 'Res.' },
  contacts: { title: 'Account contacts', short: 'Cont.' },
  inputs: { title: 'Quality of the exports', short: 'Input' }
} as const satisfies Record<string, { title: string; short: string }>
export type Topic = keyof typeof topics

/** What became of a received file. */
export const sourceStates = {
  read: 'Read',
  'not-recognised': 'Not recognised',
  unreadable: 'Unreadable',
  unattributed: 'Account unknown',
  superseded: 'Superseded'
} as const
export type SourceState = keyof typeof sourceStates

/** The kind of a received file that only holds others. */
export const archiveKind = 'archive'
export const archiveTitle = 'Archive'

/** What an export is about, in the order the client is asked. */
export const sourceFamilies = {
  identities: 'Users, groups, roles and policies',
  credentials: 'Credentials and identity providers',
  access: 'Access as used and analysed',
  organization: 'Organization',
  'identity-center': 'Identity Center',
  logging: 'Logging and alarms',
  detection: 'Detection and configuration',
  contacts: 'Account contacts',
  exposure: 'Resource policies',
  corroboration: 'Results of other tools',
  collection: 'How the files were collected'
} as const
export type SourceFamily = keyof typeof sourceFamilies

/** What became of one proof that a source is complete and accurate. */
export const proofResults = {
  pass: 'Agrees',
  fail: 'Differs',
  'not-performed': 'Not performed',
  'not-applicable': 'Not applicable'
} as const
export type ProofResult = keyof typeof proofResults

/** Whether the auditor relies on a source. */
export const acceptances = {
  received: 'Received',
  accepted: 'Accepted',
  'accepted-with-limitation': 'Accepted with limitation',
  rejected: 'Rejected',
  superseded: 'Superseded'
} as const
export type Acceptance = keyof typeof acceptances

/** How much of what a check needs is there. */
export const coverageStates = {
  complete: 'Complete',
  partial: 'Incomplete',
  denied: 'Refused to the client',
  missing: 'Missing'
} as const
export type CoverageState = keyof typeof coverageStates

export const noteLevels = { error: 'Error', warning: 'Warning', info: 'Note' } as const
export type NoteLevel = keyof typeof noteLevels

/** Where the date that ages are counted from comes from. */
export const asOfOrigins = {
  export: "the export's own date",
  manifest: 'the collection manifest',
  auditor: 'given by the auditor',
  latest: "the latest time in the account's sources",
  received: 'the day of receipt, as no source holds a date'
} as const
export type AsOfOrigin = keyof typeof asOfOrigins

export const evidenceTypes = { file: 'File', image: 'Picture', note: 'Note' } as const
export type EvidenceType = keyof typeof evidenceTypes

/** What the control policies above an account do to what a guardrail forbids. */
export const guardrailStates = {
  denied: 'Denied',
  conditional: 'Denied with exceptions',
  open: 'Not denied',
  unknown: 'Not known',
  exempt: 'Exempt'
} as const
export type GuardrailState = keyof typeof guardrailStates

/** The conclusion an outcome proposes; `null` where only a person can say. */
export function proposedConclusion(outcome: Outcome): Conclusion | null {
  switch (outcome) {
    case 'pass':
      return 'effective'
    case 'fail':
      return 'exception'
    case 'not-applicable':
      return 'not-applicable'
    case 'not-tested':
      return 'inconclusive'
    case 'needs-review':
      return null
    default:
      return assertNever(outcome)
  }
}

/** Makes a missing case a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value ${String(value)}`)
}
