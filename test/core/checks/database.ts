/** An engagement in memory for tests of checks: facts with defaults in, verdicts out, through the real schema and SQL. */
import type { FactTable, FactTables } from '../../../src/core/iam/facts.ts'
import { isAutomated, type AutomatedCheck } from '../../../src/core/checks/check.ts'
import { checkOf } from '../../../src/core/checks/index.ts'
import { importerOf } from '../../../src/core/importers/index.ts'
import {
  iterateMembers,
  runCheck,
  type CheckContext,
  type EvaluatedMember,
  type Evaluation
} from '../../../src/core/procedures/run-check.ts'
import type { Writer } from '../../../src/core/store/database.ts'
import { factWriter } from '../../../src/core/store/facts.ts'
import { openMemory } from '../../../src/core/store/open.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import type { CoverageState, MemberStatus } from '../../../src/shared/vocabulary.ts'
import { monitoringDefaults } from './monitoring-defaults.ts'
import { differencesOfSharing } from './sharing.ts'
import { differencesOfSuspects } from './suspects.ts'

export const account = '111122223333'
/** 2026-01-31T12:00:00Z */
export const asOf = 1_769_860_800
const day = 86_400

/** The moment so many days before the as-of date, in seconds. */
export function daysAgo(days: number): number {
  return asOf - days * day
}

export function userArn(name: string): string {
  return `arn:aws:iam::${account}:user/${name}`
}
export function roleArn(name: string, path = '/'): string {
  return `arn:aws:iam::${account}:role${path}${name}`
}
export function groupArn(name: string): string {
  return `arn:aws:iam::${account}:group/${name}`
}
export function policyArn(name: string): string {
  return `arn:aws:iam::${account}:policy/${name}`
}
export function permissionSetArn(id: string): string {
  return `arn:aws:sso:::permissionSet/ssoins-1111222233334444/${id}`
}
export const rootArn = `arn:aws:iam::${account}:root`

export interface Estate {
  readonly db: Writer
  fact<T extends FactTable>(table: T, row: Partial<FactTables[T]>): void
  /** Stores a policy document and answers its id. */
  document(document: unknown): number
  /** A received source of a kind, as checks see it that look for where an answer came from. */
  source(kind: string, name?: string): number
  /** A received source that answers these parts whole: users, regions, permission sets; those of the organization for all accounts. */
  answers(kind: string, ...parts: readonly string[]): void
  run(check: string, context?: Partial<CheckContext>): Evaluation
  /** Status and sentence by resource: `pass: All is well.` */
  verdicts(check: string, context?: Partial<CheckContext>): Readonly<Record<string, string>>
  /** Status by resource. */
  statuses(check: string, context?: Partial<CheckContext>): Readonly<Record<string, MemberStatus>>
  /** The one member's status and sentence; throws where the population is not one. */
  only(
    check: string,
    context?: Partial<CheckContext>
  ): { readonly status: MemberStatus; readonly detail: string }
}

