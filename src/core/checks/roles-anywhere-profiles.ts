/** ROLE-11: whether a certificate of a machine outside AWS gives no more than it must. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly name: string
  readonly region: string
  readonly is_enabled: Flag | null
  readonly session_seconds: number | null
  readonly role_count: number
  readonly managed_policy_count: number
  readonly has_session_policy: Flag
  readonly anchor_count: number
  /** Roles of the profile whose trust names no anchor and no part of a certificate, as a JSON list of names. */
  readonly open_roles: string
  /** Roles of the profile whose trust is not in the exports, as a JSON list of names. */
  readonly unread_roles: string
}

export default automatedCheck<Row>({
  id: 'roles-anywhere-profiles',
  control: 'ROLE-11',
  topic: 'roles',
  severity: 'medium',
  scope: 'account',
  criterion:
    'Profiles of IAM Roles Anywhere narrow their sessions, and their roles say which certificates may take them.',
  effect: 'Any certificate that the authority signs, also that of a forgotten machine, takes the whole role.',
  recommendation:
    'Name the trust anchor and the subject of the certificate in the trust policy of the role, give the profile a session policy, and keep sessions at one hour.',
  remediation: {
    console:
      'IAM → Roles Anywhere → Profiles → the profile → Edit: session policies and duration; the role → Trust relationships.',
    cli: 'aws rolesanywhere update-profile --profile-id ID --duration-seconds 3600 --session-policy file://POLICY.json.',
    terraform:
      'aws_rolesanywhere_profile with session_policy or managed_policy_arns and duration_seconds = 3600.'
  },
  procedure: [
    'Take every enabled profile: its roles, session policies and duration.',
    'Read in the trust policy of each role that aws:SourceArn names the trust anchor, or aws:PrincipalTag/x509Subject/CN the machine.',
    'Have the client name the authority behind each trust anchor and who gets certificates from it.'
  ],
  limits: [
    'Who holds a certificate of the authority is not in the exports.',
    'Profiles of regions that no export speaks of are not known.'
  ],
  sources: [
    'IAM Roles Anywhere User Guide: Trust model',
    'IAM Roles Anywhere User Guide: Configuring profiles'
  ],
  needs: ['roles-anywhere'],
  wants: ['account-authorization-details.roles'],
  parameters: ['maxAdministratorSessionHours'],
  columns: [
    { key: 'name', title: 'Profile', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'is_enabled', title: 'Enabled', type: 'boolean' },
    { key: 'role_count', title: 'Roles', type: 'integer' },
    { key: 'managed_policy_count', title: 'Session policies', type: 'integer' },
    { key: 'session_seconds', title: 'Longest session (s)', type: 'integer' },
    { key: 'anchor_count', title: 'Trust anchors enabled', type: 'integer' }
  ],
  population: `
    with profile_role as (
      select profile.arn, role.name, role.trust_document_id, granted.value as role_arn
      from anywhere_profile as profile
      join json_each(profile.roles) as granted
      left join iam_role as role on role.account_id = :account and role.arn = granted.value
      where profile.account_id = :account
    )
    select
      profile.arn as resource,
      profile.name,
      profile.region,
      profile.is_enabled,
      profile.session_seconds,
      json_array_length(profile.roles) as role_count,
      json_array_length(profile.managed_policies) as managed_policy_count,
      profile.document_id is not null as has_session_policy,
      (
        select count(*) from anywhere_anchor
        where account_id = :account and region = profile.region and is_enabled = 1
      ) as anchor_count,
      (
        select json_group_array(name order by name)
        from profile_role
        where arn = profile.arn
          and trust_document_id is not null
          and not exists (
            select 1
            from statement_condition
            where document_id = profile_role.trust_document_id
              and (key = 'aws:sourcearn' or key glob 'aws:principaltag/x509*')
          )
      ) as open_roles,
      (
        select json_group_array(substr(role_arn, instr(role_arn, ':role/') + 6) order by role_arn)
        from profile_role
        where arn = profile.arn and trust_document_id is null
      ) as unread_roles,
      profile.source_id,
      profile.line,
      profile.path
    from anywhere_profile as profile
    where profile.account_id = :account`,
  whenEmpty: 'The account has no profile of IAM Roles Anywhere in the regions received.',
  test(row, { parameters }) {
    const profile = `Profile ${row.name} of IAM Roles Anywhere in ${row.region}`
    if (row.is_enabled === 0) return pass(`${profile} is disabled.`)
    const open = JSON.parse(row.open_roles) as string[]
    if (open.length > 0)
      return exception(
        `${profile} gives ${list(open)}, whose trust names neither an anchor nor the subject of a certificate.`
      )
    const unread = JSON.parse(row.unread_roles) as string[]
    if (unread.length > 0)
      return needsReview(
        `${profile} gives ${list(unread)}, whose trust policy was not received; ask for aws iam get-account-authorization-details.`
      )
    const hours = (row.session_seconds ?? 3600) / 3600
    const wide = [
      ...(row.has_session_policy === 0 && row.managed_policy_count === 0
        ? ['no session policy narrows it']
        : []),
      ...(hours > parameters.maxAdministratorSessionHours
        ? [`sessions last ${hours} hours, more than ${parameters.maxAdministratorSessionHours}`]
        : [])
    ]
    return wide.length > 0
      ? needsReview(`${profile}: ${list(wide)}; judge whether its roles are narrow by themselves.`)
      : pass(
          `${profile} narrows its sessions, and its ${row.role_count === 1 ? 'role names' : 'roles name'} who may take them.`
        )
  }
})
