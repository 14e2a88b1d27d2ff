/** ORG-02: whether the organization can bind its accounts by policy or only shares a bill. */
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { organization } from './basis/organization.ts'

interface Row extends MemberRow {
  readonly organization_id: string
  readonly feature_set: string
}

export default automatedCheck<Row>({
  id: 'organization-all-features',
  control: 'ORG-02',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion: 'All features of the organization are enabled.',
  effect:
    'With consolidated billing alone the organization cannot set guardrails, and each account does as it likes.',
  recommendation: 'Enable all features; invited accounts must agree.',
  remediation: {
    console: 'AWS Organizations → Settings → Begin process to enable all features.',
    cli: 'aws organizations enable-all-features.',
    terraform: 'aws_organizations_organization with feature_set = "ALL".'
  },
  procedure: [
    'Read FeatureSet of the organization: it must be ALL.',
    'For CONSOLIDATED_BILLING ask what stands in the way.'
  ],
  limits: ['Consolidated billing alone leaves no trace of why; the export has the state only.'],
  sources: ['AWS Organizations User Guide: Enabling all features for an organization with AWS Organizations'],
  needs: ['organization'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'feature_set', title: 'Features', type: 'text' }
  ],
  population: `
    with ${organization}
    select arn as resource, id as organization_id, feature_set, source_id, line, path
    from organization`,
  whenEmpty: 'The account manages no organization.',
  test: ({ organization_id, feature_set }) =>
    feature_set === 'ALL'
      ? pass(`Organization ${organization_id} has all features enabled.`)
      : exception(`Organization ${organization_id} has the features ${feature_set}, expected ALL.`)
})
