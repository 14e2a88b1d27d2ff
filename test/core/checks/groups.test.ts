import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { groupArn, openEstate, userArn } from './database.ts'

describe('groups', () => {
  testCases({
    'user-policies': [
      ['a user with groups alone passes', (e) => e.fact('iam_user', {}), 'pass', /no policy of its own/],
      [
        'attached and inline policies are named',
        (e) => {
          e.fact('iam_user', {})
          e.fact('iam_attachment', {})
          e.fact('iam_attachment', {
            policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
            policy_name: 'ReadOnlyAccess'
          })
          e.fact('iam_inline_policy', {})
        },
        'exception',
        /attached directly: ReadOnlyAccess and deploy; inline: adhoc/
      ]
    ],
    'user-groups': [
      [
        'a user in a group passes',
        (e) => {
          e.fact('iam_user', {})
          e.fact('iam_membership', {})
        },
        'pass',
        /is in ops/
      ],
      ['a user in none is for judgement', (e) => e.fact('iam_user', {}), 'needs-review', /is in no group/]
    ]
  })

  test('of another user do not count', () => {
    const estate = openEstate()
    estate.fact('iam_user', {})
    estate.fact('iam_user', { arn: userArn('adam'), name: 'adam' })
    estate.fact('iam_membership', { user_arn: userArn('adam') })
    estate.fact('iam_group', {})

    expect(estate.statuses('user-groups')).toEqual({
      [userArn('ada')]: 'needs-review',
      [userArn('adam')]: 'pass'
    })
    expect(estate.statuses('empty-groups')).toEqual({ [groupArn('ops')]: 'pass' })
  })
})
