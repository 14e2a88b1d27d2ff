/** What the thread that writes and the one that reads a large file say to each other, and how each waits for the other. */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'

import type { FactSchema } from '../../store/fact-schema.ts'
import type { Coverage, Note, Outline } from '../../importers/importer.ts'
import type { PackedBlock } from '../../store/packed-block.ts'

/** What a reading thread is started with. */
export interface ReadingStart {
  readonly port: MessagePort
  /** Counts the messages to the reader and to the writer, so that each can sleep until there is another. */
  readonly sent: Int32Array<SharedArrayBuffer>
  readonly kind: string
  readonly outline: Outline
  readonly columns: FactSchema['columns']
}

export type Question = 'name' | 'accountHint' | 'region' | { readonly option: string }

/** Said at once, or gathered where there is much of it. */
export interface Told {
  readonly notes: readonly Note[]
  readonly covered: readonly (readonly [account: string, part: string, state: Coverage])[]
  readonly generated: readonly number[]
  readonly seen: readonly number[]
  readonly counts: readonly (readonly [noun: string, n: number])[]
}

export type ToReader =
  | { readonly is: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> | null }
  | { readonly is: 'answer'; readonly answer: string | null }

export type ToWriter =
  | { readonly is: 'block'; readonly block: PackedBlock }
  | { readonly is: 'told'; readonly told: Told }
  | { readonly is: 'question'; readonly question: Question }
  /** A chunk was taken; there is room for another. */
  | { readonly is: 'taken' }
  | { readonly is: 'end' }
  | {
      readonly is: 'unreadable'
      readonly message: string
      readonly line: number | null
      readonly path: string | null
    }
  | { readonly is: 'failed'; readonly message: string; readonly stack: string | undefined }

const reader = 0
const writer = 1
/** No step of reading or writing takes so long; a thread that is silent longer is gone. */
const longestSilence = 120_000

export interface Line<Received, Sent> {
  send(message: Sent): void
  /** The next message, waiting for it. */
  receive(): Received
}

export function lineToWriter(
  port: MessagePort,
  sent: Int32Array<SharedArrayBuffer>
): Line<ToReader, ToWriter> {
  return line(port, sent, reader, writer)
}

export function lineToReader(
  port: MessagePort,
  sent: Int32Array<SharedArrayBuffer>
): Line<ToWriter, ToReader> {
  return line(port, sent, writer, reader)
}

function line<Received, Sent>(
  port: MessagePort,
  sent: Int32Array<SharedArrayBuffer>,
  own: number,
  other: number
): Line<Received, Sent> {
  return {
    send(message) {
      port.postMessage(message)
      Atomics.add(sent, other, 1)
      Atomics.notify(sent, other)
    },
    receive() {
      for (;;) {
        const before = Atomics.load(sent, own)
        const received = receiveMessageOnPort(port) as { readonly message: Received } | undefined
        if (received) return received.message
        if (Atomics.wait(sent, own, before, longestSilence) === 'timed-out')
          throw new Error('The other thread of a reading has fallen silent.')
      }
    }
  }
}
