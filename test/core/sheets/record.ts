/** A small engagement in memory for the sheets: two accounts, hostile names, results of every outcome, evidence and a finding. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import Sqlite from 'better-sqlite3'

import { connect, type Bindable, type Writer } from '../../../src/core/store/database.ts'
import type { Outcome } from '../../../src/shared/vocabulary.ts'

const migrations = resolve(import.meta.dirname, '../../../src/core/store/migrations')

/** Leading zero on purpose. */
export const production = '012345678901'
export const audit = '111122223333'
const at = (iso: string): number => Date.parse(iso) / 1000
export const asOf = { at: '2026-01-31T12:00:00Z', origin: 'export' } as const

export const userArn = (name: string, account = production): string => `arn:aws:iam::${account}:user/${name}`

/** An empty engagement file of today's schema. */
export function emptyRecord(): Writer {
  const db = connect(new Sqlite(':memory:'))
  for (const file of readdirSync(migrations).sort())
    db.execute(readFileSync(resolve(migrations, file), 'utf8'))
  insert(db, 'engagement', {
    id: 1,
    uuid: '00000000-0000-4000-8000-000000000001',
    client_name: 'Halden & Sons',
    auditor: 'M. Okafor',
    is_sample: 0,
    created_at: '2026-02-01T08:00:00.000Z'
  })
  insert(db, 'period', { id: 1, label: '2026-01', as_of: null })
  return db
}

export function insert(db: Writer, table: string, row: Readonly<Record<string, Bindable>>): number {
  const keys = Object.keys(row)
  return db.run(
    `insert into ${table} (${keys.join(', ')}) values (${keys.map((key) => `:${key}`).join(', ')})`,
    row
  ).id
}

/** The engagement the sheet tests look at. */
export function filledRecord(): Writer {
  const db = emptyRecord()
  addSources(db)
  addUsers(db)
  addRolesAndPolicies(db)
  addOrganization(db)
  addResults(db)
  addJudgement(db)
  return db
}

function addSources(db: Writer): void {
  for (const [id, name, kind, state] of [
    [1, 'prod/credential-report.csv', 'credential-report', 'read'],
    [2, 'prod/authorization-details.json', 'account-authorization-details', 'read'],
    [3, 'organization/accounts.json', 'organization-accounts', 'read'],
    [4, 'readme.txt', null, 'not-recognised']
  ] as const) {
    insert(db, 'object', { id, sha256: String(id).repeat(64), size: id * 1000 })
    insert(db, 'source', {
      id,
      ref: `SF-00${id}`,
      period_id: 1,
      batch: 1,
      object_id: id,
      name,
      reads_name: 0,
      kind,
      state,
      content: '',
      generated_at: at(asOf.at),
      received_at: '2026-02-01T09:00:00.000Z'
    })
  }
  for (const source of [1, 2])
    insert(db, 'source_coverage', { source_id: source, account_id: production, part: '', state: 'complete' })
  insert(db, 'source_note', {
    source_id: 4,
    level: 'warning',
    sentence: 'The file is of no kind this workbench reads.',
    line: null,
    path: null
  })
  insert(db, 'source_note', {
    source_id: 1,
    level: 'error',
    sentence: '`mfa_active` must be true or false, found "yes".',
    line: 14,
    path: null
  })
}

const credential = {
  source_id: 1,
  account_id: production,
  partition: 'aws',
  is_root: 0,
  created_at: at('2024-03-01T10:00:00Z'),
  password_enabled: 0,
  mfa_active: 0,
  key_1_active: 0,
  key_2_active: 0,
  cert_1_active: 0,
  cert_2_active: 0
}

