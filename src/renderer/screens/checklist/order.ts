/** Which controls of the checklist are shown, and which comes next. */
import type { ChecklistItem, ChecklistView } from '../../../shared/records/test.ts'
import type { Topic } from '../../../shared/vocabulary.ts'

export type Show = 'all' | 'to-do' | 'exceptions'
export type TopicView = ChecklistView['topics'][number]

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

/** The topics with the controls the filter lets through; a topic without any is left out. */
export function narrow(topics: readonly TopicView[], filter: Filter): readonly TopicView[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return topics
    .filter(({ topic }) => filter.topic === null || topic === filter.topic)
    .map((topic) => ({
      ...topic,
      items: topic.items.filter((item) => passes(item, filter.show) && mentions(item, topic.title, words))
    }))
    .filter(({ items }) => items.length > 0)
}

/**
 * The control a step before or after another among those shown, by the order of the whole checklist: the other itself may have
 * been filtered away. Stays where it is at either end; null where nothing is shown.
 */
export function neighbour(
  whole: readonly ChecklistItem[],
  shown: readonly ChecklistItem[],
  from: string | null,
  step: 1 | -1
): string | null {
  const places = new Map(whole.map((item, at) => [item.control, at]))
  const start = from === null ? -1 : (places.get(from) ?? -1)
  const at = (item: ChecklistItem): number => places.get(item.control) ?? -1
  const found =
    step === 1 ? shown.find((item) => at(item) > start) : shown.findLast((item) => at(item) < start)
  if (found !== undefined) return found.control
  return shown.some((item) => item.control === from) ? from : (shown.at(step === 1 ? -1 : 0)?.control ?? null)
}

/** The next control that some account has no conclusion for, going round once; null where everything else is concluded. */
export function nextToConclude(
  whole: readonly ChecklistItem[],
  from: string | null,
  step: 1 | -1 = 1
): string | null {
  const start = whole.findIndex((item) => item.control === from)
  const round =
    step === 1
      ? [...whole.slice(start + 1), ...whole.slice(0, Math.max(0, start))]
      : [...whole.slice(0, Math.max(0, start)).toReversed(), ...whole.slice(start + 1).toReversed()]
  return round.find((item) => !isConcluded(item))?.control ?? null
}

function passes(item: ChecklistItem, show: Show): boolean {
  if (show === 'all') return true
  return show === 'to-do' ? isToDo(item) : isException(item)
}

function mentions(item: ChecklistItem, topicTitle: string, words: readonly string[]): boolean {
  const text = `${item.control} ${item.criterion} ${item.check ?? ''} ${topicTitle}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
