import { describe, expect, test } from 'vitest'

import { account, allow, openEstate, roleArn, type Estate } from './database.ts'
import { attached, deny, memberId, organization, organizationArn, unitId } from './organization-estate.ts'

const leave = `${organizationArn}#leave-organization`
const trail = `${organizationArn}#cloudtrail`
const exempt = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }
const rootUser = { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } }
const elsewhere = { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }

function given(build: (estate: Estate) => void): Estate {
  const estate = openEstate()
  organization(estate)
  build(estate)
  return estate
}

describe('organization-guardrails', () => {
  test('fails where nothing denies leaving, and leaves the other guardrails for judgement', () => {
    const { outcome, exceptions, needsReview } = given(() => undefined).run('organization-guardrails')

    expect(outcome).toBe('fail')
    expect(exceptions.map(({ resource, detail }) => [resource, detail])).toEqual([
      [leave, 'Leaving the organization is not denied to 1 of 1 member account (444455556666).']
    ])
    expect(needsReview).toHaveLength(11)
  })

  test.each(['r-abcd', unitId, memberId])('passes where leaving is denied at %s', (target) => {
    const estate = given((e) => attached(e, deny('organizations:Leave*'), target))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'pass' })
  })

  test('reads where a policy is attached: one on nothing, or on another unit, denies nobody', () => {
    const onNothing = given((e) => attached(e, deny('organizations:LeaveOrganization'), 'nothing'))
    const aside = given((e) => attached(e, deny('organizations:LeaveOrganization'), 'ou-abcd-99999999'))

    expect(onNothing.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
    expect(aside.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
  })

  test('is undecided where no export says what that policy is attached to', () => {
    const estate = given((e) => attached(e, deny('organizations:LeaveOrganization'), 'unknown'))

    expect(estate.verdicts('organization-guardrails')[leave]).toMatch(
      /^needs-review: .*list-targets-for-policy --policy-id p-guardrail/
    )
  })

  test('is not unsettled by a policy of unknown targets that has nothing to do with it', () => {
    const estate = given((e) => attached(e, deny('s3:DeleteBucket'), 'unknown'))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
  })

  test('is undecided where the document of an attached policy is missing', () => {
    const estate = given((e) => attached(e, null))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'needs-review' })
  })

  test('is for judgement where a role is exempt, and names it', () => {
    const estate = given((e) => attached(e, deny('organizations:LeaveOrganization', exempt)))

    expect(estate.verdicts('organization-guardrails')[leave]).toMatch(
      /^needs-review: .*with exceptions.*Guardrails, but for arn:aws:iam::\*:role\/admin/
    )
  })

  test('passes where the exempt role can only be of another account', () => {
    const other = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/admin' } }
    const estate = given((e) => attached(e, deny('organizations:LeaveOrganization', other)))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'pass' })
  })

  test('needs every action of a guardrail denied, and says which are open', () => {
    const some = given((e) => attached(e, deny('cloudtrail:StopLogging')))
    const all = given((e) =>
      attached(
        e,
        deny(
          ['cloudtrail:StopLogging', 'cloudtrail:Delete*', 'cloudtrail:UpdateTrail', 'cloudtrail:Put*'],
          undefined,
          'arn:aws:cloudtrail:*:*:trail/*'
        )
      )
    )

    expect(some.verdicts('organization-guardrails')[trail]).toMatch(
      /^needs-review: .*\(open: cloudtrail:DeleteTrail, cloudtrail:UpdateTrail and cloudtrail:PutEventSelectors\)/
    )
    expect(all.statuses('organization-guardrails')).toMatchObject({ [trail]: 'pass' })
  })

  test('does not take what is denied to the root user alone for denied to all', () => {
    const estate = given((e) => attached(e, deny('*', rootUser)))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
  })

  test('does not take what is denied in other Regions for denied', () => {
    const detector = `${organizationArn}#guardduty`
    const estate = given((e) => attached(e, deny('*', elsewhere)))

    expect(estate.verdicts('organization-guardrails')[detector]).toMatch(/is not denied to 1 of 1/)
    expect(estate.verdicts('organization-guardrails')[leave]).toMatch(/^pass/)
  })

  test('takes an allow list without the action for a denial', () => {
    const estate = given((e) => {
      attached(e, allow(['s3:*', 'ec2:*']), unitId)
      e.db.run('delete from org_policy_target where policy_id = :policy and target_id = :target', {
        policy: 'p-FullAWSAccess',
        target: unitId
      })
    })

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'pass', [trail]: 'pass' })
  })

  test('holds the log buckets and keys that trails name against the resources of a Deny', () => {
    const archive = `${organizationArn}#log-archive`
    const key = `arn:aws:kms:eu-west-1:${memberId}:key/k1`
    const actions = ['s3:DeleteBucket', 'kms:ScheduleKeyDeletion', 'kms:DisableKey']
    const document = {
      Statement: [
        { Effect: 'Deny', Action: actions, Resource: ['arn:aws:s3:::log-*', 'arn:aws:kms:*:*:key/k1'] }
      ]
    }
    const estate = given((e) => {
      attached(e, document)
      e.fact('trail', { arn: 'arn:aws:cloudtrail:eu-west-1:1:trail/main', bucket: 'log-main', kms_key: key })
    })

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [archive]: 'pass' })
    estate.db.run("update trail set bucket = 'audit'")
    expect(estate.verdicts('organization-guardrails')[archive]).toMatch(/^needs-review: .*is not denied/)
  })

  test('says which roles a policy guards', () => {
    const roles = `${organizationArn}#platform-roles`
    const estate = given((e) => attached(e, deny('iam:*', undefined, 'arn:aws:iam::*:role/break-glass-*')))

    expect(estate.verdicts('organization-guardrails')[roles]).toMatch(
      /^pass: .*only on arn:aws:iam::\*:role\/break-glass-\*/
    )
  })

  test('fails where service control policies are not enabled, whatever they say', () => {
    const estate = given((e) => {
      attached(e, deny('*'))
      e.db.run('delete from org_policy_type')
    })

    expect(estate.verdicts('organization-guardrails')[leave]).toMatch(/^exception: .*are not enabled/)
  })

  test('looks at the root where the organization has no active member', () => {
    const estate = given((e) => e.db.run("delete from org_account where id = '444455556666'"))

    expect(estate.verdicts('organization-guardrails')[leave]).toMatch(/^exception: .*accounts that join/)
    attached(estate, deny('organizations:LeaveOrganization'))
    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'pass' })
  })

  test('makes no exception of what an incomplete list of policies does not show', () => {
    const estate = given((e) => e.db.run("update source_coverage set state = 'partial'"))

    expect(estate.run('organization-guardrails')).toMatchObject({ outcome: 'needs-review', exceptions: [] })
  })

  test('knows FullAWSAccess by its id where its document was not exported', () => {
    const estate = given((e) => e.db.run("delete from org_policy where id = 'p-FullAWSAccess'"))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
  })

  test('binds delegated administrators like any other member', () => {
    const estate = given((e) => e.fact('org_delegated_administrator', { id: memberId }))

    expect(estate.verdicts('organization-guardrails')[leave]).toContain(memberId)
  })
})

