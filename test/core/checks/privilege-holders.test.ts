/** What users, groups and roles hold. */
import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { allow, coverage, groupArn, openEstate, policyArn, userArn } from './database.ts'
import { allowing, attached, denying, policy } from './policy-cases.ts'

testCases({
  'cloudshell-access': [
    [
      'a role without it passes',
      (e) => e.fact('iam_role', {}),
      'pass',
      /does not have AWSCloudShellFullAccess/
    ],
    [
      'a group with it fails and counts its members',
      (e) => {
        e.fact('iam_group', {})
        e.fact('iam_membership', {})
        e.fact('iam_attachment', {
          principal_arn: groupArn('ops'),
          principal_kind: 'group',
          policy_arn: 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess',
          policy_name: 'AWSCloudShellFullAccess'
        })
      },
      'exception',
      /Group ops has AWSCloudShellFullAccess, for 1 member/
    ],
    [
      'a policy of the client under that name is not it',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_attachment', { policy_arn: policyArn('AWSCloudShellFullAccess') })
      },
      'pass',
      /does not have/
    ]
  ],
  'replaced-aws-policies': [
    [
      'a policy that stands passes',
      (e) =>
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
          policy_name: 'ReadOnlyAccess'
        }),
      'pass',
      /not among the policies AWS has replaced/
    ],
    [
      'a replaced policy fails with what to attach and who holds it',
      (e) =>
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws-us-gov:iam::aws:policy/service-role/AmazonEC2RoleforSSM',
          policy_name: 'AmazonEC2RoleforSSM'
        }),
      'exception',
      /replaced AmazonEC2RoleforSSM, which reads and writes.*AmazonSSMManagedInstanceCore\. Attached to user ada/
    ],
    [
      'a name every object has is no policy of the list',
      (e) =>
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws:iam::aws:policy/constructor',
          policy_name: 'constructor'
        }),
      'pass',
      /constructor is not/
    ]
  ],
  'iam-duty-separation': [
    [
      'who makes and gives is for judgement',
      (e) => {
        e.fact('iam_role', {})
        attached(allowing(['iam:CreatePolicy', 'iam:AttachRolePolicy']))(e)
      },
      'needs-review',
      /Role worker makes permissions \(iam:CreatePolicy\) and gives them out \(iam:AttachRolePolicy\)/
    ],
    [
      'who makes alone passes',
      (e) => {
        e.fact('iam_role', {})
        attached(allowing('iam:CreateUser'))(e)
      },
      'pass',
      /does not give them out/
    ],
    [
      'what is denied without a condition is not held',
      (e) => {
        e.fact('iam_role', {})
        attached(allowing(['iam:CreatePolicy', 'iam:AttachRolePolicy']), denying('iam:Attach*'))(e)
      },
      'pass',
      /does not give them out/
    ],
    [
      'a policy that the export does not describe leaves it open',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_attachment', {})
      },
      'needs-review',
      /User ada holds deploy, which the export does not describe/
    ],
    [
      'who gives alone passes',
      (e) => {
        e.fact('iam_role', {})
        attached(allowing('iam:AddUserToGroup'))(e)
      },
      'pass',
      /does not make them/
    ]
  ],
  'principal-permissions': [
    [
      'what a user may do is counted by level',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', {
          document_id: e.document(
            policy(
              allowing(['sqs:SendMessage', 'sqs:ReceiveMessage', 's3:PutBucketPolicy']),
              allowing('sqs:ReceiveMessage')
            )
          )
        })
      },
      'pass',
      /User ada holds 1 policy, for 2 services, which allows 1 permissions management, 1 write, 0 tagging, 1 read and 0 list actions; 2 of them change every resource/
    ],
    [
      'an administrator is named as one',
      (e) => {
        e.fact('iam_role', {})
        attached(allowing('*'))(e)
      },
      'pass',
      /is an administrator/
    ],
    ['a principal without any passes', (e) => e.fact('iam_role', {}), 'pass', /holds no policy/],
    [
      'a policy that was not received leaves the counts open',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
          policy_name: 'ReadOnlyAccess'
        })
      },
      'needs-review',
      /also holds ReadOnlyAccess, which the export does not describe/
    ]
  ]
})

describe('a list that was received in part', () => {
  test.each([
    ['cloudshell-access', 'account-authorization-details.groups'],
    ['quarantined-users', 'account-authorization-details.users'],
    ['replaced-aws-policies', 'account-authorization-details.roles'],
    ['redundant-groups', 'account-authorization-details.users'],
    ['iam-duty-separation', 'account-authorization-details.policies'],
    ['principal-permissions', 'account-authorization-details.policies']
  ])('%s does not pass where %s is incomplete', (check, need) => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_group', {})
    estate.fact('iam_inline_policy', { document_id: estate.document(allow('iam:CreateUser')) })
    estate.fact('iam_attachment', { policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })

    expect(estate.run(check, coverage({ [need]: 'partial' })).outcome).toBe('needs-review')
  })
})

describe('what others get wrong', () => {
  test('a policy held twice, by the user and by the group, counts once', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_group', {})
    estate.fact('iam_membership', {})
    estate.fact('iam_policy', { document_id: estate.document(allow('sqs:SendMessage')) })
    estate.fact('iam_attachment', {})
    estate.fact('iam_attachment', { principal_arn: groupArn('ops'), principal_kind: 'group' })

    expect(estate.verdicts('principal-permissions')[userArn('ada')]).toMatch(
      /holds 1 policy, for 1 service, which allows 0 permissions management, 1 write/
    )
  })
})
