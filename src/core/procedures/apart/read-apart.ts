/** Reads a large file in a thread of its own and writes here what comes of it, so that neither waits for the other. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'

import { UnreadableSource, type Importer, type Outline, type Reading } from '../../importers/importer.ts'
import type { BlockTaker } from '../../store/facts.ts'
import { unpackBlock } from '../../store/packed-block.ts'
import { lineToReader, type Question, type ReadingStart, type Told } from './messages.ts'

/** Below this a thread is not worth starting. */
const smallest = 8 << 20
/** Chunks sent ahead; what comes of them may wait to be written. */
const mostAhead = 3

/** Whether a file of this size is read apart: where it is large, and the engine is built, with the thread beside it. */
export function isReadApart(size: number): boolean {
  return size >= smallest && threadFile() !== undefined
}

/** Does what `importer.read` does, but gives its facts to `facts`. */
export function readApart(
  importer: Importer,
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  facts: BlockTaker
): void {
  const file = threadFile()
  if (file === undefined) throw new Error('The engine is not built')
  const { port1, port2 } = new MessageChannel()
  const sent = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  const start: ReadingStart = { port: port2, sent, kind: importer.kind, outline, columns: facts.columns }
  const thread = new Worker(file, { workerData: start, transferList: [port2] })
  // What goes wrong in the thread is said on the line; whatever is not, by its silence.
  thread.on('error', () => undefined)
  const line = lineToReader(port1, sent)
  const source = chunks[Symbol.iterator]()
  let bytes = 0

  function sendChunk(): void {
    const next = source.next()
    if (next.done === true) {
      line.send({ is: 'chunk', bytes: null })
      return
    }
    bytes += next.value.length
    reading.checkpoint(bytes)
    line.send({ is: 'chunk', bytes: next.value as Uint8Array<ArrayBuffer> })
  }

  try {
    for (let n = 0; n < mostAhead; n++) sendChunk()
    for (;;) {
      const message = line.receive()
      if (message.is === 'block') facts.takeBlock(unpackBlock(message.block))
      else if (message.is === 'taken') sendChunk()
      else if (message.is === 'told') tell(message.told, reading)
      else if (message.is === 'question')
        line.send({ is: 'answer', answer: answer(message.question, reading) })
      else if (message.is === 'unreadable')
        throw new UnreadableSource(message.message, message.line, message.path)
      else if (message.is === 'failed')
        throw Object.assign(new Error(message.message), { stack: message.stack })
      else return
    }
  } finally {
    port1.close()
    void thread.terminate()
  }
}

function tell({ notes, covered, generated, seen, counts }: Told, reading: Reading): void {
  for (const note of notes) reading.note(note)
  for (const [account, part, state] of covered) reading.covers(account, part, state)
  for (const at of generated) reading.generatedAt(at)
  for (const at of seen) reading.seenAt(at)
  for (const [noun, n] of counts) reading.count(noun, n)
}

function answer(question: Question, reading: Reading): string | null {
  return typeof question === 'object' ? reading.option(question.option) : reading[question]
}

/** Beside the engine's own worker, or beside the folder of the pieces it is built of. */
function threadFile(): string | undefined {
  return ['reading.js', '../reading.js'].map((name) => join(import.meta.dirname, name)).find(existsSync)
}
