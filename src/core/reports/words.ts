/** How a report writes numbers, dates and names, and where its anchors lie. */
import type { Phrase, Run } from '../../shared/records/report.ts'
import { topics, type Topic } from '../../shared/vocabulary.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
]

/** `1,204` */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 account`, `14 accounts` */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}

/** `18 November 2026` of ISO-8601 text; what is no time stands as it is. */
export function day(at: string): string {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(at) ?? []
  const name = months[Number(month) - 1]
  return name === undefined ? at : `${String(Number(date))} ${name} ${year}`
}

/** `18 November 2026, 06:12 UTC` */
export function time(at: string): string {
  const clock = /T(\d{2}:\d{2})/.exec(at)?.[1]
  return clock === undefined ? day(at) : `${day(at)}, ${clock} UTC`
}

/** `November 2026`, from `2026-11`. */
export function month(period: string): string {
  const [year = '', number = ''] = period.split('-')
  return `${months[Number(number) - 1] ?? number} ${year}`
}

/** `Nov`, with the year at the start of one: `Jan 2026`. */
export function shortMonth(period: string): string {
  const [year = '', number = ''] = period.split('-')
  const name = (months[Number(number) - 1] ?? number).slice(0, 3)
  return number === '01' ? `${name} ${year}` : name
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** An anchor of parts that may come from a client's file: other characters than letters, digits and hyphens by their number. */
export function anchorOf(...parts: readonly string[]): string {
  return parts
    .map((part) =>
      part.replace(/[^A-Za-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)
    )
    .join('--')
}

export function strong(text: string): Run {
  return { text, look: 'strong' }
}

export function muted(text: string): Run {
  return { text, look: 'muted' }
}

/** A name, number or hash as AWS or a program writes it. */
export function code(text: string, to?: string): Run {
  return to === undefined ? { text, look: 'mono' } : { text, look: 'mono', to }
}

export function link(text: string, to: string): Run {
  return { text, to }
}

/** A number that leads to the rows it counts; a zero leads nowhere. */
export function counted(value: number, to: string): Phrase {
  return value === 0 ? '0' : link(number(value), to)
}

/** Phrases with something between them. */
export function joined(phrases: readonly Phrase[], between = ', '): readonly Phrase[] {
  return phrases.flatMap((phrase, place) => (place === 0 ? [phrase] : [between, phrase]))
}

export function topicTitle(topic: Topic): string {
  return topics[topic].title
}
