import { describe, expect, test } from 'vitest'

import { elementAt } from '../../../../src/core/importers/reading/element-at.ts'

const details = JSON.stringify({
  UserDetailList: [{ UserName: 'ada' }, { UserName: 'bob', UserPolicyList: [{ PolicyName: 'p' }] }],
  IsTruncated: false
})

function at(text: string, path: string): unknown {
  const found = elementAt([new TextEncoder().encode(text)], 'UTF-8', path)
  return found === null ? null : JSON.parse(found)
}

describe('the element at a path', () => {
  test.each([
    [details, 'UserDetailList[0]', { UserName: 'ada' }],
    [details, 'UserDetailList[1].UserPolicyList[0]', { PolicyName: 'p' }],
    [details, 'IsTruncated', false],
    [`${details}\n${details}`, '[1].UserDetailList[0].UserName', 'ada'],
    ['{"id":1}\n{"id":2,"list":[3,4]}', '[1]', { id: 2, list: [3, 4] }],
    ['[{"id":1},{"id":2}]', '[0]', { id: 1 }]
  ])('of %j under %s is found', (text, path, element) => {
    expect(at(text, path)).toEqual(element)
  })

  test.each(['UserDetailList[9]', 'Nothing', 'UserDetailList[0].constructor', '[7]', ''])(
    '%j leads nowhere',
    (path) => {
      expect(at(details, path)).toBeNull()
    }
  )
})
