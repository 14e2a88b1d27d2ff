/** Which roles stand for people, in SQL. */

/**
 * Whether a row of `iam_role`, by the name it has in the query, is one people take. Roles trusted to a SAML provider are how a directory
 * signs its people in; those of an OIDC provider are mostly pipelines' (IAM User Guide: Identity providers and federation). Roles of
 * IAM Identity Center are left out: they cannot be edited here.
 */
export function signsPeopleIn(role: string): string {
  return `(
        ${role}.iam_path not glob '/aws-reserved/*'
        and exists (
          select 1
          from statement_principal as trusted
          where trusted.document_id = ${role}.trust_document_id
            and trusted.type = 'federated'
            and trusted.value glob '*:saml-provider/*'
        )
      )`
}
