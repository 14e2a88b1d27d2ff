/** An import as the page runs it, against an engine on the other side of the bridge that answers from memory. */
import { beforeEach, describe, expect, test, vi } from 'vitest'

import type { NamedFile } from '../../../../src/renderer/files.ts'
import { describeBatch } from '../../../../src/renderer/screens/import/batch-words.ts'
import type { BatchOutcome, BatchWatch } from '../../../../src/renderer/screens/import/run-batch.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import type { ImportReport, Received } from '../../../../src/shared/records/source.ts'

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
  test('is sent file by file, each read before the next, and ended once', async () => {
    const outcome = await run([file('a.json', 'one'), file('b.json', 'three')])

    expect(methods()).toEqual([
      'import.start',
      ...['upload.start', 'upload.append', 'source.receive'],
      ...['upload.start', 'upload.append', 'source.receive'],
      'import.finish'
    ])
    expect(outcome).toMatchObject({ duplicates: [], refused: [], notTaken: 0 })
  })

  test('an empty file is sent too, so that the record says it came', async () => {
    await run([file('empty.csv', '')])

    expect(methods()).toEqual(['import.start', 'upload.start', 'source.receive', 'import.finish'])
  })

  test('a file received before is noted as such', async () => {
    const outcome = await run([file('twin.json', 'one')])

    expect(outcome.duplicates.map(({ name }) => name)).toEqual(['twin.json'])
    expect(describeBatch(outcome)).toContain('1 there already')
  })
})

describe('a file that cannot be taken', () => {
  test('is named with its reason and the next is taken', async () => {
    refusals.set('upload.start big.json', { code: 'too-large', message: 'big.json is larger than 2 GB.' })

    const outcome = await run([file('big.json', 'one'), file('b.json', 'two')])

    expect(outcome.refused).toEqual([{ name: 'big.json', sentence: 'big.json is larger than 2 GB.' }])
    expect(received()).toEqual(['b.json'])
    expect(describeBatch(outcome)).toContain('1 not taken')
  })

  test('over which the reader stumbles does not hold up the rest', async () => {
    refusals.set('source.receive odd.json', { code: 'internal', message: 'fault' })

    const outcome = await run([file('odd.json', 'one'), file('b.json', 'two')])

    expect(outcome.refused.map(({ name }) => name)).toEqual(['odd.json'])
    expect(received()).toEqual(['odd.json', 'b.json'])
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
    expect(methods()).toContain('upload.discard')
    expect(received()).toEqual(['b.json'])
  })
})

describe('what is not the fault of a file', () => {
  test('ends the batch, after the results are those of what was read', async () => {
    refusals.set('upload.start b.json', { code: 'disk-full', message: 'The disk is full.' })

    await expect(run([file('a.json', 'one'), file('b.json', 'two')])).rejects.toThrow('The disk is full.')
    expect(methods().at(-1)).toBe('import.finish')
  })

  test('another engagement in its place gets nothing, not even an end', async () => {
    let isOpen = true
    const left = run([file('a.json', 'one'), file('b.json', 'two')], {
      isOpen: () => isOpen,
      finished: () => {
        isOpen = false
      }
    })

    await expect(left).rejects.toThrow('its engagement was closed')
    expect(received()).toEqual(['a.json'])
    expect(methods()).not.toContain('import.finish')
  })
})

describe('stopping', () => {
  test('sends no more, keeps what was read and brings the results up to date', async () => {
    const abort = new AbortController()

    const outcome = await run(
      [file('a.json', 'one'), file('b.json', 'two'), file('c.json', 'three')],
      {
        finished: () => {
          abort.abort()
        }
      },
      abort.signal
    )

    expect(received()).toEqual(['a.json'])
    expect(methods().at(-1)).toBe('import.finish')
    expect(outcome.notTaken).toBe(2)
    expect(describeBatch(outcome)).toMatch(
      /^Import stopped, 2 files not taken; what was read before is kept\./
    )
  })

  test('while the engine reads counts the file in hand as not taken', async () => {
    refusals.set('source.receive a.json', { code: 'cancelled', message: 'Reading a.json was cancelled.' })

    const outcome = await run([file('a.json', 'one'), file('b.json', 'two')])

    expect(outcome).toMatchObject({ refused: [], notTaken: 2 })
    expect(methods().at(-1)).toBe('import.finish')
  })
})

function run(
  files: readonly NamedFile[],
  watch: Partial<BatchWatch> = {},
  signal: AbortSignal = new AbortController().signal
): Promise<BatchOutcome> {
  const nothing = () => undefined
  return runBatch(
    files,
    {
      started: nothing,
      sending: nothing,
      finished: nothing,
      checking: nothing,
      isOpen: () => true,
      ...watch
    },
    signal
  )
}

function file(name: string, content: string): NamedFile {
  return { name, file: new File([content], name) }
}

function methods(): readonly string[] {
  return calls.map(({ method }) => method)
}

function received(): readonly string[] {
  return calls
    .filter(({ method }) => method === 'source.receive')
    .map(({ input }) => names.get(Number(input['upload'])) ?? '')
}

function answer(method: string, input: Record<string, unknown>): Promise<unknown> {
  calls.push({ method, input })
  const upload = method === 'upload.start' ? names.size + 1 : Number(input['upload'])
  if (method === 'upload.start') names.set(upload, String(input['name']))
  const name = names.get(upload) ?? ''
  const error = refusals.get(`${method} ${name}`)
  return Promise.resolve(
    error
      ? { ok: false, error: { ...error, detail: {} } }
      : { ok: true, value: valueOf(method, upload, name) }
  )
}

function valueOf(method: string, upload: number, name: string): unknown {
  if (method === 'import.start') return { batch: 1, job: 'import-1' }
  if (method === 'upload.start') return { upload }
  if (method === 'import.finish')
    return { received: 1, read: 1, notUsable: 0, problems: 0, changedTests: 3 } satisfies ImportReport
  if (method !== 'source.receive') return null
  return {
    name,
    source: upload,
    duplicateOf: name === 'twin.json' ? 'SF-001' : null,
    state: 'read',
    kindTitle: 'Credential report',
    accounts: [],
    content: '',
    errors: 0,
    warnings: 0,
    sentence: ''
  } satisfies Received
}
