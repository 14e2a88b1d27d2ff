/** Which roles the client can change: the others are made and kept by AWS and are left out of most checks. */

/**
 * Roles but service-linked ones (`/aws-service-role/`) and those IAM Identity Center keeps (`/aws-reserved/`): nobody in the
 * account can edit them (AWS IAM guide, service-linked roles; IAM Identity Center guide, permission sets).
 */
export const isOwnRole = `iam_path not glob '/aws-service-role/*' and iam_path not glob '/aws-reserved/*'`

/** The same by the ARN of any principal, in the column given. */
export function isOwnPrincipal(column: string): string {
  return `${column} not glob '*:role/aws-service-role/*' and ${column} not glob '*:role/aws-reserved/*'`
}

const platformRole = /^arn:[^:]+:iam::\d{12}:role\/(OrganizationAccountAccessRole|AWSControlTowerExecution)$/

/** Whether a role is the administrator role that AWS Organizations or Control Tower makes for the management account (their guides). */
export function isPlatformRole(arn: string): boolean {
  return platformRole.test(arn)
}
