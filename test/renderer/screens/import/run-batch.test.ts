/** An import as the page runs it, against an engine on the other side of the bridge that answers from memory. */
import { beforeEach, describe, expect, test, vi } from 'vitest'

import type { NamedFile } from '../../../../src/renderer/files.ts'
import { describeBatch } from '../../../../src/renderer/screens/import/batch-words.ts'
import type { BatchOutcome, BatchWatch } from '../../../../src/renderer/screens/import/run-batch.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import type { ImportReport } from '../../../../src/shared/records/source.ts'

const calls: { readonly method: string; readonly input: Record<string, unknown> }[] = []
/** What a method answers instead of its usual value, by method and file name. */
const refusals = new Map<string, { readonly code: ErrorCode; readonly message: string }>()
const names = new Map<number, string>()

vi.stubGlobal('window', { workbench: { call: answer, subscribe: () => () => undefined } })
const { runBatch } = await import('../../../../src/renderer/screens/import/run-batch.ts')

beforeEach(() => {
  calls.length = 0
  refusals.clear()
  names.clear()
})

describe('a batch of files', () => {
  test('is sent whole, then imported together, in the order of the files', async () => {
    const outcome = await run([file('a.json', 'one'), file('b.json', 'three')])

    expect(methods()).toEqual(['upload.start', 'upload.start', 'import.run'])
    expect(received()).toEqual(['a.json', 'b.json'])
    expect(outcome).toMatchObject({ refused: [], isStopped: false })
  })

  test('an empty file is sent too, so that the record says it came', async () => {
    await run([file('empty.csv', '')])

    expect(methods()).toEqual(['upload.start', 'import.run'])
  })

  test('a large file follows its first piece in order', async () => {
    await run([file('large.json', 'x'.repeat(2_500_000))])

    expect(methods()).toEqual(['upload.start', 'upload.append', 'upload.append', 'import.run'])
    expect(calls.map(({ input }) => (input['bytes'] as Uint8Array | undefined)?.length)).toEqual([
      1_048_576,
      1_048_576,
      402_848,
      undefined
    ])
  })

  test('a file received before is noted as such', async () => {
    expect(describeBatch(await run([file('twin.json', 'one')]))).toContain('1 there already')
  })
})

describe('a file that cannot be taken', () => {
  test('is named with its reason and the others are imported', async () => {
    refusals.set('upload.start big.json', { code: 'too-large', message: 'big.json is larger than 2 GB.' })

    const outcome = await run([file('big.json', 'one'), file('b.json', 'two')])

    expect(outcome.refused).toEqual([{ name: 'big.json', sentence: 'big.json is larger than 2 GB.' }])
    expect(received()).toEqual(['b.json'])
    expect(describeBatch(outcome)).toContain('1 not taken')
  })

  test('because it is gone from the disk says to choose it again', async () => {
    const gone = file('gone.json', 'one')
    vi.spyOn(gone.file, 'slice').mockImplementation(() => {
      throw new DOMException('gone', 'NotReadableError')
    })

    const outcome = await run([gone, file('b.json', 'two')])

    expect(outcome.refused[0]?.sentence).toMatch(
      /^gone\.json could not be read from the disk.*Choose it again\.$/
    )
    expect(received()).toEqual(['b.json'])
  })

  test('where it is the only one, nothing is imported', async () => {
    refusals.set('upload.start big.json', { code: 'too-large', message: 'big.json is larger than 2 GB.' })

    expect((await run([file('big.json', 'one')])).report).toBeNull()
    expect(methods()).toEqual(['upload.start'])
  })
})

describe('what is not the fault of a file', () => {
  test('ends the import before it began; what was sent is discarded', async () => {
    refusals.set('upload.start b.json', { code: 'disk-full', message: 'The disk is full.' })

    await expect(run([file('a.json', 'one'), file('b.json', 'two')])).rejects.toThrow('The disk is full.')
    expect(methods()).toEqual(['upload.start', 'upload.start', 'upload.discard'])
  })

  test('another engagement in its place gets nothing', async () => {
    let isOpen = true
    const left = run([file('a.json', 'one'), file('b.json', 'two')], {
      isOpen: () => isOpen,
      sent: () => {
        isOpen = false
      }
    })

    await expect(left).rejects.toThrow('its engagement was closed')
    expect(methods()).not.toContain('import.run')
  })
})

describe('stopping', () => {
  test('while files are sent discards them and imports nothing', async () => {
    const abort = new AbortController()

    const outcome = await run(
      [file('a.json', 'one'), file('b.json', 'x'.repeat(3_000_000))],
      {
        sent: () => {
          abort.abort()
        }
      },
      abort.signal
    )

    expect(methods()).not.toContain('import.run')
    expect(methods()).toContain('upload.discard')
    expect(outcome).toMatchObject({ report: null, isStopped: true })
    expect(describeBatch(outcome)).toBe('Import stopped; nothing of it was kept.')
  })

  test('while the engine works cancels the job it runs', async () => {
    const abort = new AbortController()
    refusals.set('import.run ', { code: 'cancelled', message: 'The import was cancelled.' })

    const outcome = await run(
      [file('a.json', 'one')],
      {
        running: () => {
          abort.abort()
        }
      },
      abort.signal
    )

    const job = calls.find(({ method }) => method === 'job.cancel')?.input['job']
    expect(calls.find(({ method }) => method === 'import.run')?.input['job']).toBe(job)
    expect(outcome).toMatchObject({ report: null, isStopped: true })
  })
})

function run(
  files: readonly NamedFile[],
  watch: Partial<BatchWatch> = {},
  signal: AbortSignal = new AbortController().signal
): Promise<BatchOutcome> {
  const nothing = () => undefined
  return runBatch(files, { sent: nothing, running: nothing, isOpen: () => true, ...watch }, signal)
}

function file(name: string, content: string): NamedFile {
  return { name, file: new File([content], name) }
}

function methods(): readonly string[] {
  return calls.map(({ method }) => method)
}

function received(): readonly string[] {
  return calls
    .filter(({ method }) => method === 'import.run')
    .flatMap(({ input }) => (input['uploads'] as readonly number[]).map((upload) => names.get(upload) ?? ''))
}

function answer(method: string, input: Record<string, unknown>): Promise<unknown> {
  calls.push({ method, input })
  const upload = method === 'upload.start' ? names.size + 1 : Number(input['upload'])
  if (method === 'upload.start') names.set(upload, String(input['name']))
  const name = names.get(upload) ?? ''
  const error = refusals.get(`${method} ${name}`)
  return Promise.resolve(
    error ? { ok: false, error: { ...error, detail: {} } } : { ok: true, value: valueOf(method, upload) }
  )
}

function valueOf(method: string, upload: number): unknown {
  if (method === 'upload.start') return { upload }
  if (method !== 'import.run') return null
  return {
    received: 1,
    read: 1,
    notUsable: 0,
    problems: 0,
    changedTests: 3,
    files: [...names].map(([source, name]) => ({
      name,
      source: name === 'twin.json' ? null : source,
      duplicateOf: name === 'twin.json' ? 'SF-001' : null,
      state: 'read',
      kindTitle: 'Credential report',
      accounts: [],
      content: '',
      errors: 0,
      warnings: 0,
      sentence: ''
    }))
  } satisfies ImportReport
}
