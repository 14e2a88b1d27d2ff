/** The walk through the checklist: which controls are shown, which one is open, what the engine knows of it. */
import { SvelteSet } from 'svelte/reactivity'

import type { ChecklistItem, TestView } from '../../../shared/records/test.ts'
import type { Topic } from '../../../shared/vocabulary.ts'
import { call } from '../../client.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { location } from '../../state/location.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'

import { drafts, type Place } from './drafts.ts'
import {
  isException,
  isToDo,
  narrow,
  neighbour,
  nextToConclude,
  type Filter,
  type Show,
  type TopicView
} from './order.ts'
import { rememberedPlace, rememberPlace, type ChecklistPlace } from './remembered.ts'
import { createSettled, type Settled } from './settled.svelte.ts'

/** What the engine answered, with what was asked. */
interface OpenTest {
  readonly account: string | null
  readonly test: TestView
}

/** Stays folded while the auditor is on other screens. */
const folded = new SvelteSet<Topic>()
const none: ReadonlySet<Topic> = new SvelteSet<Topic>()

/** Made while the screen is set up; asks the engine as long as the screen lives. */
export class Walk {
  #params: () => ChecklistPlace
  #text = $state('')

  /** Where the location says to be; opened without saying where, the place of the last visit. */
  #place: ChecklistPlace = $derived.by(() => {
    const params = this.#params()
    return Object.keys(params).length === 0 ? rememberedPlace(engagement.file) : params
  })

  /** null for all accounts. */
  readonly account: string | null = $derived(this.#place.account ?? null)
  readonly filter: Filter = $derived({
    show: this.#place.show ?? 'all',
    topic: this.#place.topic ?? null,
    text: this.#text
  })

  readonly checklist = createQuery(() => call('checklist.show', { account: this.account }))

  readonly whole: readonly ChecklistItem[] = $derived(
    this.checklist.value?.topics.flatMap(({ items }) => items) ?? []
  )
  readonly topics: readonly TopicView[] = $derived(narrow(this.checklist.value?.topics ?? [], this.filter))
  /** While something is typed every match is shown. */
  readonly folded: ReadonlySet<Topic> = $derived(this.#text === '' ? folded : none)
  /** The rows of the list, top to bottom. */
  readonly shown: readonly ChecklistItem[] = $derived(
    this.topics.filter(({ topic }) => !this.folded.has(topic)).flatMap(({ items }) => items)
  )
  readonly counts: Readonly<Record<Show, number>> = $derived({
    all: this.whole.length,
    'to-do': this.whole.filter(isToDo).length,
    exceptions: this.whole.filter(isException).length
  })

  /** The open control; null where there is none. */
  readonly control: string | null = $derived.by(() => {
    const wanted = this.#place.control
    if (this.whole.some(({ control }) => control === wanted)) return wanted ?? null
    return (this.topics[0]?.items[0] ?? this.whole[0])?.control ?? null
  })
  readonly position = $derived.by(() => {
    const at = this.shown.findIndex(({ control }) => control === this.control)
    return at < 0 ? null : { at: at + 1, of: this.shown.length }
  })
  /** The open control as drafts know it. */
  readonly place: Place | null = $derived(
    this.control === null ? null : { file: engagement.file, control: this.control, account: this.account }
  )

  #settled: Settled<string | null>
  readonly opened = createQuery(async (): Promise<OpenTest | null> => {
    const { account } = this
    const control = this.#settled.current
    const file = engagement.file
    if (control === null) return null
    const test = await call('test.show', { control, account })
    drafts.settle({ file, control, account }, test)
    return { account, test }
  })

  /** The answer held is the open control's, not that of the one before. */
  readonly isCurrent: boolean = $derived.by(() => {
    const answer = this.opened.value ?? null
    return answer !== null && answer.test.control === this.control && answer.account === this.account
  })
  /** The test on display: the one before until the open control's arrives, none where that cannot be had. */
  readonly test: TestView | null = $derived(
    this.opened.problem !== null && !this.isCurrent ? null : (this.opened.value?.test ?? null)
  )
  /** The test on display as the checklist has it. */
  readonly item: ChecklistItem | null = $derived(
    this.whole.find(({ control }) => control === this.test?.control) ?? null
  )

  constructor(params: () => ChecklistPlace) {
    this.#params = params
    this.#settled = createSettled(() => this.control)
  }

  readonly select = (control: string): void => {
    const topic = this.topics.find(({ items }) => items.some((item) => item.control === control))?.topic
    if (topic !== undefined) folded.delete(topic)
    this.#go({ control })
  }

  move(step: 1 | -1): void {
    const next = neighbour(this.whole, this.shown, this.control, step)
    if (next !== null && next !== this.control) this.#go({ control: next })
  }

  /** Opens the next control to conclude; false where there is none left. */
  toNext(step: 1 | -1 = 1): boolean {
    const next = this.nextToConclude(step)
    if (next !== null) this.select(next)
    return next !== null
  }

  /** Within the filter as long as something is left there. */
  nextToConclude(step: 1 | -1 = 1): string | null {
    const passing = this.topics.flatMap(({ items }) => items.map(({ control }) => control))
    const near = this.whole.filter(({ control }) => passing.includes(control) || control === this.control)
    return nextToConclude(near, this.control, step) ?? nextToConclude(this.whole, this.control, step)
  }

  readonly fold = (topic: Topic, to: boolean): void => {
    if (to) folded.add(topic)
    else folded.delete(topic)
  }

  readonly narrow = ({ show, topic, text }: Partial<Filter>): void => {
    if (text !== undefined) this.#text = text
    if (show === undefined && topic === undefined) return
    // The open control stays open, whether the filter shows it or not.
    this.#go({
      ...(this.control === null ? {} : { control: this.control }),
      ...(show === undefined ? {} : { show }),
      ...(topic === undefined ? {} : { topic })
    })
  }

  readonly lookAt = (account: string | null): void => {
    this.#go({ account, ...(this.control === null ? {} : { control: this.control }) })
  }

  #go(change: ChecklistPlace): void {
    const place = { ...this.#place, ...change }
    rememberPlace(engagement.file, place)
    location.update('checklist', place)
  }
}
