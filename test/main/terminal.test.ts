import { expect, it } from 'vitest'

import { importProgress } from '../../src/main/cli/import-progress.ts'
import { bar, openTerminal } from '../../src/main/cli/terminal.ts'
import { faultLines } from '../../src/main/fault-log.ts'

class Stream {
  text = ''
  readonly columns = 60
  readonly isTTY: boolean
  constructor(isTTY: boolean) {
    this.isTTY = isTTY
  }
  write(text: string): boolean {
    this.text += text
    return true
  }
}

function open(isTTY: boolean): { output: Stream; error: Stream; terminal: ReturnType<typeof openTerminal> } {
  const output = new Stream(false)
  const error = new Stream(isTTY)
  return { output, error, terminal: openTerminal(false, output, error) }
}

it('progress is drawn where a person watches and taken away before the next line', () => {
  const { output, error, terminal } = open(true)

  terminal.progress('reading a.csv', 1, 4)
  terminal.print('done')

  expect(error.text).toBe('\r[######..................]  25 % reading a.csv\u001b[K\r\u001b[K')
  expect(output.text).toBe('done\n')
})

it('progress is not drawn into a pipe', () => {
  const { error, terminal } = open(false)

  terminal.progress('reading a.csv', 1, 4)

  expect(error.text).toBe('')
})

it('an import is as far as its bytes over all files, then as its checks', () => {
  const shown: unknown[] = []
  const terminal = { ...open(false).terminal, progress: (...given: unknown[]) => void shown.push(given) }
  const files = [
    { name: 'acme/a.csv', path: '/a', size: 100 },
    { name: 'acme/b.json', path: '/b', size: 300 }
  ]
  const event = { type: 'progress', job: 'import-1', phase: 'reading', done: 5, total: 10 } as const
  const progress = importProgress(files, terminal)

  progress.sent()
  progress.hear({
    ...event,
    name: 'acme/b.json',
    whole: { done: 250, total: 400, files: 2, filesDone: 1, objects: 12 }
  })
  progress.hear({ ...event, name: '', phase: 'checking', done: 3, total: 60 })
  progress.hear({ type: 'changed', method: 'import.run' })

  expect(shown).toEqual([
    ['receiving 1 of 2', 1, 2],
    ['reading 2 of 2: b.json', 250, 400],
    ['checking', 3, 60]
  ])
})

it('a bar is never wider than the terminal and never above 100 %', () => {
  expect(bar('x'.repeat(200), 5, 4, 60)).toHaveLength(59)
  expect(bar('', 5, 4)).toContain('100 %')
  expect(bar('', 0, 0)).toContain('  0 %')
})

it("a file's name cannot steer the terminal", () => {
  const { output, terminal } = open(true)

  terminal.print('name \u001b]0;owned\u0007 \u009b2J\r end')

  expect(output.text).toBe('name \uFFFD]0;owned\uFFFD \uFFFD2J\uFFFD end\n')
  expect(bar('a\u001b[2J\nb', 1, 2)).toMatch(/ a\uFFFD\[2J\uFFFDb$/)
})

it('security: b a fault is logged without its message, which may quote a client', () => {
  const lines = faultLines(new TypeError('cannot read arn:aws:iam::111122223333:user/jane'))

  expect(lines[0]).toBe('fault: TypeError')
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.join('\n')).not.toMatch(/jane|111122223333/)
  expect(faultLines('text of a client')).toEqual(['fault: a string was thrown'])
})
