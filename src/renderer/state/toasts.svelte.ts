/** Short messages that need no answer: what was done, and for eight seconds the way to undo it. */

export interface ToastAction {
  readonly label: string
  /** Shown as key caps beside the label. */
  readonly keys?: string
  readonly run: () => void | Promise<void>
}

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'problem'
  readonly text: string
  readonly action: ToastAction | null
  readonly undoes: boolean
}

const shownMilliseconds = 8000
const mostShown = 3

class Toasts {
  shown: readonly Toast[] = $state.raw([])
  #next = 1
  #timers = new Map<number, ReturnType<typeof setTimeout>>()

  /** Says that something was done. */
  done(text: string, action: ToastAction | null = null): void {
    this.#show({ kind: 'done', text, action, undoes: false })
  }

  /** Says that something was done and how it is taken back; `Ctrl Z` does the same while it is shown. */
  undoable(text: string, run: () => void | Promise<void>): void {
    this.#show({ kind: 'done', text, action: { label: 'Undo', keys: '$mod+z', run }, undoes: true })
  }

  /** Says that something could not be done, in the engine's own sentence. */
  problem(text: string, action: ToastAction | null = null): void {
    this.#show({ kind: 'problem', text, action, undoes: false })
  }

  get canUndo(): boolean {
    return this.shown.some((toast) => toast.undoes)
  }

  /** Takes back the newest undoable thing on display. */
  async undo(): Promise<void> {
    const toast = this.shown.findLast((one) => one.undoes)
    if (toast !== undefined) await this.act(toast)
  }

  async act(toast: Toast): Promise<void> {
    this.dismiss(toast.id)
    await toast.action?.run()
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }

  /** Holds every message while the pointer or the focus is on one. */
  hold(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  release(): void {
    for (const toast of this.shown) this.#startTimer(toast.id)
  }

  #show(toast: Omit<Toast, 'id'>): void {
    const id = this.#next
    this.#next += 1
    for (const old of this.shown.slice(0, Math.max(0, this.shown.length - mostShown + 1)))
      this.dismiss(old.id)
    this.shown = [...this.shown, { ...toast, id }]
    this.#startTimer(id)
  }

  #startTimer(id: number): void {
    clearTimeout(this.#timers.get(id))
    const timer = setTimeout(() => {
      this.dismiss(id)
    }, shownMilliseconds)
    this.#timers.set(id, timer)
  }
}

export const toasts = new Toasts()
