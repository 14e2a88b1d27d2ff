/** What the auditor has chosen, written and ticked and not yet concluded; kept while moving about, in memory only. */
import { SvelteMap } from 'svelte/reactivity'

import type { ConclusionView, TestView } from '../../../shared/records/test.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'

import type { OverrideDraft } from './overriding.ts'

export interface Draft {
  readonly conclusion: Conclusion | null
  readonly reason: string
  /** Numbers of the steps ticked, from 0. */
  readonly steps: readonly number[]
  /** Where the conclusion is better than the automated outcome, as far as it is written. */
  readonly override?: OverrideDraft
}

/** A control as it is looked at: for one account, or for all of them together. */
export interface Place {
  /** The engagement's file. */
  readonly file: string | null
  readonly control: string
  readonly account: string | null
}

class Drafts {
  #kept = new SvelteMap<string, Draft>()

  /** null where nothing differs from the record. */
  find(place: Place): Draft | null {
    return this.#kept.get(keyOf(place)) ?? null
  }

  keep(place: Place, draft: Draft): void {
    this.#kept.set(keyOf(place), draft)
  }

  forget(place: Place): void {
    this.#kept.delete(keyOf(place))
  }

  /** Forgets a draft that the record has caught up with. */
  settle(place: Place, test: TestView): void {
    const draft = this.find(place)
    if (draft !== null && isRecorded(draft, test)) this.forget(place)
  }
}

export const drafts = new Drafts()

/** What the record says of the accounts looked at, as a draft: empty in what they do not share. */
export function recordedDraft({ accounts, conclusions }: Pick<TestView, 'accounts' | 'conclusions'>): Draft {
  const isComplete = conclusions.length > 0 && conclusions.length === accounts.length
  return {
    conclusion: (isComplete ? shared(conclusions, (one) => one.conclusion) : null) ?? null,
    reason: shared(conclusions, (one) => one.reason) ?? '',
    steps: shared(conclusions, (one) => one.steps, sameSteps) ?? []
  }
}

export function isRecorded(draft: Draft, test: Pick<TestView, 'accounts' | 'conclusions'>): boolean {
  const recorded = recordedDraft(test)
  return (
    draft.conclusion === recorded.conclusion &&
    draft.reason.trim() === recorded.reason.trim() &&
    sameSteps(draft.steps, recorded.steps)
  )
}

/** The other draft with a step ticked that was not, or the other way round. */
export function withStep(draft: Draft, step: number, ticked: boolean): Draft {
  const others = draft.steps.filter((one) => one !== step)
  return { ...draft, steps: ticked ? [...others, step].toSorted((one, other) => one - other) : others }
}

function shared<Value>(
  conclusions: readonly ConclusionView[],
  of: (conclusion: ConclusionView) => Value,
  same: (one: Value, other: Value) => boolean = Object.is
): Value | undefined {
  const [first, ...others] = conclusions.map(of)
  return first !== undefined && others.every((other) => same(first, other)) ? first : undefined
}

function sameSteps(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((step, at) => step === other[at])
}

function keyOf({ file, control, account }: Place): string {
  return `${file ?? ''}/${control}/${account ?? 'all'}`
}
