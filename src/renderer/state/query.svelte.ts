/** A question to the engine that a screen keeps on display: asked again when what it depends on, or the engagement, changes. */
import { sentenceOf } from '../client.ts'

import { changes } from './changes.svelte.ts'

export interface Query<Value> {
  /** The last answer; stays while the next one is awaited, so that the layout does not jump. */
  readonly value: Value | undefined
  /** The sentence of the last refusal, null after an answer. */
  readonly problem: string | null
  readonly loading: boolean
  /** Asks again now. */
  reload(): void
}

/**
 * Call while a component is set up. `ask` is run in an effect: the rune state it reads before its first `await` is what it
 * depends on. Answers that arrive after a newer question are dropped.
 */
export function createQuery<Value>(ask: () => Promise<Value>): Query<Value> {
  let value: Value | undefined = $state.raw()
  let problem: string | null = $state(null)
  let loading = $state(true)
  let asked = $state(0)
  let generation = 0

  // The engine is outside the page: an effect is how its answers come in.
  $effect(() => {
    void changes.version
    void asked
    generation += 1
    const mine = generation
    loading = true
    ask().then(
      (answer) => {
        if (mine !== generation) return
        value = answer
        problem = null
        loading = false
      },
      (thrown: unknown) => {
        if (mine !== generation) return
        problem = sentenceOf(thrown)
        loading = false
      }
    )
    return () => {
      generation += 1
    }
  })

  return {
    get value() {
      return value
    },
    get problem() {
      return problem
    },
    get loading() {
      return loading
    },
    reload() {
      asked += 1
    }
  }
}
