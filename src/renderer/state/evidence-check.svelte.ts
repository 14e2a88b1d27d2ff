/** Evidence read again and compared with its hashes: by the way when an engagement is opened, and when somebody asks. */
import { untrack } from 'svelte'

import type { Input } from '../../shared/contract.ts'
import type { EvidenceCheck } from '../../shared/records/evidence.ts'
import { call } from '../client.ts'

import { changes } from './changes.svelte.ts'

/** Milliseconds the engine is left alone between two moments of reading by the way. */
const pause = 75
/** Opening an engagement goes before. */
const beforeBeginning = 1500

type Beginning = NonNullable<Input<'evidence.verify'>['begin']>

class EvidenceChecking {
  /** How far the last reading came; null before the first. */
  progress: EvidenceCheck | null = $state.raw(null)
  isRunning = $state(false)
  /** Whether the last reading was stopped before its end. */
  wasStopped = $state(false)
  #run = 0

  /** References of pieces whose bytes are not those received. */
  get damaged(): readonly string[] {
    return this.progress?.damaged ?? []
  }

  /** Reads all that is in use, a little at a time; what goes wrong shows when somebody asks. */
  readInBackground(): void {
    untrack(() => {
      this.forget()
      this.#read('in-use', beforeBeginning, pause).catch(() => null)
    })
  }

  /** Reads now, as fast as it goes; the answer is null where it was stopped or another reading took its place. */
  read(begin: Beginning): Promise<EvidenceCheck | null> {
    return this.#read(begin, 0, 0)
  }

  /** Asks again which of those found damaged still stand: some may have been withdrawn since. */
  refresh(): void {
    untrack(() => {
      if (this.damaged.length === 0 || this.isRunning) return
      const mine = this.#run
      call('evidence.verify', { begin: null }).then(
        (check) => {
          if (mine === this.#run) this.progress = check
        },
        () => null
      )
    })
  }

  /** What was read so far stays known. */
  stop(): void {
    this.#run += 1
    this.wasStopped = this.isRunning
    this.isRunning = false
  }

  forget(): void {
    this.#run += 1
    this.progress = null
    this.isRunning = false
    this.wasStopped = false
  }

  async #read(begin: Beginning, before: number, between: number): Promise<EvidenceCheck | null> {
    this.#run += 1
    const mine = this.#run
    await wait(before)
    if (mine !== this.#run) return null
    this.isRunning = true
    this.wasStopped = false
    const damagedBefore = this.damaged.join()
    try {
      let check = await call('evidence.verify', { begin })
      while (mine === this.#run) {
        this.progress = check
        if (check.isDone) break
        await wait(between)
        check = await call('evidence.verify', { begin: null })
      }
      return mine === this.#run ? check : null
    } finally {
      if (mine === this.#run) this.isRunning = false
      // What the gate and the library say depends on it.
      if (this.damaged.join() !== damagedBefore) changes.note()
    }
  }
}

export const evidenceCheck = new EvidenceChecking()

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
