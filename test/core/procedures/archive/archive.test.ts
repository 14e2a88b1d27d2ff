import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { signatureFiles, type Signature } from '../../../../src/core/integrity/bag.ts'
import { fingerprintOf, generateSshKey } from '../../../../src/core/integrity/ssh-key.ts'
import { signContent, signoffNamespace } from '../../../../src/core/integrity/ssh-signature.ts'
import { filesOf, verifyArchive, type ArchiveFile } from '../../../../src/core/integrity/verify.mjs'
import { archiveOf, type Archive } from '../../../../src/core/procedures/archive/archive-of.ts'
import { packArchive, type ArchiveForm } from '../../../../src/core/procedures/archive/pack.ts'
import { recordTables } from '../../../../src/core/procedures/archive/record-json.ts'
import { entriesOf } from '../../../../src/core/importers/containers/index.ts'
import { chainHead } from '../../../../src/core/store/events.ts'
import { openMemory } from '../../../../src/core/store/open.ts'
import { credentialReport, sitDown, type Desk } from '../desk.ts'

const account = '111122223333'
const at = '2026-02-10T08:00:00.000Z'
const report = credentialReport(account, { 'j.hartmann': { mfa: false } })

let folder: string
let desk: Desk
/** The archive as a folder; each test works on a copy of it. */
let made: string
let archive: Archive
let bag: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  desk = sitDown()
  await desk.receive({ 'a.csv': report, 'large.bin': Buffer.alloc(3_000_000, 'received ') })
  await desk.ask('evidence.note', {
    control: 'ROOT-08',
    accounts: [account],
    title: 'Custody log',
    text: 'Inspected.'
  })
  await desk.ask('conclusion.record', {
    control: 'MFA-01',
    accounts: [account],
    conclusion: 'exception',
    reason: 'One console user has no MFA device.',
    steps: []
  })
  await desk.ask('workbook.issue', {})
  archive = archiveOf(desk.db, at)
  made = join(folder, 'made')
  write(made, 'folder', archive)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(() => {
  bag = join(folder, 'copy', archive.name)
  rmSync(join(folder, 'copy'), { recursive: true, force: true })
  cpSync(join(made, archive.name), bag, { recursive: true })
})

/** Packs an archive below a folder and answers the paths told. */
function write(below: string, form: ArchiveForm, given: Archive): void {
  for (const { path, bytes } of packArchive(given, form, () => undefined)) {
    mkdirSync(join(below, dirname(path)), { recursive: true })
    appendFileSync(join(below, path), bytes)
  }
}

function change(path: string, edit: (text: string) => string): void {
  writeFileSync(join(bag, path), edit(readFileSync(join(bag, path), 'latin1')), 'latin1')
}

const editLines = (path: string, edit: (lines: string[]) => string[]): void =>
  change(path, (text) =>
    edit(text.split('\n').slice(0, -1))
      .map((line) => `${line}\n`)
      .join('')
  )

/** Runs the archive's own verifier where nothing else is. */
function verified(...typed: string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(bag, 'data/verify.mjs'), ...typed], {
    cwd: bag,
    encoding: 'utf8',
    env: {}
  })
  return { status, text: stdout + stderr }
}

function shell(command: string): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: bag, encoding: 'utf8' })
  return { status, text: stdout + stderr }
}

