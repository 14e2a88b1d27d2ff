import { expect, test } from 'vitest'

import { collect } from './collect.ts'

function summary(id: string, more: object = {}): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/${id}`,
    Name: `Name of ${id}`,
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    AwsManaged: false,
    ...more
  }
}

test('a policy is read with its content, whatever is in it', () => {
  const content = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}'
  const found = collect(
    JSON.stringify({ Policy: { Content: content, PolicySummary: summary('p-ab12cd34') } })
  )

  expect(found.kind).toBe('organization-policy')
  expect(found.of('org_policy')).toMatchObject([
    { account_id: '111122223333', id: 'p-ab12cd34', document_id: 1, path: 'Policy' }
  ])
  expect(found.documents).toEqual([content])
  expect(
    collect(JSON.stringify({ Policy: { Content: 'not json', PolicySummary: summary('p-ab12cd34') } }))
      .documents
  ).toEqual(['not json'])
  const without = collect(JSON.stringify({ Policy: { PolicySummary: summary('p-ab12cd34') } }))
  expect(without.of('org_policy')[0]?.document_id).toBeNull()
  expect(without.coverage).toEqual({ '/p-ab12cd34': 'partial' })
})

test('a policy in a language of its own is kept as text', () => {
  const content = '{"tags": {"CostCenter": {"tag_key": {"@@assign": "CostCenter"}}}}'
  const found = collect(
    JSON.stringify({
      Policy: { Content: content, PolicySummary: summary('p-ab12cd34', { Type: 'TAG_POLICY' }) }
    })
  )

  expect(found.of('org_policy')).toMatchObject([{ type: 'TAG_POLICY', document_id: null, content }])
  expect(found.documents).toEqual([])
})

test('a file answers for every policy in it, and a refusal for the policy asked about', () => {
  const one = JSON.stringify({ Policy: { Content: '{}', PolicySummary: summary('p-ab12cd34') } })
  const other = JSON.stringify({ Policy: { Content: '{}', PolicySummary: summary('p-ef56ab78') } })
  const refusal = 'An error occurred (AccessDeniedException) when calling the DescribePolicy operation: no'

  expect(collect(`${one}\n${other}`).coverage).toEqual({
    '/p-ab12cd34': 'complete',
    '/p-ef56ab78': 'complete'
  })
  expect(collect(refusal, { name: 'p-ab12cd34.json.err' }).coverage).toEqual({ '/p-ab12cd34': 'denied' })
  expect(collect(refusal, { options: { 'policy-id': 'p-ef56ab78' } }).coverage).toEqual({
    '/p-ef56ab78': 'denied'
  })
  expect(collect(refusal).coverage).toEqual({ '/': 'denied' })
})
