/** Who works in the engagement that is open, and what that opens to them. */
import type { MethodsOf } from '../../shared/contract.ts'
import { isOpenTo, mayChoosePeople, refusalOf, type Role } from '../../shared/permissions.ts'
import type { SessionView } from '../../shared/records/people.ts'
import { call } from '../client.ts'

class Session {
  /** null while no engagement is open. */
  current: SessionView | null = $state.raw(null)
  /** The id of who worked last in this window. */
  last: number | null = null
  /** Whether the page asks who works. */
  isAsked = $state(false)
  #answer: (isUnlocked: boolean) => void = () => {}
  #asked: Promise<boolean> | null = null

  async refresh(): Promise<void> {
    this.current = await call('session.show', {})
  }

  forget(): void {
    this.current = null
    this.settle(false)
  }

  /** Whether somebody has to be unlocked before anything is written. */
  get isLocked(): boolean {
    return this.current?.hasPeople === true && this.current.person === null
  }

  /** Asks who works; true once somebody is unlocked, false where nobody came forward. */
  ask(): Promise<boolean> {
    this.#asked ??= new Promise((resolve) => {
      this.#answer = resolve
      this.isAsked = true
    })
    return this.#asked
  }

  settle(isUnlocked: boolean): void {
    this.isAsked = false
    this.#asked = null
    this.#answer(isUnlocked)
  }

  /** Throws `WorkbenchError` where the passphrase is wrong. */
  async unlock(person: number, passphrase: string): Promise<void> {
    await call('person.unlock', { person, passphrase })
    this.last = person
    await this.refresh()
  }

  async lock(): Promise<void> {
    await call('person.lock', {})
    await this.refresh()
  }

  /** Why a method is refused to who works, in a sentence; null where it is open, or will be asked for a passphrase. */
  whyNot(method: MethodsOf<'write'>): string | null {
    if (this.current === null) return null
    const refusal = refusalOf(method, this.current)
    return refusal === null || refusal.code === 'person-locked' ? null : refusal.sentence
  }

  /** Whether the role of who works is open to a method: what it never may is left out of the page. */
  mayEver(method: MethodsOf<'write'>): boolean {
    const person = this.current?.person ?? null
    return person === null || isOpenTo(method, person.role)
  }

  /** Whether who works adds people and lets them leave. */
  mayChoosePeople(present: readonly Role[]): boolean {
    const person = this.current?.person ?? null
    return person === null || mayChoosePeople(person.role, present)
  }
}

export const session = new Session()
