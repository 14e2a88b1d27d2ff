import { describe, expect, test } from 'vitest'

import { WorkbenchError } from '../../../src/shared/errors.ts'
import { generateSshKey, seedOf } from '../../../src/core/integrity/ssh-key.ts'
import {
  longestIdleMinutes,
  noteCall,
  openSession,
  sharedSession,
  whoWorks,
  type Session
} from '../../../src/core/procedures/session.ts'

const minute = 60_000
const key = generateSshKey('A. Lindt')

function sessionAt(start: number): {
  session: Session
  shared: ReturnType<typeof sharedSession>
  clock: { now: number }
} {
  const shared = sharedSession()
  const clock = { now: start }
  return {
    session: openSession(
      shared,
      () => clock.now,
      () => clock.now
    ),
    shared,
    clock
  }
}

function wrong(): Promise<never> {
  return Promise.reject(new WorkbenchError('passphrase-wrong'))
}

async function refused(attempt: Promise<unknown>): Promise<{ message: string; wait: number }> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown as WorkbenchError
  )
  return { message: error?.message ?? '', wait: Number(error?.detail?.['wait'] ?? 0) }
}

describe('a session', () => {
  test('locks after fifteen minutes without a call, and not while calls come', () => {
    const { session, shared, clock } = sessionAt(1e12)
    session.unlock(7, key)

    clock.now += 14 * minute
    noteCall(shared, clock.now)
    clock.now += 14 * minute
    expect(session.lockIfIdle()).toBe(false)
    clock.now += minute

    expect(session.lockIfIdle()).toBe(true)
    expect(whoWorks(shared)).toBeNull()
    expect(session.sign('a')).toBeNull()
    expect(session.lockIfIdle()).toBe(false)
  })

  test('that was idle while the machine slept is not woken by the first call after', () => {
    const { session, shared, clock } = sessionAt(1e12)
    session.unlock(7, key)

    clock.now += longestIdleMinutes * minute
    noteCall(shared, clock.now)

    expect(session.lockIfIdle()).toBe(true)
  })

  test('locks where the clock was set back', () => {
    const { session, clock } = sessionAt(1e12)
    session.unlock(7, key)

    clock.now -= 1000

    expect(session.lockIfIdle()).toBe(true)
  })

  test('is of one person: who unlocks next takes their place', () => {
    const { session } = sessionAt(0)
    const other = generateSshKey('R. Meier')

    session.unlock(1, key)
    const first = session.sign('a')
    session.unlock(2, other)

    expect(session.personId()).toBe(2)
    expect(session.sign('a')).not.toBe(first)
  })

  test('does not share the key with other threads', () => {
    const { session, shared } = sessionAt(5)
    session.unlock(3, key)

    expect([...shared]).toEqual([3, 5])
    expect(Buffer.from(shared.buffer).includes(seedOf(key.privateKey))).toBe(false)
  })
})

describe('a wrong passphrase', () => {
  test('is followed by a wait that grows with every further one, for that person alone', async () => {
    const { session, clock } = sessionAt(0)
    const waits: number[] = []
    for (let n = 0; n < 11; n += 1) {
      const { wait } = await refused(session.tryPassphrase(1, wrong))
      waits.push(wait)
      clock.now += wait * 1000
    }

    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    expect(await session.tryPassphrase(2, () => Promise.resolve('opened'))).toBe('opened')
  })

  test('holds off the next try without looking at it', async () => {
    const { session, clock } = sessionAt(0)
    await refused(session.tryPassphrase(1, wrong))
    clock.now += 400
    let tried = false

    const { message } = await refused(
      session.tryPassphrase(1, () => {
        tried = true
        return Promise.resolve()
      })
    )

    expect(message).toBe('The passphrase was wrong; wait 1 second before the next try.')
    expect(tried).toBe(false)
  })

  test('is forgotten with a right one, and another fault is none', async () => {
    const { session, clock } = sessionAt(0)
    await refused(session.tryPassphrase(1, wrong))
    clock.now += 1000
    await session.tryPassphrase(1, () => Promise.resolve())

    expect((await refused(session.tryPassphrase(1, () => Promise.reject(new Error('disk'))))).message).toBe(
      'disk'
    )
    expect((await refused(session.tryPassphrase(1, wrong))).wait).toBe(1)
  })
})
