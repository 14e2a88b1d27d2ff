import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { remediationInputs } from '../../../src/shared/client-inputs.ts'
import { mergeOf } from '../../../src/shared/states/return-change.ts'
import {
  classifyReturn,
  type ClassifiedChange,
  type HandedOutRow
} from '../../../src/core/workbook/classify-return.ts'
import { findTable, type ReturnedForm } from '../../../src/core/workbook/find-table.ts'
import type { ForeignBook, ForeignCell } from '../../../src/core/workbook/read-foreign.ts'

const { position, planned, owner, clientStatus, comment } = remediationInputs
const inputs = { position, planned, owner, clientStatus, comment }
const titles = [
  ['ref', 'Remediation'],
  ['title', 'Finding'],
  ['due', 'Due'],
  ...Object.entries(inputs).map(([key, { title }]) => [key, title] as const)
] as const
const form: ReturnedForm = {
  id: 'remediations',
  name: '07A Remediation',
  titles: new Map(titles),
  inputs,
  referenceOf: (textOf) => textOf('ref')
}
const today = '2026-02-02'
const columns = ['rowKey', 'rowTag', ...titles.map(([key]) => key)]

function handedOut(n: number, answers: Readonly<Record<string, string>> = {}): HandedOutRow {
  const key = `R-2026-00${n}`
  return {
    sheet: form.id,
    key,
    tag: `tag-${n}`,
    locked: { ref: key, title: `Finding ${n}`, due: '2026-03-31' },
    inputs: { ...Object.fromEntries(Object.keys(inputs).map((column) => [column, ''])), ...answers }
  }
}

type Grid = readonly (readonly string[])[]

/** As it was handed out: header first. */
function gridOf(rows: readonly HandedOutRow[]): string[][] {
  return [
    ['Row key', 'Row tag', ...titles.map(([, title]) => title)],
    ...rows.map(({ key, tag, locked, inputs: answers }) => [
      `${key}|IAM-2026-01-CLR-v1`,
      tag,
      ...titles.map(([column]) => locked[column] ?? answers[column] ?? '')
    ])
  ]
}

function bookOf(grid: Grid, formulas: readonly string[] = []): ForeignBook {
  const rows = new Map(
    grid.map((row, r) => [
      r + 9,
      new Map(
        row.flatMap((text, c): [number, ForeignCell][] =>
          text === '' ? [] : [[c, { address: '', kind: 'text', text, isFormula: formulas.includes(text) }]]
        )
      )
    ])
  )
  return {
    sheets: [{ name: form.name, isHidden: false, isProtected: true, rows }],
    properties: {},
    producer: '',
    remarks: []
  }
}

function classified(
  rows: readonly HandedOutRow[],
  grid: Grid,
  mine: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  formulas: readonly string[] = []
): readonly ClassifiedChange[] {
  return classifyReturn([{ form, found: findTable(bookOf(grid, formulas), form) }], {
    handedOut: rows,
    mine: (key) => ({ ...rows.find((row) => row.key === key)?.inputs, ...mine[key] }),
    today
  })
}

function set(grid: string[][], row: number, column: string, value: string): string[][] {
  const line = grid[row + 1]
  if (line) line[columns.indexOf(column)] = value
  return grid
}

const three = [handedOut(1), handedOut(2, { owner: 'T. Braun' }), handedOut(3)]

describe('the merge of a cell', () => {
  const word = fc.constantFrom('', 'a', 'b', 'c')

  test('proposes nothing where the client left it or wrote what the record says', () => {
    fc.assert(
      fc.property(word, word, (base, mine) => {
        expect(mergeOf(base, mine, base)).toBeNull()
        expect(mergeOf(base, mine, mine)).toBeNull()
      })
    )
  })

  test('proposes something in every other case, and nothing once it is in the record', () => {
    fc.assert(
      fc.property(word, word, word, (base, mine, theirs) => {
        fc.pre(theirs !== base && theirs !== mine)
        const merged = mergeOf(base, mine, theirs)
        expect(merged).toBe(mine !== base ? 'conflict' : theirs === '' ? 'cleared' : 'clean')
        expect(mergeOf(base, theirs, theirs)).toBeNull()
      })
    )
  })
})

