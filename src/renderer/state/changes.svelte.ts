/** Counts what the engine said has changed, so that whatever is on screen is asked again. */

/** Many writes come in bursts (a folder of sources); one question afterwards is enough. */
const quietMilliseconds = 120

class Changes {
  /** Goes up by one after each burst of changes. */
  version = $state(0)
  /** When the last change was heard, ISO-8601 UTC; null before the first. */
  savedAt: string | null = $state(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  note(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.version += 1
      this.savedAt = new Date().toISOString()
    }, quietMilliseconds)
  }

  /** Another engagement is open: everything is to be asked again, nothing was saved. */
  restart(): void {
    clearTimeout(this.#timer)
    this.version += 1
    this.savedAt = null
  }
}

export const changes = new Changes()
