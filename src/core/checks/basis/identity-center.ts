/** What a member is called that stands for IAM Identity Center as a whole. */

/** SQL: the ARN of its instance, of the organization, else the account tested. */
export const identityCenter = `coalesce(
        (select min(arn) from sso_instance),
        (select min(arn) from org_organization),
        :account
      )`
