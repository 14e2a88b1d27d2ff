/** Says of every cell of a returned workbook what it proposes: a pure function of what was handed out, recorded and found. */
import { clientStatuses } from '../../shared/client-inputs.ts'
import { mergeOf, type ChangeClass } from '../../shared/states/return-change.ts'
import { clientValue } from './client-value.ts'
import { addressOf, type FoundRow, type FoundTable, type ReturnedForm } from './find-table.ts'
import { plain } from './read-foreign.ts'
import { hasSameWords, saysTheSame } from './same-words.ts'

/** A row of the edition as it went out. */
export interface HandedOutRow {
  readonly sheet: string
  readonly key: string
  readonly tag: string
  /** By column key. */
  readonly locked: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
}

export interface ClassifiedChange {
  readonly class: ChangeClass
  readonly sheet: string
  /** '' for a row the client added. */
  readonly rowKey: string
  /** '' where it is the whole row. */
  readonly column: string
  readonly place: string
  readonly base: string
  readonly mine: string
  readonly theirs: string
  readonly remark: string
}

export interface ReturnFacts {
  readonly handedOut: readonly HandedOutRow[]
  /** What the record says now of the inputs of a row. */
  readonly mine: (key: string) => Readonly<Record<string, string>>
  /** The day it is read on. */
  readonly today: string
}

/** Rows that the client may add before the rest is only counted. */
const mostAddedRows = 200
const longestRowText = 4000

/** Sheet by sheet; a sheet that is not there counts as not returned, row by row. */
export function classifyReturn(
  tables: readonly { readonly form: ReturnedForm; readonly found: FoundTable | null }[],
  facts: ReturnFacts
): readonly ClassifiedChange[] {
  return tables.flatMap(({ form, found }) =>
    classifyTable(form, found, {
      ...facts,
      handedOut: facts.handedOut.filter(({ sheet }) => sheet === form.id)
    })
  )
}

function classifyTable(
  form: ReturnedForm,
  found: FoundTable | null,
  facts: ReturnFacts
): readonly ClassifiedChange[] {
  const first = new Map<HandedOutRow, FoundRow>()
  const changes: ClassifiedChange[] = []
  let added = 0
  for (const row of found?.rows ?? []) {
    if (found === null) break
    const table = { form, found, row }
    const handedOut = identified(table, facts.handedOut)
    if (handedOut === undefined) {
      if (++added <= mostAddedRows) changes.push(addedRow(table))
      continue
    }
    const before = first.get(handedOut)
    if (before) {
      changes.push(duplicateRow(table, handedOut, before))
      continue
    }
    first.set(handedOut, row)
    changes.push(...lockedChanges(table, handedOut), ...inputChanges(table, handedOut, facts))
  }
  if (added > mostAddedRows)
    changes.push({
      ...rowChange(form, '', 'added', found?.name ?? form.name),
      remark: `There are ${(added - mostAddedRows).toLocaleString('en')} more rows that the client added; look at them in the file itself.`
    })
  const missing = facts.handedOut.filter((row) => !first.has(row))
  return [
    ...changes,
    ...missing.map(({ key }) => ({
      ...rowChange(form, key, 'not-returned', found?.name ?? form.name),
      remark: 'The row is not in the returned workbook. Nothing changes by that.'
    }))
  ]
}

interface RowInTable {
  readonly form: ReturnedForm
  readonly found: FoundTable
  readonly row: FoundRow
}

/** By the hidden key, before the name of the workbook it went out with; where its column was lost by the tag, and where that was lost too by what the visible cells name. */
function identified(
  { form, found, row }: RowInTable,
  handedOut: readonly HandedOutRow[]
): HandedOutRow | undefined {
  const [key = ''] = textOf(row, 'rowKey').split('|')
  if (key !== '') return handedOut.find((known) => known.key === key)
  const tag = textOf(row, 'rowTag')
  if (tag !== '') return handedOut.find((known) => known.tag === tag)
  if (found.columns.has('rowKey') || found.columns.has('rowTag')) return undefined
  const reference = referenceOf(form, row)
  return handedOut.find((known) => known.key === reference)
}

function textOf(row: FoundRow, column: string): string {
  return row.cells.get(column)?.text ?? ''
}

function referenceOf(form: ReturnedForm, row: FoundRow): string {
  return form.referenceOf((column) => textOf(row, column))
}

function lockedChanges(
  { form, found, row }: RowInTable,
  { key, tag, locked }: HandedOutRow
): readonly ClassifiedChange[] {
  const cells = Object.entries(locked).flatMap(([column, base]): ClassifiedChange[] => {
    const at = found.columns.get(column)
    const cell = row.cells.get(column)
    if (at === undefined || saysTheSame(base, cell)) return []
    return [
      {
        ...rowChange(form, key, 'tampered', placeOf(found, row, at)),
        column,
        base,
        mine: base,
        theirs: cell?.text ?? '',
        remark:
          'This cell is not for the client to change. What was written is ignored and listed on the receipt.'
      }
    ]
  })
  const mark = textOf(row, 'rowTag')
  const at = found.columns.get('rowTag')
  if (at === undefined || mark === tag) return cells
  return [
    ...cells,
    {
      ...rowChange(form, key, 'tampered', placeOf(found, row, at)),
      column: 'rowTag',
      base: tag,
      mine: tag,
      theirs: mark,
      remark:
        'The hidden mark of the row is not the one we issued. The locked cells were compared with the record instead.'
    }
  ]
}

