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
  expect(Object.values(without.coverage)).toEqual(['partial'])
})
