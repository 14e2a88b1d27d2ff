/** Plain values of the shapes the checklist shows, to be changed where a test says so. */
import type {
  ChecklistItem,
  ConclusionView,
  EvidenceView,
  ResultView,
  TestView
} from '../../../../src/shared/records/test.ts'

export function item(control: string, change: Partial<ChecklistItem> = {}): ChecklistItem {
  return {
    control,
    topic: 'root',
    check: control.toLowerCase(),
    criterion: `${control} is as it should be.`,
    severity: 'medium',
    outcome: 'pass',
    population: 4,
    exceptions: 0,
    judged: 0,
    needsReview: 0,
    conclusion: null,
    concluded: 0,
    accounts: 1,
    resultChanged: false,
    attention: [],
    looserThan: [],
    ...change
  }
}

export function result(account: string, change: Partial<ResultView> = {}): ResultView {
  return {
    account,
    accountName: `name of ${account}`,
    outcome: 'pass',
    population: 10,
    exceptions: 0,
    judged: 0,
    needsReview: 0,
    reason: '',
    asOf: { at: '2026-01-31T12:00:00Z', origin: 'export' },
    ...change
  }
}

export function conclusion(account: string, change: Partial<ConclusionView> = {}): ConclusionView {
  return {
    account,
    accountName: `name of ${account}`,
    conclusion: 'effective',
    reason: '',
    steps: [],
    concludedBy: 'Mara Okafor',
    concludedAt: '2026-02-02T09:00:00Z',
    bulk: false,
    reliedOutcome: 'pass',
    resultChanged: false,
    override: null,
    ...change
  }
}

export function evidence(account: string, change: Partial<EvidenceView> = {}): EvidenceView {
  return {
    id: 1,
    ref: 'E-0001',
    type: 'note',
    title: 'Inquiry',
    fileName: 'note.txt',
    mime: 'text/plain',
    size: 20,
    sha256: '00',
    addedBy: 'Mara Okafor',
    addedAt: '2026-02-02T09:00:00Z',
    withdrawn: false,
    links: [{ control: 'ROOT-01', account, locator: '' }],
    ...change
  }
}

export function test(change: Partial<TestView> = {}): TestView {
  return {
    control: 'ROOT-01',
    check: 'root-access-keys',
    topic: 'root',
    severity: 'critical',
    criterion: 'The root user has no active access key.',
    effect: 'Whoever holds it controls the account.',
    recommendation: 'Delete the key.',
    remediation: { console: '', cli: '', terraform: '' },
    references: [],
    procedure: ['Read the report.', 'Ask the owner.'],
    evidenceExpected: '',
    limits: [],
    sources: [],
    parameters: [],
    needs: [],
    accounts: ['1'],
    results: [result('1')],
    conclusions: [],
    evidence: [],
    findings: [],
    attention: [],
    ...change
  }
}
