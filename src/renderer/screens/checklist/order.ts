/** Which controls of the checklist are shown, and which comes next. */
import type { ChecklistItem, ChecklistSection } from '../../../shared/records/test.ts'
import type { Topic } from '../../../shared/vocabulary.ts'

export type Show = 'all' | 'to-do' | 'exceptions'

/** A control where it stands: in the checklist of a framework it may stand under several requirements. */
export interface Spot {
  readonly section: string
  readonly control: string
}

export interface Row extends Spot {
  readonly item: ChecklistItem
}

export interface Filter {
  readonly show: Show
  /** Only this topic, null for every one. */
  readonly topic: Topic | null
  /** What was typed; every word of it must be in the id or the criterion. */
  readonly text: string
}

/** Some account has no conclusion yet, or one that relied on another result than today's. */
export function isToDo(item: ChecklistItem): boolean {
  return !isConcluded(item) || item.resultChanged
}

export function isConcluded(item: ChecklistItem): boolean {
  return item.concluded === item.accounts
}

/** An exception by the automated result, or by the auditor's word. */
export function isException(item: ChecklistItem): boolean {
  return item.outcome === 'fail' || item.conclusion === 'exception'
}

/**
 * The sections with the controls the filter lets through; a section without any is left out, save a requirement that nothing tests
 * where the whole checklist is looked at.
 */
export function narrow(sections: readonly ChecklistSection[], filter: Filter): readonly ChecklistSection[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const isWhole = filter.show === 'all' && filter.topic === null
  return sections
    .map((section) => ({
      ...section,
      items: section.items.filter(
        (item) =>
          (filter.topic === null || item.topic === filter.topic) &&
          passes(item, filter.show) &&
          mentions(words, item.control, item.criterion, item.check ?? '', section.id, section.title)
      )
    }))
    .filter(
      ({ id, title, requirement, items }) =>
        items.length > 0 || (isWhole && requirement?.isCovered === false && mentions(words, id, title))
    )
}

/** The rows of the list, top to bottom. */
export function rowsOf(sections: readonly ChecklistSection[]): readonly Row[] {
  return sections.flatMap(({ id, items }) =>
    items.map((item) => ({ section: id, control: item.control, item }))
  )
}

/** The controls of rows, each once. */
export function itemsOf(rows: readonly Row[]): readonly ChecklistItem[] {
  return [...new Map(rows.map(({ control, item }) => [control, item])).values()]
}

export function isSameRow(one: Spot | null, other: Spot | null): boolean {
  return one !== null && other !== null && one.control === other.control && one.section === other.section
}

/**
 * The row a step before or after another among those shown, by the order of the whole checklist: the other itself may have been
 * filtered away. Stays where it is at either end; null where nothing is shown.
 */
export function neighbour(
  whole: readonly Row[],
  shown: readonly Row[],
  from: Row | null,
  step: 1 | -1
): Row | null {
  const places = new Map(whole.map((row, at) => [keyOf(row), at]))
  const at = (row: Row): number => places.get(keyOf(row)) ?? -1
  const start = from === null ? -1 : at(from)
  const found = step === 1 ? shown.find((row) => at(row) > start) : shown.findLast((row) => at(row) < start)
  if (found !== undefined) return found
  return shown.some((row) => isSameRow(row, from)) ? from : (shown.at(step === 1 ? -1 : 0) ?? null)
}

/** The next control that some account has no conclusion for, going round once; null where everything else is concluded. */
export function nextToConclude(whole: readonly Row[], from: Row | null, step: 1 | -1 = 1): Row | null {
  const start = whole.findIndex((row) => isSameRow(row, from))
  const round =
    step === 1
      ? [...whole.slice(start + 1), ...whole.slice(0, Math.max(0, start))]
      : [...whole.slice(0, Math.max(0, start)).toReversed(), ...whole.slice(start + 1).toReversed()]
  return round.find(({ control, item }) => control !== from?.control && !isConcluded(item)) ?? null
}

function passes(item: ChecklistItem, show: Show): boolean {
  if (show === 'all') return true
  return show === 'to-do' ? isToDo(item) : isException(item)
}

function mentions(words: readonly string[], ...texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

function keyOf({ section, control }: Row): string {
  return `${section}/${control}`
}
