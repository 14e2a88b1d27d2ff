import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }]
}

test('a policy document by itself is kept by the name of its file, and nothing is said to be attached', () => {
  const found = collect(JSON.stringify(document, null, 2), { name: 'policies/deny-all.json' })

  expect(found.kind).toBe('policy-document')
  expect(found.of('resource_policy')).toEqual([
    {
      account_id: '',
      region: null,
      service: 'document',
      resource: 'policies/deny-all.json',
      document_id: 1,
      line: 2,
      path: '[0]'
    }
  ])
  expect(found.documents).toEqual([JSON.stringify(document)])
  expect(found.coverage).toEqual({ '/policies/deny-all.json': 'complete' })
  expect(sentences(found, 'warning')).toContain('Nothing says what the policy document is attached to')
})

test('documents in one file are told apart', () => {
  const found = collect(JSON.stringify([document, { Id: 'b', ...document }]), { name: 'all.json' })

  expect(found.of('resource_policy').map(({ resource }) => resource)).toEqual(['all.json', 'all.json (2)'])
  expect(found.counts).toEqual({ 'policy documents': 2 })
})

test('what is wrong in a document is said, and the document kept', () => {
  const found = collect('{"Statement": [{"Effect": "Perhaps", "Action": "*"}]}', { name: 'odd.json' })

  expect(found.of('resource_policy')).toHaveLength(1)
  expect(sentences(found, 'warning')).toContain('neither Allow nor Deny')
})

test('a file that holds more than a document is none', () => {
  expect(collect(JSON.stringify({ ...document, Description: 'x' })).kind).toBeNull()
  expect(collect(JSON.stringify({ Policy: document })).kind).not.toBe('policy-document')
})

test('a document that breaks off is unreadable', () => {
  expect(collect('{"Version": "2012-10-17", "Statement": [{"Effect": ').unreadable?.message).toContain(
    'not whole'
  )
})
