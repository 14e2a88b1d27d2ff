/** A thread that reads one large file and hands its facts over in blocks. */
import { workerData } from 'node:worker_threads'

import { UnreadableSource, type Reading } from '../../importers/importer.ts'
import { importerOf } from '../../importers/index.ts'
import { gatherFacts } from '../../store/gather-facts.ts'
import { packBlock } from '../../store/packed-block.ts'
import { lineToWriter, type Question, type ReadingStart, type ToReader, type Told } from './messages.ts'

const { port, sent, kind, outline, columns } = workerData as ReadingStart
const line = lineToWriter(port, sent)
/** What is said in this many words is sent at once. */
const mostHeld = 1000

try {
  read()
  line.send({ is: 'end' })
} catch (error) {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  line.send(
    error instanceof UnreadableSource
      ? { is: 'unreadable', message, line: error.line, path: error.path }
      : { is: 'failed', message, stack }
  )
}

function read(): void {
  const importer = importerOf(kind)
  if (!importer) throw new Error(`There is no importer ${kind}`)
  const chunks: ToReader[] = []
  const answers = new Map<string, string | null>()
  const counts = new Map<string, number>()
  let told = nothing()
  let documents = 0

  const numbering = { known: () => undefined, next: () => ++documents }
  const gathered = gatherFacts(columns, numbering, (block) => {
    line.send({ is: 'block', block: packBlock(block) })
  })

  function* received(): Generator<Uint8Array> {
    for (;;) {
      const next = chunks.shift() ?? line.receive()
      if (next.is !== 'chunk') throw new Error('An answer was not asked for')
      if (next.bytes === null) return
      line.send({ is: 'taken' })
      yield next.bytes
    }
  }

  function ask(question: Question): string | null {
    const name = JSON.stringify(question)
    const known = answers.get(name)
    if (known !== undefined) return known
    line.send({ is: 'question', question })
    for (;;) {
      const message = line.receive()
      if (message.is === 'answer') {
        answers.set(name, message.answer)
        return message.answer
      }
      chunks.push(message)
    }
  }

  function say(): void {
    line.send({ is: 'told', told: { ...told, counts: [...counts] } })
    told = nothing()
    counts.clear()
  }

  function hold<T>(values: T[], value: T): void {
    if (values.push(value) === mostHeld) say()
  }

  const reading: Reading = {
    get name() {
      return ask('name') ?? ''
    },
    get accountHint() {
      return ask('accountHint')
    },
    get region() {
      return ask('region')
    },
    option: (name) => ask({ option: name }),
    fact: gathered.fact,
    document: gathered.document,
    note: (note) => hold(told.notes, note),
    covers: (account, part, state) => hold(told.covered, [account, part, state] as const),
    generatedAt: (at) => hold(told.generated, at),
    seenAt: (at) => hold(told.seen, at),
    count(noun, n = 1) {
      counts.set(noun, (counts.get(noun) ?? 0) + n)
    },
    checkpoint: () => undefined
  }

  try {
    importer.read(received(), outline, reading)
    gathered.flush()
  } finally {
    say()
  }
}

function nothing(): { [Key in keyof Told]: Told[Key][number][] } {
  return { notes: [], covered: [], generated: [], seen: [], counts: [] }
}
