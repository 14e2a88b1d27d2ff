/** Whether administrators have MFA, whatever makes them administrators. */
import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { allow, groupArn, openEstate, policyArn, userArn, type Estate } from './database.ts'

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'

function administrator(e: Estate, mfa_active: 0 | 1 | null, boundary_arn: string | null = null): void {
  e.fact('credential', { mfa_active })
  e.fact('iam_user', { boundary_arn })
  e.fact('iam_attachment', { policy_arn: administratorAccess, policy_name: 'AdministratorAccess' })
}

testCases({
  'administrator-mfa': [
    ['an administrator with MFA passes', (e) => administrator(e, 1), 'pass', /User ada has MFA/],
    [
      'an administrator without MFA fails, also where AdministratorAccess came without its document',
      (e) => administrator(e, 0),
      'exception',
      /User ada has no MFA and has every permission \(AdministratorAccess\)/
    ],
    [
      'a report without the column is undecided',
      (e) => administrator(e, null),
      'needs-review',
      /does not say/
    ],
    [
      'a user who is not in the report is undecided',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('*')) })
      },
      'needs-review',
      /is not in the credential report/
    ],
    [
      'a boundary that allows less is for judgement',
      (e) => administrator(e, 0, policyArn('boundary')),
      'needs-review',
      /within a boundary, .*policy\/boundary/
    ],
    [
      'a boundary that allows everything changes nothing',
      (e) => administrator(e, 0, administratorAccess),
      'exception',
      /has no MFA/
    ],
    [
      'everything under a condition is for judgement',
      (e) => {
        e.fact('credential', { mfa_active: 0 })
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', {
          document_id: e.document(allow('*', '*', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }))
        })
      },
      'needs-review',
      /may be an administrator \(adhoc, under a condition\)/
    ],
    [
      'all of IAM is for judgement',
      (e) => {
        e.fact('credential', { mfa_active: 0 })
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('iam:*')) })
      },
      'needs-review',
      /every action of IAM/
    ],
    [
      'a customer policy without its document is undecided',
      (e) => {
        e.fact('credential', { mfa_active: 0 })
        e.fact('iam_user', {})
        e.fact('iam_attachment', {})
      },
      'needs-review',
      /holds deploy, which the export does not describe/
    ],
    [
      'a group that the export does not describe is undecided',
      (e) => {
        e.fact('credential', { mfa_active: 0 })
        e.fact('iam_user', {})
        e.fact('iam_membership', { group_name: 'mystery' })
      },
      'needs-review',
      /holds group mystery/
    ],
    [
      'an administrator who is denied all of IAM is for judgement',
      (e) => {
        administrator(e, 0)
        e.fact('iam_inline_policy', {
          document_id: e.document({ Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] })
        })
      },
      'needs-review',
      /every permission but those of IAM, which it is denied/
    ],
    [
      'all of IAM, allowed and denied, makes no administrator',
      (e) => {
        e.fact('credential', { mfa_active: 0 })
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('iam:*')) })
        e.fact('iam_inline_policy', {
          name: 'denial',
          document_id: e.document({ Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] })
        })
      },
      'pass',
      /is no administrator/
    ],
    [
      'an administrator who is denied everything is none',
      (e) => {
        administrator(e, 0)
        e.fact('iam_inline_policy', {
          document_id: e.document({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] })
        })
      },
      'pass',
      /is denied everything/
    ]
  ]
})

describe('administrators', () => {
  test('are none where nobody is: the control does not apply', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('credential', {})

    expect(estate.run('administrator-mfa')).toMatchObject({
      outcome: 'not-applicable',
      reason: 'No user holds administrator permissions.'
    })
  })
})

describe('what others get wrong', () => {
  test('administrators are found by what they hold: attached under another name, inline, and through groups', () => {
    const estate = openEstate()
    const everything = estate.document(allow(['*:*'], ['*']))
    for (const name of ['attached', 'inline', 'member', 'plain']) {
      estate.fact('iam_user', { arn: userArn(name), name })
      estate.fact('credential', { arn: userArn(name), user_name: name, mfa_active: 0 })
    }
    estate.fact('iam_policy', { arn: policyArn('harmless'), name: 'harmless', document_id: everything })
    estate.fact('iam_attachment', { principal_arn: userArn('attached'), policy_arn: policyArn('harmless') })
    estate.fact('iam_inline_policy', { principal_arn: userArn('inline'), document_id: everything })
    estate.fact('iam_group', {})
    estate.fact('iam_membership', { user_arn: userArn('member'), group_name: 'Ops' })
    estate.fact('iam_inline_policy', {
      principal_arn: groupArn('ops'),
      principal_kind: 'group',
      document_id: everything
    })

    expect(estate.statuses('administrator-mfa')).toEqual({
      [userArn('attached')]: 'exception',
      [userArn('inline')]: 'exception',
      [userArn('member')]: 'exception'
    })
  })

  test('MFA of administrators is looked at by permissions, not by the name of one policy or one way to hold it', () => {
    const estate = openEstate()
    estate.fact('credential', { mfa_active: 0 })
    estate.fact('iam_user', {})
    estate.fact('iam_policy', {
      arn: policyArn('AdministratorAccess'),
      name: 'AdministratorAccess',
      document_id: estate.document(allow('s3:Get*'))
    })
    estate.fact('iam_attachment', {
      policy_arn: policyArn('AdministratorAccess'),
      policy_name: 'AdministratorAccess'
    })

    expect(estate.run('administrator-mfa').population).toBe(0)
  })
})
