/** Which principals stand for people, in SQL: users, groups, and roles taken through a SAML provider. */

/**
 * Whether a principal is one people act as. Roles trusted to a SAML provider are how a directory signs its people in; those of an OIDC provider are
 * mostly pipelines' (IAM User Guide: Identity providers and federation). Roles of IAM Identity Center are left out: they cannot be edited here.
 */
export function isOfPeople(principal: string): string {
  return `(
        ${principal} glob 'arn:*:iam::*:user/*'
        or ${principal} glob 'arn:*:iam::*:group/*'
        or exists (${samlRole(principal)})
      )`
}

function samlRole(principal: string): string {
  return `
          select 1
          from iam_role as role
          join statement_principal as trusted
            on trusted.document_id = role.trust_document_id
            and trusted.type = 'federated'
            and trusted.value glob '*:saml-provider/*'
          where role.account_id = :account
            and role.arn = ${principal}
            and role.iam_path not glob '/aws-reserved/*'
        `
}

/** The same of a row of `iam_role`, by the name it has in the query. */
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
