import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, openEstate, roleArn, trust } from './database.ts'
import { allowedBut, role, type Given } from './trust-roles.ts'

const okta = `arn:aws:iam::${account}:saml-provider/okta`
const signIn = 'https://signin.aws.amazon.com/saml'

function saml(condition: object | undefined, row: object = {}): Given {
  return role(trust({ Federated: okta }, condition, ['sts:AssumeRoleWithSAML', 'sts:TagSession']), row)
}

function audience(value: string | readonly string[], operator = 'StringEquals'): object {
  return { [operator]: { 'SAML:aud': value } }
}

testCases({
  'role-saml-audience': [
    ['the sign-in address passes', saml(audience(signIn)), 'pass', /signin\.aws\.amazon\.com\/saml\.$/],
    [
      'that of a region passes',
      saml(audience('https://eu-west-1.signin.aws.amazon.com/saml')),
      'pass',
      /eu-west-1/
    ],
    [
      'those of all regions pass',
      saml(audience('https://*.signin.aws.amazon.com/saml', 'StringLike')),
      'pass',
      /signin/
    ],
    [
      'that of a provider that encrypts passes',
      saml(audience('https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSPEXAMPLE')),
      'pass',
      /SAMLSP/
    ],
    [
      'that of GovCloud passes there',
      saml(audience('https://signin.amazonaws-us-gov.com/saml'), govCloud()),
      'pass',
      /us-gov/
    ],
    [
      'that of GovCloud is another one elsewhere',
      saml(audience('https://signin.amazonaws-us-gov.com/saml')),
      'needs-review',
      /partition aws;/
    ],
    [
      'that of China passes there',
      saml(audience('https://cn-north-1.signin.amazonaws.cn/saml'), {
        arn: `arn:aws-cn:iam::${account}:role/worker`
      }),
      'pass',
      /signin\.amazonaws\.cn/
    ],
    ['no audience fails', saml(undefined), 'exception', /does not ask for SAML:aud/],
    ['any audience fails', saml(audience('*', 'StringLike')), 'exception', /any application/],
    ['IfExists fails', saml(audience(signIn, 'StringEqualsIfExists')), 'exception', /any application/],
    [
      'another address is for judgement',
      saml(audience('https://signin.aws.amazon.com.evil.example/saml')),
      'needs-review',
      /evil/
    ],
    [
      'another path is for judgement',
      saml(audience('https://signin.aws.amazon.com/other')),
      'needs-review',
      /other/
    ],
    [
      'a partition without a known address is for judgement',
      saml(audience(signIn), { arn: `arn:aws-iso:iam::${account}:role/worker` }),
      'needs-review',
      /partition aws-iso/
    ],
    [
      'a denial beside it is for judgement',
      role(
        allowedBut({ Federated: okta }, { StringNotEquals: { 'SAML:aud': signIn } }, 'sts:AssumeRoleWithSAML')
      ),
      'needs-review',
      /denies some/
    ],
    ['a role without its trust policy is for judgement', role(null), 'needs-review', /not carry/]
  ]
})

function govCloud(): object {
  return { arn: `arn:aws-us-gov:iam::${account}:role/worker` }
}

describe('what others get wrong', () => {
  test('roles that IAM Identity Center keeps are no findings', () => {
    const estate = openEstate()
    const iam_path = '/aws-reserved/sso.amazonaws.com/'
    saml(undefined, { arn: roleArn('AWSReservedSSO_Admin_0123456789abcdef', iam_path), iam_path })(estate)

    expect(estate.run('role-saml-audience').outcome).toBe('not-applicable')
  })
})