function addUsers(db: Writer): void {
  insert(db, 'credential', {
    ...credential,
    arn: `arn:aws:iam::${production}:root`,
    user_name: '<root_account>',
    is_root: 1,
    password_enabled: 1,
    password_last_used_at: at('2026-01-20T07:30:00Z'),
    mfa_active: 1,
    line: 2
  })
  const users: readonly (readonly [string, Readonly<Record<string, Bindable>>])[] = [
    ['alice', { password_enabled: 1, password_last_used_at: at('2026-01-30T09:15:00Z'), mfa_active: 1 }],
    ['bob', { password_enabled: 1, password_last_used_absence: 'no_information', mfa_active: 0 }],
    ['=1+1', { key_1_active: 1, key_1_rotated_at: at('2025-06-01T00:00:00Z') }],
    ['@mallory', { key_1_active: 1, key_1_rotated_at: at('2026-01-10T00:00:00Z'), key_2_active: 1 }],
    ['1E5', {}],
    ['smith,john', {}]
  ]
  for (const [place, [name, own]] of users.entries())
    insert(db, 'credential', { ...credential, arn: userArn(name), user_name: name, line: 3 + place, ...own })
  for (const [place, name] of ['alice', 'bob', '=1+1'].entries())
    insert(db, 'iam_user', {
      source_id: 2,
      account_id: production,
      arn: userArn(name),
      user_id: `AIDA${place}`,
      name,
      iam_path: '/',
      created_at: credential.created_at,
      line: 10 + place
    })
  for (const group of ['Operators', 'Auditors'])
    insert(db, 'iam_membership', {
      source_id: 2,
      account_id: production,
      user_arn: userArn('alice'),
      group_name: group,
      line: 10
    })
  insert(db, 'iam_attachment', {
    source_id: 2,
    account_id: production,
    principal_arn: userArn('bob'),
    principal_kind: 'user',
    policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    policy_name: 'AdministratorAccess',
    line: 11
  })
  insert(db, 'password_policy', {
    source_id: 2,
    account_id: production,
    is_set: 1,
    minimum_length: 8,
    require_symbols: 1,
    line: 1
  })
}

function addRolesAndPolicies(db: Writer): void {
  for (const [id, problem] of [
    [1, null],
    [2, null],
    [3, 'Statement is missing.']
  ] as const)
    insert(db, 'policy_document', { id, sha256: `document-${id}`, text: '{}', problem })
  insert(db, 'policy_statement', {
    document_id: 1,
    n: 0,
    effect: 'Allow',
    actions: '["*"]',
    uses_not_action: 0,
    resources: '["*"]',
    uses_not_resource: 0,
    covers_all_actions: 1,
    covers_all_resources: 1
  })
  insert(db, 'policy_statement', {
    document_id: 2,
    n: 0,
    effect: 'Allow',
    actions: '["sts:AssumeRole"]',
    uses_not_action: 0,
    resources: '["*"]',
    uses_not_resource: 0,
    covers_all_actions: 0,
    covers_all_resources: 1
  })
  for (const [m, value] of [`arn:aws:iam::${audit}:root`, 'ec2.amazonaws.com'].entries())
    insert(db, 'statement_principal', {
      document_id: 2,
      n: 0,
      m,
      type: m === 0 ? 'aws' : 'service',
      negated: 0,
      value
    })
  insert(db, 'iam_role', {
    source_id: 2,
    account_id: production,
    arn: `arn:aws:iam::${production}:role/deploy`,
    role_id: 'AROA1',
    name: 'deploy',
    iam_path: '/',
    created_at: credential.created_at,
    trust_document_id: 2,
    last_used_known: 1,
    instance_profiles: 0,
    line: 40
  })
  for (const [name, document] of [
    ['everything', 1],
    ['broken', 3],
    ['summary-only', null]
  ] as const)
    insert(db, 'iam_policy', {
      source_id: 2,
      account_id: production,
      arn: `arn:aws:iam::${production}:policy/${name}`,
      policy_id: `ANPA${name}`,
      name,
      iam_path: '/',
      is_aws_managed: 0,
      attachment_count: name === 'everything' ? 2 : 0,
      default_version: 'v1',
      document_id: document,
      line: 60
    })
  insert(db, 'iam_inline_policy', {
    source_id: 2,
    account_id: production,
    principal_arn: userArn('bob'),
    principal_kind: 'user',
    name: 'temporary',
    document_id: 2,
    line: 11
  })
}

