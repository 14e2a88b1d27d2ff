/** Of an organization: its accounts, their tree, and the policies on it. */
import { account, date, organizations, policyDocument } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const policySummary = {
  Id: 'p-ab12cd34',
  Arn: organizations('policy/o-exampleorgid/service_control_policy/p-ab12cd34'),
  Name: 'deny',
  Type: 'SERVICE_CONTROL_POLICY',
  AwsManaged: false
}

export const ofOrganizations: readonly Seed[] = [
  {
    kind: 'organization',
    content: {
      Organization: {
        Id: 'o-exampleorgid',
        Arn: organizations('organization/o-exampleorgid'),
        FeatureSet: 'ALL',
        MasterAccountArn: organizations(`account/o-exampleorgid/${account}`),
        MasterAccountId: account
      }
    }
  },
  {
    kind: 'organization-accounts',
    content: {
      Accounts: [
        {
          Id: account,
          Arn: organizations(`account/o-exampleorgid/${account}`),
          Email: 'a@example.org',
          Name: 'main',
          Status: 'ACTIVE',
          State: 'ACTIVE',
          Paths: [`o-exampleorgid/r-ab12/${account}/`],
          JoinedMethod: 'INVITED',
          JoinedTimestamp: 1481835795.5
        }
      ],
      NextToken: 'x'
    }
  },
  {
    kind: 'organization-roots',
    content: {
      Roots: [
        {
          Id: 'r-ab12',
          Arn: organizations('root/o-exampleorgid/r-ab12'),
          Name: 'Root',
          PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
        }
      ]
    }
  },
  {
    kind: 'organizational-units',
    content: {
      OrganizationalUnits: [
        { Id: 'ou-ab12-11111111', Arn: organizations('ou/o-exampleorgid/ou-ab12-11111111'), Name: 'x' }
      ]
    },
    name: 'organization/list-organizational-units-for-parent-r-ab12.json'
  },
  {
    kind: 'organization-parents',
    content: { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
    name: `organization/list-parents-${account}.json`
  },
  { kind: 'organization-policies', content: { Policies: [policySummary] } },
  {
    kind: 'organization-policy',
    content: { Policy: { PolicySummary: policySummary, Content: JSON.stringify(policyDocument) } }
  },
  {
    kind: 'policy-targets',
    content: {
      Targets: [
        { TargetId: 'r-ab12', Arn: organizations('root/o-exampleorgid/r-ab12'), Name: 'Root', Type: 'ROOT' }
      ]
    },
    name: 'organization/list-targets-for-policy-p-ab12cd34.json'
  },
  {
    kind: 'organization-features',
    content: { EnabledFeatures: ['RootSessions'], OrganizationId: 'o-exampleorgid' }
  },
  {
    kind: 'delegated-administrators',
    content: {
      DelegatedAdministrators: [
        {
          Id: account,
          Arn: organizations(`account/o-exampleorgid/${account}`),
          Email: 'a@example.org',
          Name: 'security',
          Status: 'ACTIVE',
          JoinedMethod: 'CREATED',
          JoinedTimestamp: date,
          DelegationEnabledDate: date
        }
      ]
    }
  },
  {
    kind: 'delegated-services',
    content: {
      DelegatedServices: [{ ServicePrincipal: 'guardduty.amazonaws.com', DelegationEnabledDate: date }]
    },
    name: `organization/delegated-services/${account}.json`,
    options: { 'account-id': account }
  },
  {
    kind: 'organization-service-access',
    content: { EnabledServicePrincipals: [{ ServicePrincipal: 'sso.amazonaws.com', DateEnabled: date }] }
  },
  {
    kind: 'organization-access-report',
    content: {
      JobStatus: 'COMPLETED',
      JobCreationDate: date,
      JobCompletionDate: date,
      NumberOfServicesAccessible: 1,
      NumberOfServicesNotAccessed: 0,
      AccessDetails: [
        {
          ServiceName: 'Amazon S3',
          ServiceNamespace: 's3',
          Region: 'eu-west-1',
          EntityPath: `o-exampleorgid/r-ab12/${account}`,
          LastAuthenticatedTime: date,
          TotalAuthenticatedEntities: 1
        }
      ],
      IsTruncated: false
    },
    options: { 'entity-path': `o-exampleorgid/r-ab12/${account}` }
  }
]
