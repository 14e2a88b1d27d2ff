/** What the procedures would give the sheets for the small engagement of `record.ts`. */
import type { ReviewNote } from '../../../src/shared/records/review.ts'
import type { SignOffView } from '../../../src/shared/records/sign-off.ts'
import type {
  ExplainedWarning,
  SheetContext,
  SheetControl,
  SheetFramework,
  SheetTest
} from '../../../src/core/sheets/sheet.ts'
import { findingRecords } from '../../../src/core/procedures/findings/views.ts'
import { trendMonths } from '../../../src/core/procedures/trend.ts'
import { guardrailHeads, guardrailRows, organizationOf } from '../../../src/core/procedures/organization.ts'
import type { Reader } from '../../../src/core/store/database.ts'
import { parameters, type ParameterName } from '../../../src/shared/parameters.ts'
import type { AccountView } from '../../../src/shared/records/engagement.ts'
import type { SourceView } from '../../../src/shared/records/source.ts'
import type { ConclusionView, ResultView } from '../../../src/shared/records/test.ts'
import { asOf, audit, production, results } from './record.ts'

const control = (
  id: string,
  topic: SheetControl['topic'],
  severity: SheetControl['severity'],
  needs: readonly string[],
  check: string | null = id.toLowerCase(),
  uses: SheetControl['parameters'] = []
): SheetControl => ({
  control: id,
  check,
  topic,
  severity,
  criterion: `Criterion of ${id}.`,
  references: [
    { framework: 'CIS AWS Foundations 2.0', ids: ['1.4'] },
    { framework: 'CIS AWS Foundations 3.0', ids: ['1.4'] },
    { framework: 'NIST SP 800-53 r5', ids: ['AC-2(1)', 'IA-2'] }
  ],
  needs,
  parameters: uses
})

export const controls: readonly SheetControl[] = [
  control('ROOT-01', 'root', 'critical', ['credential-report.root', 'account-summary']),
  control('MFA-01', 'mfa', 'high', ['credential-report']),
  control('MFA-09', 'mfa', 'medium', [], null),
  control('KEY-01', 'keys', 'medium', ['credential-report'], 'key-01', ['maxAccessKeyAgeDays']),
  control('LP-01', 'least-privilege', 'high', ['account-authorization-details.policies'])
]

const framework: SheetFramework = {
  title: 'CIS AWS Foundations 3.0',
  requirements: [
    requirement('1.4', 'The root user has no access key', ['ROOT-01']),
    requirement('1.14', 'Access keys are rotated', ['KEY-01', 'MFA-09']),
    requirement('3.7', 'Every VPC has flow logs', [])
  ]
}

function requirement(
  id: string,
  title: string,
  tested: readonly string[]
): SheetFramework['requirements'][number] {
  return {
    id,
    title,
    requirement: { level: 1, assessment: 'automated', isCovered: tested.length > 0 },
    controls: tested
  }
}

export const signOff: SignOffView = {
  id: 1,
  period: '2026-01',
  scope: 'test',
  ref: `ROOT-01/${production}`,
  role: 'preparer',
  name: 'M. Okafor',
  title: '',
  meaning: 'I performed the work.',
  signedAt: '2026-02-02T10:00:00.000Z',
  contentHash: 'a'.repeat(64),
  chainSeq: 12,
  chainHead: 'b'.repeat(64),
  isSigned: true,
  state: 'withdrawn',
  withdrawal: { reason: 'The wrong console.', by: 'M. Okafor', at: '2026-02-02T11:00:00.000Z' }
}

export const note: ReviewNote = {
  id: 1,
  ref: 'N-001',
  target: 'test',
  targetRef: `ROOT-01/${production}`,
  class: 'must-fix',
  text: 'Confirm the date.',
  assignedTo: '',
  pointsForward: false,
  raisedBy: 'S. Lindqvist',
  raisedAt: '2026-02-02T10:00:00.000Z',
  state: 'cleared',
  replies: [
    { step: 'responded', text: 'Confirmed.', by: 'M. Okafor', at: '2026-02-02T11:00:00.000Z' },
    { step: 'cleared', text: '', by: 'S. Lindqvist', at: '2026-02-02T12:00:00.000Z' }
  ]
}

export const explained: ExplainedWarning = {
  code: 'W9',
  title: 'More than one person worked',
  sentence: 'One account.',
  by: 'P. Adler',
  at: '2026-02-02T12:00:00.000Z'
}

