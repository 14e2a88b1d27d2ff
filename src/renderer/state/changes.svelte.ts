/** Counts what the engine said has changed, so that whatever is on screen is asked again. */

/** A write is shown as soon as its neighbours have come too. */
const pauseMilliseconds = 100
/** Many writes come in bursts (a folder of sources); they are shown as they go, not one by one. */
const betweenMilliseconds = 700

class Changes {
  /** Goes up by one after each burst of changes. */
  version = $state(0)
  /** When the last change was heard, ISO-8601 UTC; null before the first. */
  savedAt: string | null = $state(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  #shownAt = -betweenMilliseconds

  note(): void {
    if (this.#timer !== undefined) return
    const wait = this.#shownAt + betweenMilliseconds - performance.now()
    this.#timer = setTimeout(() => this.#show(), Math.max(pauseMilliseconds, wait))
  }

  #show(): void {
    this.#timer = undefined
    this.#shownAt = performance.now()
    this.version += 1
    this.savedAt = new Date().toISOString()
  }

  /** Another engagement is open: everything is to be asked again, nothing was saved. */
  restart(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.version += 1
    this.savedAt = null
  }
}

export const changes = new Changes()