export function openEstate(): Estate {
  const db = openMemory()
  db.run("insert into period (label) values ('2026-01')")
  db.run("insert into object (sha256, size) values ('00', 0)")

  function source(kind: string, name = `${kind}.json`): number {
    const { id } = db.run(
      `insert into source (ref, period_id, batch, object_id, name, kind, state, reads_name, content, received_at)
       values ('SF-' || (select count(*) + 1 from source), 1, 1, 1, :name, :kind, 'read', 1, '', '2026-01-31T13:00:00.000Z')`,
      { name, kind }
    )
    db.run(
      "insert into source_coverage (source_id, account_id, part, state) values (:id, :account, '', 'complete')",
      { id, account }
    )
    return id
  }

  function answers(kind: string, ...parts: readonly string[]): void {
    const id = source(kind)
    const owner = importerOf(kind)?.scope === 'organization' ? '' : account
    db.run('delete from source_coverage where source_id = :id', { id })
    for (const part of parts)
      db.run(
        "insert into source_coverage (source_id, account_id, part, state) values (:id, :owner, :part, 'complete')",
        { id, owner, part }
      )
  }

  const first = source('account-authorization-details')
  const context = (given: Partial<CheckContext> = {}): CheckContext => ({
    account,
    parameters: defaultParameters(),
    coverageOf: () => ({ state: 'complete', sentence: '' }),
    asOfOf: () => asOf,
    ...given
  })

  /** All members, as the grid shows them; a run must find the same. */
  function membersOf(check: string, given?: Partial<CheckContext>): readonly EvaluatedMember[] {
    const differences = [
      ...differencesOfSuspects(db, automated(check), context(given)),
      ...differencesOfSharing(db, automated(check), context(given))
    ]
    if (differences.length > 0) throw new Error(differences.join('\n'))
    return [...iterateMembers(db, automated(check), context(given))]
  }

  return {
    db,
    source,
    answers,
    fact(table, row) {
      const facts = factWriter(db, first)
      facts.fact(table, { ...place, ...defaults[table], ...row } as FactTables[typeof table])
      facts.flush()
    },
    document(document) {
      const facts = factWriter(db, first)
      const id = facts.document(typeof document === 'string' ? document : JSON.stringify(document))
      facts.flush()
      return id
    },
    run: (check, given) => runCheck(db, automated(check), context(given)),
    verdicts: (check, given) =>
      Object.fromEntries(
        membersOf(check, given).map(({ resource, status, detail }) => [resource, `${status}: ${detail}`])
      ),
    statuses: (check, given) =>
      Object.fromEntries(membersOf(check, given).map(({ resource, status }) => [resource, status])),
    only(check, given) {
      const [member, ...others] = membersOf(check, given)
      if (!member || others.length > 0)
        throw new Error(`Expected one member, found ${member ? others.length + 1 : 0}`)
      return { status: member.status, detail: member.detail }
    }
  }
}

/** Coverage in which some needs are not `complete`. */
export function coverage(states: Readonly<Record<string, CoverageState>>): Pick<CheckContext, 'coverageOf'> {
  return {
    coverageOf: (need) => {
      const state = states[need] ?? 'complete'
      return { state, sentence: state === 'complete' ? '' : `${need} is ${state}.` }
    }
  }
}

export function allow(
  action: string | string[],
  resource: string | string[] = '*',
  condition?: object
): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource, Condition: condition }]
  }
}

export function trust(
  principal: unknown,
  condition?: object,
  action: string | string[] = 'sts:AssumeRole'
): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Condition: condition }]
  }
}

function automated(id: string): AutomatedCheck {
  const check = checkOf(id)
  if (!check || !isAutomated(check)) throw new Error(`There is no automated check ${id}`)
  return check
}

const place = { account_id: account, line: 1, path: null }
const anyone = { ...place, iam_path: '/', created_at: daysAgo(400), boundary_arn: null }

