import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { allow, openEstate, policyArn, roleArn, userArn, type Estate } from './database.ts'

function tag(estate: Estate, key: string, principal = userArn('ada')): void {
  estate.fact('principal_tag', {
    principal_arn: principal,
    principal_kind: principal.includes(':role/') ? 'role' : 'user',
    key,
    value: 'x'
  })
}

testCases({
  'principal-tags': [
    [
      'a user with an owner passes',
      (estate) => {
        estate.fact('iam_user', {})
        tag(estate, 'Owner')
        tag(estate, 'env')
      },
      'pass',
      /^User ada says whose it is by Owner\.$/
    ],
    [
      'a team or a cost centre tells too',
      (estate) => {
        estate.fact('iam_role', {})
        tag(estate, 'cost-center', roleArn('worker'))
        tag(estate, 'ProductTeam', roleArn('worker'))
      },
      'pass',
      /by ProductTeam and cost-center/
    ],
    [
      'a user with other tags alone is for judgement',
      (estate) => {
        estate.fact('iam_user', {})
        tag(estate, 'env')
      },
      'needs-review',
      /no tag that tells of an owner; its tags are env/
    ],
    [
      'a role without a tag is for judgement',
      (estate) => {
        estate.fact('iam_role', {})
        tag(estate, 'owner', roleArn('other'))
      },
      'needs-review',
      /^Role worker has no tag\.$/
    ],
    [
      'where the account has no tag at all the export may leave them out',
      (estate) => {
        estate.fact('iam_user', {})
      },
      'needs-review',
      /no tag in the export, as no user and no role of the account has/
    ]
  ],
  'tag-based-access': [
    [
      'a policy with conditions on tags is counted, with the services that know tags and go without',
      (estate) => {
        estate.fact('iam_policy', {
          document_id: estate.document({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'ec2:StartInstances',
                Resource: '*',
                Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } }
              },
              { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'polly:SynthesizeSpeech'], Resource: '*' }
            ]
          })
        })
      },
      'pass',
      /^Policy deploy decides by tags in 1 statement; lambda could and does not\.$/
    ],
    [
      'a policy without any passes with the services named',
      (estate) => {
        estate.fact('iam_inline_policy', { document_id: estate.document(allow('lambda:InvokeFunction')) })
      },
      'pass',
      /^Inline policy adhoc of user ada does not decide by tags; lambda could and does not\.$/
    ],
    [
      'a policy without its document is undecided',
      (estate) => {
        estate.fact('iam_policy', { document_id: null })
      },
      'needs-review',
      /does not carry its document/
    ],
    [
      'a document that cannot be read is undecided',
      (estate) => {
        estate.fact('iam_policy', { document_id: estate.document('{') })
      },
      'needs-review',
      /could not be read as a policy/
    ]
  ]
})

describe('what others get wrong', () => {
  test('a role AWS keeps need not be tagged, and a tag of someone else does not count', () => {
    const estate = openEstate()
    estate.fact('iam_role', {
      arn: roleArn('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'),
      iam_path: '/aws-service-role/support.amazonaws.com/'
    })
    estate.fact('iam_user', {})
    tag(estate, 'owner', userArn('adam'))

    expect(estate.statuses('principal-tags')).toEqual({ [userArn('ada')]: 'needs-review' })
  })

  test('any tag is not the tag that matters', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    tag(estate, 'aws:cloudformation:stack-name')

    expect(estate.only('principal-tags').status).toBe('needs-review')
  })

  test('a policy that decides by tags passes as information', () => {
    const estate = openEstate()
    const document = estate.document(
      allow('ec2:StartInstances', '*', { StringEquals: { 'aws:PrincipalTag/team': 'a' } })
    )
    estate.fact('iam_policy', { document_id: document })

    expect(estate.statuses('tag-based-access')).toEqual({ [policyArn('deploy')]: 'pass' })
  })
})
