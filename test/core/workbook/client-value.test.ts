import { describe, expect, test } from 'vitest'

import { milestoneInputs, remediationInputs } from '../../../src/shared/client-inputs.ts'
import { clientValue } from '../../../src/core/workbook/client-value.ts'
import type { ForeignCell } from '../../../src/core/workbook/read-foreign.ts'

const today = '2026-02-02'
type Cell = Pick<ForeignCell, 'kind' | 'text'>
const text = (content: string): Cell => ({ kind: 'text', text: content })

describe('what stands in a cell of the client', () => {
  const { position, planned, implementedOn, owner, clientStatus, ticket } = remediationInputs

  test.each([
    ['a word of the list', text('Partly agrees'), position, 'Partly agrees'],
    ['a word in other letters', text(' partly  AGREES'), position, 'Partly agrees'],
    [
      'a word with another dash',
      text('Implemented – ready for retest'),
      clientStatus,
      'Implemented, ready for retest'
    ],
    ['a day', { kind: 'day', text: '2026-03-31' } as const, planned, '2026-03-31'],
    ['a day as text', text('31.03.2026'), planned, '2026-03-31'],
    ['a day that was', text('2026-02-02'), implementedOn, '2026-02-02'],
    ['a number where text is expected', { kind: 'number', text: '4711' } as const, ticket, '4711'],
    ['a tick where text is expected', { kind: 'boolean', text: 'TRUE' } as const, owner, 'TRUE']
  ])('%s is its value', (_, cell, input, value) => {
    expect(clientValue(cell, input, today)).toEqual({ text: value, fault: '' })
  })

  test('nothing is an empty value', () => {
    expect(clientValue(undefined, position, today)).toEqual({ text: '', fault: '' })
  })

  test.each([
    [
      'another word',
      text('Yes'),
      position,
      /"Yes" is none of the words of Management position: Agrees · Partly agrees/
    ],
    ['no day', text('soon'), planned, /"soon" is no day/],
    ['two days', text('03/04/2026'), planned, /can be 2026-04-03 or 2026-03-04/],
    ['a plan for yesterday', text('2026-02-01'), planned, /for a day to come; 2026-02-01 was past/],
    ['done tomorrow', text('2026-02-03'), milestoneInputs.doneOn, /2026-02-03 was still to come/],
    ['a number where a day is expected', { kind: 'number', text: '12' } as const, planned, /"12" is no day/],
    ['an error', { kind: 'error', text: '#REF!' } as const, owner, /holds the error #REF!/],
    ['too much', text('x'.repeat(121)), owner, /has 121 characters; Action owner takes 120/]
  ])('%s is said to be none', (_, cell, input, sentence) => {
    expect(clientValue(cell, input, today).fault).toMatch(sentence)
  })
})
