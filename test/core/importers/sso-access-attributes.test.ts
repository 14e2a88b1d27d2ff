import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const instance = 'arn:aws:sso:::instance/ssoins-1234567890abcdef'

test('attributes are read with their sources, in whichever order the answer has its keys', () => {
  const found = collect(
    JSON.stringify({
      InstanceAccessControlAttributeConfiguration: {
        AccessControlAttributes: [{ Key: 'team', Value: { Source: ['${path:enterprise.department}'] } }]
      },
      Status: 'ENABLED'
    }),
    { options: { 'instance-arn': instance } }
  )

  expect(found.kind).toBe('sso-access-attributes')
  expect(found.of('sso_access_attribute')).toMatchObject([
    {
      instance_arn: instance,
      status: 'ENABLED',
      key: 'team',
      value_sources: '["${path:enterprise.department}"]'
    }
  ])
  expect(found.coverage).toEqual({ [`/${instance}`]: 'complete' })
})

test('attributes that are not set up are an answer, a refusal is none', () => {
  const error = (code: string): string =>
    `An error occurred (${code}) when calling the DescribeInstanceAccessControlAttributeConfiguration operation: x`
  const none = collect(error('ResourceNotFoundException'))

  expect(none.coverage).toEqual({ '/': 'complete' })
  expect(none.counts).toEqual({ attributes: 0 })
  expect(sentences(none, 'info')).toContain('no attributes for access control')
  expect(collect(error('AccessDeniedException')).coverage).toEqual({ '/': 'denied' })
})

test('an attribute without a key makes the answer unreadable', () => {
  const found = collect(
    '{"Status": "ENABLED", "InstanceAccessControlAttributeConfiguration": {"AccessControlAttributes": [{}]}}'
  )

  expect(found.unreadable?.message).toContain('`Key` is missing')
  expect(found.of('sso_access_attribute')).toEqual([])
})
