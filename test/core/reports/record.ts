/** A record of one month with two accounts and one of everything, to be changed where a test is about something else. */
import type { FindingRecord } from '../../../src/shared/records/finding.ts'
import type { SourceView } from '../../../src/shared/records/source.ts'
import type {
  ReportException,
  ReportRecord,
  ReportStamp,
  ReportTest
} from '../../../src/core/reports/record.ts'
import { reportOf } from '../../../src/core/reports/report-of.ts'
import type { Report } from '../../../src/shared/records/report.ts'

export const prod = '111122223333'
export const dev = '012345678901'

export const stamp: ReportStamp = {
  id: 'IAM-2026-01-INT-HTML-v1',
  format: 'html',
  at: '2026-02-02T09:00:00.000Z',
  chainSeq: 41,
  chainHead: 'c0ffee'
}

export function testOf(more: Partial<ReportTest> = {}): ReportTest {
  return {
    control: 'MFA-01',
    topic: 'mfa',
    severity: 'high',
    criterion: 'Every IAM user with a console password has an MFA device.',
    account: prod,
    accountName: 'prod',
    isManual: false,
    result: {
      outcome: 'pass',
      population: 3,
      exceptions: 0,
      needsReview: 0,
      reason: '',
      asOf: { at: '2026-01-31T06:00:00Z', origin: 'export' }
    },
    conclusion: {
      conclusion: 'effective',
      reason: '',
      concludedBy: 'M. Okafor',
      resultChanged: false,
      bulk: false
    },
    ...more
  }
}

export const failing: NonNullable<ReportTest['result']> = {
  outcome: 'fail',
  population: 3,
  exceptions: 2,
  needsReview: 0,
  reason: '',
  asOf: null
}

export const missing: NonNullable<ReportTest['result']> = {
  outcome: 'not-tested',
  population: 0,
  exceptions: 0,
  needsReview: 0,
  reason: `CloudTrail trails of ${dev}: not received; ask for: aws cloudtrail describe-trails`,
  asOf: null
}

export function exceptionOf(more: Partial<ReportException> = {}): ReportException {
  return {
    control: 'MFA-01',
    account: prod,
    status: 'exception',
    resource: `arn:aws:iam::${prod}:user/zoe`,
    detail: 'User zoe has a console password and no MFA device.',
    fingerprint: 'f1',
    place: 'SF-001:3',
    path: null,
    disposition: null,
    ...more
  }
}

export function sourceOf(more: Partial<SourceView> = {}): SourceView {
  return {
    id: 1,
    ref: 'SF-001',
    name: 'prod/credential-report.csv',
    size: 1200,
    sha256: 'ab'.repeat(32),
    kind: 'credential-report',
    kindTitle: 'Credential report',
    accounts: [prod],
    container: null,
    assignedAccount: null,
    state: 'read',
    acceptance: 'accepted',
    proofs: { failed: 0, open: 0 },
    asOf: { at: '2026-01-31T06:00:00Z', origin: 'export' },
    content: '3 users',
    receivedAt: '2026-02-01T08:00:00.000Z',
    worstNote: null,
    notes: 0,
    ...more
  }
}

