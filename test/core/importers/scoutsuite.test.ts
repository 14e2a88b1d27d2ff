import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = (resource: string): string => `arn:aws:iam::${account}:${resource}`

function rule(changes: object): object {
  return {
    description: 'A rule',
    level: 'danger',
    rationale: 'It is <br><br>risky.',
    service: 'IAM',
    checked_items: 3,
    flagged_items: 0,
    items: [],
    ...changes
  }
}

function report(iamFindings: object, changes: object = {}): string {
  const results = {
    account_id: account,
    environment: 'default',
    last_run: { ruleset_name: 'default', time: '2021-10-01 20:47:09+0200', version: '5.10.2' },
    provider_code: 'aws',
    service_list: ['iam'],
    services: {
      ec2: {
        findings: { 'ec2-rule': rule({ service: 'EC2', flagged_items: 2, items: ['ec2.a', 'ec2.b'] }) },
        regions: { 'eu-west-1': { vpcs: { x: { findings: 'not these' } } } }
      },
      iam: {
        findings: iamFindings,
        credential_reports: { '9a1': { name: '<root_account>', arn: arn('root') } },
        policies: { ANPA1: { name: 'p', arn: arn('policy/p') } },
        roles: { AROA1: { name: 'deploy' } },
        users: { AIDA1: { name: 'ada', arn: arn('user/ada'), inline_policies: { f00: { name: 'own' } } } }
      }
    },
    ...changes
  }
  return `scoutsuite_results =\n${JSON.stringify(results)}`
}

test('what a rule of IAM flagged is named by the ARN its id stands for', () => {
  const found = collect(
    report({
      'iam-user-no-Active-key-rotation': rule({
        flagged_items: 6,
        items: [
          'iam.users.AIDA1.AccessKeys.0',
          'iam.users.AIDA1.inline_policies.f00.PolicyDocument',
          'iam.policies.ANPA1.PolicyDocument.Statement.0',
          'iam.roles.AROA1',
          'iam.credential_reports.9a1',
          'iam.users.AIDAGONE'
        ]
      })
    })
  )

  expect(found.kind).toBe('scoutsuite')
  const flagged = found.of('tool_result').filter(({ check_id }) => check_id.startsWith('iam'))
  expect(flagged.map(({ resource, resource_type }) => [resource, resource_type])).toEqual([
    [arn('user/ada'), 'user'],
    [`${arn('user/ada')}#own`, 'inline policy'],
    [arn('policy/p'), 'policy'],
    ['deploy', 'role'],
    [arn('root'), 'credential report'],
    ['iam.users.AIDAGONE', null]
  ])
  expect(flagged[0]).toEqual({
    account_id: account,
    region: null,
    tool: 'ScoutSuite',
    check_id: 'iam-user-no-Active-key-rotation',
    title: 'A rule',
    status: 'fail',
    said: '6 of 3 flagged',
    severity: 'danger',
    resource: arn('user/ada'),
    resource_type: 'user',
    detail: 'IAM: It is   risky.',
    assessed_at: at('2021-10-01T18:47:09Z'),
    line: 2,
    path: 'services.iam.findings.iam-user-no-Active-key-rotation'
  })
  expect(found.generatedAt).toBe(at('2021-10-01T18:47:09Z'))
  expect(sentences(found, 'info')).toBe('Made by ScoutSuite 5.10.2.')
})

test('other services are told rule by rule, and a rule that checked nothing says nothing', () => {
  const found = collect(
    report({
      'iam-ok': rule({}),
      'iam-nothing': rule({ checked_items: 0 }),
      'iam-password-policy-no-expiration': rule({
        flagged_items: 1,
        items: ['iam.password_policy.PasswordPolicy']
      })
    })
  )

  expect(
    found.of('tool_result').map(({ check_id, status, said, resource }) => [check_id, status, said, resource])
  ).toEqual([
    ['ec2-rule', 'fail', '2 of 3 flagged', ''],
    ['iam-ok', 'pass', '0 of 3 flagged', ''],
    ['iam-nothing', 'review', '0 of 0 flagged', ''],
    ['iam-password-policy-no-expiration', 'fail', '1 of 3 flagged', '']
  ])
  expect(found.coverage).toEqual({ [`${account}/`]: 'complete' })
})

test('the JSON by itself is read too, and so is a report without any rule', () => {
  const text = report({}, { services: {} })

  for (const form of [text, text.replace('scoutsuite_results =\n', '')]) {
    const found = collect(form, { chunk: 7 })

    expect([found.kind, found.counts, found.coverage]).toEqual([
      'scoutsuite',
      { results: 0 },
      { [`${account}/`]: 'complete' }
    ])
  }
})

test('a report on another cloud is refused', () => {
  expect(collect(report({}, { provider_code: 'gcp' })).unreadable?.message).toContain('is about gcp')
})

test('a broken rule and a report cut short leave the rest standing', () => {
  const found = collect(report({ 'iam-broken': rule({ items: [7] }), 'iam-ok': rule({}) }))
  expect(found.notes.find(({ level }) => level === 'error')).toEqual({
    level: 'error',
    sentence: '`items` must hold paths, found 7; the rule was left out.',
    line: 2,
    path: 'services.iam.findings.iam-broken'
  })
  expect(found.coverage).toEqual({ [`${account}/`]: 'partial' })

  const cut = collect(report({ 'iam-ok': rule({}) }).slice(0, -60))
  expect(cut.counts).toEqual({ results: 2 })
  expect(cut.coverage).toEqual({ [`${account}/`]: 'partial' })
  expect(sentences(cut, 'error')).toContain('ends early')
})
