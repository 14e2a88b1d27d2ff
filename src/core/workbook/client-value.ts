/** Takes what stands in a cell of the client as the value of its column, or says in a sentence why it is none. */
import type { ClientInput } from '../../shared/client-inputs.ts'
import { readDay } from './client-day.ts'
import { dayOfSerial, type ForeignCell } from './read-foreign.ts'

export interface ClientValue {
  /** As the record keeps it; where there is a fault, what stands in the cell. */
  readonly text: string
  /** Why it cannot be taken; '' where it can. */
  readonly fault: string
}

/** `today` is a day. An empty cell is an empty value. */
export function clientValue(
  cell: Pick<ForeignCell, 'kind' | 'text'> | undefined,
  input: ClientInput,
  today: string
): ClientValue {
  if (cell === undefined || cell.text === '') return { text: '', fault: '' }
  const { kind, text } = cell
  if (kind === 'error')
    return { text, fault: `The cell holds the error ${text}. Type what it should have been.` }
  switch (input.type) {
    case 'date':
      // A program that lost the format of the cell shows a day as the number it is kept as.
      return dateValue((kind === 'number' ? dayOfSerial(Number(text)) : null) ?? text, input, today)
    case 'list':
      return wordValue(text, input)
    case 'text':
    case 'long':
      return {
        text,
        fault:
          text.length > input.limit
            ? `It has ${text.length.toLocaleString('en')} characters; ${input.title} takes ${input.limit.toLocaleString('en')}. Shorten it, and keep the whole in the returned workbook.`
            : ''
      }
  }
}

function dateValue(text: string, { title, lies }: ClientInput, today: string): ClientValue {
  const read = readDay(text)
  if ('readings' in read) {
    const [one, other] = read.readings
    return { text, fault: `"${text}" can be ${one} or ${other}. Ask which is meant and choose it here.` }
  }
  if ('fault' in read) return { text, fault: `"${text}" is no day. Write it as 2026-02-14.` }
  const { day } = read
  if (lies === 'ahead' && day < today)
    return { text: day, fault: `${title} is for a day to come; ${day} was past when the workbook came in.` }
  if (lies === 'behind' && day > today)
    return {
      text: day,
      fault: `${title} is for what is done; ${day} was still to come when the workbook came in.`
    }
  return { text: day, fault: '' }
}

function wordValue(text: string, { title, words = [] }: ClientInput): ClientValue {
  const like = (word: string): string =>
    word
      .toLowerCase()
      .replaceAll(/[\s,–—-]+/g, ' ')
      .trim()
  const word = words.find((one) => like(one) === like(text))
  if (word !== undefined) return { text: word, fault: '' }
  return { text, fault: `"${text}" is none of the words of ${title}: ${words.join(' · ')}.` }
}
