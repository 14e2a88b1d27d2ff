/** SSO-10: whether the users of IAM Identity Center come from the company's directory. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly store: string
  readonly users: number
  readonly local_users: number
  /** JSON list of the names of users that no directory provisions. */
  readonly local_names: string
  readonly issuers: string | null
}

export default automatedCheck<Row>({
  id: 'identity-center-local-users',
  control: 'SSO-10',
  topic: 'identity-center',
  severity: 'low',
  scope: 'organization',
  criterion: "Users of IAM Identity Center are provisioned from the company's directory.",
  effect: 'A user made by hand stays when the person leaves, because the directory does not know of them.',
  recommendation:
    'Provision users and groups by SCIM from the identity provider, and delete those made by hand.',
  remediation: {
    console:
      'IAM Identity Center → Settings → Identity source → Change to external identity provider, with automatic provisioning; Users → the user → Delete.',
    cli: 'aws identitystore delete-user --identity-store-id ID --user-id ID.',
    terraform: 'Remove aws_identitystore_user; the identity source is set in the console alone.'
  },
  procedure: [
    'Take the users of the identity store and whether each has an external id of its identity provider.',
    'Take a picture of the identity source: no export names it, and a directory of Active Directory leaves no external id.',
    'For each user made by hand ask for the approval and who ends the access; emergency users are one reason.'
  ],
  limits: [
    'The identity source is in no export: users of Active Directory have no external id either.',
    'Disabled users are left out.'
  ],
  sources: ['IAM Identity Center User Guide: Manage your identity source'],
  needs: ['identity-users'],
  parameters: [],
  columns: [
    { key: 'store', title: 'Identity store', type: 'text' },
    { key: 'users', title: 'Users', type: 'integer' },
    { key: 'local_users', title: 'Made by hand', type: 'integer' },
    { key: 'issuers', title: 'Provisioned by', type: 'text' }
  ],
  population: `
    select
      coalesce(nullif(identity_store_id, ''), 'identity store') as resource,
      coalesce(nullif(identity_store_id, ''), 'not named') as store,
      count(*) as users,
      sum(external_issuer is null) as local_users,
      json_group_array(coalesce(nullif(user_name, ''), user_id) order by user_name, user_id)
        filter (where external_issuer is null) as local_names,
      group_concat(distinct external_issuer) as issuers,
      min(source_id) as source_id,
      1 as line,
      null as path
    from identity_user
    where coalesce(status, 'ENABLED') <> 'DISABLED'
    group by identity_store_id`,
  whenEmpty: 'IAM Identity Center has no enabled user.',
  test({ store, users, local_users, local_names, issuers }) {
    const subject = `Identity store ${store}`
    if (local_users === 0)
      return pass(`${subject} has ${count(users, 'user')}, all provisioned by ${issuers ?? 'a directory'}.`)
    if (local_users === users)
      return needsReview(
        `${subject} has ${count(users, 'user')}, none with an external id; see whether its identity source is a directory.`
      )
    return needsReview(
      `${subject} has ${count(users, 'user')}, ${local_users} of them without an external id, made by hand: ${list(JSON.parse(local_names) as string[])}.`
    )
  }
})
