/** Real exports from public sources, kept outside the project: each is read as what it is, or refused with the right sentence. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

import { readPolicyDocument } from '../../../src/core/iam/policy-document.ts'
import { collect, type Collected } from './collect.ts'

const samples = join(import.meta.dirname, '../../../../shared/data/samples')
const areThere = existsSync(samples)

function read(file: string): Collected {
  const bytes = readFileSync(join(samples, file))
  return collect(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { name: file })
}

/** Kind and counts, where the sample is read. */
const readable: readonly (readonly [string, string, Readonly<Record<string, number>>])[] = [
  ['01-credential-report/cloudmapper-iam-get-credential-report.json', 'credential-report', { users: 2 }],
  ['01-credential-report/custodian-test_account_credential_report.csv', 'credential-report', { users: 20 }],
  [
    '01-credential-report/custodian-test_iam_user_credential_multi_delete.csv',
    'credential-report',
    { users: 1 }
  ],
  [
    '01-credential-report/custodian-test_iam_user_unused_keys--iam.GetCredentialReport_1.json',
    'credential-report',
    {}
  ],
  ['01-credential-report/realformat-2025-Z-root-password-true.csv', 'credential-report', { users: 2 }],
  ['01-credential-report/variants/23rd-column.csv', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/boto-decoded.json', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/cli-json-v1-Z.json', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/cli-json.json', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/excel-unicode-text-utf16le-tab.txt', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/excel-utf8-bom-crlf-UPPER.csv', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/expired.txt', 'credential-report', {}],
  ['01-credential-report/variants/report.csv.gz', 'credential-report', { users: 20 }],
  ['01-credential-report/variants/trailing-blank-lines.csv', 'credential-report', { users: 20 }],
  [
    '02-gaad/awscli-get-account-authorization-details.json',
    'account-authorization-details',
    { users: 3, groups: 3, roles: 1, policies: 2, 'AWS policies': 1 }
  ],
  [
    '02-gaad/cloudmapper-demo-gaad.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 4, policies: 1, 'AWS policies': 1 }
  ],
  [
    '02-gaad/cloudsplaining-example.json',
    'account-authorization-details',
    { users: 44, groups: 5, roles: 78, policies: 46, 'AWS policies': 38 }
  ],
  [
    '02-gaad/csp-example_authz_v2.json',
    'account-authorization-details',
    { users: 1, groups: 1, roles: 2, policies: 2, 'AWS policies': 0 }
  ],
  [
    '02-gaad/csp-managed_policy_mismatch.json',
    'account-authorization-details',
    { users: 0, groups: 1, roles: 0, policies: 0, 'AWS policies': 1 }
  ],
  [
    '02-gaad/iamspy-batch-allow.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 3, policies: 0, 'AWS policies': 0 }
  ],
  [
    '02-gaad/iamspy-role-boundary-allow.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 1, policies: 0, 'AWS policies': 1 }
  ],
  [
    '02-gaad/iamspy-user-boundary-deny.json',
    'account-authorization-details',
    { users: 1, groups: 0, roles: 0, policies: 0, 'AWS policies': 1 }
  ],
  [
    '02-gaad/moto-cliv1-1523-real-aws-managed-policies.json.gz',
    'account-authorization-details',
    { users: 120, groups: 1, roles: 60, policies: 0, 'AWS policies': 1523 }
  ],
  [
    '02-gaad/variants/concatenated-objects.json',
    'account-authorization-details',
    { users: 6, groups: 3, roles: 6, policies: 3, 'AWS policies': 3 }
  ],
  [
    '02-gaad/variants/duplicate-entities.json',
    'account-authorization-details',
    { users: 6, groups: 5, roles: 6, policies: 6, 'AWS policies': 0 }
  ],
  [
    '02-gaad/variants/filter-User.json',
    'account-authorization-details',
    { users: 44, groups: 0, roles: 0, policies: 0, 'AWS policies': 0 }
  ],
  [
    '02-gaad/variants/json-string-documents.json',
    'account-authorization-details',
    { users: 6, groups: 5, roles: 6, policies: 6, 'AWS policies': 0 }
  ],
  [
    '02-gaad/variants/lowercamel-keys.json',
    'account-authorization-details',
    { users: 2, groups: 0, roles: 2, policies: 0, 'AWS policies': 0 }
  ],
  [
    '02-gaad/variants/max-items-NextToken.json',
    'account-authorization-details',
    { users: 6, groups: 5, roles: 6, policies: 6, 'AWS policies': 0 }
  ],
  [
    '02-gaad/variants/pages-array.json',
    'account-authorization-details',
    { users: 6, groups: 3, roles: 6, policies: 3, 'AWS policies': 3 }
  ],
  [
    '02-gaad/variants/pages/gaad-page-1.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 0, policies: 44, 'AWS policies': 9 }
  ],
  [
    '02-gaad/variants/pages/gaad-page-4.json',
    'account-authorization-details',
    { users: 0, groups: 5, roles: 47, policies: 0, 'AWS policies': 0 }
  ],
  [
    '02-gaad/variants/utf16le-powershell-redirect.json',
    'account-authorization-details',
    { users: 6, groups: 5, roles: 6, policies: 6, 'AWS policies': 0 }
  ],
  ['03-password-policy/awscli-get-account-password-policy.json', 'password-policy', { 'password policy': 1 }],
  [
    '03-password-policy/custodian-test_account_missing_password_policy--iam.GetAccountPasswordPolicy_1.json',
    'password-policy',
    {}
  ],
  [
    '03-password-policy/custodian-test_account_password_policy_update--iam.GetAccountPasswordPolicy_1.json',
    'password-policy',
    { 'password policy': 1 }
  ],
  ['03-password-policy/derived-nosuchentity-cli-v1.txt', 'password-policy', {}],
  ['04-account-summary/awscli-get-account-summary.json', 'account-summary', { values: 23 }],
  [
    '04-account-summary/custodian-test_account_root_mfa--iam.GetAccountSummary_1.json',
    'account-summary',
    { values: 32 }
  ],
  ['05-organizations/awscli-describe-organization.json', 'organization', { organization: 1 }],
  ['05-organizations/awscli-describe-organizational-unit.json', 'organizational-units', { units: 1 }],
  ['05-organizations/awscli-describe-policy.json', 'organization-policy', { policies: 1 }],
  ['05-organizations/awscli-list-accounts-for-parent.json', 'organization-accounts', { accounts: 2 }],
  ['05-organizations/awscli-list-accounts.json', 'organization-accounts', { accounts: 4 }],
  ['05-organizations/awscli-list-organizational-units-for-parent.json', 'organizational-units', { units: 2 }],
  ['05-organizations/awscli-list-policies.json', 'organization-policies', { policies: 3 }],
  ['05-organizations/awscli-list-roots.json', 'organization-roots', { roots: 1 }],
  [
    '05-organizations/custodian-test_account_org_info--organizations.DescribeOrganization_1.json',
    'organization',
    { organization: 1 }
  ],
  ['06-iam-misc/awscli-list-account-aliases.json', 'account-aliases', { aliases: 1 }],
  ['06-iam-misc/awscli-list-organizations-features.txt', 'organization-features', { features: 2 }],
  ['06-iam-misc/awscli-list-virtual-mfa-devices.json', 'virtual-mfa-devices', { devices: 2 }],
  [
    '06-iam-misc/custodian-test_account_virtual_mfa--iam.ListVirtualMFADevices_1.json',
    'virtual-mfa-devices',
    { devices: 4 }
  ]
]

