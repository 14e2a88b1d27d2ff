/** The one dialog of the Checklist that is open, and the focus that goes back to what opened it. */
import { tick } from 'svelte'

import { toasts } from '../../state/toasts.svelte.ts'

import type { ShownDialog } from './dialogs.ts'

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

  close = async (): Promise<void> => {
    this.shown = null
    await tick()
    const back =
      this.#invoker instanceof HTMLElement && this.#invoker.isConnected ? this.#invoker : this.#fallback()
    back?.focus()
  }

  finish = (text: string): void => {
    // What opened it is about to go.
    if (this.shown?.kind === 'withdraw') this.#invoker = null
    toasts.done(text)
    void this.close()
  }
}
