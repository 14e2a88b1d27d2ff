/** The page's way to the engine: picks the bridge of the host it runs in, turns refusals into `WorkbenchError`. */
import type { Bridge } from '../shared/bridge.ts'
import type { Input, MethodName, Output } from '../shared/contract.ts'
import { WorkbenchError } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'

import { openLoopback } from './transport/loopback.ts'

declare global {
  interface Window {
    /** Set by the desktop host; absent in a browser, where the loopback host answers. */
    readonly workbench?: Bridge
  }
}

const bridge: Bridge = window.workbench ?? openLoopback()

let unlock: () => Promise<boolean> = () => Promise.resolve(false)

/** Says how the page asks who works; `ask` answers whether somebody is unlocked then. */
export function unlockBy(ask: () => Promise<boolean>): void {
  unlock = ask
}

/**
 * Asks one method of the contract. Gives its value, or throws the `WorkbenchError` the engine answered. Where nobody is unlocked, the
 * auditor is asked who works and the method once more.
 */
export async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
  let answer = await bridge.call(method, input)
  if (!answer.ok && answer.error.code === 'person-locked' && (await unlock()))
    answer = await bridge.call(method, input)
  if (answer.ok) return answer.value
  throw new WorkbenchError(answer.error.code, answer.error.message, { ...answer.error.detail })
}

/** Hears the engine's events until the returned function is called. */
export function subscribe(listener: (event: WorkbenchEvent) => void): () => void {
  return bridge.subscribe(listener)
}

/** The sentence to show for anything thrown by `call`. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof WorkbenchError ? thrown.message : 'The page met a fault of its own.'
}