/** The sentence, where the sample is of a kind that is read and cannot be used. */
const refused: readonly (readonly [string, string])[] = [
  ['01-credential-report/awscli-generate-credential-report.json', 'saved in place of the report'],
  ['01-credential-report/awscli-get-credential-report.json', 'has no `Content`'],
  ['03-password-policy/derived-empty.json', 'The file is empty'],
  ['05-organizations/awscli-list-children.json', 'name it after the id that was asked about'],
  ['05-organizations/awscli-list-parents.json', 'name it after the id that was asked about'],
  ['05-organizations/awscli-list-policies-for-target.txt', 'not valid JSON'],
  ['05-organizations/awscli-list-targets-for-policy.json', "name it after the policy's id"],
  [
    '05-organizations/custodian-test_account_org_info_denied--organizations.DescribeOrganization_1.json',
    'AccessDeniedException'
  ],
  ['05-organizations/awscli-describe-account.json', 'describe-account'],
  ['02-gaad/iamspy-scp-deny-lambda.json', 'the keys Id, Arn, Name'],
  ['02-gaad/variants/evidence-macos.zip', 'zip archive']
]

describe.skipIf(!areThere)('real exports (skipped where the samples are not beside the project)', () => {
  test.each(readable)('%s is read as %s', (file, kind, counts) => {
    const found = read(file)

    expect([found.kind, found.tried, found.unreadable]).toEqual([kind, null, null])
    expect(found.counts).toEqual(counts)
  })

  test.each(refused)('%s is refused: %s', (file, sentence) => {
    const found = read(file)

    expect(found.tried ?? found.unreadable?.message).toContain(sentence)
  })

  test('nothing else is taken for one of these kinds', () => {
    const known = new Set([...readable.map(([file]) => file), ...refused.map(([file]) => file)])
    const mistaken = filesBelow(samples)
      .map((file) => relative(samples, file))
      .filter((file) => !known.has(file) && !file.startsWith('02-gaad/') && !file.startsWith('00-bundles/'))
      .filter((file) => read(file).kind !== null)

    expect(mistaken).toEqual([])
  })

  test('every policy document of AWS in them is read without a problem', () => {
    const { documents } = read('02-gaad/moto-cliv1-1523-real-aws-managed-policies.json.gz')

    expect(documents.length).toBeGreaterThan(1500)
    expect(
      documents.map((text) => readPolicyDocument(text).problem).filter((problem) => problem !== null)
    ).toEqual([])
  })

  test('every published service and resource control policy is read without a problem', () => {
    const problems = filesBelow(join(samples, '05-organizations'))
      .filter((file) => /(?:scp|rcp)-documents/.test(file))
      .map((file) => readPolicyDocument(readFileSync(file, 'utf8')).problem)

    expect(problems).toHaveLength(51)
    expect(problems.filter((problem) => problem !== null)).toEqual([])
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