describe('an archive', () => {
  test('holds everything received, kept, issued and logged', () => {
    const paths = [...filesOf(bag)].map(({ path }) => path)
    const { files } = archive

    expect(paths).toEqual(files.map(({ path }) => path).sort())
    expect(paths.filter((path) => path.startsWith('data/objects/'))).toHaveLength(3)
    expect(paths).toEqual(
      expect.arrayContaining([
        'bag-info.txt',
        'bagit.txt',
        'data/README-VERIFY.txt',
        'data/log/events.jsonl',
        'data/state/record.json',
        'data/verify.mjs',
        'data/workbooks/HALDEN-LOGISTICS-IAM_2026-01_INT_v1.xlsx',
        'manifest-sha256.txt',
        'tagmanifest-sha256.txt'
      ])
    )
    const sums = new Set(readdirSync(join(bag, 'data/objects')))
    const evidence = desk.db.all<{ sha256: string }>(
      'select o.sha256 from evidence e join object o on o.id = e.object_id'
    )
    expect(evidence.every(({ sha256 }) => sums.has(sha256))).toBe(true)
  })

  test('is proved by sha256sum', ({ skip }) => {
    if (shell('command -v sha256sum').status !== 0) skip('sha256sum is not installed')

    const checked = shell('sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt')

    expect(checked.status, checked.text).toBe(0)
    expect(checked.text.match(/: OK$/gm)).toHaveLength(archive.files.length - 1)
  })

  test('proves itself with Node alone, from wherever it lies', () => {
    const { status, text } = verified()

    expect(status, text).toBe(0)
    expect(text).toContain('AWS IAM review of Halden Logistics, 2026-01')
    expect(text).toContain(`the archive is as it was made. Last event: ${chainHead(desk.db).hash}.`)
  })

  test('says what a log is bound to: the head an issued workbook carries is found in it', () => {
    const { chain_head: head, chain_seq: seq } = desk.db.get<{ chain_head: string; chain_seq: number }>(
      'select chain_head, chain_seq from workbook_export'
    ) ?? { chain_head: '', chain_seq: 0 }

    expect(verified(head)).toMatchObject({ status: 0, text: expect.stringContaining(`after event ${seq}.`) })
    expect(verified('0'.repeat(64))).toMatchObject({
      status: 1,
      text: expect.stringContaining('never had the head')
    })
    expect(verified('one', 'two')).toMatchObject({ status: 2 })
  })

  test('is the same for the same record at the same time, as folder and as zip', () => {
    const zips = [1, 2].map((n) => {
      write(join(folder, `zip-${n}`), 'zip', archiveOf(desk.db, at))
      return readFileSync(join(folder, `zip-${n}`, `${archive.name}.zip`))
    })

    expect(zips[0]?.equals(zips[1] ?? Buffer.alloc(0))).toBe(true)
    expect(archiveOf(desk.db, at).sha256).toBe(archive.sha256)
    expect(archiveOf(desk.db, '2026-02-11T08:00:00.000Z').sha256).not.toBe(archive.sha256)
  })

  test('as a zip unpacks to the same files, with our own reader and with unzip', ({ skip }) => {
    const below = join(folder, 'packed')
    write(below, 'zip', archiveOf(desk.db, at))
    const zip = join(below, `${archive.name}.zip`)
    const bytes = readFileSync(zip)
    const inside = `${archive.name}/`
    const files = function* (): Generator<ArchiveFile> {
      for (const entry of entriesOf('zip', () => [bytes], 'archive.zip'))
        yield { path: entry.name.slice(inside.length), chunks: 'chunks' in entry ? entry.chunks : null }
    }

    expect(verifyArchive(files())).toMatchObject({ ok: true, files: archive.files.length })
    if (shell('command -v unzip').status !== 0) skip('unzip is not installed')
    expect(shell(`unzip -q '${zip}' -d '${join(below, 'out')}'`)).toMatchObject({ status: 0, text: '' })
    expect(shell(`diff -r '${join(below, 'out', archive.name)}' '${bag}'`)).toMatchObject({
      status: 0,
      text: ''
    })
  })

  test('is refused where a stored object is no longer what it was', () => {
    const damaged = archiveOf(desk.db, at)
    const files = damaged.files.map((file) =>
      file.path.startsWith('data/objects/') ? { ...file, pieces: () => [Buffer.from('other bytes')] } : file
    )

    expect(() => [...packArchive({ ...damaged, files }, 'folder', () => undefined)]).toThrow(
      /nothing was handed out/
    )
  })

  test('is not made where a name in the engagement would lead out of its folder', () => {
    const hostile = sitDown()
    hostile.db.run("update period set label = '../../2026-01'")

    expect(() => archiveOf(hostile.db, at)).toThrow(/has a name that no workbench gives/)
  })

  test('keeps the record by tables, without the facts that follow from the files', () => {
    const { tables } = JSON.parse(readFileSync(join(bag, 'data/state/record.json'), 'utf8')) as {
      tables: Record<string, Record<string, unknown>[]>
    }

    expect(tables['conclusion']).toMatchObject([{ control: 'MFA-01', conclusion: 'exception' }])
    expect(Object.keys(tables)).toEqual(recordTables(desk.db))
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining([
        'acceptance',
        'check_result',
        'evidence',
        'finding',
        'period',
        'sample',
        'source'
      ])
    )
    for (const table of ['iam_user', 'credential', 'policy_document', 'statement_grant', 'object_chunk'])
      expect(tables).not.toHaveProperty(table)
  })
})

