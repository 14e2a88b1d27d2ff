/** MFA by policy: who is denied what without it, and who may take it off. */
import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { allow, coverage, groupArn, openEstate, policyArn, roleArn, userArn } from './database.ts'
import { ada, age, present, requireMfa, right, wrong } from './mfa-cases.ts'

const noControlPolicies = coverage({ 'organization-policies.SERVICE_CONTROL_POLICY': 'missing' })

testCases({
  'mfa-enforcement': [
    [
      'a Deny that meets keys and sessions passes',
      ada(requireMfa(right)),
      'pass',
      /denied by policy adhoc\./
    ],
    ['an age that must be there passes', ada(requireMfa({ Null: { [age]: 'true' } })), 'pass', /denied by/],
    [
      'a Deny that spares calls of services passes',
      ada(requireMfa({ BoolIfExists: { [present]: 'false' }, Bool: { 'aws:ViaAWSService': 'false' } })),
      'pass',
      /denied by/
    ],
    [
      'a Deny with Bool fails where the user has an active key',
      ada(requireMfa(wrong), { key_1_active: 1 }),
      'exception',
      /policy adhoc denies with Bool aws:MultiFactorAuthPresent false, which does not meet the user's active access key/
    ],
    [
      'a Deny with Bool is for judgement where the user has none',
      ada(requireMfa(wrong)),
      'needs-review',
      /no active one/
    ],
    [
      'a Deny that sessions without MFA pass by fails',
      ada(requireMfa({ Null: { [present]: 'true' } })),
      'exception',
      /does not meet sessions without MFA/
    ],
    [
      'a Deny under a further condition is for judgement',
      ada(requireMfa({ ...right, StringNotEquals: { 'aws:PrincipalTag/robot': 'yes' } })),
      'needs-review',
      /further conditions, on aws:PrincipalTag\/robot/
    ],
    [
      'a Deny of some actions is for judgement',
      ada({ Statement: [{ Effect: 'Deny', Action: 'ec2:*', Resource: '*', Condition: right }] }),
      'needs-review',
      /denies without MFA only ec2:\*/
    ],
    [
      'permissions that all ask for MFA pass',
      ada(allow('s3:*', '*', { Bool: { [present]: 'true' } })),
      'pass',
      /Every permission of user ada asks for MFA/
    ],
    [
      'permissions of which some ask for MFA are for judgement',
      ada({
        Statement: [
          { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { Bool: { [present]: 'true' } } },
          { Effect: 'Allow', Action: 'ec2:*', Resource: '*' }
        ]
      }),
      'needs-review',
      /1 permission asking for MFA and 1 that do not/
    ],
    ['no Deny at all fails', ada(allow('s3:*')), 'exception', /No policy of user ada denies/],
    [
      'no Deny, and a service control policy that asks for MFA, is for judgement',
      (e) => {
        ada(allow('s3:*'))(e)
        e.fact('org_policy', { document_id: e.document(requireMfa(right)) })
      },
      'needs-review',
      /1 service control policy does so/
    ],
    [
      'no Deny, and a service control policy whose text is missing, is undecided',
      (e) => {
        ada(allow('s3:*'))(e)
        e.fact('org_policy', {})
      },
      'needs-review',
      /is not in the files/
    ],
    [
      'a policy the export does not describe leaves it open',
      (e) => {
        ada(null)(e)
        e.fact('iam_attachment', {})
      },
      'needs-review',
      /holds deploy, which the export does not describe/
    ],
    [
      'a report without the column is undecided',
      ada(null, { password_enabled: null }),
      'needs-review',
      /console password/
    ],
    [
      'a Deny of a group counts, whatever the case of its name',
      (e) => {
        ada(null)(e)
        e.fact('iam_group', {})
        e.fact('iam_membership', { group_name: 'OPS' })
        e.fact('iam_policy', { document_id: e.document(requireMfa(right)) })
        e.fact('iam_attachment', { principal_arn: groupArn('ops'), principal_kind: 'group' })
      },
      'pass',
      /denied by policy deploy of group ops/
    ]
  ],
  'mfa-self-management': [
    [
      'the self-service that AWS once showed fails',
      ada({
        Statement: [
          { Effect: 'Allow', Action: ['iam:*MFADevice'], Resource: 'arn:aws:iam::*:user/${aws:username}' },
          { Effect: 'Deny', NotAction: ['iam:*MFADevice'], Resource: '*', Condition: right }
        ]
      }),
      'exception',
      /Inline policy adhoc of user ada allows iam:DeactivateMFADevice \(statement 1, written iam:\*MFADevice\), and nothing asks for MFA/
    ],
    [
      'the self-service that AWS shows now passes',
      ada({
        Statement: [
          {
            Effect: 'Allow',
            Action: ['iam:DeactivateMFADevice', 'iam:EnableMFADevice'],
            Resource: 'arn:aws:iam::*:user/${aws:username}'
          },
          {
            Effect: 'Deny',
            NotAction: ['iam:EnableMFADevice', 'sts:GetSessionToken'],
            Resource: '*',
            Condition: right
          }
        ]
      }),
      'pass',
      /does not let its holder take off/
    ],
    [
      'an Allow that asks for MFA passes',
      ada(allow('iam:DeactivateMFADevice', '*', { Bool: { [present]: 'true' } })),
      'pass',
      /does not let/
    ],
    [
      'an Allow that asks wrongly fails to pass',
      ada(allow('iam:DeactivateMFADevice', '*', { BoolIfExists: { [present]: 'true' } })),
      'needs-review',
      /under conditions on aws:MultiFactorAuthPresent/
    ],
    [
      'deleting alone is for judgement',
      ada(allow('iam:DeleteVirtualMFADevice')),
      'needs-review',
      /not deactivating a device, which comes first/
    ],
    [
      'a denial without a condition passes',
      ada({
        Statement: [
          { Effect: 'Allow', Action: 'iam:*MFA*', Resource: '*' },
          { Effect: 'Deny', Action: ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'], Resource: '*' }
        ]
      }),
      'pass',
      /does not let/
    ],
    [
      'a missing document is undecided',
      (e) => e.fact('iam_attachment', {}),
      'needs-review',
      /does not carry its document/
    ]
  ]
})

describe('mfa enforcement', () => {
  test('is open where service control policies were not received', () => {
    const estate = openEstate()
    ada(allow('s3:*'))(estate)

    expect(estate.only('mfa-enforcement', noControlPolicies)).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/whether a service control policy does is not in the files/) as string
    })
  })
})

