/** Asks a method from within the page, over its own connection and as whoever works: for what a journey does many times over. */
import type { Page } from '@playwright/test'

import type { Input, MethodName, Output } from '../../../src/shared/contract.ts'
import type { Answer } from '../../../src/shared/errors.ts'
import { decodeWire, encodeWire } from '../../../src/shared/wire.ts'

/** Throws the sentence of a refusal. */
export async function call<M extends MethodName>(
  workbench: Page,
  method: M,
  input: Input<M>
): Promise<Output<M>> {
  const text = await workbench.evaluate(
    async ([path = '', body = '']) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(path, { method: 'POST', headers, body })).text()
    },
    [`/call/${method}`, encodeWire(input)]
  )
  const answer = decodeWire(text) as Answer<Output<M>>
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`)
  return answer.value
}