test('every table is part of the record, read again from the files, or stored bytes', () => {
  const db = openMemory()
  const tables = recordTables(db)
  const columns = db.all<{ name: string; column: string }>(
    `select t.name, c.name as column
     from pragma_table_list t, pragma_table_info(t.name) c
     where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%'`
  )

  // A fact says its source or the document it is read from; nothing else may be left out.
  const facts = new Set(
    columns.filter(({ column }) => /^(source|document)_id$/.test(column)).map(({ name }) => name)
  )
  const others = new Set(
    columns.map(({ name }) => name).filter((name) => !tables.includes(name) && !facts.has(name))
  )
  expect([...others].sort()).toEqual(['audit_event', 'object_chunk', 'policy_document'])
})

describe('what was done to an archive', () => {
  const anObject = (): string => `data/objects/${readdirSync(join(bag, 'data/objects'))[0]}`
  const theLog = 'data/log/events.jsonl'

  test.each<[string, () => void, RegExp]>([
    [
      'an edited object',
      () => change(anObject(), (text) => `${text}.`),
      /data\/objects\/\w+ was changed: its SHA-256 is/
    ],
    [
      'an object replaced',
      () => change(anObject(), () => 'other'),
      /holds other bytes than those it is named after/
    ],
    [
      'an object taken away',
      () => rmSync(join(bag, anObject())),
      /is listed in manifest-sha256.txt and missing/
    ],
    [
      'a workbook taken away',
      () => rmSync(join(bag, 'data/workbooks'), { recursive: true }),
      /Workbook HALDEN-LOGISTICS-IAM_2026-01_INT_v1.xlsx has lost its bytes/
    ],
    [
      'an edited workbook',
      () => change(`data/workbooks/${readdirSync(join(bag, 'data/workbooks'))[0]}`, (text) => `${text} `),
      /is not the one that was issued/
    ],
    [
      'an added file',
      () => writeFileSync(join(bag, 'data/note.txt'), 'x'),
      /data\/note.txt was added: it is not listed in manifest-sha256.txt/
    ],
    [
      'an added file beside the payload',
      () => writeFileSync(join(bag, 'note.txt'), 'x'),
      /note.txt was added: it is not listed in tagmanifest/
    ],
    [
      'a link',
      () => symlinkSync('/etc/passwd', join(bag, 'data/link')),
      /data\/link is no file of an archive/
    ],
    [
      'a removed event',
      () => editLines(theLog, (lines) => lines.toSpliced(2, 1)),
      /Event 3 is missing; the log goes on with 4/
    ],
    [
      'a reordered log',
      () => editLines(theLog, ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
      /Event 3 stands where event 2 belongs/
    ],
    [
      'a truncated log',
      () => editLines(theLog, (lines) => lines.slice(0, -2)),
      /The log ends with event \d+; the archive was made after event \d+/
    ],
    [
      'a longer log',
      () => editLines(theLog, (lines) => [...lines, '{"seq":99}']),
      /is missing; the log goes on with 99/
    ],
    [
      'an edited event',
      () => change(theLog, (text) => text.replace('M. Okafor', 'M. Okafox')),
      /Event 1 was changed after it was written/
    ],
    [
      'an event that is none',
      () => editLines(theLog, ([a = '', ...rest]) => [a, 'null', ...rest]),
      /Line 2 of data\/log\/events.jsonl is no event/
    ],
    [
      'an edited record',
      () => change('data/state/record.json', (text) => text.replace('"exception"', '"effective"')),
      /data\/state\/record.json was changed/
    ],
    [
      'a record that is none',
      () => change('data/state/record.json', () => '[]'),
      /record.json is missing or is no record/
    ],
    [
      'edited information',
      () => change('bag-info.txt', (text) => text.replace('Halden', 'Other')),
      /bag-info.txt was changed/
    ],
    [
      'an edited manifest',
      () => editLines('manifest-sha256.txt', (lines) => lines.slice(1)),
      /manifest-sha256.txt was changed/
    ],
    ['no manifest', () => rmSync(join(bag, 'manifest-sha256.txt')), /manifest-sha256.txt is missing/],
    ['no declaration', () => rmSync(join(bag, 'bagit.txt')), /no archive of a Tickmark engagement/],
    [
      'a manifest that is none',
      () => writeFileSync(join(bag, 'manifest-sha256.txt'), 'what is this\n'),
      /manifest-sha256.txt, line 1 is no line of a manifest/
    ]
  ])('%s is found, with a sentence', (_, tamper, sentence) => {
    tamper()

    const { status, text } = verified()

    expect(status, text).toBe(1)
    expect(text).toMatch(sentence)
    expect(text).not.toMatch(/\bat .*\.mjs:\d+/)
  })

  test('an edit whose manifests were made again is found in the log', () => {
    change(theLog, (text) => text.replace('One console user', 'No console user'))
    again()

    expect(verified()).toMatchObject({ status: 1, text: expect.stringMatching(/Event \d+ was changed/) })
  })

  test('a workbook that carries a head the log never had is found, however the log was written anew', () => {
    change('data/state/record.json', (text) =>
      text.replace(/"chain_head":"[0-9a-f]{64}"/, `"chain_head":"${'0'.repeat(64)}"`)
    )
    again()

    expect(verified()).toMatchObject({
      status: 1,
      text: expect.stringMatching(/carries a head that the log never had/)
    })
  })

  /** Both manifests as they would be for what is there now: what somebody does who knows the format. */
  function again(): void {
    for (const [list, pattern] of [
      ['manifest-sha256.txt', 'data'],
      ['tagmanifest-sha256.txt', 'bag-info.txt bagit.txt manifest-sha256.txt']
    ])
      expect(shell(`find ${pattern} -type f | sort | xargs sha256sum > ${list}`).status).toBe(0)
  }
})

describe('a signed archive', () => {
  const key = generateSshKey('r.meier@example.org')
  let signature: Signature

  beforeEach(() => {
    rmSync(join(folder, 'copy'), { recursive: true, force: true })
    const armored = signContent(Buffer.from(archive.tagManifest), key.privateKey)
    signature = { identity: 'r.meier@example.org', publicKey: key.publicKey, armored }
    write(join(folder, 'copy'), 'folder', signed([signature]))
  })

  function signed(signatures: readonly Signature[]): Archive {
    return { ...archive, files: [...archive.files, ...signatureFiles(signatures)] }
  }

  test('names its signer and the fingerprint', () => {
    expect(verified()).toMatchObject({
      status: 0,
      text: expect.stringContaining(
        `Signed by r.meier@example.org with the key ${fingerprintOf(key.publicKey)};`
      ) as string
    })
  })

  test('is verified by ssh-keygen with the words of its own instructions', ({ skip }) => {
    if (spawnSync('ssh-keygen', ['-?']).error) skip('ssh-keygen is not installed')
    const readme = readFileSync(join(bag, 'data/README-VERIFY.txt'), 'utf8')
    const [command = ''] = /ssh-keygen -Y verify[^]*?< \S+\.txt/.exec(readme) ?? []
    const [identity = ''] = readFileSync(join(bag, 'allowed_signers'), 'utf8').split(' ')

    expect(command).toContain(signoffNamespace)
    expect(shell(command.replace(/<first word[^>]*>/, identity))).toMatchObject({
      status: 0,
      text: expect.stringContaining('Good') as string
    })
  })

  test.each<[string, () => void]>([
    [
      'whose manifest was made again',
      () => change('tagmanifest-sha256.txt', (text) => text.replace(/^./, '-'))
    ],
    [
      'with a signature over something else',
      () =>
        writeFileSync(
          join(bag, 'tagmanifest-sha256.txt.1.sig'),
          signContent(Buffer.from('x'), key.privateKey)
        )
    ],
    [
      'whose signer is not the one allowed',
      () =>
        writeFileSync(join(bag, 'allowed_signers'), `r.meier@example.org ${generateSshKey('x').publicKey}\n`)
    ],
    ['whose signature is noise', () => writeFileSync(join(bag, 'tagmanifest-sha256.txt.1.sig'), 'U1NI')]
  ])('%s is refused', (_, tamper) => {
    tamper()

    expect(verified()).toMatchObject({
      status: 1,
      text: expect.stringContaining('no signature of this archive') as string
    })
  })

  test('names a signer by one word, which is no pattern', () => {
    const [allowed] = signatureFiles([{ ...signature, identity: 'R. Meier,*@example.org' }])

    expect(Buffer.concat([...(allowed?.pieces() ?? [])]).toString()).toMatch(
      /^R\._Meier__@example\.org ssh-ed25519 /
    )
  })
})
