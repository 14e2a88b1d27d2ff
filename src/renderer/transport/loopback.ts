/** The bridge for a browser window: calls by POST and events by EventSource, to the host that served the page. */
import type { Bridge } from '../../shared/bridge.ts'
import type { Input, MethodName, Output } from '../../shared/contract.ts'
import type { Answer } from '../../shared/errors.ts'
import type { WorkbenchEvent } from '../../shared/records/engagement.ts'
import { decodeWire, encodeWire } from '../../shared/wire.ts'

/** A bridge to the host this page came from; opens its event stream with the first subscriber. */
export function openLoopback(): Bridge {
  return { call: callLoopback, subscribe: subscribeLoopback }
}

async function callLoopback<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<Output<M>>> {
  try {
    const response = await fetch(`/call/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: encodeWire(input)
    })
    // A refusal before the engine is reached (key, host, origin, size) carries no answer.
    if (!response.headers.get('content-type')?.startsWith('application/json')) return refused(response.status)
    return decodeWire(await response.text()) as Answer<Output<M>>
  } catch {
    return unreachable
  }
}

function subscribeLoopback(listener: (event: WorkbenchEvent) => void): () => void {
  const stream = new EventSource('/events')
  stream.addEventListener('message', (message: MessageEvent<string>) => {
    listener(decodeWire(message.data) as WorkbenchEvent)
  })
  return () => {
    stream.close()
  }
}

const unreachable = {
  ok: false,
  error: {
    code: 'internal',
    message: 'The workbench does not answer. Start it again; everything saved is kept.',
    detail: {}
  }
} as const

function refused(status: number): Answer<never> {
  const message =
    status === 401 || status === 403
      ? 'This window no longer has the key of the workbench. Open the address it printed when it started.'
      : `The workbench refused the request (status ${String(status)}).`
  return { ok: false, error: { code: 'not-allowed', message, detail: { status } } }
}
