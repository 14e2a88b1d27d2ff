/** The auditor's judgement of the open control: drafted while thinking, recorded on demand, taken back by undo. */
import type { Member, TestView } from '../../../shared/records/test.ts'
import { conclusions, type Conclusion } from '../../../shared/vocabulary.ts'
import { call } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { toasts } from '../../state/toasts.svelte.ts'

import { drafts, recordedDraft, withStep, type Draft, type Place } from './drafts.ts'
import { accountsToOverride, type OverrideDraft } from './overriding.ts'
import { whatIsMissing } from './readiness.ts'
import { clear, conclude, restore } from './recording.ts'
import { canRestore } from './restoration.ts'
import type { Walk } from './walk.svelte.ts'
import { countsSentence, exceptionLines, findingDraft, totalsOf, type FindingDraft } from './wording.ts'

/** Exceptions quoted in a reason or a finding; the rest stand in the population. */
const quotedExceptions = 5
const nothing: Draft = { conclusion: null, reason: '', steps: [] }

/** The place, the test and the draft that belong together. */
interface Judged {
  readonly place: Place
  readonly test: TestView
  readonly draft: Draft
}

export class Judging {
  #walk: Walk
  /** A write is on its way. */
  busy = $state(false)

  /** null while the open control's test is on its way: what is pressed then is meant for a test not seen yet. */
  readonly judged: Judged | null = $derived.by(() => {
    const { place, test, isCurrent } = this.#walk
    if (place === null || test === null || !isCurrent) return null
    return { place, test, draft: draftOf(place, test) }
  })
  readonly draft: Draft = $derived.by(() => {
    const { test } = this.#walk
    return this.judged?.draft ?? (test === null ? nothing : recordedDraft(test))
  })
  readonly isChanged: boolean = $derived(this.judged !== null && drafts.find(this.judged.place) !== null)
  readonly missing: string | null = $derived(
    this.judged === null
      ? 'The test is being loaded.'
      : whatIsMissing(this.judged.test, this.judged.draft, (account) => engagement.nameOf(account))
  )

  constructor(walk: Walk) {
    this.#walk = walk
  }

  readonly choose = (conclusion: Conclusion): void => {
    this.#change((draft) => ({ ...draft, conclusion }))
  }

  readonly write = (reason: string): void => {
    this.#change((draft) => ({ ...draft, reason }))
  }

  readonly override = (override: OverrideDraft): void => {
    this.#change((draft) => ({ ...draft, override }))
  }

  /** Adds words to the reason. */
  readonly append = (text: string): void => {
    this.#change((draft) => ({ ...draft, reason: [draft.reason.trimEnd(), text].filter(Boolean).join('\n') }))
  }

  readonly tick = (step: number, ticked: boolean): void => {
    this.#change((draft) => withStep(draft, step, ticked))
  }

  /** Adds what the check found to the reason. */
  async insert(what: 'counts' | 'exceptions'): Promise<void> {
    if (this.judged === null) return
    const { place, test } = this.judged
    const text =
      what === 'counts'
        ? countsSentence(test.results)
        : exceptionLines(await firstExceptions(place), totalsOf(test.results).exceptions)
    if (this.judged?.place.control === place.control) this.append(text)
  }

  /** A finding as far as the test knows it, about the accounts with exceptions, else about all looked at. */
  async draftFinding(
    only: Member | null = null
  ): Promise<{ accounts: readonly string[]; draft: FindingDraft } | null> {
    if (this.judged === null) return null
    const { place, test } = this.judged
    if (only !== null) return { accounts: [only.account], draft: findingDraft(test, [only]) }
    const failing = test.results.filter(({ exceptions }) => exceptions > 0)
    const accounts = failing.length === 0 ? test.accounts : failing.map(({ account }) => account)
    return { accounts, draft: findingDraft(test, failing.length === 0 ? [] : await firstExceptions(place)) }
  }

  /** Records the draft and opens the next control to conclude. False where the record would refuse it. */
  async conclude(): Promise<boolean> {
    if (this.judged === null || this.missing !== null || this.busy) return false
    const { place, test, draft } = this.judged
    const { conclusion } = draft
    if (conclusion === null) return false
    const next = this.#walk.nextToConclude()
    const { reason, steps } = draft
    const override = accountsToOverride(test, conclusion).length > 0 ? draft.override : undefined
    await this.#write(() => conclude(test, { conclusion, reason, steps, override }))
    const many = test.accounts.length > 1 ? ` for ${formatCount(test.accounts.length, 'account')}` : ''
    const end = next === null ? ' Nothing is left to conclude.' : ''
    this.#tell(`${test.control}: ${conclusions[conclusion].screen}${many}.${end}`, place, test, draft)
    if (next !== null) this.#walk.select(next)
    return true
  }

  /** Empties the draft and takes the conclusion out of the record. */
  readonly clear = async (): Promise<void> => {
    if (this.judged === null || this.busy) return
    const { place, test, draft } = this.judged
    const hadDraft = this.isChanged
    if (test.conclusions.length > 0) await this.#write(() => clear(test))
    else if (!hadDraft) return
    drafts.forget(place)
    this.#tell(`${test.control} cleared.`, place, test, hadDraft ? draft : null)
  }

  /** Says what was done; undo puts back the record, the draft and the place. */
  #tell(text: string, place: Place, before: TestView, draft: Draft | null): void {
    if (!canRestore(before)) {
      toasts.done(text)
      return
    }
    toasts.undoable(text, async () => {
      await restore(before)
      if (draft !== null) drafts.keep(place, draft)
      if (this.#walk.account === place.account) this.#walk.select(place)
    })
  }

  async #write(write: () => Promise<void>): Promise<void> {
    this.busy = true
    try {
      await write()
    } finally {
      this.busy = false
    }
  }

  #change(change: (draft: Draft) => Draft): void {
    if (this.judged !== null) drafts.keep(this.judged.place, change(this.judged.draft))
  }
}

function draftOf(place: Place, test: TestView): Draft {
  return drafts.find(place) ?? recordedDraft(test)
}

async function firstExceptions({ control, account }: Place): Promise<readonly Member[]> {
  const { members } = await call('population.page', {
    control,
    account,
    show: 'exceptions',
    offset: 0,
    limit: quotedExceptions
  })
  return members
}
