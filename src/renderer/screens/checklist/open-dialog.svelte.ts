/** The one dialog of the Checklist that is open, and the focus that goes back to what opened it. */
import { tick } from 'svelte'

import type { EvidenceView, Member } from '../../../shared/records/test.ts'
import { toasts } from '../../state/toasts.svelte.ts'

import type { ShownDialog } from './dialogs.ts'
import type { Judgement } from './disposing.ts'

export class OpenDialog {
  shown = $state.raw<ShownDialog | null>(null)
  #invoker: Element | null = null
  readonly #fallback: () => HTMLElement | undefined

  /** `fallback` takes the focus where what opened the dialog is gone. */
  constructor(fallback: () => HTMLElement | undefined) {
    this.#fallback = fallback
  }

  show = (shown: ShownDialog): void => {
    this.#invoker = document.activeElement
    this.shown = shown
  }

  attach = (): void => {
    this.show({ kind: 'attach', files: [] })
  }

  look = (evidence: EvidenceView, place: string): void => {
    this.show({ kind: 'look', evidence, place })
  }

  withdraw = (evidence: EvidenceView): void => {
    this.show({ kind: 'withdraw', evidence })
  }

  judge = (judgement: Judgement, member: Member): void => {
    this.show({ kind: 'judge', judgement, member })
  }

  sample = (ref: string): void => {
    this.show({ kind: 'sample', ref })
  }

  policy = (member: Member): void => {
    this.show({ kind: 'policy', member })
  }

  source = (member: Member): void => {
    this.show({ kind: 'excerpt', member })
  }

  close = async (): Promise<void> => {
    this.shown = null
    await tick()
    const back =
      this.#invoker instanceof HTMLElement && this.#invoker.isConnected ? this.#invoker : this.#fallback()
    back?.focus()
  }

  /** `undo` takes back what was done, where it can be. */
  finish = (text: string, undo?: () => Promise<void>): void => {
    // What opened it is about to go.
    if (this.shown?.kind === 'withdraw') this.#invoker = null
    if (undo === undefined) toasts.done(text)
    else toasts.undoable(text, undo)
    void this.close()
  }
}