function addOrganization(db: Writer): void {
  const place = { source_id: 3, account_id: production, line: 1 }
  insert(db, 'org_organization', {
    ...place,
    id: 'o-1',
    arn: 'arn:aws:organizations::o-1',
    partition: 'aws',
    feature_set: 'ALL'
  })
  insert(db, 'org_root', { ...place, id: 'r-1', arn: 'arn:r-1', name: 'Root' })
  insert(db, 'org_unit', { ...place, id: 'ou-1', arn: 'arn:ou-1', name: 'Workloads' })
  insert(db, 'org_unit', { ...place, id: 'ou-2', arn: 'arn:ou-2', name: 'Security' })
  for (const [child, parent] of [
    ['ou-1', 'r-1'],
    ['ou-2', 'ou-1'],
    [production, 'r-1'],
    [audit, 'ou-2']
  ] as const)
    insert(db, 'org_parent', { ...place, child_id: child, parent_id: parent })
  for (const [id, name] of [
    [production, 'prod'],
    [audit, 'audit']
  ] as const)
    insert(db, 'org_account', { ...place, id, arn: `arn:${id}`, name, email: '', status: 'ACTIVE' })
  insert(db, 'org_policy_type', {
    ...place,
    root_id: 'r-1',
    type: 'SERVICE_CONTROL_POLICY',
    status: 'ENABLED'
  })
  for (const id of ['p-1', 'p-2'])
    insert(db, 'org_policy', {
      ...place,
      id,
      arn: `arn:${id}`,
      name: `Guardrail ${id}`,
      type: 'SERVICE_CONTROL_POLICY',
      is_aws_managed: 0
    })
  for (const target of ['r-1', 'ou-1'])
    insert(db, 'org_policy_target', { ...place, policy_id: 'p-1', target_id: target })
}

/** Control, account, outcome, population, exceptions, undecided, reason. */
export const results: readonly (readonly [string, string, Outcome, number, number, number, string])[] = [
  ['MFA-01', production, 'fail', 2, 1, 0, ''],
  [
    'MFA-01',
    audit,
    'not-tested',
    0,
    0,
    0,
    `Credential report of ${audit} was not received; ask for: aws iam …`
  ],
  ['KEY-01', production, 'fail', 3, 1, 1, ''],
  [
    'KEY-01',
    audit,
    'not-tested',
    0,
    0,
    0,
    `Credential report of ${audit} was not received; ask for: aws iam …`
  ],
  ['ROOT-01', production, 'pass', 1, 0, 0, ''],
  ['ROOT-01', audit, 'not-applicable', 0, 0, 0, 'The account has no root user of its own.'],
  ['LP-01', production, 'needs-review', 3, 0, 1, 'A policy document could not be read.'],
  ['LP-01', audit, 'not-tested', 0, 0, 0, 'Authorization details were not received.']
]

function addResults(db: Writer): void {
  for (const [control, account, outcome, population, exceptions, needsReview, reason] of results)
    insert(db, 'check_result', {
      period_id: 1,
      check_id: control.toLowerCase(),
      control,
      account_id: account,
      outcome,
      reason,
      population,
      exceptions,
      needs_review: needsReview,
      as_of: at(asOf.at),
      as_of_origin: 'export',
      result_hash: `${control}/${account}`
    })
  const of = (control: string) =>
    db.get<{ id: number }>('select id from check_result where control = :control and account_id = :account', {
      control,
      account: production
    })?.id ?? 0
  const members: readonly (readonly [string, string, string, string, number])[] = [
    ['MFA-01', userArn('bob'), 'exception', 'bob has a console password and no MFA device.', 4],
    ['KEY-01', `${userArn('=1+1')}#access-key-1`, 'exception', 'Key 1 of =1+1 is 244 days old.', 5],
    ['KEY-01', `${userArn('@mallory')}#access-key-2`, 'needs-review', 'Key 2 of @mallory has no date.', 6],
    ['LP-01', `arn:aws:iam::${production}:policy/broken`, 'needs-review', 'broken has no statements.', 60]
  ]
  for (const [control, resource, status, detail, line] of members)
    insert(db, 'check_exception', {
      result_id: of(control),
      resource,
      status,
      detail,
      fingerprint: 'f'.repeat(64),
      source_id: control === 'LP-01' ? 2 : 1,
      line,
      path: null
    })
}

