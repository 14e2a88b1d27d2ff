import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

test('an organization belongs to its management account', () => {
  const found = collect(
    JSON.stringify({
      Organization: {
        Id: 'o-exampleorgid',
        Arn: 'arn:aws-us-gov:organizations::111122223333:organization/o-exampleorgid',
        FeatureSet: 'ALL',
        MasterAccountId: '111122223333'
      }
    })
  )

  expect(found.of('org_organization')).toEqual([
    {
      account_id: '111122223333',
      id: 'o-exampleorgid',
      arn: 'arn:aws-us-gov:organizations::111122223333:organization/o-exampleorgid',
      partition: 'aws-us-gov',
      feature_set: 'ALL',
      line: 1,
      path: 'Organization'
    }
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test('no organization is an answer', () => {
  const found = collect(
    'An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization.'
  )

  expect(found.coverage).toEqual({ '/': 'complete' })
  expect(found.of('org_organization')).toEqual([])
  expect(sentences(found, 'info')).toContain('belongs to no organization')
})

test('a refusal is none', () => {
  expect(
    collect('An error occurred (AccessDeniedException) when calling the DescribeOrganization operation: no')
      .coverage
  ).toEqual({ '/': 'denied' })
})