describe('a returned table', () => {
  test('that comes back as it went out proposes nothing', () => {
    expect(classified(three, gridOf(three))).toEqual([])
  })

  test.each<[string, string, string, Partial<ClassifiedChange>]>([
    ['owner', 'filled in', 'M. Weber', { class: 'clean', base: '', mine: '', theirs: 'M. Weber' }],
    ['planned', 'a bad date', 'soon', { class: 'invalid', theirs: 'soon' }],
    ['planned', 'a date in the past', '2026-01-31', { class: 'invalid', theirs: '2026-01-31' }],
    ['position', 'no word of the list', 'Maybe', { class: 'invalid', theirs: 'Maybe' }],
    ['title', 'locked', 'Other', { class: 'tampered', base: 'Finding 1', theirs: 'Other' }],
    ['title', 'locked and emptied', '', { class: 'tampered', base: 'Finding 1', theirs: '' }],
    ['rowTag', 'the hidden mark', 'tag-9', { class: 'tampered', column: 'rowTag', theirs: 'tag-9' }],
    [
      'clientStatus',
      'done without a word of who and when',
      'Implemented, ready for retest',
      { class: 'warning' }
    ],
    ['clientStatus', 'a request', 'Risk acceptance requested', { class: 'clean' }]
  ])('%s, %s', (column, _, value, expected) => {
    const changes = classified(three, set(gridOf(three), 0, column, value))

    expect(changes).toMatchObject([{ rowKey: 'R-2026-001', column, ...expected }])
    expect(changes[0]?.place).toBe(`07A Remediation!${String.fromCharCode(65 + columns.indexOf(column))}11`)
  })

  test('an emptied answer is explicit, a conflict needs a choice, what both say is settled', () => {
    const mine = { 'R-2026-002': { owner: 'K. Lang' } }
    expect(classified(three, set(gridOf(three), 1, 'owner', ''))).toMatchObject([
      { class: 'cleared', base: 'T. Braun' }
    ])
    expect(classified(three, set(gridOf(three), 1, 'owner', 'M. Weber'), mine)).toMatchObject([
      { class: 'conflict', base: 'T. Braun', mine: 'K. Lang', theirs: 'M. Weber' }
    ])
    expect(classified(three, set(gridOf(three), 1, 'owner', 'K. Lang'), mine)).toEqual([])
    expect(classified(three, gridOf(three), mine)).toEqual([])
  })

  test('line ends and blanks that a program lost are no answer', () => {
    const rows = [handedOut(1, { comment: 'First line\nsecond line' })]
    expect(classified(rows, set(gridOf(rows), 0, 'comment', 'First linesecond  line'))).toEqual([])
  })

  test('a formula counts by the value it showed, with a warning', () => {
    expect(classified(three, set(gridOf(three), 0, 'owner', 'M. Weber'), {}, ['M. Weber'])).toMatchObject([
      { class: 'warning', theirs: 'M. Weber', remark: expect.stringContaining('formula') }
    ])
  })

  test('a doubled row counts once, a lost row changes nothing, a row of the client is shown', () => {
    const [header = [], first = [], second = []] = gridOf(three)
    const copy = [...first]
    copy[columns.indexOf('owner')] = 'M. Weber'
    const own = columns.map((column) => (column === 'comment' ? 'What about the vendors?' : ''))

    const changes = classified(three, [header, first, second, copy, own])

    expect(changes.map(({ class: is, rowKey }) => [is, rowKey])).toEqual([
      ['duplicate', 'R-2026-001'],
      ['added', ''],
      ['not-returned', 'R-2026-003']
    ])
    expect(changes[0]?.theirs).toBe('Action owner: M. Weber')
    expect(changes[1]?.theirs).toBe('Client comment: What about the vendors?')
  })

  test('answers whose columns were sorted apart from their keys are never taken for another row', () => {
    const grid = gridOf(three)
    set(grid, 0, 'owner', 'M. Weber')
    const [header = [], first = [], second = [], third = []] = grid
    const swapped = [
      header,
      [...first.slice(0, 2), ...second.slice(2)],
      [...second.slice(0, 2), ...first.slice(2)],
      third
    ]

    const changes = classified(three, swapped)

    expect(changes.filter((change) => change.class !== 'tampered')).toMatchObject([
      { class: 'invalid', rowKey: 'R-2026-001', theirs: 'T. Braun' },
      { class: 'invalid', rowKey: 'R-2026-002', theirs: 'M. Weber' }
    ])
    expect(changes.at(-1)?.remark).toContain('sorted apart')
  })

  test('rows are known by their mark without the key, and by what names them without both', () => {
    const answered = set(gridOf(three), 2, 'owner', 'M. Weber')
    for (const lost of [1, 2]) {
      const changes = classified(
        three,
        answered.map((row) => row.slice(lost))
      )
      expect(changes).toMatchObject([{ class: 'clean', rowKey: 'R-2026-003', column: 'owner' }])
    }
  })

  test('a column that is gone clears nothing, one that was renamed in its place is read', () => {
    const grid = set(gridOf(three), 0, 'owner', 'M. Weber')
    const at = columns.indexOf('owner')
    expect(
      classified(
        three,
        grid.map((row) => row.toSpliced(at, 1))
      )
    ).toEqual([])
    const found = findTable(bookOf(grid.map((row) => row.toSpliced(at, 1))), form)
    expect(found?.remarks).toEqual([
      '07A Remediation: the column "Action owner" is not there any more. What it held counts as not returned and nothing changes by it.'
    ])
    const renamed = grid.map((row, r) => (r === 0 ? row.with(at, 'Who acts') : row))
    expect(classified(three, renamed)).toMatchObject([
      { class: 'clean', column: 'owner', theirs: 'M. Weber' }
    ])
  })

  test('sorting rows, moving, inserting and adding columns changes no proposal', () => {
    const answers = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom('owner', 'comment'),
        fc.constantFrom('', 'X', 'Y Z')
      ),
      {
        maxLength: 5
      }
    )
    const order = fc.shuffledSubarray([1, 2, 3], { minLength: 3 })
    const columnOrder = fc.shuffledSubarray(
      columns.map((_, place) => place),
      { minLength: columns.length }
    )
    fc.assert(
      fc.property(
        answers,
        order,
        columnOrder,
        fc.integer({ min: 0, max: columns.length }),
        (cells, rows, moved, at) => {
          const grid = gridOf(three)
          for (const [row, column, value] of cells) set(grid, row, column, value)
          const sorted = [grid[0] ?? [], ...rows.map((row) => grid[row] ?? [])]
          const mixed = sorted.map((row, r) =>
            moved.map((place) => row[place] ?? '').toSpliced(at, 0, r === 0 ? 'Our notes' : 'checked')
          )

          const proposals = (changes: readonly ClassifiedChange[]): readonly string[] =>
            changes
              .map(({ class: is, rowKey, column, base, theirs }) =>
                JSON.stringify([is, rowKey, column, base, theirs])
              )
              .sort()
          expect(proposals(classified(three, mixed))).toEqual(proposals(classified(three, grid)))
        }
      )
    )
  })

  test('what was accepted proposes nothing when it comes again', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 2 }),
            fc.constantFrom('owner', 'comment', 'position'),
            fc.constantFrom('', 'Agrees', 'Disagrees')
          ),
          { maxLength: 6 }
        ),
        (cells) => {
          const grid = gridOf(three)
          for (const [row, column, value] of cells) set(grid, row, column, value)
          const mine: Record<string, Record<string, string>> = {}
          for (const { rowKey, column, theirs } of classified(three, grid))
            (mine[rowKey] ??= {})[column] = theirs

          expect(classified(three, grid, mine)).toEqual([])
        }
      )
    )
  })
})
