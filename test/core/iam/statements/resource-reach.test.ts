import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { globMatches } from '../../../../src/core/iam/glob.ts'
import { globsOverlap, reachOf } from '../../../../src/core/iam/statements/resource-reach.ts'

const role = { arn: 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', isRequired: true }
const user = { arn: 'arn:${Partition}:iam::${Account}:user/${UserNameWithPath}', isRequired: true }
const mfa = { arn: 'arn:${Partition}:iam::${Account}:mfa/${MfaTokenIdWithPath}', isRequired: false }
const object = { arn: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', isRequired: false }
const accessPoint = {
  arn: 'arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}',
  isRequired: false
}
const volume = { arn: 'arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}', isRequired: true }
const snapshot = { arn: 'arn:${Partition}:ec2:${Region}::snapshot/${SnapshotId}', isRequired: true }
const lambda = {
  arn: 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}',
  isRequired: true
}

function reach(resources: string | readonly string[], ...types: Parameters<typeof reachOf>[1]): string {
  return reachOf({ resources: [resources].flat(), uses_not_resource: 0, covers_all_resources: 0 }, types)
}

describe('the reach of resource patterns', () => {
  test.each([
    ['*', 'all'],
    ['arn:aws:iam::*:role/*', 'all'],
    ['arn:*:iam::*:role/*', 'all'],
    ['arn:aws-us-gov:iam::*:role/*', 'all'],
    ['arn:aws:iam::*:*', 'all'],
    ['arn:aws:iam::111122223333:role/*', 'account'],
    ['arn:aws:iam::111122223333:*', 'account'],
    ['arn:aws:iam::111122223333:role/app/*', 'some'],
    ['arn:aws:iam::*:role/app-*', 'some'],
    ['arn:aws:iam::*:role/${aws:username}', 'some'],
    ['arn:aws:iam::111122223333:user/*', 'none'],
    ['arn:aws:s3:::*', 'none'],
    ['not an arn', 'none']
  ])('%s reaches %s of the roles', (pattern, expected) => {
    expect(reach(pattern, role)).toBe(expected)
  })

  test('is the widest of several patterns', () => {
    expect(reach(['arn:aws:iam::*:role/one', 'arn:aws:iam::*:role/*'], role)).toBe('all')
  })

  test('of an action that works on nothing is everything by * alone', () => {
    expect(reach('*')).toBe('none')
    expect(reachOf({ resources: ['*'], uses_not_resource: 0, covers_all_resources: 1 }, [])).toBe('all')
    expect(reach('arn:aws:s3:::one')).toBe('none')
  })

  test('of types a call may do without is that of the widest', () => {
    expect(reach('arn:aws:s3:::one/*', accessPoint, object)).toBe('some')
    expect(reach('arn:aws:s3:::*', accessPoint, object)).toBe('all')
  })

  test('of types every call needs is that of the narrowest, and some where statements may share them', () => {
    expect(reach('arn:aws:ec2:*:*:*', snapshot, volume)).toBe('all')
    expect(reach(['arn:aws:ec2:*:*:volume/vol-1', 'arn:aws:ec2:*::snapshot/*'], snapshot, volume)).toBe(
      'some'
    )
    expect(reach('arn:aws:ec2:*:*:volume/*', snapshot, volume)).toBe('some')
    expect(reach('arn:aws:s3:::*', snapshot, volume)).toBe('none')
  })

  test('of NotResource is some', () => {
    expect(
      reachOf({ resources: ['arn:aws:s3:::logs/*'], uses_not_resource: 1, covers_all_resources: 0 }, [object])
    ).toBe('some')
  })

  test('a star of the pattern may take a colon, an account or a name of IAM has none', () => {
    expect(reach('arn:aws:lambda:*:function:one', lambda)).toBe('some')
    expect(reach('arn:aws:iam::*:user/${aws:username}', mfa)).toBe('none')
    expect(reach('arn:aws:iam::*:user/${aws:username}', user)).toBe('some')
  })
})

describe('two patterns', () => {
  const pattern = fc.stringMatching(/^[ab:*?]{0,8}$/)
  const text = fc.stringMatching(/^[ab:]{0,10}$/)

  test.each([
    ['a*', '*b', true],
    ['a?', 'ab', true],
    ['a?', 'a', false],
    ['*a*', 'b', false],
    ['', '*', true],
    ['', '?', false],
    ['user/${aws:username}', 'user/ada', true]
  ])('%s and %s have a text in common: %s', (a, b, expected) => {
    expect(globsOverlap(a, b)).toBe(expected)
  })

  test('overlap the same way round and back', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        expect(globsOverlap(a, b)).toBe(globsOverlap(b, a))
      }),
      { numRuns: 2000 }
    )
  })

  test('overlap where a text matches both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, subject) => {
        if (globMatches(a, subject) && globMatches(b, subject)) expect(globsOverlap(a, b)).toBe(true)
      }),
      { numRuns: 3000 }
    )
  })

  test('overlap a text exactly where the pattern matches it', () => {
    fc.assert(
      fc.property(pattern, text, (a, subject) => {
        expect(globsOverlap(a, subject)).toBe(globMatches(a, subject))
      }),
      { numRuns: 2000 }
    )
  })

  test('of which one reaches everything overlap: all of a type is some of it', () => {
    const resource = fc.constantFrom(
      '*',
      'arn:aws:iam::*:role/*',
      'arn:aws:iam::*:*',
      'arn:*',
      'arn:aws:iam::1*:role/a*'
    )
    fc.assert(
      fc.property(resource, (resources) => {
        if (reach(resources, role) === 'all')
          expect(globsOverlap(resources, 'arn:aws:iam::*:role/*')).toBe(true)
      })
    )
  })
})

test('a pattern with a slash is never about a bucket', () => {
  const bucket = { arn: 'arn:${Partition}:s3:::${BucketName}', isRequired: true }

  expect(reach('arn:aws:s3:::one/*', bucket)).toBe('none')
  expect(reach('arn:aws:s3:::one*', bucket)).toBe('some')
  expect(reach('arn:aws:s3:::*', bucket)).toBe('all')
})