const defaults: { readonly [T in FactTable]?: FactTables[T] } = {
  ...monitoringDefaults(place, daysAgo),
  credential: {
    ...place,
    arn: userArn('ada'),
    partition: 'aws',
    user_name: 'ada',
    is_root: 0,
    created_at: daysAgo(400),
    password_enabled: 0,
    password_last_used_at: null,
    password_last_used_absence: 'N/A',
    password_last_changed_at: null,
    password_last_changed_absence: 'N/A',
    password_next_rotation_at: null,
    mfa_active: 0,
    key_1_active: 0,
    key_1_rotated_at: null,
    key_1_last_used_at: null,
    key_1_last_used_region: null,
    key_1_last_used_service: null,
    key_2_active: 0,
    key_2_rotated_at: null,
    key_2_last_used_at: null,
    key_2_last_used_region: null,
    key_2_last_used_service: null,
    cert_1_active: 0,
    cert_1_rotated_at: null,
    cert_2_active: 0,
    cert_2_rotated_at: null
  },
  iam_user: { ...anyone, arn: userArn('ada'), user_id: 'AIDA1', name: 'ada' },
  iam_group: {
    ...place,
    arn: groupArn('ops'),
    group_id: 'AGPA1',
    name: 'ops',
    iam_path: '/',
    created_at: daysAgo(400)
  },
  iam_membership: { ...place, user_arn: userArn('ada'), group_name: 'ops' },
  iam_role: {
    ...anyone,
    arn: roleArn('worker'),
    role_id: 'AROA1',
    name: 'worker',
    trust_document_id: null,
    last_used_known: 1,
    last_used_at: null,
    last_used_region: null,
    instance_profiles: 0
  },
  iam_policy: {
    ...place,
    arn: policyArn('deploy'),
    policy_id: 'ANPA1',
    name: 'deploy',
    iam_path: '/',
    is_aws_managed: 0,
    attachment_count: 1,
    boundary_usage_count: 0,
    default_version: 'v1',
    document_id: null,
    created_at: daysAgo(400),
    updated_at: daysAgo(400)
  },
  iam_policy_version: {
    ...place,
    policy_arn: policyArn('deploy'),
    version: 'v1',
    is_default: 1,
    document_id: 0,
    created_at: daysAgo(400)
  },
  iam_inline_policy: {
    ...place,
    principal_arn: userArn('ada'),
    principal_kind: 'user',
    name: 'adhoc',
    document_id: 0
  },
  iam_attachment: {
    ...place,
    principal_arn: userArn('ada'),
    principal_kind: 'user',
    policy_arn: policyArn('deploy'),
    policy_name: 'deploy'
  },
  password_policy: {
    ...place,
    is_set: 1,
    minimum_length: 14,
    require_symbols: 1,
    require_numbers: 1,
    require_uppercase: 1,
    require_lowercase: 1,
    allow_change: 1,
    expire_passwords: 1,
    max_age_days: 90,
    reuse_prevention: 24,
    hard_expiry: 0
  },
  account_summary: { ...place, name: 'Users', value: 0 },
  virtual_mfa_device: {
    ...place,
    serial: `arn:aws:iam::${account}:mfa/root-account-mfa-device`,
    user_arn: null,
    enabled_at: null
  },
  account_alias: { ...place, alias: 'example' },
  caller_identity: { ...place, arn: userArn('auditor'), user_id: 'AIDA2' },
  collection_call: {
    account_id: account,
    line: 1,
    path: null,
    name: '',
    sha256: null,
    started_at: null,
    command: '',
    return_code: 0
  },
  org_organization: {
    ...place,
    id: 'o-exampleorg1',
    arn: `arn:aws:organizations::${account}:organization/o-exampleorg1`,
    partition: 'aws',
    feature_set: 'ALL'
  },
  org_account: {
    ...place,
    id: '444455556666',
    arn: `arn:aws:organizations::${account}:account/o-exampleorg1/444455556666`,
    name: 'production',
    email: 'aws@example.com',
    status: 'ACTIVE',
    joined_at: daysAgo(400)
  },
  org_root: {
    ...place,
    id: 'r-abcd',
    arn: `arn:aws:organizations::${account}:root/o-exampleorg1/r-abcd`,
    name: 'Root'
  },
  org_policy_type: { ...place, root_id: 'r-abcd', type: 'SERVICE_CONTROL_POLICY', status: 'ENABLED' },
  org_unit: {
    ...place,
    id: 'ou-abcd-11111111',
    arn: `arn:aws:organizations::${account}:ou/o-exampleorg1/ou-abcd-11111111`,
    name: 'Workloads'
  },
  org_parent: { ...place, child_id: '444455556666', parent_id: 'ou-abcd-11111111' },
  org_policy: {
    ...place,
    id: 'p-guardrail',
    arn: `arn:aws:organizations::${account}:policy/o-exampleorg1/service_control_policy/p-guardrail`,
    name: 'Guardrails',
    type: 'SERVICE_CONTROL_POLICY',
    is_aws_managed: 0,
    document_id: null,
    content: null
  },
  org_policy_target: { ...place, policy_id: 'p-guardrail', target_id: 'r-abcd' },
  org_feature: { ...place, organization_id: 'o-exampleorg1', feature: 'RootCredentialsManagement' },
  org_delegated_administrator: {
    ...place,
    id: '444455556666',
    name: 'security',
    email: 'security@example.com',
    status: 'ACTIVE',
    delegated_at: daysAgo(300)
  },
  org_delegated_service: {
    ...place,
    id: '444455556666',
    service: 'guardduty.amazonaws.com',
    delegated_at: daysAgo(300)
  },
  org_service_access: { ...place, service: 'guardduty.amazonaws.com', enabled_at: daysAgo(300) },
  mfa_device: {
    ...place,
    user_name: 'ada',
    serial: `arn:aws:iam::${account}:mfa/ada`,
    type: 'virtual',
    enabled_at: daysAgo(300),
    certifications: null
  },
  ssh_public_key: {
    ...place,
    user_name: 'ada',
    key_id: 'APKAEXAMPLE',
    status: 'Active',
    uploaded_at: daysAgo(100)
  },
  service_specific_credential: {
    ...place,
    user_name: 'ada',
    credential_id: 'ACCAEXAMPLE',
    service: 'codecommit.amazonaws.com',
    service_user_name: 'ada-at-111122223333',
    status: 'Active',
    created_at: daysAgo(100),
    expires_at: null
  },
  signing_certificate: {
    ...place,
    user_name: 'ada',
    certificate_id: 'CERTEXAMPLE',
    status: 'Active',
    uploaded_at: daysAgo(100)
  },
  server_certificate: {
    ...place,
    arn: `arn:aws:iam::${account}:server-certificate/web`,
    name: 'web',
    iam_path: '/',
    uploaded_at: daysAgo(300),
    expires_at: daysAgo(-100)
  },
  saml_provider: {
    ...place,
    arn: `arn:aws:iam::${account}:saml-provider/okta`,
    created_at: daysAgo(400),
    valid_until: daysAgo(-400),
    entity_id: null,
    assertion_encryption: null
  },
  oidc_provider: {
    ...place,
    arn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
    url: 'token.actions.githubusercontent.com',
    client_ids: '["sts.amazonaws.com"]',
    thumbprints: '[]',
    created_at: daysAgo(400)
  },
  account_contact: {
    ...place,
    type: 'SECURITY',
    is_set: 1,
    name: 'Security team',
    title: 'Team',
    email: 'security@example.com',
    phone: '+44 20 7946 0000'
  },
  service_access: {
    ...place,
    principal_arn: roleArn('worker'),
    service: 's3',
    service_name: 'Amazon S3',
    last_used_at: daysAgo(3),
    last_used_by: roleArn('worker'),
    last_used_region: 'eu-west-1',
    entities: 1
  },
  action_access: {
    ...place,
    principal_arn: roleArn('worker'),
    service: 's3',
    action: 'GetObject',
    last_used_at: daysAgo(3),
    last_used_by: roleArn('worker'),
    last_used_region: 'eu-west-1'
  },
  sso_instance: {
    ...place,
    arn: 'arn:aws:sso:::instance/ssoins-1111222233334444',
    identity_store_id: 'd-1111222233',
    name: null,
    status: 'ACTIVE',
    created_at: daysAgo(400)
  },
  permission_set: {
    ...place,
    account_id: '',
    arn: permissionSetArn('ps-1111222233334444'),
    name: 'Reader',
    description: null,
    session_seconds: 3600,
    relay_state: null,
    created_at: daysAgo(400)
  },
  permission_set_policy: {
    ...place,
    account_id: '',
    permission_set_arn: permissionSetArn('ps-1111222233334444'),
    kind: 'aws-managed',
    name: 'AdministratorAccess',
    policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    document_id: null
  },
  permission_set_account: {
    ...place,
    account_id: '',
    permission_set_arn: permissionSetArn('ps-1111222233334444'),
    target_account_id: '444455556666'
  },
  account_assignment: {
    ...place,
    account_id: '444455556666',
    permission_set_arn: permissionSetArn('ps-1111222233334444'),
    principal_type: 'GROUP',
    principal_id: 'group-1'
  },
  identity_user: {
    ...place,
    account_id: '',
    identity_store_id: 'd-1111222233',
    user_id: 'user-1',
    user_name: 'ada@example.com',
    display_name: 'Ada',
    email: 'ada@example.com',
    status: 'ENABLED',
    external_issuer: 'https://scim.example.com'
  },
  identity_group: {
    ...place,
    account_id: '',
    identity_store_id: 'd-1111222233',
    group_id: 'group-1',
    name: 'Readers',
    description: null,
    external_issuer: null
  },
  resource_policy: { ...place, region: null, service: 's3', resource: 'reports', document_id: null },
  public_access: {
    ...place,
    resource: 'reports',
    blocks_public_acls: null,
    ignores_public_acls: null,
    blocks_public_policy: null,
    restricts_public_buckets: null,
    policy_is_public: null
  },
  resource_grant: {
    ...place,
    region: null,
    service: 's3',
    resource: 'reports',
    grantee: 'owner',
    permission: 'FULL_CONTROL'
  },
  kms_key: {
    ...place,
    region: 'eu-west-1',
    key_id: 'key-1',
    arn: `arn:aws:kms:eu-west-1:${account}:key/key-1`,
    manager: 'CUSTOMER',
    state: 'Enabled',
    rotates: null
  }
}