/** What the procedures would give the sheets for `filledRecord`. */
export function contextOf(db: Reader, overrides: Partial<SheetContext> = {}): SheetContext {
  const accounts: readonly AccountView[] = [
    { id: production, name: 'prod', partition: 'aws', isManagement: true, status: 'ACTIVE', asOf },
    { id: audit, name: 'audit', partition: 'aws', isManagement: false, status: 'ACTIVE', asOf: null }
  ]
  return {
    all: (sql, bindings = {}) => db.all(sql, { ...bindings, period: 1 }),
    edition: 'internal',
    clientName: 'Halden & Sons',
    auditor: 'M. Okafor',
    isSample: false,
    people: [],
    separation: 'single-auditor',
    signOffs: [signOff],
    reviewNotes: [note],
    clientRemarks: () => new Map(),
    tagOf: () => '',
    explainedWarnings: [explained],
    period: { id: 1, label: '2026-01' },
    today: '2026-02-05',
    opinion: {
      opinion: 'with-exceptions',
      statement: 'Effective but for the exceptions noted.',
      by: 'S. Lindqvist',
      at: '2026-02-04T09:00:00.000Z'
    },
    accounts,
    sources: sourceViews(db),
    proved: [],
    completeness: { columns: [], rows: [], present: 0, expected: 0, requiredMissing: 0 },
    requests: [],
    actionData: 'AWS actions as of 2026-01-01 (iam-data 0.0.0)',
    controlsOfPeer: () => [],
    guardrails: guardrailHeads,
    comparison: () => ({
      from: '2025-12',
      to: '2026-01',
      metrics: [],
      changes: [
        {
          key: 'user/1',
          of: 'user',
          change: 'added',
          direction: 'neutral',
          account: production,
          resource: `arn:aws:iam::${production}:user/n.new`,
          control: null,
          severity: null,
          before: null,
          after: 'groups: none; policies: none',
          documents: null
        }
      ],
      recurring: 3,
      limits: []
    }),
    trend: () => trendMonths(db),
    findings: () => findingRecords(db, '2026-02-02'),
    guardrailRows: () => guardrailRows(organizationOf(db)),
    tests: controls.flatMap((each) => accounts.map((account) => testOf(each, account))),
    parameters: (Object.keys(parameters) as ParameterName[]).map((name) => ({
      name,
      ...parameters[name],
      value: name === 'maxAccessKeyAgeDays' ? 60 : parameters[name].default,
      asked: [],
      looserThan: []
    })),
    frameworks: [framework],
    index: [],
    issued: null,
    ...overrides
  }
}

function testOf(tested: SheetControl, account: AccountView): SheetTest {
  const found = results.find(([id, on]) => id === tested.control && on === account.id)
  const result: ResultView | null = found
    ? {
        account: account.id,
        accountName: account.name,
        outcome: found[2],
        population: found[3],
        exceptions: found[4],
        judged: 0,
        needsReview: found[5],
        reason: found[6],
        asOf
      }
    : null
  const concluded = tested.control === 'MFA-01'
  const conclusion: ConclusionView = {
    account: account.id,
    accountName: account.name,
    conclusion: account.id === production ? 'observation' : 'inconclusive',
    reason: 'The client registers the device this week.',
    steps: [],
    concludedBy: 'M. Okafor',
    concludedAt: '2026-02-02T12:00:00.000Z',
    bulk: false,
    reliedOutcome: result?.outcome ?? null,
    resultChanged: false,
    override: null
  }
  return { control: tested, account, result, conclusion: concluded ? conclusion : null }
}

function sourceViews(db: Reader): SourceView[] {
  return db
    .all<{ id: number; ref: string; name: string; kind: string | null; state: SourceView['state'] }>(
      'select id, ref, name, kind, state from source order by id'
    )
    .map((source) => ({
      ...source,
      size: source.id * 1000,
      sha256: String(source.id).repeat(64),
      kindTitle: source.kind,
      accounts: source.id <= 2 ? [production] : [],
      asOf,
      content: '7 users',
      receivedAt: '2026-02-01T09:00:00.000Z',
      container: null,
      acceptance: 'received' as const,
      proofs: { failed: 0, open: 1 },
      assignedAccount: null,
      worstNote: source.id === 1 ? 'error' : null,
      notes: source.id === 1 ? 1 : 0
    }))
}
