import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, allow, openEstate, policyArn, roleArn, trust } from './database.ts'
import { allowedBut, attach, inline, member, role, sibling, stranger, type Given } from './trust-roles.ts'

const states = { Service: 'states.amazonaws.com' }
const ec2 = { Service: 'ec2.amazonaws.com' }
const ofAccount = { StringEquals: { 'aws:SourceAccount': account } }

/** A role that EC2 may take, with what gives it its rights. */
function instance(give: Given, row: object = {}): Given {
  return (estate) => {
    role(trust(ec2), row)(estate)
    give(estate)
  }
}

testCases({
  'role-confused-deputy': [
    [
      'a service limited to the account passes',
      role(trust(states, ofAccount)),
      'pass',
      /resources of the client alone/
    ],
    [
      'a service limited to a resource passes',
      role(
        trust(states, { ArnLike: { 'aws:SourceArn': `arn:aws:states:eu-west-1:${account}:stateMachine:*` } })
      ),
      'pass',
      /client alone/
    ],
    [
      'a service limited to the own organization passes',
      role(trust(states, { StringEquals: { 'aws:SourceOrgID': 'o-exampleorg1' } })),
      'pass',
      /client alone/
    ],
    [
      'a service that names its source and is not limited fails',
      role(trust(states)),
      'exception',
      /trusts states\.amazonaws\.com for resources of any account/
    ],
    [
      'a source that every account meets fails',
      role(trust(states, { ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:*:*' } })),
      'exception',
      /any account/
    ],
    [
      'IfExists is no limit',
      role(trust(states, { StringEqualsIfExists: { 'aws:SourceAccount': account } })),
      'exception',
      /any account/
    ],
    [
      'the source of an account of the organization passes',
      member(trust(states, { StringEquals: { 'aws:SourceAccount': sibling } })),
      'pass',
      /client alone/
    ],
    [
      'the source of a stranger is for judgement',
      member(trust(states, { StringEquals: { 'aws:SourceAccount': stranger } })),
      'needs-review',
      /resources of 999988887777/
    ],
    [
      'an instance names no source and passes with a note',
      role(trust(ec2)),
      'pass',
      /ec2\.amazonaws\.com, for which the guides of AWS give no such condition/
    ],
    [
      'one service of two fails',
      role(trust({ Service: ['ec2.amazonaws.com', 'scheduler.amazonaws.com'] })),
      'exception',
      /trusts scheduler\.amazonaws\.com for/
    ],
    [
      'a service on no list is for judgement',
      role(trust({ Service: 'glue.amazonaws.com' })),
      'needs-review',
      /glue\.amazonaws\.com without a condition/
    ],
    [
      'a denial beside it is for judgement',
      role(allowedBut(states, { StringNotEquals: { 'aws:SourceAccount': account } })),
      'needs-review',
      /also denies some/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-compute-administrator': [
    [
      'a role with little passes',
      instance((e) => inline(e, allow('s3:GetObject'))),
      'pass',
      /does not allow everything/
    ],
    [
      'AdministratorAccess fails',
      instance((e) => attach(e, 'AdministratorAccess')),
      'exception',
      /ec2\.amazonaws\.com and is an administrator/
    ],
    [
      'an inline policy that allows everything fails',
      instance((e) => inline(e)),
      'exception',
      /is an administrator/
    ],
    [
      'all of IAM can become administrator',
      instance((e) => inline(e, allow('iam:*'))),
      'needs-review',
      /make itself administrator/
    ],
    [
      'IAMFullAccess can become administrator',
      instance((e) => attach(e, 'IAMFullAccess')),
      'needs-review',
      /make itself administrator/
    ],
    [
      'a boundary is for judgement',
      instance((e) => inline(e), { boundary_arn: policyArn('boundary') }),
      'needs-review',
      /what the permissions boundary/
    ],
    [
      'a policy the export does not carry leaves it open',
      instance((e) =>
        e.fact('iam_attachment', {
          principal_arn: roleArn('worker'),
          principal_kind: 'role',
          policy_arn: policyArn('elsewhere')
        })
      ),
      'needs-review',
      /1 policy of it cannot be read/
    ],
    [
      'a service that may not take the role does not count',
      role(trust(ec2, undefined, 'sts:TagSession')),
      'pass',
      /no compute service/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-service-principals': [
    [
      'services of the reference pass',
      role(trust({ Service: ['lambda.amazonaws.com', 'delivery.logs.amazonaws.com'] })),
      'pass',
      /lambda\.amazonaws\.com and delivery/
    ],
    [
      'a service under another name than its prefix passes',
      role(trust({ Service: 'ecs-tasks.amazonaws.com' })),
      'pass',
      /ecs-tasks/
    ],
    [
      'a slip of the pen is for judgement',
      role(trust({ Service: 'lamdba.amazonaws.com' })),
      'needs-review',
      /perhaps lambda was meant/
    ],
    [
      'an unknown service is for judgement',
      role(trust({ Service: 'nosuchthing.amazonaws.com' })),
      'needs-review',
      /no list of services/
    ],
    [
      'what has no form of a service is for judgement',
      role(trust({ Service: 'ec2.amazonaws.co' })),
      'needs-review',
      /does not have the form/
    ],
    [
      'a name with a region is for judgement',
      role(trust({ Service: 'states.eu-west-1.amazonaws.com' })),
      'needs-review',
      /for eu-west-1 alone/
    ],
    [
      'a name of the China regions is for judgement elsewhere',
      role(trust({ Service: 'ec2.amazonaws.com.cn' })),
      'needs-review',
      /China/
    ],
    [
      'and passes there',
      role(trust({ Service: 'ec2.amazonaws.com.cn' }), { arn: `arn:aws-cn:iam::${account}:role/worker` }),
      'pass',
      /ec2/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ],
  'role-service-linked': [
    [
      'a service-linked role is listed',
      role(trust({ Service: 'ecs.amazonaws.com' }), linked('ecs')),
      'pass',
      /is linked to ecs\.amazonaws\.com/
    ],
    [
      'one that trusts somebody else is for judgement',
      role(trust({ AWS: stranger }), linked('ecs')),
      'needs-review',
      /trusts 999988887777/
    ]
  ]
})

function linked(service: string): object {
  const iam_path = `/aws-service-role/${service}.amazonaws.com/`
  return { arn: roleArn('AWSServiceRoleForX', iam_path), iam_path, name: 'AWSServiceRoleForX' }
}

describe('what others get wrong', () => {
  test('service-linked roles, whose trust policies nobody can edit, are judged by no check of services', () => {
    const estate = openEstate()
    role(trust({ Service: 'states.amazonaws.com' }), linked('states'))(estate)

    for (const check of ['role-confused-deputy', 'role-compute-administrator', 'role-service-principals'])
      expect(estate.run(check).outcome, check).toBe('not-applicable')
  })

  test('a role called like a service-linked one is told by its path, not by its name', () => {
    const estate = openEstate()
    role(trust(states), { arn: roleArn('AWSServiceRoleForX'), name: 'AWSServiceRoleForX' })(estate)

    expect(estate.only('role-confused-deputy').status).toBe('exception')
    expect(estate.run('role-service-linked').outcome).toBe('not-applicable')
  })

  test('roles on the path /service-role/ are the client’s and are judged', () => {
    const estate = openEstate()
    role(trust(states), { arn: roleArn('worker', '/service-role/'), iam_path: '/service-role/' })(estate)

    expect(estate.only('role-confused-deputy').status).toBe('exception')
  })

  test('instances and functions, which do not say for whom they act, are not asked for it', () => {
    for (const service of ['ec2', 'lambda', 'pods.eks']) {
      const estate = openEstate()
      role(trust({ Service: `${service}.amazonaws.com` }))(estate)

      expect(estate.only('role-confused-deputy').status, service).toBe('pass')
    }
  })

  test('a source given as an ARN alone is enough', () => {
    const estate = openEstate()
    role(
      trust(states, {
        StringEquals: { 'aws:SourceArn': `arn:aws:states:eu-west-1:${account}:stateMachine:x` }
      })
    )(estate)

    expect(estate.only('role-confused-deputy').status).toBe('pass')
  })
})
