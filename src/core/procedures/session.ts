/** Who works: the one person whose key is open, in the writer thread's memory and nowhere else. */
import { WorkbenchError } from '../../shared/errors.ts'
import { seedOf, signingKey, type SshKeyPair } from '../integrity/ssh-key.ts'
import { signContent } from '../integrity/ssh-signature.ts'

/** Minutes without any call after which whoever works is locked. */
export const longestIdleMinutes = 15
/** Seconds to wait after the first wrong passphrase; doubled with each further one, up to the longest. */
const firstWait = 1
const longestWait = 300

export interface Session {
  /** The id of who works, null while nobody is unlocked. */
  readonly personId: () => number | null
  readonly unlock: (personId: number, key: SshKeyPair) => void
  readonly lock: () => void
  /** Locks where nothing was called for too long. Answers whether it did. */
  readonly lockIfIdle: () => boolean
  /** The armored signature of who works over a text (UTF-8); null while nobody is unlocked. */
  readonly sign: (text: string) => string | null
  /** Opens a key with a passphrase; refuses tries that follow too soon on wrong ones. */
  readonly tryPassphrase: <T>(personId: number, open: () => Promise<T>) => Promise<T>
}

/** What the threads share of a session: the id of who works (0 for nobody), and when the last call came. */
export type SharedSession = Float64Array<SharedArrayBuffer>

/** Nobody works yet. */
export function sharedSession(): SharedSession {
  return new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT))
}

/** Every thread may see who works. */
export function whoWorks(shared: SharedSession): number | null {
  return shared[0] === 0 ? null : (shared[0] ?? null)
}

/** Notes that a call came. A session that was idle for too long stays so, also where the machine slept meanwhile. */
export function noteCall(shared: SharedSession, now = Date.now()): void {
  if (whoWorks(shared) === null || !isIdle(shared, now)) shared[1] = now
}

/** `now` is in milliseconds since 1970; `elapsed` in milliseconds of a clock that nobody sets. */
export function openSession(
  shared: SharedSession,
  now: () => number = Date.now,
  elapsed: () => number = () => performance.now()
): Session {
  // Of its own and not of Node's pool of small buffers, so that zeroing it leaves nothing behind.
  const seed = Buffer.alloc(32)
  const wrong = new Map<number, { count: number; until: number }>()

  function lock(): void {
    seed.fill(0)
    shared[0] = 0
  }

  return {
    personId: () => whoWorks(shared),
    unlock(personId, { privateKey }) {
      lock()
      const opened = seedOf(privateKey)
      opened.copy(seed)
      opened.fill(0)
      shared[1] = now()
      shared[0] = personId
    },
    lock,
    lockIfIdle() {
      if (whoWorks(shared) === null || !isIdle(shared, now())) return false
      lock()
      return true
    },
    sign: (text) =>
      whoWorks(shared) === null ? null : signContent(Buffer.from(text, 'utf8'), signingKey(seed)),
    async tryPassphrase(personId, open) {
      const before = wrong.get(personId) ?? { count: 0, until: 0 }
      const left = Math.ceil((before.until - elapsed()) / 1000)
      if (left > 0)
        throw wrongPassphrase(`The passphrase was wrong; wait ${seconds(left)} before the next try.`, left)
      try {
        const opened = await open()
        wrong.delete(personId)
        return opened
      } catch (thrown) {
        if (!(thrown instanceof WorkbenchError && thrown.code === 'passphrase-wrong')) throw thrown
        const wait = Math.min(firstWait * 2 ** before.count, longestWait)
        wrong.set(personId, { count: before.count + 1, until: elapsed() + wait * 1000 })
        throw wrongPassphrase(`The passphrase is wrong. The next try may follow in ${seconds(wait)}.`, wait)
      }
    }
  }
}

/** A clock that was set back tells nothing of how long it was, so it counts as too long. */
function isIdle(shared: SharedSession, now: number): boolean {
  const idle = now - (shared[1] ?? 0)
  return idle < 0 || idle >= longestIdleMinutes * 60_000
}

function wrongPassphrase(sentence: string, wait: number): WorkbenchError {
  return new WorkbenchError('passphrase-wrong', sentence, { wait })
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${count} seconds`
}