export function findingOf(more: Partial<FindingRecord> = {}): FindingRecord {
  return {
    ref: 'F-2026-001',
    title: 'Console users without MFA',
    condition: 'Two console users have no MFA device.',
    criteria: 'Every console user has one.',
    cause: 'Onboarding does not ask for it.',
    effect: 'A stolen password is enough.',
    recommendation: 'Enforce MFA.',
    severity: 'high',
    originalSeverity: 'high',
    control: 'MFA-01',
    accounts: [prod],
    exceptions: 2,
    population: 3,
    raisedBy: 'M. Okafor',
    raisedAt: '2026-02-01T09:00:00.000Z',
    period: '2026-01',
    state: 'issued',
    repeatOf: null,
    stage: 'remediation',
    remediation: {
      ref: 'R-2026-001',
      state: 'planned',
      hasResponse: true,
      owner: 'T. Braun',
      originalDue: '2026-02-28',
      due: '2026-03-31',
      dueState: { is: 'on-time', days: 57 }
    },
    acceptance: null,
    items: [
      {
        fingerprint: 'f1',
        account: prod,
        resource: `arn:aws:iam::${prod}:user/zoe`,
        state: 'there',
        detail: 'User zoe has a console password and no MFA device.'
      },
      {
        fingerprint: 'f2',
        account: prod,
        resource: `arn:aws:iam::${prod}:user/max`,
        state: 'gone',
        detail: 'User max has a console password and no MFA device.'
      }
    ],
    uncovered: 0,
    occurrences: [{ period: '2026-01', status: 'new', exceptions: 2 }],
    responses: [
      {
        position: 'agree',
        response: 'We will enforce MFA.',
        action: 'Enforce by policy',
        owner: 'T. Braun',
        ownerEmail: 't.braun@halden.example',
        responder: 'T. Braun',
        responderTitle: 'Head of platform',
        evidence: 'E-0003',
        recordedBy: 'M. Okafor',
        recordedAt: '2026-02-02T09:00:00.000Z'
      }
    ],
    dueDates: [dueDate('2026-02-28'), dueDate('2026-03-31')],
    milestones: [
      {
        n: 1,
        text: 'Policy drafted',
        originalDate: '2026-02-15',
        date: '2026-02-15',
        doneAt: null,
        comment: ''
      }
    ],
    claimedAt: null,
    retests: [],
    awaitsReview: false,
    acceptances: [],
    evidence: [],
    ...more
  }
}

function dueDate(due: string): FindingRecord['dueDates'][number] {
  return {
    due,
    reason: 'The supplier needs longer.',
    requestedBy: 'T. Braun',
    evidence: 'E-0003',
    recordedBy: 'M. Okafor',
    recordedAt: '2026-02-02T09:00:00.000Z'
  }
}

export function recordOf(more: Partial<ReportRecord> = {}): ReportRecord {
  const account = (id: string, name: string) => ({
    id,
    name,
    partition: 'aws',
    isManagement: id === prod,
    status: 'ACTIVE',
    asOf: { at: '2026-01-31T06:00:00Z', origin: 'export' as const }
  })
  return {
    edition: 'internal',
    clientName: 'Halden Logistics',
    auditor: 'M. Okafor',
    isSample: false,
    separation: 'strict',
    people: [],
    period: { label: '2026-01', state: 'fieldwork', isAsIssued: true },
    signOffs: [],
    opinion: null,
    openRules: [],
    explained: [],
    accounts: [account(prod, 'prod'), account(dev, 'dev')],
    sources: [sourceOf()],
    decisions: [],
    tests: [
      testOf({ result: failing, conclusion: null }),
      testOf({ account: dev, accountName: 'dev' }),
      testOf({
        control: 'CT-01',
        topic: 'logging',
        criterion: 'A trail records all management events.',
        account: dev,
        accountName: 'dev',
        result: missing,
        conclusion: null
      }),
      testOf({ control: 'ROOT-11', topic: 'root', isManual: true, result: null, conclusion: null })
    ],
    exceptions: [
      exceptionOf(),
      exceptionOf({ resource: `arn:aws:iam::${prod}:user/max`, fingerprint: 'f2' })
    ],
    findings: [findingOf()],
    months: [
      {
        period: '2026-01',
        exceptions: { critical: 0, high: 2, medium: 0, low: 0, info: 0 },
        openFindings: 1,
        decided: 2,
        tests: 3
      }
    ],
    comparison: null,
    parameters: [],
    reviewNotes: [],
    actionData: 'AWS actions as of 2026-09-26',
    toolVersion: '0.1.0',
    ...more
  }
}

/** As it is issued. */
export function reportWith(more: Partial<ReportRecord> = {}): Report {
  return reportOf(recordOf(more), stamp, 'd1'.repeat(32))
}
