import { describe, expect, test } from 'vitest'

import { isAutomated } from '../../../src/core/checks/check.ts'
import { checkOf } from '../../../src/core/checks/index.ts'
import { iterateMembers } from '../../../src/core/procedures/run-check.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'
import { account, allow, openEstate, policyArn, roleArn, trust, userArn, type Estate } from './database.ts'

const version = '2012-10-17'

/** A policy of one statement that is in order but for what is given. */
function policyWith(elements: object, more: object = {}): object {
  return {
    Version: version,
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', ...elements }],
    ...more
  }
}

function managed(estate: Estate, document: unknown): void {
  estate.fact('iam_policy', { document_id: estate.document(document) })
}

function trusting(estate: Estate, document: unknown): void {
  estate.fact('iam_role', { trust_document_id: estate.document(document) })
}

function verdictOf(check: string, document: unknown): string {
  const estate = openEstate()
  managed(estate, document)
  return estate.verdicts(check)[policyArn('deploy')] ?? ''
}

const checks = {
  json: 'policy-lint-json',
  structure: 'policy-lint-structure',
  duplicateSid: 'policy-lint-duplicate-sid',
  sid: 'policy-lint-sid',
  service: 'policy-lint-service',
  action: 'policy-lint-action',
  arn: 'policy-lint-arn',
  mismatch: 'policy-lint-resource-mismatch',
  every: 'policy-lint-every-resource',
  type: 'policy-lint-condition-type',
  empty: 'policy-lint-empty',
  version: 'policy-lint-version'
}