describe('the denial of another policy', () => {
  test('counts where it meets every holder of the permission', () => {
    const estate = openEstate()
    for (const name of ['ada', 'bob']) estate.fact('iam_user', { arn: userArn(name), name })
    estate.fact('iam_policy', {
      document_id: estate.document(allow('iam:DeactivateMFADevice')),
      attachment_count: 2
    })
    for (const name of ['ada', 'bob']) estate.fact('iam_attachment', { principal_arn: userArn(name) })
    const requiring = estate.document(requireMfa(right))

    estate.fact('iam_inline_policy', { document_id: requiring })
    const forOne = estate.statuses('mfa-self-management')[policyArn('deploy')]
    estate.fact('iam_inline_policy', { principal_arn: userArn('bob'), document_id: requiring })
    const forBoth = estate.statuses('mfa-self-management')[policyArn('deploy')]

    expect([forOne, forBoth]).toEqual(['exception', 'pass'])
  })
})

describe('policies held by roles alone', () => {
  test('are not asked for MFA in self-service', () => {
    const estate = openEstate()
    estate.fact('iam_policy', { document_id: estate.document(allow('iam:DeactivateMFADevice')) })
    estate.fact('iam_attachment', { principal_arn: roleArn('worker'), principal_kind: 'role' })

    expect(estate.run('mfa-self-management').outcome).toBe('not-applicable')
  })
})
