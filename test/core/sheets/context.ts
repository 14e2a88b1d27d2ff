/** What the procedures would give the sheets for the small engagement of `record.ts`. */
import type { SheetContext, SheetControl, SheetTest } from '../../../src/core/sheets/sheet.ts'
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
  check: string | null = id.toLowerCase()
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
  needs
})

export const controls: readonly SheetControl[] = [
  control('ROOT-01', 'root', 'critical', ['credential-report.root', 'account-summary']),
  control('MFA-01', 'mfa', 'high', ['credential-report']),
  control('MFA-09', 'mfa', 'medium', [], null),
  control('KEY-01', 'keys', 'medium', ['credential-report']),
  control('LP-01', 'least-privilege', 'high', ['account-authorization-details.policies'])
]

/** What the procedures would give the sheets for `filledRecord`. */
export function contextOf(db: Reader, overrides: Partial<SheetContext> = {}): SheetContext {
  const accounts: readonly AccountView[] = [
    { id: production, name: 'prod', partition: 'aws', isManagement: true, status: 'ACTIVE', asOf },
    { id: audit, name: 'audit', partition: 'aws', isManagement: false, status: 'ACTIVE', asOf: null }
  ]
  return {
    all: (sql, bindings = {}) => db.all(sql, { ...bindings, period: 1 }),
    clientName: 'Halden & Sons',
    auditor: 'M. Okafor',
    isSample: false,
    period: { id: 1, label: '2026-01' },
    accounts,
    sources: sourceViews(db),
    proved: [],
    completeness: { columns: [], rows: [], present: 0, expected: 0, requiredMissing: 0 },
    requests: [],
    controlsOfPeer: () => [],
    tests: controls.flatMap((each) => accounts.map((account) => testOf(each, account))),
    parameters: (Object.keys(parameters) as ParameterName[]).map((name) => ({
      name,
      ...parameters[name],
      value: name === 'maxAccessKeyAgeDays' ? 60 : parameters[name].default
    })),
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
    resultChanged: false
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
