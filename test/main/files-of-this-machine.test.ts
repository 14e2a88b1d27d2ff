import { chmodSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { engagementHome, fileOf, freeName, listEngagements } from '../../src/main/engagement-folder.ts'
import { gatherFiles } from '../../src/main/gather-files.ts'
import { isInput } from '../../src/shared/read-input.ts'

let folder: string

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tickmark-files-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text = 'x'): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
}

describe('gathering exports', () => {
  it('a folder is taken whole, in the order of names, with its own name in front', () => {
    for (const name of ['acme/b.json', 'acme/a/2.csv', 'acme/a/10.csv', 'acme/.hidden', 'acme/SHA256SUMS'])
      write(name, 'xyz')

    const { files, leftOut } = gatherFiles([join(folder, 'acme')])

    expect(files.map(({ name, size }) => [name, size])).toEqual([
      ['acme/.hidden', 3],
      ['acme/SHA256SUMS', 3],
      ['acme/a/10.csv', 3],
      ['acme/a/2.csv', 3],
      ['acme/b.json', 3]
    ])
    expect(leftOut).toEqual([])
  })

  it('a file is taken by its name alone', () => {
    write('acme/a.json')

    expect(gatherFiles([join(folder, 'acme/a.json')]).files.map(({ name }) => name)).toEqual(['a.json'])
  })

  it('symbolic links below a folder are not followed, and are listed', () => {
    write('secret/keys.csv')
    write('acme/a.json')
    symlinkSync(join(folder, 'secret'), join(folder, 'acme/link'))
    symlinkSync(join(folder, 'secret/keys.csv'), join(folder, 'acme/file-link'))

    const { files, leftOut } = gatherFiles([join(folder, 'acme')])

    expect(files.map(({ name }) => name)).toEqual(['acme/a.json'])
    expect(leftOut).toEqual([
      { name: 'acme/file-link', reason: 'a symbolic link, not followed', isLoss: false },
      { name: 'acme/link', reason: 'a symbolic link, not followed', isLoss: false }
    ])
  })

  it('the folder written to is left out', () => {
    write('acme/a.json')
    write('acme/out/results.json')

    const { files, leftOut } = gatherFiles([join(folder, 'acme')], join(folder, 'acme/out'))

    expect(files.map(({ name }) => name)).toEqual(['acme/a.json'])
    expect(leftOut.map(({ name }) => name)).toEqual(['acme/out'])
  })

  it('a path that is not there is named', () => {
    expect(() => gatherFiles([join(folder, 'nowhere')])).toThrow(/nowhere is not there/)
  })

  it('a folder that may not be read is a loss and does not end the rest', ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read everything')
    write('acme/locked/a.json')
    write('acme/b.json')
    chmodSync(join(folder, 'acme/locked'), 0)

    const { files, leftOut } = gatherFiles([join(folder, 'acme')])

    expect(files.map(({ name }) => name)).toEqual(['acme/b.json'])
    expect(leftOut).toEqual([{ name: 'acme/locked', reason: 'permission denied', isLoss: true }])
  })
})

describe('the folder of engagements', () => {
  it.each([
    [{ TICKMARK_HOME: '/srv/audits' }, 'linux', '/srv/audits'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', '/data/tickmark/engagements'],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/tickmark/engagements']
  ] as const)('%j on %s is %s', (environment, platform, expected) => {
    expect(engagementHome(environment, platform)).toBe(expected)
  })

  it.each([
    ['Acme AG', 'Acme AG 2026-01'],
    ['Müller & Söhne GmbH', 'Müller Söhne GmbH 2026-01'],
    ['../../etc/passwd', 'etc passwd 2026-01'],
    ['C:\\Windows\\system32', 'C Windows system32 2026-01'],
    ['日本電気株式会社', '日本電気株式会社 2026-01'],
    ['  -.hidden', 'hidden 2026-01'],
    ['***', 'Engagement 2026-01'],
    ['Cafe\u0301', 'Café 2026-01'],
    ['a\u0000b\nc', 'a b c 2026-01']
  ])('%j makes the file name %j', (client, expected) => {
    expect(freeName(folder, client, '2026-01')).toBe(expected)
  })

  it('any client name makes a name that can be opened again', () => {
    for (const client of [
      'x'.repeat(120),
      '\u{20000}'.repeat(100),
      '\u{1F600}',
      'a\uD800',
      '.',
      '..',
      'CON',
      '%2e%2e'
    ])
      expect(isInput('engagement.open', { file: freeName(folder, client, '2026-01') })).toBe(true)
  })

  it('a taken name gets a number, also where only case differs', () => {
    write('ACME 2026-01.tickmark')
    write('acme 2026-01 2.tickmark')

    expect(freeName(folder, 'Acme', '2026-01')).toBe('Acme 2026-01 3')
  })

  it.each(['../x', 'a/b', '.x', '', ' x', 'a\\b', 'a\u0000'])('%j is no name of an engagement', (file) => {
    expect(isInput('engagement.open', { file })).toBe(false)
  })

  it('files that are no engagement are listed with the reason, other files not at all', () => {
    write('notes.txt')
    write('broken.tickmark', 'not a database')
    write('what?.tickmark')
    mkdirSync(join(folder, 'folder.tickmark'))

    const { engagements, unreadable } = listEngagements(folder)

    expect(engagements).toEqual([])
    expect(unreadable.map(({ file }) => file)).toEqual(['broken', 'what?'])
    expect(unreadable[0]?.problem).toMatch(/broken\.tickmark/)
    expect(unreadable[1]?.problem).toMatch(/rename the file/)
  })

  it('an engagement is a file of its own name', () => {
    expect(fileOf('/srv', 'Acme 2026-01')).toBe(join('/srv', 'Acme 2026-01.tickmark'))
  })
})
