import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { documentDifference } from '../../../src/core/iam/document-difference.ts'

const document = (...actions: string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] })

describe('the difference of two policy documents', () => {
  it('is told word by word', () => {
    const changed = documentDifference(document('s3:GetObject'), document('s3:PutObject')).filter(
      ({ kind }) => kind !== 'same'
    )

    expect(changed).toEqual([
      { kind: 'removed', text: 'GetObject' },
      { kind: 'added', text: 'PutObject' }
    ])
  })

  it('does not mind the layout', () => {
    const written = document('s3:GetObject', 's3:PutObject')

    const runs = documentDifference(written, JSON.stringify(JSON.parse(written), null, 4))

    expect(runs.map(({ kind }) => kind)).toEqual(['same'])
  })

  it('of none is all of the other', () => {
    expect(documentDifference('', document('s3:*')).map(({ kind }) => kind)).toEqual(['added'])
    expect(documentDifference(document('s3:*'), '').map(({ kind }) => kind)).toEqual(['removed'])
    expect(documentDifference('', '')).toEqual([])
  })

  it('compares what is no JSON as it is written', () => {
    expect(documentDifference('not json', 'no json').some(({ kind }) => kind === 'added')).toBe(true)
  })

  it('holds both documents whole, whatever changed', () => {
    const text = fc
      .array(fc.constantFrom('alpha', 'beta', ' ', '\n', '{', '"', ':'), { maxLength: 40 })
      .map((parts) => `~${parts.join('')}`)
    fc.assert(
      fc.property(text, text, (from, to) => {
        const runs = documentDifference(from, to)
        const without = (left: 'added' | 'removed'): string =>
          runs
            .filter(({ kind }) => kind !== left)
            .map((run) => run.text)
            .join('')
        expect(without('added')).toBe(from)
        expect(without('removed')).toBe(to)
      })
    )
  })
})