function inputChanges(
  table: RowInTable,
  handedOut: HandedOutRow,
  { mine: mineOf, today, handedOut: all }: ReturnFacts
): readonly ClassifiedChange[] {
  const { form, found, row } = table
  const mine = mineOf(handedOut.key)
  const other = sortedApart(table, handedOut, all)
  const changes = Object.entries(form.inputs).flatMap(([column, input]): ClassifiedChange[] => {
    const at = found.columns.get(column)
    if (at === undefined) return []
    const cell = row.cells.get(column)
    const value = clientValue(cell, input, today)
    const [base, recorded] = [handedOut.inputs[column] ?? '', mine[column] ?? '']
    const known = [base, recorded].map(plain).find((text) => hasSameWords(text, value.text))
    const merged = mergeOf(plain(base), plain(recorded), known ?? value.text)
    if (merged === null) return []
    const change = {
      ...rowChange(form, handedOut.key, merged, placeOf(found, row, at)),
      column,
      base,
      mine: recorded,
      theirs: value.text
    }
    const fault = other ?? value.fault
    if (fault !== '') return [{ ...change, class: 'invalid', remark: fault }]
    if (cell?.isFormula !== true) return [change]
    return [
      {
        ...change,
        class: merged === 'clean' ? 'warning' : merged,
        remark: 'The cell held a formula. The value it showed was taken; nothing was computed.'
      }
    ]
  })
  return changes.map((change) => withSoftWarning(change, table, mine))
}

/** Only some columns were sorted: the hidden key names one row and the visible cells another. */
function sortedApart(
  { form, row }: RowInTable,
  { key }: HandedOutRow,
  handedOut: readonly HandedOutRow[]
): string | null {
  const reference = referenceOf(form, row)
  if (reference === key || !handedOut.some((known) => known.key === reference)) return null
  return `The hidden key of the row says ${key} and its cells say ${reference}: the columns were sorted apart. Ask which remediation the answer is for, and type it there.`
}

/** What says that it is done says who did it, when, and what shows it. */
function withSoftWarning(
  change: ClassifiedChange,
  { row }: RowInTable,
  mine: Readonly<Record<string, string>>
): ClassifiedChange {
  if (change.column !== 'clientStatus' || change.class !== 'clean') return change
  const isGiven = (column: string): boolean => textOf(row, column) !== '' || (mine[column] ?? '') !== ''
  switch (change.theirs) {
    case clientStatuses.implemented: {
      const missing = [
        ['owner', 'an action owner'],
        ['implementedOn', 'the day it was implemented'],
        ['evidenceFiles', 'the names of evidence files']
      ].flatMap(([column = '', what = '']) => (isGiven(column) ? [] : [what]))
      if (missing.length === 0) return change
      return {
        ...change,
        class: 'warning',
        remark: `It is reported as done without ${missing.join(' and without ')}. Accepted, it is kept as the client’s word and the remediation stays where it is.`
      }
    }
    case clientStatuses['acceptance-requested']:
      return {
        ...change,
        remark:
          'A request only: no risk is accepted by it. Record the acceptance with its approval under Findings.'
      }
    default:
      return change
  }
}

function duplicateRow(
  { form, found, row }: RowInTable,
  { key }: HandedOutRow,
  first: FoundRow
): ClassifiedChange {
  const differing = Object.entries(form.inputs).flatMap(([column, { title }]) => {
    const [one, other] = [textOf(first, column), textOf(row, column)]
    return one === other ? [] : [`${title}: ${other === '' ? 'empty' : other}`]
  })
  return {
    ...rowChange(form, key, 'duplicate', `${found.name}, row ${row.number}`),
    theirs: differing.join(' · ').slice(0, longestRowText),
    remark:
      differing.length === 0
        ? `The row stands twice with the same answers. Row ${first.number} counts.`
        : `The row stands twice and the answers differ. Row ${first.number} counts; this one is ignored and listed on the receipt.`
  }
}

function addedRow({ form, found, row }: RowInTable): ClassifiedChange {
  const said = [...row.cells].flatMap(([column, { text }]) => {
    const title = form.titles.get(column)
    return title === undefined ? [] : [`${title}: ${text}`]
  })
  return {
    ...rowChange(form, '', 'added', `${found.name}, row ${row.number}`),
    theirs: said.join(' · ').slice(0, longestRowText),
    remark:
      'The client added this row. Accepted, it is noted with the returned workbook; raise a finding or record a milestone where it calls for one.'
  }
}

function rowChange(
  form: ReturnedForm,
  rowKey: string,
  changeClass: ChangeClass,
  place: string
): ClassifiedChange {
  return {
    class: changeClass,
    sheet: form.id,
    rowKey,
    column: '',
    place,
    base: '',
    mine: '',
    theirs: '',
    remark: ''
  }
}

function placeOf(found: FoundTable, row: FoundRow, column: number): string {
  return `${found.name}!${addressOf(column, row.number)}`
}