describe('root-service-control-policy', () => {
  const only = (estate: Estate) => estate.only('root-service-control-policy')

  test('passes where everything is denied to the root user, and says where', () => {
    const { status, detail } = only(given((e) => attached(e, deny('*', rootUser), unitId)))

    expect(status).toBe('pass')
    expect(detail).toBe(
      'Everything is denied to the root user of account 444455556666 (production) at OU Workloads by policy Guardrails, statement 1.'
    )
  })

  test.each([
    ['StringLike', { StringLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } }],
    ['ArnLike in any case', { ArnLike: { 'AWS:principalARN': 'arn:aws:iam::*:root' } }],
    [
      'StringEquals with the account',
      { StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::${memberId}:root` } }
    ],
    ['the type of principal', { StringEquals: { 'aws:PrincipalType': 'Account' } }]
  ])('reads %s', (_, condition) => {
    expect(only(given((e) => attached(e, deny('*', condition)))).status).toBe('pass')
  })

  test.each([
    [
      'a StringEquals with a wildcard',
      deny('*', { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } })
    ],
    ['another account', deny('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:root` } })],
    ['few actions', deny(['s3:*'], rootUser)]
  ])('fails with %s', (_, document) => {
    expect(only(given((e) => attached(e, document)))).toMatchObject({
      status: 'exception',
      detail: expect.stringContaining('No service control policy on the way to the root') as string
    })
  })

  test('is for judgement where actions are left to the root user', () => {
    const document = {
      Statement: [
        { Effect: 'Deny', NotAction: ['s3:DeleteBucketPolicy'], Resource: '*', Condition: rootUser }
      ]
    }
    const { status, detail } = only(given((e) => attached(e, document)))

    expect([status, detail]).toEqual([
      'needs-review',
      expect.stringContaining('all actions but s3:DeleteBucketPolicy')
    ])
  })

  test('is undecided for an account that is placed nowhere', () => {
    const estate = given((e) => {
      attached(e, deny('*', rootUser))
      e.db.run("delete from org_parent where child_id = '444455556666'")
    })

    expect(only(estate)).toMatchObject({
      status: 'needs-review',
      detail: expect.stringContaining('list-parents --child-id 444455556666') as string
    })
  })

  test('leaves out the management account and those that are suspended', () => {
    const estate = given((e) => e.fact('org_account', { id: '012345678901', status: 'SUSPENDED' }))

    expect(Object.keys(estate.statuses('root-service-control-policy'))).toEqual([memberId])
  })
})

