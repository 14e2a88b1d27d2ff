import { describe, expect, test } from 'vitest'

import type { ReturnChange } from '../../../../../src/shared/records/returns.ts'
import {
  becameOf,
  carrierSentences,
  decidedWords,
  groupsOf
} from '../../../../../src/renderer/screens/workbook/returns/words.ts'

function change(id: number, more: Partial<ReturnChange> = {}): ReturnChange {
  return {
    id,
    class: 'clean',
    sheet: 'remediations',
    rowKey: 'R-2026-001',
    column: 'owner',
    title: 'Action owner',
    finding: 'F-2026-001',
    place: '07A Remediation!S11',
    base: '',
    mine: '',
    theirs: 'T. Braun',
    remark: '',
    decision: null,
    value: '',
    reason: '',
    decidedBy: null,
    waits: true,
    ...more
  }
}

describe('changes on the screen', () => {
  test('stand by what they ask for; what is settled comes last', () => {
    const groups = groupsOf([
      change(1),
      change(2, { class: 'conflict' }),
      change(3, { class: 'tampered', waits: false }),
      change(4, { waits: false, decision: 'accept', value: 'T. Braun' })
    ])

    expect(groups.map(({ id, changes }) => [id, changes.map((one) => one.id)])).toEqual([
      ['clean', [1]],
      ['conflict', [2]],
      ['tampered', [3]],
      ['settled', [4]]
    ])
  })

  test.each([
    ['', {}],
    ['Accepted', { waits: false, decision: 'accept', value: 'T. Braun' }],
    ['Corrected', { waits: false, decision: 'accept', value: 'K. Lang' }],
    ['Noted', { waits: false, decision: 'accept', column: '' }],
    ['Rejected', { waits: false, decision: 'reject' }],
    ['Refused by the record', { decision: 'refused' }],
    ['In the record', { waits: false }],
    ['Ignored', { waits: false, class: 'tampered' }]
  ] as const)('say "%s" of what became of them', (word, more) => {
    expect(becameOf(change(1, more))).toBe(word)
  })

  test('are counted when they are decided on', () => {
    expect(decidedWords({ accepted: 3, rejected: 0, refused: [1] })).toBe(
      '3 accepted, 1 refused by the record.'
    )
    expect(decidedWords({ accepted: 0, rejected: 0, refused: [] })).toBe('Nothing was decided.')
  })
})

test('what a file lost is said in sentences', () => {
  const carriers = {
    properties: false,
    manifest: false,
    keys: true,
    tags: true,
    protection: false,
    remarks: ['It carries pictures.']
  }
  expect(carrierSentences({ carriers })).toEqual([
    'It lost its document properties and its hidden description on the way and was known by the rest.',
    'The protection of its sheets was taken off.',
    'It carries pictures.'
  ])
})