function addJudgement(db: Writer): void {
  insert(db, 'object', { id: 9, sha256: '9'.repeat(64), size: 9 })
  for (const [id, withdrawn] of [
    [1, null],
    [2, '2026-02-03T10:00:00.000Z']
  ] as const) {
    insert(db, 'evidence', {
      id,
      ref: `E-000${id}`,
      object_id: 9,
      type: 'note',
      title: '=HYPERLINK("http://example.org","click")',
      file_name: 'note.txt',
      mime: 'text/plain',
      added_by: 'M. Okafor',
      added_at: '2026-02-02T10:00:00.000Z',
      withdrawn_at: withdrawn,
      withdrawn_reason: withdrawn && 'Wrong account.'
    })
    insert(db, 'evidence_link', {
      evidence_id: id,
      period_id: 1,
      control: 'MFA-01',
      account_id: production,
      locator: '',
      linked_by: 'M. Okafor',
      linked_at: '2026-02-02T10:00:00.000Z'
    })
  }
  insert(db, 'sample', {
    id: 1,
    ref: 'S-001',
    period_id: 1,
    control: 'MFA-01',
    query: '{"kind":"users","search":"","filters":[],"sort":null}',
    definition: 'All users',
    method: 'random',
    basis: 'Quarterly control: one.',
    seed: '0012e5',
    population: 2,
    population_hash: '5'.repeat(64),
    size: 1,
    drawn_by: 'M. Okafor',
    drawn_at: '2026-02-02T10:30:00.000Z'
  })
  insert(db, 'sample_item', {
    sample_id: 1,
    n: 1,
    key: `${production}/${userArn('bob')}`,
    account_id: production,
    resource: userArn('bob')
  })
  for (const [code, text, mark, note] of [
    ['A', 'The ticket was approved.', 'pass', ''],
    ['B', 'The owner still works here.', 'exception', 'Left in May.'],
    ['C', 'The access ends.', 'open', '']
  ] as const) {
    insert(db, 'sample_attribute', { sample_id: 1, code, text })
    insert(db, 'sample_tick', {
      sample_id: 1,
      item: `${production}/${userArn('bob')}`,
      code,
      mark,
      note,
      ticked_by: 'M. Okafor',
      ticked_at: '2026-02-02T11:00:00.000Z'
    })
  }
  insert(db, 'finding', {
    id: 1,
    ref: 'F-2026-001',
    period_id: 1,
    control: 'MFA-01',
    title: 'Console access without MFA',
    condition: 'One of two users with a console password has no MFA device.',
    criteria: 'Every console user has an MFA device.',
    cause: '',
    effect: 'A guessed password is enough to sign in.',
    recommendation: 'Register a device for bob.',
    severity: 'high',
    exceptions: 1,
    population: 2,
    raised_by: 'M. Okafor',
    raised_at: '2026-02-02T11:00:00.000Z'
  })
  insert(db, 'finding_account', { finding_id: 1, account_id: production })
  followUp(db)
}

/** The finding issued, planned, reported as done, not gone in the retest, and then accepted. */
function followUp(db: Writer): void {
  const said = { recorded_by: 'M. Okafor', recorded_at: '2026-02-02T12:00:00.000Z' }
  const done = { done_by: 'M. Okafor', done_at: '2026-02-02T12:00:00.000Z' }
  insert(db, 'finding_exception', {
    finding_id: 1,
    fingerprint: '7'.repeat(64),
    account_id: production,
    resource: userArn('bob'),
    detail: 'bob has no MFA device.'
  })
  insert(db, 'finding_step', { finding_id: 1, state: 'issued', reason: '', ...done })
  insert(db, 'remediation', {
    id: 1,
    ref: 'R-2026-001',
    finding_id: 1,
    created_by: 'M. Okafor',
    created_at: '2026-02-02T11:30:00.000Z'
  })
  insert(db, 'milestone', {
    remediation_id: 1,
    n: 1,
    text: '=Order the device',
    original_date: '2026-02-10'
  })
  const step = { remediation_id: 1, comment: '', claimed_at: null, evidence_id: 1, ...done }
  insert(db, 'remediation_step', { id: 1, ...step, state: 'implemented', claimed_at: '2026-02-01' })
  insert(db, 'remediation_step', { id: 2, ...step, state: 'retest-failed' })
  insert(db, 'retest', {
    ref: 'RT-2026-001',
    remediation_id: 1,
    claim_id: 1,
    period_id: 1,
    result: 'failed',
    procedure: 'Read the report again.',
    still_open: JSON.stringify(['7'.repeat(64)]),
    sources: '[]',
    population: 2,
    performed_by: 'M. Okafor',
    performed_at: '2026-02-02T12:30:00.000Z'
  })
  insert(db, 'risk_acceptance', {
    ref: 'RA-2026-001',
    finding_id: 1,
    covers: JSON.stringify(['7'.repeat(64)]),
    covered_hash: '8'.repeat(64),
    reason: 'bob leaves in March.',
    compensating_controls: '',
    residual_severity: 'low',
    approver: 'A. Ferrari',
    approver_title: 'Head of IT',
    approved_at: '2026-02-02',
    evidence_id: 1,
    valid_from: '2026-02-02',
    expires_at: '2026-03-31',
    auditor_view: '',
    renewal_of: null,
    ...said
  })
}