describe('organization-regions', () => {
  const only = (estate: Estate) => estate.only('organization-regions')
  const globals = ['iam:*', 'organizations:*', 'route53:*', 'cloudfront:*', 'support:*', 'sts:*']
  const regionDeny = (condition: object) => ({
    Statement: [{ Sid: 'Regions', Effect: 'Deny', NotAction: globals, Resource: '*', Condition: condition }]
  })

  test.each([
    ['StringNotEquals', elsewhere],
    ['StringNotLike', { StringNotLike: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }],
    [
      'StringNotEqualsIgnoreCase',
      { StringNotEqualsIgnoreCase: { 'aws:requestedregion': ['EU-WEST-1', 'eu-central-1'] } }
    ],
    ['IfExists', { StringNotEqualsIfExists: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }],
    [
      'ForAnyValue',
      { 'ForAnyValue:StringNotEquals': { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }
    ]
  ])('reads %s and says which Regions stay open', (_, condition) => {
    const { status, detail } = only(given((e) => attached(e, regionDeny(condition), unitId)))

    expect(status).toBe('pass')
    expect(detail).toBe(
      '32 Regions are denied to account 444455556666 (production) at OU Workloads by policy Guardrails, statement Regions; 2 Regions open: eu-central-1, eu-west-1 (exempt everywhere: iam:*, organizations:*, route53:*, cloudfront:*, support:* and sts:*).'
    )
  })

  test('reads several statements together', () => {
    const statement = (region: string) => ({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: { 'aws:RequestedRegion': region } }
    })
    const estate = given((e) => attached(e, { Statement: ['us-*', 'ap-*', 'sa-*'].map(statement) }))

    expect(only(estate).detail).toMatch(
      /^19 Regions are denied .*; 15 Regions open: af-south-1, ca-central-1/
    )
  })

  test('reads an allow list of Regions in place of FullAWSAccess', () => {
    const estate = given((e) => {
      attached(e, allow('*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }), unitId)
      e.db.run('delete from org_policy_target where policy_id = :policy and target_id = :target', {
        policy: 'p-FullAWSAccess',
        target: unitId
      })
    })

    expect(only(estate)).toMatchObject({
      status: 'pass',
      detail: expect.stringContaining('where no policy allows it; 1 Region open: eu-west-1') as string
    })
  })

  test('is for judgement where roles are exempt or only some services are denied', () => {
    const roles = given((e) => attached(e, regionDeny({ ...elsewhere, ...exempt })))
    const services = given((e) => attached(e, deny(['ec2:*', 'rds:*'], elsewhere)))

    expect(only(roles)).toMatchObject({
      status: 'needs-review',
      detail: expect.stringContaining('but for arn:aws:iam::*:role/admin') as string
    })
    expect(only(services)).toMatchObject({
      status: 'needs-review',
      detail: expect.stringContaining('only for ec2:*, rds:*') as string
    })
  })

  test.each([
    ['nothing denies a Region', (e: Estate) => attached(e, deny('s3:DeleteBucket'))],
    ['the policy is attached to nothing', (e: Estate) => attached(e, regionDeny(elsewhere), 'nothing')],
    ['a service is denied everywhere alike', (e: Estate) => attached(e, deny('ec2:*'))]
  ])('fails where %s', (_, build) => {
    expect(only(given(build)).status).toBe('exception')
  })

  test('is undecided where the document is missing', () => {
    expect(only(given((e) => attached(e, null))).status).toBe('needs-review')
  })
})

describe('organization-administrators', () => {
  const administrators = (estate: Estate) => {
    for (const name of ['ops', 'admin']) {
      const arn = roleArn(name).replace(account, memberId)
      estate.fact('iam_role', { account_id: memberId, arn, name })
      estate.fact('iam_attachment', {
        account_id: memberId,
        principal_arn: arn,
        principal_kind: 'role',
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess'
      })
    }
  }
  const run = (estate: Estate) =>
    Object.values(estate.verdicts('organization-administrators', { account: memberId }))

  test('says of each administrator which guardrails stop it, an exempt one among them', () => {
    const estate = given((e) => {
      attached(e, deny('organizations:LeaveOrganization', exempt))
      administrators(e)
    })

    const [admin, ops] = run(estate)
    expect(ops).toMatch(/^pass: .*role ops: blocked: Leaving the organization \(Guardrails\); not blocked: /)
    expect(admin).toMatch(/^pass: .*role admin: not blocked: Leaving the organization/)
  })

  test('says that everything is denied where it is', () => {
    const estate = given((e) => {
      attached(e, deny('*'), memberId)
      administrators(e)
    })

    expect(run(estate)[0]).toBe(
      'pass: Everything is denied to administrator role admin at account production by policy Guardrails, statement 1.'
    )
  })

  test('says that nothing stops administrators of the management account', () => {
    const estate = given((e) => {
      attached(e, deny('*'))
      e.fact('iam_attachment', { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
      e.fact('iam_user', {})
    })

    expect(estate.only('organization-administrators')).toMatchObject({
      status: 'pass',
      detail: expect.stringContaining('no service control policy binds the management account') as string
    })
  })

  test('is undecided where documents or the account are missing', () => {
    const noDocument = given((e) => {
      attached(e, null)
      administrators(e)
    })
    const noAccount = given((e) => {
      administrators(e)
      e.db.run("delete from org_account where id = '444455556666'")
    })

    expect(run(noDocument)[0]).toMatch(/^needs-review: .*describe-policy/)
    expect(run(noAccount)[0]).toMatch(/^needs-review: .*list-accounts/)
  })
})
