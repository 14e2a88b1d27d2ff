/** How far an import is, in words. */
import { describe, expect, test } from 'vitest'

import { stepOf, wholeWords, type Sending } from '../../../../src/renderer/screens/import/intake-words.ts'
import type { Job } from '../../../../src/renderer/state/jobs.svelte.ts'

const running: Sending = {
  phase: 'running',
  files: 2,
  total: 40_000_000,
  sent: 40_000_000,
  name: 'org/b.json',
  isStopping: false
}
const reading: Job = {
  type: 'progress',
  job: 'import-1',
  phase: 'reading',
  name: 'org.zip/1111/gaad.json',
  done: 18_400_000,
  total: 29_700_000,
  whole: { done: 118_000_000, total: 1_200_000_000, files: 1204, filesDone: 312, objects: 48_200 }
}

describe('the file in hand', () => {
  test('is named without its folders, with its bytes', () => {
    expect(stepOf(running, reading)).toEqual({
      doing: 'Reading gaad.json',
      amount: '18.4 MB of 29.7 MB',
      done: 18_400_000,
      total: 29_700_000
    })
  })

  test('of an archive has no total, because nobody knows it before its end', () => {
    expect(stepOf(running, { ...reading, phase: 'unpacking', total: 18_400_000 })).toMatchObject({
      doing: 'Unpacking gaad.json',
      amount: '18.4 MB so far',
      total: 0
    })
  })

  test('gives way to the checks once all files are read', () => {
    const checking: Job = {
      type: 'progress',
      job: 'import-1',
      phase: 'checking',
      name: 'MFA-01',
      done: 200,
      total: 657
    }

    expect(stepOf(running, checking)).toMatchObject({
      doing: 'Running the checks',
      amount: '200 of 657 checks'
    })
    expect(wholeWords(running, checking)).toBe('All files are read')
  })

  test('is none while another import is before it, and while it is stopped', () => {
    expect(stepOf(running, { ...reading, phase: 'waiting', name: '' }).doing).toBe(
      'Waiting for the import before it'
    )
    expect(stepOf({ ...running, isStopping: true }, reading).doing).toBe('Stopping')
    expect(wholeWords({ ...running, isStopping: true }, reading)).toBe('Nothing of it is kept')
  })
})

describe('the whole import', () => {
  test('is counted in bytes, files and objects', () => {
    expect(wholeWords(running, reading)).toBe('118 MB of 1.2 GB, 312 of 1,204 files, 48,200 objects')
  })

  test('before the engine has them, in what was found and sent', () => {
    expect(wholeWords({ ...running, phase: 'looking', files: 12 }, null)).toBe('12 files found')
    expect(wholeWords({ ...running, phase: 'sending', sent: 10_000_000 }, null)).toBe(
      '10.0 MB of 40.0 MB received, 2 files'
    )
  })

  test('does not count files before the first archive is open', () => {
    const unpacking: Job = {
      ...reading,
      phase: 'unpacking',
      whole: { done: 0, total: 0, files: 0, filesDone: 0, objects: 0 }
    }

    expect(wholeWords(running, unpacking)).toBe('2 files received')
  })
})
