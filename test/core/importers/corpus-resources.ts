/** Of resources that say themselves who may use them: buckets, keys, topics, secrets. */
import { account, date, iam, policyDocument, region, regional } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const key = regional('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')
const ofBucket = { name: `accounts/${account}/s3/logs/get-bucket.logs.json`, options: { bucket: 'logs' } }
const ofKey = {
  name: `accounts/${account}/regions/${region}/kms.1234abcd-12ab-34cd-56ef-1234567890ab.json`,
  options: { 'key-id': key, region }
}

export const ofResources: readonly Seed[] = [
  {
    kind: 'public-access-block',
    content: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true
      }
    },
    options: { 'account-id': account }
  },
  {
    kind: 'bucket-acl',
    content: {
      Owner: { DisplayName: 'x', ID: 'ab'.repeat(32) },
      Grants: [
        {
          Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
          Permission: 'READ'
        }
      ]
    },
    ...ofBucket
  },
  { kind: 'bucket-policy-status', content: { PolicyStatus: { IsPublic: false } }, ...ofBucket },
  { kind: 'resource-policies', content: { Policy: JSON.stringify(policyDocument) }, ...ofBucket },
  {
    kind: 'resource-policies',
    content: {
      Attributes: {
        TopicArn: regional('sns', 'alerts'),
        Owner: account,
        Policy: JSON.stringify(policyDocument)
      }
    }
  },
  {
    kind: 'resource-policies',
    content: {
      ARN: regional('secretsmanager', 'secret:db-AbCdEf'),
      Name: 'db',
      ResourcePolicy: JSON.stringify(policyDocument)
    }
  },
  {
    kind: 'kms-keys',
    content: {
      KeyMetadata: {
        AWSAccountId: account,
        KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
        Arn: key,
        CreationDate: date,
        Enabled: true,
        KeyState: 'Enabled',
        KeyManager: 'CUSTOMER'
      }
    }
  },
  {
    kind: 'kms-keys',
    content: { KeyRotationEnabled: true, KeyId: key, RotationPeriodInDays: 365 },
    ...ofKey
  },
  {
    kind: 'kms-grants',
    content: {
      Grants: [
        {
          KeyId: key,
          GrantId: 'ab'.repeat(32),
          Name: 'x',
          CreationDate: date,
          GranteePrincipal: iam('role/r'),
          IssuingAccount: iam('root'),
          Operations: ['Decrypt', 'Encrypt']
        }
      ]
    },
    ...ofKey
  },
  { kind: 'policy-document', content: policyDocument }
]
