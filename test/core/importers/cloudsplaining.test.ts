import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = (resource: string): string => `arn:aws:iam::${account}:${resource}`
const nothing = {
  PrivilegeEscalation: [],
  DataExfiltration: [],
  ResourceExposure: [],
  ServiceWildcard: [],
  CredentialsExposure: [],
  InfrastructureModification: []
}

function results(changes: object): string {
  return JSON.stringify({
    groups: { g: { arn: arn('group/g'), inline_policies: { f00: 'inline-of-g' } } },
    users: { u: { arn: arn('user/ada'), inline_policies: { f00: { PolicyName: 'own' } } } },
    roles: {},
    aws_managed_policies: {},
    customer_managed_policies: {},
    inline_policies: {},
    exclusions: {},
    ...changes
  })
}

test('the risks of a policy are told by kind, in the shape of older versions', () => {
  const found = collect(
    results({
      customer_managed_policies: {
        ANPA1: {
          PolicyName: 'p',
          Arn: arn('policy/p'),
          is_excluded: false,
          ...nothing,
          PrivilegeEscalation: [{ type: 'CreateAccessKey', actions: ['iam:createaccesskey'] }],
          DataExfiltration: ['s3:GetObject']
        }
      }
    })
  )

  expect(found.kind).toBe('cloudsplaining')
  expect(
    found
      .of('tool_result')
      .map(({ check_id, status, said, severity, resource, detail }) => [
        check_id,
        status,
        said,
        severity,
        resource,
        detail
      ])
  ).toEqual([
    [
      'PrivilegeEscalation',
      'fail',
      '1 found',
      null,
      arn('policy/p'),
      'p: CreateAccessKey (iam:createaccesskey)'
    ],
    ['DataExfiltration', 'fail', '1 found', null, arn('policy/p'), 'p: s3:GetObject']
  ])
  expect(found.of('tool_result')[0]).toMatchObject({
    account_id: account,
    path: 'customer_managed_policies.ANPA1'
  })
  expect(found.counts).toEqual({ results: 2, policies: 1 })
  expect(found.coverage).toEqual({ [`${account}/`]: 'complete' })
})

test('newer versions give a severity, and an inline policy is told for each who holds it', () => {
  const found = collect(
    results({
      inline_policies: {
        f00: {
          PolicyName: 'x',
          ...nothing,
          ServiceWildcard: { severity: 'Medium', description: '…', findings: ['s3', 'iam'] }
        },
        dead: { PolicyName: 'nobody', ...nothing, ServiceWildcard: ['ec2'] }
      }
    })
  )

  expect(
    found.of('tool_result').map(({ resource, severity, said, detail }) => [resource, severity, said, detail])
  ).toEqual([
    [`${arn('group/g')}#inline-of-g`, 'medium', '2 found', 'inline-of-g: s3, iam'],
    [`${arn('user/ada')}#own`, 'medium', '2 found', 'own: s3, iam'],
    ['nobody', null, '1 found', 'nobody: ec2']
  ])
})

test('an AWS policy belongs to the account of the others, and an excluded one is put aside', () => {
  const found = collect(
    results({
      aws_managed_policies: {
        ANPA2: {
          PolicyName: 'Full',
          Arn: 'arn:aws:iam::aws:policy/Full',
          is_excluded: true,
          ...nothing,
          ResourceExposure: Array.from({ length: 20 }, (_, n) => `s3:Put${n}`)
        }
      }
    })
  )

  expect(found.of('tool_result')).toHaveLength(1)
  expect(found.of('tool_result')[0]).toMatchObject({
    account_id: account,
    status: 'suppressed',
    said: '20 found, excluded',
    resource: 'arn:aws:iam::aws:policy/Full'
  })
  expect(found.of('tool_result')[0]?.detail).toMatch(/s3:Put11 and 8 more$/)
})

test('results without any risk answer for the account, and a broken policy is named', () => {
  const clean = collect(results({}))
  expect([clean.counts, clean.coverage]).toEqual([
    { results: 0, policies: 0 },
    { [`${account}/`]: 'complete' }
  ])

  const broken = collect(results({ inline_policies: { f00: 'x' } }))
  expect(sentences(broken, 'error')).toBe('An object was expected, found "x".')
  expect(broken.coverage).toEqual({ [`${account}/`]: 'partial' })
})

test('principals that fill the head of the file are enough to know it by', () => {
  const found = collect(
    results({
      groups: Object.fromEntries(
        Array.from({ length: 4000 }, (_, n) => [
          `g${n}`,
          { arn: arn(`group/g${n}`), inline_policies: { f00: 'inline' }, path: '/a/long/path/of/a/group/' }
        ])
      )
    })
  )

  expect(found.kind).toBe('cloudsplaining')
})
