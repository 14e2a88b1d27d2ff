/** A value that follows another at once, and only at the end of a burst where it changes quickly: a held key asks one question. */

export interface Settled<Value> {
  readonly current: Value
}

/** Changes closer together than this are one burst: a held key repeats about every 30 ms. */
const quietMilliseconds = 80

/** Call while a component is set up; `wanted` reads the rune state to follow. */
export function createSettled<Value>(wanted: () => Value): Settled<Value> {
  let current = $state.raw(wanted())
  let changedAt = Number.NEGATIVE_INFINITY

  // The clock is outside the page.
  $effect(() => {
    const next = wanted()
    const now = performance.now()
    const isBurst = now - changedAt < quietMilliseconds
    changedAt = now
    if (!isBurst) {
      current = next
      return
    }
    const timer = setTimeout(() => {
      current = next
    }, quietMilliseconds)
    return () => {
      clearTimeout(timer)
    }
  })

  return {
    get current() {
      return current
    }
  }
}
