/** Roles that IAM Identity Center keeps in the accounts: `AWSReservedSSO_<permission set>_<16 hex digits>`. */

/** SQL: whether a role is one of them, by path and name (Identity Center guide, permission sets). */
export function isReservedRole(role: string): string {
  return `(${role}.iam_path glob '/aws-reserved/sso.amazonaws.com/*' and ${role}.name glob 'AWSReservedSSO_?*_????????????????')`
}

/** SQL for the name of the permission set between prefix and digits. */
export function permissionSetOfRole(role: string): string {
  return `substr(${role}.name, ${'AWSReservedSSO_'.length + 1}, length(${role}.name) - ${'AWSReservedSSO__0123456789abcdef'.length})`
}
