/** The walk through the checklist: which controls are shown, which one is open, what the engine knows of it. */
import { SvelteSet } from 'svelte/reactivity'

import type { ChecklistItem, ChecklistSection, TestView } from '../../../shared/records/test.ts'
import { call } from '../../client.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { location } from '../../state/location.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'

import { drafts, type Place } from './drafts.ts'
import {
  isException,
  isSameRow,
  isToDo,
  itemsOf,
  narrow,
  neighbour,
  nextToConclude,
  rowsOf,
  type Filter,
  type Row,
  type Show,
  type Spot
} from './order.ts'
import { rememberedPlace, rememberPlace, type ChecklistPlace } from './remembered.ts'
import { createSettled, type Settled } from './settled.svelte.ts'

/** What the engine answered, with what was asked. */
interface OpenTest {
  readonly account: string | null
  readonly test: TestView
}

/** Sections by checklist and id; they stay folded while the auditor is on other screens. */
const folded = new SvelteSet<string>()

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
  /** null for our own. */
  readonly chosen: string | null = $derived(this.#place.checklist ?? null)
  readonly filter: Filter = $derived({
    show: this.#place.show ?? 'all',
    topic: this.#place.topic ?? null,
    text: this.#text
  })

  readonly lists = createQuery(() => call('checklist.list', {}))
  readonly checklist = createQuery(() =>
    call('checklist.show', {
      ...(this.chosen === null ? {} : { checklist: this.chosen }),
      account: this.account
    })
  )

  readonly whole: readonly Row[] = $derived(rowsOf(this.checklist.value?.sections ?? []))
  /** Every control once. */
  readonly items: readonly ChecklistItem[] = $derived(itemsOf(this.whole))
  readonly sections: readonly ChecklistSection[] = $derived(
    narrow(this.checklist.value?.sections ?? [], this.filter)
  )
  /** The rows of the list, top to bottom. */
  readonly shown: readonly Row[] = $derived(rowsOf(this.sections.filter(({ id }) => !this.isFolded(id))))
  readonly counts: Readonly<Record<Show, number>> = $derived({
    all: this.items.length,
    'to-do': this.items.filter(isToDo).length,
    exceptions: this.items.filter(isException).length
  })

  /** The open row; null where there is none. A place that names no section means the first the control stands in. */
  readonly row: Row | null = $derived.by(() => {
    const { control, section } = this.#place
    const named = this.whole.filter((row) => row.control === control)
    const found = named.find((row) => row.section === section) ?? named[0]
    return found ?? rowsOf(this.sections)[0] ?? this.whole[0] ?? null
  })
  /** The open control; null where there is none. */
  readonly control: string | null = $derived(this.row?.control ?? null)
  readonly position = $derived.by(() => {
    const at = this.shown.findIndex((row) => isSameRow(row, this.row))
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
    this.items.find(({ control }) => control === this.test?.control) ?? null
  )

  constructor(params: () => ChecklistPlace) {
    this.#params = params
    this.#settled = createSettled(() => this.control)
  }

  /** Opens a control where it stands; the first place of it where none is said. */
  readonly select = ({ control, section = null }: { control: string; section?: string | null }): void => {
    const holding = section ?? this.whole.find((row) => row.control === control)?.section
    if (holding !== undefined) folded.delete(this.#foldKey(holding))
    this.#go({ control, section })
  }

  move(step: 1 | -1): void {
    const next = neighbour(this.whole, this.shown, this.row, step)
    if (next !== null && !isSameRow(next, this.row))
      this.#go({ control: next.control, section: next.section })
  }

  /** Opens the next control to conclude; false where there is none left. */
  toNext(step: 1 | -1 = 1): boolean {
    const next = this.nextToConclude(step)
    if (next !== null) this.select(next)
    return next !== null
  }

  /** Within the filter as long as something is left there. */
  nextToConclude(step: 1 | -1 = 1): Spot | null {
    const passing = rowsOf(this.sections)
    const near = this.whole.filter(
      (row) => isSameRow(row, this.row) || passing.some((one) => isSameRow(one, row))
    )
    return nextToConclude(near, this.row, step) ?? nextToConclude(this.whole, this.row, step)
  }

  readonly fold = (section: string, to: boolean): void => {
    if (to) folded.add(this.#foldKey(section))
    else folded.delete(this.#foldKey(section))
  }

  /** Shows its head only. While something is typed every match is shown. */
  readonly isFolded = (section: string): boolean => this.#text === '' && folded.has(this.#foldKey(section))

  /** Another checklist; the open control stays open where it stands in that one too. */
  readonly choose = (checklist: string | null): void => {
    this.#go({ checklist, section: null, ...(this.control === null ? {} : { control: this.control }) })
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

  #foldKey(section: string): string {
    return `${this.chosen ?? ''}/${section}`
  }

  #go(change: ChecklistPlace): void {
    const place = { ...this.#place, ...change }
    rememberPlace(engagement.file, place)
    location.update('checklist', place)
  }
}
