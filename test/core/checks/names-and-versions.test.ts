/** Names of users and versions of policies. */
import { describe, expect, test } from 'vitest'

import { testCases, type Case } from './cases.ts'
import { allow, openEstate, policyArn, userArn, type Estate } from './database.ts'

/** A policy with documents by version; the default is named. */
function versions(of: Readonly<Record<string, object>>, default_version: string): Case[1] {
  return (e: Estate) => {
    for (const [version, document] of Object.entries(of))
      e.fact('iam_policy_version', {
        version,
        is_default: version === default_version ? 1 : 0,
        document_id: e.document(document)
      })
    const [document = {}] = Object.entries(of).flatMap(([version, text]) =>
      version === default_version ? [text] : []
    )
    e.fact('iam_policy', { default_version, document_id: e.document(document) })
  }
}
const read = allow('s3:Get*')
const everything = allow('*')

testCases({
  'policy-versions': [
    [
      'one version passes',
      versions({ v1: read }, 'v1'),
      'pass',
      /has 1 version, and v1, the newest, is the default/
    ],
    [
      'the newest as default passes, numbered beyond nine',
      versions({ v9: read, v10: read }, 'v10'),
      'pass',
      /v10, the newest/
    ],
    [
      'an older default is for judgement',
      versions({ v9: read, v10: read }, 'v9'),
      'needs-review',
      /the default is v9, the newest v10/
    ],
    [
      'five versions are for judgement',
      versions({ v1: read, v2: read, v3: read, v4: read, v5: read }, 'v5'),
      'needs-review',
      /has 5 versions, the most IAM keeps/
    ],
    [
      'an old version that allows everything is for judgement',
      versions({ v1: everything, v2: read }, 'v2'),
      'needs-review',
      /v1 allows everything, which the default does not/
    ],
    [
      'old versions like the default say nothing new',
      versions({ v1: everything, v2: everything }, 'v2'),
      'pass',
      /v2, the newest/
    ],
    [
      'a policy without its versions is undecided',
      (e) => e.fact('iam_policy', {}),
      'needs-review',
      /does not carry its versions/
    ]
  ]
})

describe('names of users', () => {
  test.each([
    ['ada.lovelace', 'pass'],
    ['ada-admin', 'pass'],
    ['svc-payments', 'pass'],
    ['contest', 'pass'],
    ['latest-build', 'pass'],
    ['12345', 'pass'],
    ['admin', 'needs-review'],
    ['dev-user2', 'needs-review'],
    ['Administrator', 'needs-review'],
    ['test.payments', 'needs-review'],
    ['shared_deploy', 'needs-review'],
    ['tmp1', 'needs-review']
  ])('%s is %s', (user_name, status) => {
    const estate = openEstate()
    estate.fact('credential', { user_name, arn: userArn(user_name) })

    expect(estate.only('user-names').status).toBe(status)
  })

  test('are taken from the authorization details where the report does not hold the user', () => {
    const estate = openEstate()
    estate.fact('credential', {})
    estate.fact('iam_user', {})
    estate.fact('iam_user', { arn: userArn('guest'), name: 'guest' })

    expect(estate.statuses('user-names')).toEqual({
      [userArn('ada')]: 'pass',
      [userArn('guest')]: 'needs-review'
    })
  })
})

describe('what others get wrong', () => {
  test('a version that is not the default is read too: one call brings it back', () => {
    const estate = openEstate()
    versions({ v1: everything, v2: read }, 'v2')(estate)

    expect(estate.only('policy-versions').detail).toMatch(/v1 allows everything/)
  })
})

describe('versions of policies', () => {
  test('of another policy do not count', () => {
    const estate = openEstate()
    versions({ v1: read }, 'v1')(estate)
    estate.fact('iam_policy_version', {
      policy_arn: policyArn('other'),
      version: 'v2',
      document_id: estate.document(everything)
    })

    expect(estate.only('policy-versions').status).toBe('pass')
  })
})
