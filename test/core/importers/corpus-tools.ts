/** Of other tools: Prowler, Powerpipe, Steampipe, ScoutSuite, Cloudsplaining and Terraform. */
import { account, iam, policyDocument, region } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const ocsf = {
  message: 'x',
  metadata: {
    event_code: 'iam_root_mfa_enabled',
    product: { name: 'Prowler', vendor_name: 'Prowler', version: '5.0.0' },
    version: '1.3.0'
  },
  severity_id: 5,
  severity: 'Critical',
  status: 'New',
  status_code: 'FAIL',
  status_detail: 'MFA is not enabled for root account.',
  status_id: 1,
  unmapped: {},
  activity_id: 1,
  finding_info: { created_time: 1769857200, desc: 'x', title: 'Root has MFA', uid: 'x' },
  resources: [{ cloud_partition: 'aws', region, name: 'root', type: 'AwsIamUser', uid: iam('root') }],
  class_uid: 2004,
  class_name: 'Detection Finding',
  cloud: { account: { name: 'x', type: 'AWS Account', uid: account }, provider: 'aws', region },
  time: 1769857200
}

const inline = { ab12: { PolicyName: 'i', PolicyDocument: policyDocument } }

export const ofTools: readonly Seed[] = [
  {
    kind: 'prowler-csv',
    content:
      'AUTH_METHOD;TIMESTAMP;ACCOUNT_UID;ACCOUNT_NAME;FINDING_UID;PROVIDER;CHECK_ID;CHECK_TITLE;STATUS;STATUS_EXTENDED;MUTED;SEVERITY;RESOURCE_TYPE;RESOURCE_UID;RESOURCE_NAME;REGION;PROWLER_VERSION\n' +
      `profile: x;2026-01-31 11:00:00.123456;${account};x;x;aws;iam_root_mfa_enabled;"Root; has MFA";FAIL;"MFA is not
enabled";False;critical;AwsIamUser;${iam('root')};root;${region};5.0.0\n`
  },
  {
    kind: 'prowler-json',
    content: [
      {
        AssessmentStartTime: '2026-01-31T11:00:00',
        Provider: 'aws',
        AccountId: account,
        Region: region,
        CheckID: 'iam_root_mfa_enabled',
        CheckTitle: 'Root has MFA',
        Status: 'FAIL',
        StatusExtended: 'x',
        Severity: 'critical',
        ResourceId: 'root',
        ResourceArn: iam('root'),
        ResourceType: 'AwsIamUser'
      }
    ]
  },
  { kind: 'prowler-ocsf', content: [ocsf] },
  {
    kind: 'powerpipe',
    content: {
      group_id: 'root_result_group',
      title: '',
      summary: { status: { alarm: 1, ok: 0, info: 0, skip: 0, error: 0 } },
      groups: [
        {
          group_id: 'aws_compliance.benchmark.cis_v300',
          title: 'CIS',
          summary: { status: { alarm: 1 } },
          groups: [],
          controls: [
            {
              summary: { alarm: 1 },
              results: [
                {
                  reason: 'MFA not enabled',
                  resource: iam('root'),
                  status: 'alarm',
                  dimensions: [{ key: 'account_id', value: account }]
                }
              ],
              control_id: 'aws_compliance.control.iam_root_user_mfa_enabled',
              title: 'Root has MFA',
              severity: 'high',
              run_status: 4,
              run_error: ''
            }
          ]
        }
      ],
      controls: []
    }
  },
  {
    kind: 'steampipe',
    content: {
      columns: [
        { name: 'name', data_type: 'text' },
        { name: 'arn', data_type: 'text' },
        { name: 'account_id', data_type: 'text' }
      ],
      rows: [{ name: 'ada', arn: iam('user/ada'), account_id: account }]
    }
  },
  {
    kind: 'scoutsuite',
    content: `scoutsuite_results =\n${JSON.stringify({
      account_id: account,
      provider_code: 'aws',
      last_run: { time: '2026-01-31 11:00:00+0000', version: '5.14.0', ruleset_name: 'default', summary: {} },
      services: {
        iam: {
          findings: {
            'iam-root-account-no-mfa': {
              checked_items: 1,
              flagged_items: 1,
              description: 'Root has no MFA',
              rationale: 'x',
              level: 'danger',
              items: ['iam.users.AIDA1234567890EXAMPLE.name'],
              service: 'IAM'
            }
          },
          users: { AIDA1234567890EXAMPLE: { arn: iam('user/ada'), name: 'ada', id: 'AIDA1234567890EXAMPLE' } }
        }
      }
    })}`
  },
  {
    kind: 'cloudsplaining',
    content: {
      groups: {},
      users: {
        AIDA1234567890EXAMPLE: {
          arn: iam('user/ada'),
          create_date: '2026-01-31T11:00:00+00:00',
          id: 'AIDA1234567890EXAMPLE',
          name: 'ada',
          inline_policies: { ab12: 'i' },
          groups: {},
          path: '/',
          customer_managed_policies: {},
          aws_managed_policies: {},
          is_excluded: false
        }
      },
      roles: {},
      aws_managed_policies: {},
      customer_managed_policies: {},
      inline_policies: {
        ab12: {
          ...inline.ab12,
          PrivilegeEscalation: [{ type: 'CreateAccessKey', actions: ['iam:createaccesskey'] }],
          DataExfiltration: ['s3:GetObject'],
          ResourceExposure: [],
          ServiceWildcard: ['s3'],
          CredentialsExposure: [],
          InfrastructureModification: [],
          is_excluded: false
        }
      },
      exclusions: {},
      links: {}
    }
  },
  {
    kind: 'terraform-plan',
    content: {
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: { root_module: {} },
      resource_changes: [
        {
          address: 'module.secure.aws_iam_account_password_policy.default[0]',
          module_address: 'module.secure',
          mode: 'managed',
          type: 'aws_iam_account_password_policy',
          name: 'default',
          index: 0,
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: {
            actions: ['create'],
            before: null,
            after: { minimum_password_length: 14, require_symbols: true },
            after_unknown: { id: true },
            before_sensitive: false,
            after_sensitive: {}
          }
        }
      ],
      timestamp: '2026-01-31T11:00:00Z'
    }
  },
  {
    kind: 'terraform-state',
    content: {
      version: 4,
      terraform_version: '1.9.0',
      serial: 3,
      lineage: '11111111-2222-3333-4444-555555555555',
      outputs: {},
      resources: [
        {
          module: 'module.secure',
          mode: 'managed',
          type: 'aws_iam_account_password_policy',
          name: 'default',
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: [
            {
              index_key: 0,
              schema_version: 0,
              attributes: {
                id: 'iam-account-password-policy',
                minimum_password_length: 14,
                require_symbols: true
              },
              sensitive_attributes: []
            }
          ]
        }
      ],
      check_results: null
    }
  },
  {
    kind: 'terraform-state',
    content: {
      format_version: '1.0',
      terraform_version: '1.9.0',
      values: {
        root_module: {
          child_modules: [
            {
              address: 'module.secure',
              resources: [
                {
                  address: 'module.secure.aws_cloudtrail.global',
                  mode: 'managed',
                  type: 'aws_cloudtrail',
                  name: 'global',
                  values: {
                    arn: `arn:aws:cloudtrail:${region}:${account}:trail/x`,
                    is_multi_region_trail: true
                  },
                  sensitive_values: {}
                }
              ]
            }
          ]
        }
      }
    }
  }
]
