/** Counts what the engine said has changed, so that whatever is on screen is asked again. */

/** Many writes come in bursts (a folder of sources); one question afterwards is enough. */
const quietMilliseconds = 120
/** A burst that goes on (an import of many small files) is shown as it goes. */
const longestBurstMilliseconds = 1000

class Changes {
  /** Goes up by one after each burst of changes. */
  version = $state(0)
  /** When the last change was heard, ISO-8601 UTC; null before the first. */
  savedAt: string | null = $state(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  /** When the first change of the running burst was heard; null between bursts. */
  #burstSince: number | null = null

  note(): void {
    const now = performance.now()
    this.#burstSince ??= now
    const left = Math.max(0, this.#burstSince + longestBurstMilliseconds - now)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => {
        this.#burstSince = null
        this.version += 1
        this.savedAt = new Date().toISOString()
      },
      Math.min(quietMilliseconds, left)
    )
  }

  /** Another engagement is open: everything is to be asked again, nothing was saved. */
  restart(): void {
    clearTimeout(this.#timer)
    this.#burstSince = null
    this.version += 1
    this.savedAt = null
  }
}

export const changes = new Changes()
