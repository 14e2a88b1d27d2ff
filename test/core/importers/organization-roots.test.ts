import { expect, test } from 'vitest'

import { collect } from './collect.ts'

const arn = (rest: string): string => `arn:aws:organizations::111122223333:${rest}`

test('a root is read with the policy types enabled there', () => {
  const found = collect(
    JSON.stringify({
      Roots: [
        {
          Id: 'r-ab12',
          Arn: arn('root/o-exampleorgid/r-ab12'),
          Name: 'Root',
          PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
        }
      ]
    })
  )

  expect(found.of('org_root')).toMatchObject([{ account_id: '111122223333', id: 'r-ab12', name: 'Root' }])
  expect(found.of('org_policy_type')).toMatchObject([
    { root_id: 'r-ab12', type: 'SERVICE_CONTROL_POLICY', status: 'ENABLED', path: 'Roots[0].PolicyTypes[0]' }
  ])
  expect(found.coverage).toEqual({ '/': 'complete' })
})
