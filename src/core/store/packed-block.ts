/** Packs a block of rows for another thread: a few large pieces pass between threads in a fraction of the time of many small ones. */
import type { Bindable } from './database.ts'
import type { Column, RowBlock } from './row-block.ts'

export interface PackedBlock {
  readonly table: string
  readonly rows: number
  readonly columns: readonly PackedColumn[]
  /** The numbers of all columns of numbers, one column after the other. */
  readonly numbers: Float64Array<ArrayBuffer>
  /** The texts of all columns of texts in one, and how long each is; -1 for null. */
  readonly text: string
  readonly lengths: Int32Array<ArrayBuffer>
}

/** `numbers` and `texts` take the next of what is packed together. */
type PackedColumn =
  | { readonly is: 'same'; readonly value: Bindable }
  | { readonly is: 'numbers' | 'texts' }
  | { readonly is: 'mixed'; readonly values: readonly Bindable[] }

export function packBlock({ table, rows, columns }: RowBlock): PackedBlock {
  const packed = columns.map((column) => packedColumn(column, rows))
  const width = (is: PackedColumn['is']): number => packed.filter((column) => column.is === is).length
  const numbers = new Float64Array(width('numbers') * rows)
  const lengths = new Int32Array(width('texts') * rows)
  const texts: string[] = []
  let number = 0
  let text = 0
  for (const [at, column] of columns.entries()) {
    if ('same' in column) continue
    if (packed[at]?.is === 'numbers')
      for (let row = 0; row < rows; row++) numbers[number++] = column[row] as number
    if (packed[at]?.is === 'texts')
      for (let row = 0; row < rows; row++) {
        const value = column[row]
        if (typeof value === 'string') texts.push(value)
        lengths[text++] = typeof value === 'string' ? value.length : -1
      }
  }
  return { table, rows, columns: packed, numbers, text: texts.join(''), lengths }
}

export function unpackBlock({ table, rows, columns, numbers, text, lengths }: PackedBlock): RowBlock {
  let number = 0
  let length = 0
  let from = 0

  function nextTexts(): Bindable[] {
    const values = new Array<Bindable>(rows)
    for (let row = 0; row < rows; row++) {
      const size = lengths[length++] as number
      values[row] = size < 0 ? NaN : text.slice(from, from + size)
      if (size > 0) from += size
    }
    return values
  }

  return {
    table,
    rows,
    columns: columns.map((column) => {
      if (column.is === 'same') return { same: column.value }
      if (column.is === 'mixed') return column.values
      if (column.is === 'texts') return nextTexts()
      return numbers.subarray(number, (number += rows))
    })
  }
}

function packedColumn(column: Column, rows: number): PackedColumn {
  if ('same' in column) return { is: 'same', value: column.same }
  let hasTexts = false
  let hasNumbers = false
  for (let row = 0; row < rows; row++) {
    const value = column[row]
    if (typeof value === 'string') hasTexts = true
    else if (typeof value !== 'number') return { is: 'mixed', values: Array.from(column) }
    else if (!Number.isNaN(value)) hasNumbers = true
  }
  if (hasTexts && hasNumbers) return { is: 'mixed', values: Array.from(column) }
  return { is: hasTexts ? 'texts' : 'numbers' }
}