describe('a customer managed policy', () => {
  const sound = policyWith({
    Sid: 'Read',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
  })

  test.each([...Object.values(checks), 'policy-variables'])('in order passes %s', (check) => {
    expect(verdictOf(check, sound)).toMatch(/^pass: Policy deploy .*\.$/)
  })

  test.each([
    [
      checks.json,
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
      'exception',
      /the key "Effect" stands twice in one object \(line 1\)/
    ],
    [checks.json, '{"Statement": [', 'exception', /it is no JSON: line 1, column 16: a value was expected/],
    [checks.structure, policyWith({ Resource: undefined }), 'exception', /statement 1 has no Resource/],
    [
      checks.structure,
      policyWith({ Principal: '*' }),
      'exception',
      /statement 1 names a principal, which an identity policy must not/
    ],
    [
      checks.structure,
      policyWith({ Efect: 'Allow' }),
      'exception',
      /has the element "Efect", which no statement has/
    ],
    [
      checks.duplicateSid,
      {
        Version: version,
        Statement: [
          { Sid: 'A', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
          { Sid: 'A', Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }
        ]
      },
      'exception',
      /statement 2 has the Sid "A" of statement 1 again/
    ],
    [checks.sid, policyWith({ Sid: 'read reports' }), 'exception', /"read reports" with other characters/],
    [
      checks.service,
      policyWith({ Action: 's4:GetObject' }),
      'needs-review',
      /a service "s4" that is not known \(AWS actions as of \d{4}-\d{2}-\d{2}/
    ],
    [
      checks.action,
      policyWith({ Action: 's3:GetObjekt' }),
      'needs-review',
      /"s3:GetObjekt", which is no known action and matches none \(AWS actions as of/
    ],
    [checks.action, policyWith({ Action: 'GetObject' }), 'exception', /not written as service:action/],
    [checks.arn, policyWith({ Resource: 'reports' }), 'exception', /"reports": it is neither \* nor an ARN/],
    [
      checks.arn,
      policyWith({ Resource: 'arn:aws:sqs:europe:111122223333:a' }),
      'needs-review',
      /"europe" is no region/
    ],
    [
      checks.mismatch,
      policyWith({ Action: ['s3:GetObject', 's3:ListAllMyBuckets'] }),
      'needs-review',
      /statement 1 names "s3:ListAllMyBuckets", never about the resources/
    ],
    [
      checks.every,
      policyWith({ Resource: 'arn:aws:s3:::*' }),
      'needs-review',
      /"arn:aws:s3:::\*", which is every resource of its service/
    ],
    [
      checks.type,
      policyWith({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0' } } }),
      'exception',
      /aws:SourceIp by IpAddress with "10\.0\.0", which is no address/
    ],
    [
      checks.type,
      policyWith({ Condition: { StringEquals: { 'aws:SourceIp': '10.0.0.1' } } }),
      'needs-review',
      /aws:SourceIp, of type IPAddress, by StringEquals/
    ],
    [
      checks.empty,
      policyWith({ Condition: {} }),
      'exception',
      /statement 1 has an empty Condition, which limits nothing/
    ],
    [
      checks.version,
      policyWith({}, { Version: undefined }),
      'exception',
      /it names no version, so that 2008-10-17 applies/
    ],
    [
      'policy-variables',
      policyWith({ Resource: 'arn:aws:s3:::home/${aws:username}/*' }, { Version: '2008-10-17' }),
      'exception',
      /statement 1 holds "\$\{aws:username\}"/
    ]
  ] as const)('is judged by %s: %j', (check, document, status, detail) => {
    const verdict = verdictOf(check, document)

    expect(verdict).toMatch(new RegExp(`^${status}: Policy deploy: `))
    expect(verdict).toMatch(detail)
  })

  test.each(Object.values(checks))('whose document is not in the export is undecided by %s', (check) => {
    const estate = openEstate()
    estate.fact('iam_policy', { document_id: null })
    if (check === checks.duplicateSid || check === checks.sid || check === checks.type) {
      expect(estate.run(check).outcome).toBe('not-applicable')
      return
    }

    expect(estate.only(check)).toEqual({
      status: 'needs-review',
      detail: 'Policy deploy: the export does not carry its document.'
    })
  })

  test.each([checks.structure, checks.action, checks.arn, checks.empty, checks.version])(
    'whose document cannot be read is undecided by %s, not passed',
    (check) => {
      expect(verdictOf(check, '{"Statement": [')).toMatch(
        /^needs-review: Policy deploy: it is no JSON: line 1/
      )
    }
  )

  test('with many findings names four and counts the rest', () => {
    const estate = openEstate()
    const document = estate.document(
      policyWith({ Action: ['s3:A1', 's3:A2', 's3:A3', 's3:A4', 's3:A5', 's3:A6'] })
    )
    estate.fact('iam_policy', { document_id: document })
    const { needsReview } = estate.run(checks.action)

    expect(needsReview[0]?.detail).toMatch(/"s3:A4", which is no known action and matches none; and 2 more/)
  })
})

test('the viewer opens at the statements that were found wanting, and at the document where all of it is', () => {
  const estate = openEstate()
  const document = estate.document({
    Version: version,
    Statement: [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      { Effect: 'Allow', Action: 's3:Fly', Resource: '*' }
    ],
    Extra: 1
  })
  estate.fact('iam_policy', { document_id: document })

  expect(estate.run(checks.action).needsReview).toHaveLength(1)
  expect(documentsOf(estate, checks.action)).toEqual([{ document, statements: [1] }])
  expect(documentsOf(estate, checks.structure)).toEqual([{ document, statements: [] }])
})

describe('the use of a document decides', () => {
  test('a trust policy needs a principal and no resource', () => {
    const estate = openEstate()
    trusting(estate, trust({ Service: 'ec2.amazonaws.com' }))
    expect(estate.statuses(checks.structure)).toEqual({ [roleArn('worker')]: 'pass' })

    const wrong = openEstate()
    trusting(wrong, allow('sts:AssumeRole'))
    expect(wrong.verdicts(checks.structure)[roleArn('worker')]).toBe(
      'exception: The trust policy of role worker: statement 1 has a Resource, which a trust policy must not.'
    )
  })

  test('an inline policy is named by its holder', () => {
    const estate = openEstate()
    estate.fact('iam_inline_policy', { document_id: estate.document(policyWith({ Resource: undefined })) })

    expect(estate.verdicts(checks.structure)).toEqual({
      [`${userArn('ada')}#adhoc`]: 'exception: Inline policy adhoc of user ada: statement 1 has no Resource.'
    })
  })

  test('a policy of a resource may have any Sid, an old version and no Resource, and must name a principal', () => {
    const estate = openEstate()
    const elements = { Sid: 'allow all', Resource: undefined }
    estate.fact('resource_policy', {
      document_id: estate.document(policyWith({ ...elements, Principal: '*' }, { Version: '2008-10-17' }))
    })
    expect(estate.statuses(checks.structure)).toEqual({ reports: 'pass' })
    expect(estate.statuses(checks.version)).toEqual({ reports: 'pass' })
    expect(estate.run(checks.sid).outcome).toBe('not-applicable')

    const wrong = openEstate()
    wrong.fact('resource_policy', { document_id: wrong.document(policyWith({})) })
    expect(wrong.verdicts(checks.structure)['reports']).toContain('statement 1 names no principal')
  })

  test('a policy of the organization stands with the management account', () => {
    const estate = openEstate()
    estate.fact('org_policy', {
      document_id: estate.document(policyWith({ Effect: 'Deny', Action: 's4:*', Resource: '*' }))
    })

    expect(Object.values(estate.verdicts(checks.service))[0]).toContain(
      'Organization policy Guardrails: statement 1 names a service "s4"'
    )
  })

  test('roles AWS keeps and AWS managed policies are left out', () => {
    const estate = openEstate()
    estate.fact('iam_role', {
      arn: roleArn('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/'),
      iam_path: '/aws-service-role/support.amazonaws.com/',
      trust_document_id: estate.document(allow('*'))
    })
    estate.fact('iam_policy', {
      is_aws_managed: 1,
      document_id: estate.document(policyWith({ Version: undefined }))
    })

    expect(estate.run(checks.structure).outcome).toBe('not-applicable')
  })
})

describe('principals', () => {
  test.each([
    [{ AWS: `arn:aws:iam::${account}:root` }, 'pass', /names principals in known forms/],
    [{ Federated: 'login.example.com' }, 'exception', /it is no identity provider/],
    [{ AWS: `arn:aws:iam::${account}:role/*` }, 'exception', /takes no wildcard but \* alone/]
  ])('%j', (principal, status, detail) => {
    const estate = openEstate()
    trusting(estate, trust(principal))

    expect(estate.only('policy-lint-principal')).toEqual({
      status,
      detail: expect.stringMatching(detail) as string
    })
  })

  test('NotPrincipal is an exception with Allow and none with Deny', () => {
    const statement = { NotPrincipal: { AWS: userArn('ada') }, Action: 'sts:AssumeRole' }
    for (const [effect, status] of [
      ['Allow', 'exception'],
      ['Deny', 'pass']
    ]) {
      const estate = openEstate()
      trusting(estate, { Version: version, Statement: [{ ...statement, Effect: effect }] })

      expect(estate.only('policy-lint-not-principal').status).toBe(status)
    }
  })

  test('a service under a wrong name is for judgement in a policy of a resource', () => {
    const estate = openEstate()
    estate.fact('resource_policy', {
      document_id: estate.document(policyWith({ Principal: { Service: 'lambda' } }))
    })

    expect(estate.only('policy-lint-principal')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringContaining('services are named as SERVICE.amazonaws.com') as string
    })
  })
})

describe('what others get wrong', () => {
  test('an unknown action is information with the day of the reference, no fault of the policy', () => {
    expect(verdictOf(checks.action, policyWith({ Action: 's3:BrandNewAction' }))).toMatch(
      /^needs-review: .*as of \d{4}/
    )
  })

  test('ARNs of other partitions are ARNs', () => {
    for (const partition of ['aws-cn', 'aws-us-gov', 'aws-eusc', '*'])
      expect(verdictOf(checks.arn, policyWith({ Resource: `arn:${partition}:s3:::reports/*` }))).toMatch(
        /^pass/
      )
  })

  test('a policy that cannot be parsed does not end the test of the others', () => {
    const estate = openEstate()
    managed(estate, '{"Statement": [')
    estate.fact('iam_policy', {
      arn: policyArn('read'),
      name: 'read',
      document_id: estate.document(policyWith({}))
    })

    expect(estate.statuses(checks.json)).toEqual({
      [policyArn('deploy')]: 'exception',
      [policyArn('read')]: 'pass'
    })
  })

  test('GitHub and other identity providers are known principals', () => {
    const estate = openEstate()
    trusting(
      estate,
      trust(
        { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
        { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
        'sts:AssumeRoleWithWebIdentity'
      )
    )

    expect(estate.only('policy-lint-principal').status).toBe('pass')
    expect(estate.only('conditions-known').status).toBe('pass')
  })
})

function documentsOf(estate: Estate, id: string): unknown {
  const check = checkOf(id)
  if (!check || !isAutomated(check)) throw new Error(`There is no check ${id}`)
  const [member] = iterateMembers(estate.db, check, {
    account,
    parameters: defaultParameters(),
    coverageOf: () => ({ state: 'complete', sentence: '' }),
    asOfOf: () => 0
  })
  return member?.documents
}
