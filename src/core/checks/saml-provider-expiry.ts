/** FED-03: whether the metadata of SAML providers is still valid. */
import { automatedCheck, type MemberRow } from './check.ts'
import { nameOfArn } from '../iam/arn.ts'
import { judgeExpiry } from './basis/expiry.ts'

interface Row extends MemberRow {
  readonly valid_until: number | null
}

export default automatedCheck<Row>({
  id: 'saml-provider-expiry',
  control: 'FED-03',
  topic: 'federation',
  severity: 'medium',
  scope: 'account',
  criterion: 'The metadata of every SAML provider is valid.',
  effect: 'Sign-in stops for everyone on the day it ends, or a provider nobody looks after stays trusted.',
  recommendation: 'Renew the metadata before it ends, and delete providers through which nobody signs in.',
  remediation: {
    console:
      'IAM → Identity providers → the provider → Replace metadata, with the file from the identity provider.',
    cli: 'aws iam update-saml-provider --saml-provider-arn ARN --saml-metadata-document file://METADATA.xml.',
    terraform: 'Set saml_metadata_document of aws_iam_saml_provider to the renewed document.'
  },
  procedure: [
    'Take ValidUntil of each provider in the list; where the metadata gives no end, AWS sets one far off.',
    'See in the metadata when the signing certificate ends: it can end before the metadata does.',
    'Ask who renews it and whether people still sign in through it.'
  ],
  limits: [
    'The list has the end of the metadata; the signing certificate within it can end sooner.',
    'Whether anybody signs in through the provider is not in the list.'
  ],
  sources: [
    'IAM User Guide: Create a SAML identity provider in IAM',
    'IAM API Reference: SAMLProviderListEntry'
  ],
  needs: ['saml-providers'],
  wants: ['saml-provider'],
  parameters: ['certificateWarningDays'],
  columns: [
    { key: 'valid_until', title: 'Valid until', type: 'time' },
    { key: 'created_at', title: 'Created', type: 'time' },
    { key: 'entity_id', title: 'Signs as', type: 'text' }
  ],
  population: `
    select arn as resource, valid_until, created_at, entity_id, source_id, line, path
    from saml_provider
    where account_id = :account and arn <> ''`,
  whenEmpty: 'The account has no SAML provider.',
  test: ({ resource, valid_until }, context) =>
    judgeExpiry(`The metadata of SAML provider ${nameOfArn(resource)}`, valid_until, context)
})
