import { expect, test } from 'vitest'

import { collect } from './collect.ts'

test('the targets of a policy have its id in the name alone', () => {
  const targets = JSON.stringify({
    Targets: [
      {
        TargetId: 'r-ab12',
        Arn: 'arn:aws:organizations::111122223333:root/o-exampleorgid/r-ab12',
        Name: 'Root',
        Type: 'ROOT'
      }
    ]
  })
  const named = collect(targets, { name: 'SERVICE_CONTROL_POLICY/p-FullAWSAccess.targets.json' })

  expect(named.kind).toBe('policy-targets')
  expect(named.of('org_policy_target')).toMatchObject([
    { account_id: '111122223333', policy_id: 'p-FullAWSAccess', target_id: 'r-ab12' }
  ])
  expect(named.coverage).toEqual({ '/p-FullAWSAccess': 'complete' })
  expect(collect('{"Targets": []}', { name: 'p-ab12cd34.targets.json' }).coverage).toEqual({
    '/p-ab12cd34': 'complete'
  })
  expect(
    collect(targets, { name: 'targets.json', options: { 'policy-id': 'p-ab12cd34' } }).of('org_policy_target')
  ).toMatchObject([{ policy_id: 'p-ab12cd34' }])
  expect(collect(targets, { name: 'targets.json' }).unreadable?.message).toContain(
    "name it after the policy's id"
  )
})

test('a file of which nothing can be used leaves a gap for its policy alone', () => {
  const broken = collect('{"Targets": [{"TargetId": 7}]}', { name: 'p-ab12cd34.targets.json' })
  const refusal =
    'An error occurred (AccessDeniedException) when calling the ListTargetsForPolicy operation: no'

  expect(broken.unreadable?.message).toContain('`TargetId` must be text')
  expect(Object.keys(broken.coverage)).toEqual(['/p-ab12cd34'])
  expect(collect(refusal, { name: 'p-ab12cd34.targets.json.err' }).coverage).toEqual({
    '/p-ab12cd34': 'denied'
  })
})
