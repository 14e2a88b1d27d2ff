/** AWS accounts that vendors publish as theirs for customers' trust policies; a trust in one of them is known, not approved. */

export interface VendorAccount {
  readonly vendor: string
  /** The vendor's own page that names the account. */
  readonly source: string
}

/** As published when the list was last looked through, 2026-11-26. */
const vendorAccounts: Readonly<Record<string, VendorAccount>> = {
  '464622532012': {
    vendor: 'Datadog',
    source: 'https://docs.datadoghq.com/integrations/guide/error-datadog-not-authorized-sts-assume-role/'
  },
  '253490767857': {
    vendor: 'New Relic',
    source:
      'https://docs.newrelic.com/docs/workflow-automation/setup-and-configure/set-up-aws-credentials/iam-role-setup'
  },
  '754728514883': {
    vendor: 'New Relic',
    source: 'https://www.npmjs.com/package/serverless-newrelic-lambda-layers'
  },
  '414351767826': {
    vendor: 'Databricks',
    source:
      'https://databricks.helpjuice.com/en_US/unity-catalog/aws-s3-storage-credential-validation-failure-due-to-external-id'
  }
}

export function vendorOf(account: string): VendorAccount | null {
  return Object.hasOwn(vendorAccounts, account) ? (vendorAccounts[account] ?? null) : null
}
