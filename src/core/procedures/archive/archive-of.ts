/** What an archive of an engagement holds: the files received, the evidence, the workbooks, the log and the record, in a bag that proves itself. */
import { createHash } from 'node:crypto'

import { WorkbenchError } from '../../../shared/errors.ts'
import { bagOf, textFile, type Bag, type BagFile } from '../../integrity/bag.ts'
import type { Reader } from '../../store/database.ts'
import { chainHead, eventTexts, type ChainHead } from '../../store/events.ts'
import { readObject, type StoredObject } from '../../store/objects.ts'
import { engagementOf } from '../engagement.ts'
import { gathered } from '../interchange/gathered.ts'
import { programVersion } from '../program-version.ts'
import { fileNameStem } from '../workbook-name.ts'
import { readmeText } from './readme.ts'
import { recordJson } from './record-json.ts'

export interface Archive extends Bag {
  /** The bag's folder, and the file's name without ending: `ACME-IAM_2026-01_archive`. */
  readonly name: string
  readonly head: ChainHead
  /** Bytes of all files. */
  readonly bytes: number
}

const [verifier = ''] = Object.values(
  import.meta.glob<string>('../../integrity/verify.mjs', { query: '?raw', import: 'default', eager: true })
)

/** The same record at the same time (`at`, ISO-8601 UTC) gives the same archive. `db` must not change while it is packed. */
export function archiveOf(db: Reader, at: string): Archive {
  const { uuid, clientName, period } = engagementOf(db)
  const head = chainHead(db)
  const name = `${fileNameStem(clientName, period.label)}_archive`
  const payload = [
    ...receivedFiles(db),
    ...issuedFiles(db, 'workbook_export', 'workbooks'),
    ...issuedFiles(db, 'workbook_receipt', 'workbooks'),
    ...issuedFiles(db, 'report_export', 'reports'),
    madeFile('data/log/events.jsonl', () => lines(db, ({ text }) => text)),
    madeFile('data/log/hashes.txt', () => lines(db, ({ hash }) => hash)),
    madeFile('data/state/record.json', () => recordJson(db)),
    textFile('data/README-VERIFY.txt', readmeText(name, head)),
    textFile('data/verify.mjs', verifier)
  ]
  const bag = bagOf(payload, [
    ['Bag-Software-Agent', `Tickmark ${programVersion}`],
    ['Bagging-Date', at.slice(0, 10)],
    ['Chain-Head', head.hash],
    ['Chain-Seq', String(head.seq)],
    ['External-Description', `AWS IAM review of ${clientName}, ${period.label}`],
    ['External-Identifier', uuid]
  ])
  for (const { path } of bag.files) refuseStrange(`${name}/${path}`)
  return { ...bag, name, head, bytes: bag.files.reduce((sum, { size }) => sum + size, 0) }
}

/** Names come from the file, which may be somebody else's: none may lead out of the archive's folder. */
function refuseStrange(path: string): void {
  if (!/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(path))
    throw new WorkbenchError(
      'file-damaged',
      'A file in the engagement has a name that no workbench gives; verify the engagement.'
    )
}

/** Every object a source or a piece of evidence is made of, once. */
function receivedFiles(db: Reader): readonly BagFile[] {
  return db
    .all<StoredObject>(
      `select id, sha256, size
       from object
       where sha256 is not null
         and (id in (select object_id from source) or id in (select object_id from evidence))
       order by sha256`
    )
    .map((stored) => storedFile(db, `data/objects/${stored.sha256}`, stored))
}

function issuedFiles(
  db: Reader,
  table: 'workbook_export' | 'workbook_receipt' | 'report_export',
  folder: 'workbooks' | 'reports'
): readonly BagFile[] {
  return db
    .all<StoredObject & { readonly name: string }>(
      `select o.id, o.sha256, o.size, x.file_name as name
       from ${table} x
       join object o on o.id = x.object_id
       order by x.file_name`
    )
    .map((stored) => storedFile(db, `data/${folder}/${stored.name}`, stored))
}

function storedFile(db: Reader, path: string, { id, sha256, size }: StoredObject): BagFile {
  return { path, sha256, size, pieces: () => readObject(db, id) }
}

function* lines(
  db: Reader,
  line: (event: { readonly text: string; readonly hash: string }) => string
): Generator<string> {
  for (const event of eventTexts(db)) yield `${line(event)}\n`
}

/** A file made anew each time it is asked for; the first time to know its hash. */
function madeFile(path: string, make: () => Iterable<string>): BagFile {
  const hash = createHash('sha256')
  let size = 0
  for (const piece of gathered(make())) {
    hash.update(piece)
    size += piece.length
  }
  return { path, sha256: hash.digest('hex'), size, pieces: () => gathered(make()) }
}
