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
  [
    '02-gaad/iamspy-allow-testing-s3.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 2, policies: 0, 'AWS policies': 0 }
  ],
  [
    '02-gaad/iamspy-basic-allow.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 1, policies: 0, 'AWS policies': 0 }
  ],
  [
    '02-gaad/iamspy-role-boundary-no-policies.json',
    'account-authorization-details',
    { users: 0, groups: 0, roles: 1, policies: 0, 'AWS policies': 1 }
  ],
  [
    '02-gaad/iamspy-user-allow-check.json',
    'account-authorization-details',
    { users: 1, groups: 0, roles: 0, policies: 0, 'AWS policies': 1 }
  ],
  [
    '02-gaad/variants/pages/gaad-page-2.json',
    'account-authorization-details',
    { users: 22, groups: 0, roles: 0, policies: 2, 'AWS policies': 29 }
  ],
  [
    '02-gaad/variants/pages/gaad-page-3.json',
    'account-authorization-details',
    { users: 22, groups: 0, roles: 31, policies: 0, 'AWS policies': 0 }
  ],
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
  ['05-organizations/awscli-describe-account.json', 'organization-accounts', { accounts: 1 }],
  ['06-iam-misc/awscli-get-access-key-last-used.json', 'access-key-last-used', { 'access keys': 1 }],
  ['06-iam-misc/awscli-get-login-profile.json', 'login-profiles', { 'login profiles': 1 }],
  ['06-iam-misc/awscli-get-mfa-device.json', 'mfa-devices', { devices: 1 }],
  ['06-iam-misc/awscli-get-open-id-connect-provider.txt', 'oidc-provider', { providers: 1 }],
  ['06-iam-misc/awscli-get-saml-provider.json', 'saml-provider', { providers: 1 }],
  ['06-iam-misc/awscli-list-access-keys.json', 'access-keys', { 'access keys': 2 }],
  ['06-iam-misc/awscli-list-account-aliases.json', 'account-aliases', { aliases: 1 }],
  ['06-iam-misc/awscli-list-instance-profiles.json', 'instance-profiles', { 'instance profiles': 2 }],
  ['06-iam-misc/awscli-list-mfa-devices.json', 'mfa-devices', { devices: 4 }],
  ['06-iam-misc/awscli-list-open-id-connect-providers.json', 'oidc-providers', { providers: 1 }],
  ['06-iam-misc/awscli-list-roles.json', 'roles-list', { roles: 2 }],
  ['06-iam-misc/awscli-list-saml-providers.json', 'saml-providers', { providers: 1 }],
  ['06-iam-misc/awscli-list-server-certificates.json', 'server-certificates', { certificates: 2 }],
  [
    '06-iam-misc/awscli-list-service-specific-credentials.json',
    'service-specific-credentials',
    { credentials: 2 }
  ],
  ['06-iam-misc/awscli-list-signing-certificates.json', 'signing-certificates', { certificates: 1 }],
  ['06-iam-misc/awscli-list-ssh-public-keys.json', 'ssh-public-keys', { 'SSH keys': 1 }],
  ['06-iam-misc/awscli-list-users.json', 'users-list', { users: 2 }],
  ['06-iam-misc/cloudmapper-list-saml-providers.json', 'saml-providers', { providers: 0 }],
  [
    '06-iam-misc/custodian-iam_delete_certificate--iam.ListServerCertificates_1.json',
    'server-certificates',
    { certificates: 1 }
  ],
  [
    '06-iam-misc/custodian-iam_delete_provider_saml--iam.GetSAMLProvider_1.json',
    'saml-provider',
    { providers: 1 }
  ],
  ['06-iam-misc/custodian-test_iam_mfa_filter--iam.ListMFADevices_3.json', 'mfa-devices', { devices: 1 }],
  [
    '06-iam-misc/custodian-test_iam_user_delete_service_specific_credentials--iam.ListServiceSpecificCredentials_1.json',
    'service-specific-credentials',
    { credentials: 3 }
  ],
  [
    '06-iam-misc/custodian-test_iam_user_ssh_key_filter--iam.ListSSHPublicKeys_1.json',
    'ssh-public-keys',
    { 'SSH keys': 3 }
  ],
  [
    '07-last-accessed/awscli-get-organizations-access-report.txt',
    'organization-access-report',
    { services: 1 }
  ],
  [
    '07-last-accessed/awscli-get-service-last-accessed-details-with-entities.json',
    'service-last-accessed',
    { entities: 2 }
  ],
  ['07-last-accessed/awscli-get-service-last-accessed-details.txt', 'service-last-accessed', { services: 0 }],
  ['07-last-accessed/cloudmapper-slad-71.json', 'service-last-accessed', { services: 1 }],
  ['07-last-accessed/cloudmapper-slad-74.json', 'service-last-accessed', { services: 1 }],
  [
    '07-last-accessed/custodian-test_iam_user_usage--iam.GetServiceLastAccessedDetails_2.json',
    'service-last-accessed',
    { services: 168 }
  ],
  ['14-account-contacts/derived-get-alternate-contact-missing.err', 'alternate-contacts', { contacts: 0 }],
  ['14-account-contacts/derived-get-alternate-contact-security.json', 'alternate-contacts', { contacts: 1 }],
  ['14-account-contacts/derived-get-contact-information.json', 'contact-information', { contacts: 1 }],
  ['06-iam-misc/awscli-list-organizations-features.txt', 'organization-features', { features: 2 }],
  ['06-iam-misc/awscli-list-virtual-mfa-devices.json', 'virtual-mfa-devices', { devices: 2 }],
  [
    '06-iam-misc/custodian-test_account_virtual_mfa--iam.ListVirtualMFADevices_1.json',
    'virtual-mfa-devices',
    { devices: 4 }
  ],
  ['08-access-analyzer/awscli-get-analyzer.json', 'analyzers', { analyzers: 1 }],
  ['08-access-analyzer/awscli-get-archive-rule.json', 'analyzer-archive-rules', { 'archive rules': 1 }],
  ['08-access-analyzer/awscli-get-finding-v2.json', 'analyzer-findings', { findings: 1 }],
  ['08-access-analyzer/awscli-get-finding.json', 'analyzer-findings', { findings: 1 }],
  ['08-access-analyzer/awscli-list-analyzers.json', 'analyzers', { analyzers: 3 }],
  ['08-access-analyzer/awscli-list-archive-rules.json', 'analyzer-archive-rules', { 'archive rules': 2 }],
  ['08-access-analyzer/awscli-list-findings-v2.json', 'analyzer-findings', { findings: 2 }],
  ['08-access-analyzer/awscli-list-findings.json', 'analyzer-findings', { findings: 2 }],
  [
    '08-access-analyzer/custodian-test_access_analyzer_finding--access-analyzer.ListFindings_1.json',
    'analyzer-findings',
    { findings: 4 }
  ],
  [
    '08-access-analyzer/custodian-test_access_analyzer_finding_no_analyzer--access-analyzer.ListAnalyzers_1.json',
    'analyzers',
    { analyzers: 0 }
  ],
  ['08-access-analyzer/derived-get-finding-v2-UnusedIAMRole-1.json', 'analyzer-findings', { findings: 1 }],
  [
    '08-access-analyzer/derived-get-finding-v2-UnusedIAMUserAccessKey-3.json',
    'analyzer-findings',
    { findings: 1 }
  ],
  ['08-access-analyzer/derived-get-finding-v2-UnusedPermission-5.json', 'analyzer-findings', { findings: 1 }],
  ['08-access-analyzer/derived-list-findings-v2-mixed.json', 'analyzer-findings', { findings: 6 }],
  ['10-cloudtrail/awscli-describe-trails.json', 'trails', { trails: 2 }],
  ['10-cloudtrail/awscli-get-event-selectors.json', 'trail-event-selectors', { selectors: 1 }],
  ['10-cloudtrail/awscli-get-trail-status.json', 'trail-status', { statuses: 1 }],
  ['10-cloudtrail/awscli-lookup-events.json', 'cloudtrail-events', { events: 1 }],
  [
    '10-cloudtrail/custodian-test_account_data_events--cloudtrail.DescribeTrails_3.json',
    'trails',
    { trails: 2 }
  ],
  [
    '10-cloudtrail/custodian-test_account_data_events--cloudtrail.GetEventSelectors_2.json',
    'trail-event-selectors',
    { selectors: 1 }
  ],
  [
    '10-cloudtrail/custodian-test_cloudtrail_fail_log_metric_filter_no_alarm--cloudtrail.DescribeTrails_1.json',
    'trails',
    { trails: 2 }
  ],
  [
    '10-cloudtrail/custodian-test_cloudtrail_is_shadow_or_not--cloudtrail.DescribeTrails_1.json',
    'trails',
    { trails: 3 }
  ],
  [
    '10-cloudtrail/custodian-test_cloudtrail_success_management_advanced_events_included--cloudtrail.DescribeTrails_1.json',
    'trails',
    { trails: 1 }
  ],
  [
    '10-cloudtrail/custodian-test_cloudtrail_success_management_advanced_events_included--cloudtrail.GetEventSelectors_1.json',
    'trail-event-selectors',
    { selectors: 1 }
  ],
  ['10-cloudtrail/derived-athena-result.csv', 'cloudtrail-events', { events: 40 }],
  ['10-cloudtrail/derived-ndjson-records.json', 'cloudtrail-events', { events: 10 }],
  ['10-cloudtrail/docs-logfile-01-amazon-ec2-log-examples.json', 'cloudtrail-events', { events: 1 }],
  ['10-cloudtrail/docs-logfile-02-amazon-ec2-log-examples.json', 'cloudtrail-events', { events: 1 }],
  ['10-cloudtrail/docs-logfile-03-amazon-ec2-log-examples.json', 'cloudtrail-events', { events: 1 }],
  ['10-cloudtrail/docs-logfile-04-iam-log-examples.json', 'cloudtrail-events', { events: 1 }],
  ['10-cloudtrail/docs-logfile-05-iam-log-examples.json', 'cloudtrail-events', { events: 1 }],
  [
    '10-cloudtrail/docs-logfile-07-error-code-and-message-log-example.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  [
    '10-cloudtrail/docs-logfile-08-cloudtrail-insights-event-log-example.json',
    'cloudtrail-events',
    { events: 2 }
  ],
  [
    '10-cloudtrail/docs-signin-01-iam-user-successful-sign-in-without-mfa.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  [
    '10-cloudtrail/docs-signin-02-iam-user-successful-sign-in-with-mfa.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  ['10-cloudtrail/docs-signin-03-iam-user-unsuccessful-sign-in.json', 'cloudtrail-events', { events: 1 }],
  [
    '10-cloudtrail/docs-signin-04-iam-user-sign-in-process-checks-for-mfa-single-mfa-device-ty.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  [
    '10-cloudtrail/docs-signin-05-iam-user-sign-in-process-checks-for-mfa-multiple-mfa-device-.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  [
    '10-cloudtrail/docs-signin-06-root-user-successful-sign-in-without-mfa.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  [
    '10-cloudtrail/docs-signin-07-root-user-successful-sign-in-with-mfa.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  ['10-cloudtrail/docs-signin-08-root-user-unsuccessful-sign-in.json', 'cloudtrail-events', { events: 1 }],
  ['10-cloudtrail/docs-signin-09-root-user-mfa-changed.json', 'cloudtrail-events', { events: 1 }],
  ['10-cloudtrail/docs-signin-10-root-user-password-changed.json', 'cloudtrail-events', { events: 1 }],
  [
    '10-cloudtrail/logs-gz/218007301253_CloudTrail_us-east-1_20230710T1145Z_7xgocspSowgK0Gto.json.gz',
    'cloudtrail-events',
    { events: 29 }
  ],
  [
    '10-cloudtrail/logs-gz/218007301253_CloudTrail_us-east-1_20230710T1150Z_1vnLavRRp0ek1mP4.json.gz',
    'cloudtrail-events',
    { events: 2 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1145Z_7xgocspSowgK0Gto.json',
    'cloudtrail-events',
    { events: 29 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1150Z_1vnLavRRp0ek1mP4.json',
    'cloudtrail-events',
    { events: 2 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1200Z_x9kHmzMa7cx6l9wM.json',
    'cloudtrail-events',
    { events: 132 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1205Z_86g9Vok9HiUCgSI7.json',
    'cloudtrail-events',
    { events: 19 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1205Z_UljXNp9xLp8nsAGc.json',
    'cloudtrail-events',
    { events: 55 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1205Z_lKy08gyrqqRJyzsn.json',
    'cloudtrail-events',
    { events: 1 }
  ],
  [
    '10-cloudtrail/logs/218007301253_CloudTrail_us-east-1_20230710T1225Z_4iD2boYSOwmb6sWd.json',
    'cloudtrail-events',
    { events: 12 }
  ],
  ['10-cloudtrail/realformat-console-event_history.csv', 'cloudtrail-events', { events: 19 }],
  ['12-guardduty/awscli-get-detector.json', 'guardduty-detectors', { detectors: 1 }],
  ['12-guardduty/awscli-get-findings.json', 'guardduty-findings', { findings: 1 }],
  ['12-guardduty/awscli-list-detectors.json', 'guardduty-detectors', { detectors: 1 }],
  ['12-guardduty/cloudmapper-guardduty-list-detectors.json', 'guardduty-detectors', { detectors: 0 }],
  ['12-guardduty/custodian-cwe--iam-duty-event.json', 'guardduty-findings', { findings: 1 }],
  [
    '12-guardduty/custodian-test_account_guard_duty_filter--guardduty.GetDetector_1.json',
    'guardduty-detectors',
    { detectors: 1 }
  ],
  ['12-guardduty/panther-low-sev.json', 'guardduty-findings', { findings: 2 }],
  ['11-security-hub/awscli-describe-organization-configuration.json', 'service-enrolment', { answers: 1 }],
  ['11-security-hub/awscli-describe-hub.json', 'security-hub', { hubs: 1 }],
  ['11-security-hub/awscli-get-enabled-standards.json', 'security-hub-standards', { standards: 1 }],
  ['11-security-hub/awscli-get-findings.json', 'security-hub-findings', { findings: 1 }],
  [
    '11-security-hub/custodian-cwe--event-securityhub-iamkey-finding-action.json',
    'security-hub-findings',
    { findings: 1 }
  ],
  [
    '11-security-hub/custodian-test_ecr_image_modify_policy--securityhub.GetFindings_1.json',
    'security-hub-findings',
    { findings: 20 }
  ],
  [
    '11-security-hub/custodian-test_enable_securityhub--securityhub.DescribeHub_1.json',
    'security-hub',
    { hubs: 0 }
  ],
  ['11-security-hub/defectdojo-asff-one_vuln.json', 'security-hub-findings', { findings: 1 }],
  ['11-security-hub/defectdojo-config_many_findings.json', 'security-hub-findings', { findings: 3 }],
  ['11-security-hub/defectdojo-config_one_finding.json', 'security-hub-findings', { findings: 1 }],
  ['11-security-hub/defectdojo-guardduty.json', 'security-hub-findings', { findings: 4 }],
  ['11-security-hub/defectdojo-issue_10956.json', 'security-hub-findings', { findings: 1 }],
  ['11-security-hub/heimdall-asff_sample.json', 'security-hub-findings', { findings: 18 }],
  ['11-security-hub/ocsf-sechub-pci.ocsf.json', 'security-hub-findings', { findings: 1 }],
  ['11-security-hub/ocsf-sechub-pci.raw.json', 'security-hub-findings', { findings: 1 }],
  ['13-config/awscli-describe-compliance-by-config-rule.json', 'config-rule-compliance', { verdicts: 2 }],
  ['13-config/awscli-describe-compliance-by-resource.json', 'config-rule-compliance', { verdicts: 2 }],
  ['13-config/awscli-describe-config-rules.json', 'config-rules', { rules: 1 }],
  [
    '13-config/awscli-describe-configuration-recorder-status.json',
    'config-recorder-status',
    { recorders: 1 }
  ],
  ['13-config/awscli-describe-configuration-recorders.json', 'config-recorders', { recorders: 1 }],
  ['13-config/awscli-describe-delivery-channel-status.json', 'config-delivery-channels', { channels: 1 }],
  ['13-config/awscli-describe-delivery-channels.json', 'config-delivery-channels', { channels: 1 }],
  ['13-config/awscli-get-compliance-details-by-config-rule.json', 'config-rule-compliance', { verdicts: 3 }],
  [
    '13-config/custodian-test_account_config--config.DescribeConfigurationRecorderStatus_1.json',
    'config-recorder-status',
    { recorders: 1 }
  ],
  [
    '13-config/custodian-test_config_compliance_iam_role--config.GetComplianceDetailsByConfigRule_1.json',
    'config-rule-compliance',
    { verdicts: 1 }
  ],
  [
    '13-config/custodian-test_config_recorder_cross_account--config.DescribeConfigurationRecorders_1.json',
    'config-recorders',
    { recorders: 1 }
  ],
  [
    '13-config/custodian-test_config_rule_remediation--config.DescribeConfigRules_1.json',
    'config-rules',
    { rules: 25 }
  ],
  [
    '13-config/custodian-test_configrecord_retention--config.DescribeConfigurationRecorders_1.json',
    'config-recorders',
    { recorders: 1 }
  ],
  [
    '13-config/custodian-test_iam_user_ssh_key_filter--config.SelectResourceConfig_1.json',
    'config-items',
    { resources: 1 }
  ],
  [
    '13-config/docs-snapshot-01-example-configuration-snapshot-from-aws-config.json',
    'config-items',
    { resources: 2 }
  ],
  ['15-resource-policies/awscli-describe-key.2.json', 'kms-keys', { keys: 1 }],
  ['15-resource-policies/awscli-get-access-point-policy.json', 'resource-policies', { policies: 1 }],
  ['15-resource-policies/awscli-get-access-point.json', 'public-access-block', { settings: 1 }],
  ['15-resource-policies/awscli-get-bucket-acl.json', 'bucket-acl', { grants: 1 }],
  ['15-resource-policies/awscli-get-bucket-policy-status.json', 'bucket-policy-status', { verdicts: 1 }],
  ['15-resource-policies/awscli-get-bucket-policy.json', 'resource-policies', { policies: 1 }],
  ['15-resource-policies/awscli-get-key-rotation-status.json', 'kms-keys', { keys: 1 }],
  ['15-resource-policies/awscli-get-layer-version-policy.json', 'resource-policies', { policies: 1 }],
  ['15-resource-policies/awscli-get-policy.json', 'resource-policies', { policies: 1 }],
  ['15-resource-policies/awscli-get-public-access-block.json', 'public-access-block', { settings: 1 }],
  [
    '15-resource-policies/awscli-get-queue-attributes.json',
    'resource-policies',
    { 'resources without a policy': 1, policies: 0 }
  ],
  ['15-resource-policies/awscli-get-resource-policy.txt', 'resource-policies', { policies: 0 }],
  ['15-resource-policies/custodian-iam--iam-policies.json', 'policy-document', { 'policy documents': 6 }],
  [
    '15-resource-policies/custodian-iam--s3-condition-multi-keys.json',
    'policy-document',
    { 'policy documents': 2 }
  ],
  ['15-resource-policies/custodian-iam--s3-orgid.json', 'policy-document', { 'policy documents': 2 }],
  ['15-resource-policies/awscli-get-topic-attributes.json', 'resource-policies', { policies: 1 }],
  ['15-resource-policies/awscli-list-grants.json', 'kms-grants', { grants: 1 }],
  [
    '15-resource-policies/custodian-test_aws_lambda_source--lambda.GetPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cfn_topic_filter--sns.GetTopicAttributes_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cloudtrail_success_log_metric_filter--sns.GetTopicAttributes_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cloudwatch_log_subscription--lambda.GetPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cross_account_kms--kms.GetKeyPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cross_account_kms_condition_keys_2--kms.GetKeyPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cross_account_lambda--lambda.GetPolicy_2.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cross_account_sns--sns.GetTopicAttributes_2.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_cross_account_sqs--sqs.GetQueueAttributes_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_ecr_image_modify_policy--api.ecr.GetRepositoryPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_ecr_remove_matched--api.ecr.GetRepositoryPolicy_2.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_kms_remove_matched--kms.GetKeyPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_kms_remove_named--kms.GetKeyPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_lambda_permission_matched--lambda.GetPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_lambda_permission_named--lambda.GetPolicy_1.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_metric_period_rounding--sqs.GetQueueAttributes_2.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_s3_create--s3.GetBucketPolicy_2.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_s3_dataaccesspointaccount_cross_account--s3.GetBucketPolicy_2.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_s3_has_statement--s3.GetBucketPolicy_3.json',
    'resource-policies',
    { policies: 1 }
  ],
  [
    '15-resource-policies/custodian-test_s3_has_statement--s3.GetBucketPolicy_5.json',
    'resource-policies',
    { policies: 1 }
  ],
  ['16-tool-outputs/heimdall-prowler-sample.asff-json', 'security-hub-findings', { findings: 10 }],
  [
    '16-tool-outputs/cloudsplaining-iam-results-example.json',
    'cloudsplaining',
    { results: 78, policies: 30 }
  ],
  ['16-tool-outputs/defectdojo-aws_prowler-issue4450.csv', 'prowler-csv', { results: 4 }],
  ['16-tool-outputs/defectdojo-aws_prowler-many_vuln.json', 'prowler-json', { results: 6 }],
  ['16-tool-outputs/defectdojo-aws_prowler_v3plus-many_vuln.ocsf.json', 'prowler-ocsf', { results: 3 }],
  ['16-tool-outputs/defectdojo-prowler-example_output_aws.ocsf.json', 'prowler-ocsf', { results: 3 }],
  ['16-tool-outputs/defectdojo-prowler-prowler_zero_vul.csv', 'prowler-csv', { results: 0 }],
  ['16-tool-outputs/derived-steampipe-credential-report-array.json', 'steampipe', { results: 21 }],
  ['16-tool-outputs/derived-steampipe-credential-report-columns-rows.json', 'steampipe', { results: 21 }],
  ['16-tool-outputs/heimdall-scoutsuite_sample.js', 'scoutsuite', { results: 8 }],
  ['16-tool-outputs/prowler-v5-example_output_aws.csv', 'prowler-csv', { results: 4 }],
  ['16-tool-outputs/prowler-v5-example_output_aws.ocsf.json', 'prowler-ocsf', { results: 5 }]
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
  ['08-access-analyzer/awscli-list-analyzed-resources.json', 'the keys analyzedResources'],
  ['09-identity-center/cartography-identitycenter.json', 'the keys LIST_USERS'],
  ['09-identity-center/idc-ext-permission-set-CloudOperator-ps.json', 'the keys permissionSetName'],
  ['09-identity-center/idc-ext-permission-set-SecurityAuditor-ps.json', 'the keys permissionSetName'],
  ['10-cloudtrail/docs-logfile-06-iam-log-examples.txt', 'not valid JSON'],
  ['10-cloudtrail/panther-aws_console_root_login.json', 'the keys name, expectedMatch, event'],
  ['10-cloudtrail/panther-aws_iam_attach_admin_user_policy.json', 'the keys name, expectedMatch, event'],
  ['10-cloudtrail/panther-aws_root_access_key_created.json', 'the keys name, expectedMatch, event'],
  ['10-cloudtrail/panther-aws_root_activity.json', 'the keys name, expectedMatch, event'],
  ['12-guardduty/awscli-get-master-account.json', 'get-master-account'],
  ['12-guardduty/awscli-list-members.json', 'list-members'],
  ['12-guardduty/cartography-guardduty.json', 'the keys LIST_DETECTORS'],
  ['16-tool-outputs/defectdojo-cloudsploit_many_vul.json', 'results of CloudSploit'],
  ['16-tool-outputs/steampipe-aws-table-columns.json', "tables of Steampipe's AWS plugin"],
  ['16-tool-outputs/PROVENANCE.md', 'text that begins "# 16-tool-outputs'],
  ['17-terraform-baseline/nozaq-secure-baseline-2.1.0.json', 'describes a Terraform module'],
  ['17-terraform-baseline/PROVENANCE.md', 'text that begins "# 17-terraform-baseline"'],
  ['02-gaad/iamspy-scp-deny-lambda.json', 'the keys Id, Arn, Name'],
  ['02-gaad/variants/evidence-macos.zip', 'an archive inside an archive'],
  ['06-iam-misc/awscli-list-entities-for-policy.json', 'list-entities-for-policy'],
  [
    '07-last-accessed/awscli-list-policies-granting-service-access.json',
    'list-policies-granting-service-access'
  ],
  ['11-security-hub/awscli-describe-standards-controls.json', 'the keys Controls'],
  ['11-security-hub/awscli-describe-standards.json', 'describe-standards'],
  ['11-security-hub/awscli-get-administrator-account.txt', 'get-master-account'],
  ['11-security-hub/awscli-get-finding-history.json', 'the keys Records'],
  ['11-security-hub/awscli-list-configuration-policies.txt', 'list-configuration-policies'],
  ['11-security-hub/awscli-list-security-control-definitions.json', 'list-security-control-definitions'],
  ['11-security-hub/awscli-list-standards-control-associations.json', 'list-standards-control-associations'],
  ['13-config/awscli-describe-config-rule-evaluation-status.json', 'describe-config-rule-evaluation-status'],
  ['13-config/awscli-get-compliance-summary-by-config-rule.json', 'get-compliance-summary-by-config-rule'],
  ['13-config/awscli-get-status.txt', 'Configuration Recorders'],
  ['13-config/awscli-list-discovered-resources.json', 'list-discovered-resources'],
  ['13-config/custodian-test_config_rule--config.DescribeConfigRules_1.json', 'NoSuchConfigRuleException'],
  [
    '13-config/custodian-test_config_rule_status--config.DescribeConfigRuleEvaluationStatus_1.json',
    'describe-config-rule-evaluation-status'
  ],
  ['13-config/docs-notification-01-example-compliance-change-notification.json', 'TopicArn'],
  ['15-resource-policies/awscli-list-aliases.txt', 'list-aliases'],
  ['15-resource-policies/awscli-list-keys.json', 'list-keys'],
  ['02-gaad/iamspy-cross-account-rp.json', 'the keys Resource, Policy'],
  ['02-gaad/iamspy-resource-s3-allow-testing.json', 'the keys Resource, Policy']
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

  test('every sample is named in one of the tables, or is a published policy or a bundle', () => {
    const known = new Set([...readable.map(([file]) => file), ...refused.map(([file]) => file)])
    const unnamed = filesBelow(samples)
      .map((file) => relative(samples, file))
      .filter((file) => !known.has(file) && !file.startsWith('00-bundles/'))
      .filter((file) => !publishedPolicy.test(file) && !file.endsWith('PROVENANCE.md'))

    expect(unnamed).toEqual([])
  })

  test('every policy document of AWS in them is read without a problem', () => {
    const { documents } = read('02-gaad/moto-cliv1-1523-real-aws-managed-policies.json.gz')

    expect(documents.length).toBeGreaterThan(1500)
    expect(
      documents.map((text) => readPolicyDocument(text).problem).filter((problem) => problem !== null)
    ).toEqual([])
  })

  test('every published service and resource control policy is read without a problem', () => {
    const files = filesBelow(samples)
      .map((file) => relative(samples, file))
      .filter((file) => publishedPolicy.test(file))

    expect(files).toHaveLength(51)
    for (const file of files) {
      expect(readPolicyDocument(readFileSync(join(samples, file), 'utf8')).problem, file).toBeNull()
      expect(read(file), file).toMatchObject({ kind: 'policy-document', counts: { 'policy documents': 1 } })
    }
  })
})

/** Policies of an organization by themselves, as AWS publishes them. */
const publishedPolicy = /^05-organizations\/(?:scp|rcp)-documents/

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
