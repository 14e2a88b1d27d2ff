/** Takes in a client edition that came back: keeps the file as evidence and lists what is different in it. The record changes by decisions alone. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { ReceivedReturn, ReturnCarriers } from '../../shared/records/returns.ts'
import { isDay } from '../../shared/states/remediation.ts'
import { waitsForDecision } from '../../shared/states/return-change.ts'
import type { Reader, Writer } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { readWhole, type StoredObject } from '../store/objects.ts'
import { nextReference } from '../store/references.ts'
import { classifyReturn, type ClassifiedChange } from '../workbook/classify-return.ts'
import { findTable } from '../workbook/find-table.ts'
import { readForeign } from '../workbook/read-foreign.ts'
import { engagementOf } from './engagement.ts'
import { keepEvidence } from './evidence.ts'
import { useEvidence } from './findings/evidence.ts'
import { transactingProcedure, type WriteContext } from './procedure.ts'
import { answersIn } from './returns/answers.ts'
import { editionOf, marksOf, rowsHandedOut, type HandedOutEdition } from './returns/editions.ts'
import { returnedForms } from './returns/forms.ts'
import { discardUpload, takeUpload } from './upload.ts'
import { zipCodec } from './zip-codec.ts'

/** No workbook that people fill in is as large. */
const largestReturn = 50_000_000

export default transactingProcedure('return.receive', (context, { upload, ...received }): ReceivedReturn => {
  try {
    return context.db.transaction(() => {
      const { name, stored } = takeUpload(context, upload)
      return receive(context, { ...received, name: name.split(/[\\/]/).at(-1) ?? name, stored })
    })
  } finally {
    discardUpload(context.uploads, upload)
  }
})

interface Received {
  readonly job: string
  readonly name: string
  readonly stored: StoredObject
  readonly receivedFrom: string
  readonly receivedAt: string
}

function receive(context: WriteContext, received: Received): ReceivedReturn {
  const { db, now } = context
  const { name, stored, receivedAt } = received
  if (!isDay(receivedAt) || receivedAt > now().slice(0, 10))
    throw new WorkbenchError(
      'input-invalid',
      `The day it was received is not a day until today: ${receivedAt}.`
    )
  const before = receivedBefore(db, stored)
  if (before) return before
  if (stored.size > largestReturn)
    throw new WorkbenchError(
      'too-large',
      `${name} is larger than 50 MB, which no workbook of ours becomes by filling it in.`
    )

  tellProgress(context, received, 0)
  const book = readForeign(readWhole(db, stored.id), name, zipCodec)
  tellProgress(context, received, 1)
  const tables = returnedForms.map((form) => ({ form, found: findTable(book, form) }))
  const found = tables.map((table) => table.found)
  const marks = marksOf(book, found)
  const edition = editionOf(db, name, marks)
  if (found.every((table) => table === null))
    throw new WorkbenchError(
      'file-damaged',
      `${name} holds neither of the sheets ${returnedForms.map((form) => `"${form.name}"`).join(' and ')}, so there is nothing to read. Ask for the whole workbook.`
    )
  const { mine } = answersIn(db, now())
  const changes = classifyReturn(tables, {
    handedOut: rowsHandedOut(db, edition.id),
    mine,
    today: now().slice(0, 10)
  })
  tellProgress(context, received, 2)
  const carriers: ReturnCarriers = {
    ...marks.carriers,
    protection: found.every((table) => table?.isProtected === true),
    remarks: [...book.remarks, ...found.flatMap((table) => table?.remarks ?? [])]
  }
  return keep(context, { ...received, edition, changes, carriers, producer: book.producer })
}

/** The same bytes were taken in before. */
function receivedBefore(db: Reader, { sha256 }: StoredObject): ReceivedReturn | null {
  const twin = db.get<{ ref: string; taken_at: string; taken_by: string }>(
    `select r.ref, r.taken_at, r.taken_by
     from workbook_return r
     join evidence e on e.id = r.evidence_id
     join object o on o.id = e.object_id
     where o.sha256 = :sha256`,
    { sha256 }
  )
  if (!twin) return null
  return {
    ref: twin.ref,
    isNew: false,
    sentence: `This file was imported already on ${twin.taken_at.slice(0, 10)} by ${twin.taken_by}, as ${twin.ref}. It was not read again.`
  }
}

function tellProgress({ emit, isCancelled }: WriteContext, { job, name }: Received, done: number): void {
  if (isCancelled())
    throw new WorkbenchError(
      'cancelled',
      'The workbook was not taken in: it was cancelled while it was read.'
    )
  emit({ type: 'progress', job, phase: 'reading', name, done, total: 3 })
}

interface ReadReturn extends Received {
  readonly edition: HandedOutEdition
  readonly changes: readonly ClassifiedChange[]
  readonly carriers: ReturnCarriers
  readonly producer: string
}

function keep(context: WriteContext, read: ReadReturn): ReceivedReturn {
  const { db, actor, now } = context
  const { edition, changes, carriers, producer, receivedFrom, receivedAt, stored, name } = read
  const ref = nextReference(db, 'WR', 3)
  const evidence = keepEvidence(
    context,
    {
      type: 'file',
      title: `Client response ${edition.period} v${edition.version}, returned`,
      fileName: name,
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      stored,
      origin: {
        obtainedFrom: receivedFrom,
        obtainedBy: actor,
        obtainedAt: receivedAt,
        asOf: '',
        address: '',
        byClient: true,
        redacted: false
      }
    },
    { return: ref }
  )
  const { id } = db.run(
    `insert into workbook_return (ref, period_id, export_id, evidence_id, received_from, received_at, producer, carriers, taken_by, taken_at)
     values (:ref, :period, :edition, :evidence, :receivedFrom, :receivedAt, :producer, :carriers, :actor, :at)`,
    {
      ref,
      period: engagementOf(db).period.id,
      edition: edition.id,
      evidence,
      receivedFrom,
      receivedAt,
      producer,
      carriers: JSON.stringify(carriers),
      actor,
      at: now()
    }
  )
  const use = { evidence, target: 'workbook-return', ref, purpose: 'As it came back' } as const
  const kept = useEvidence(db, use, actor, now())
  keepChanges(db, id, changes)
  const counts = countsOf(changes)
  appendEvent(db, {
    at: now(),
    actor,
    action: 'return.receive',
    entity: 'workbook-return',
    entityId: ref,
    payload: {
      edition: `${edition.period} v${edition.version}`,
      evidence: kept,
      sha256: stored.sha256,
      receivedFrom,
      receivedAt,
      changes: counts
    }
  })
  return { ref, isNew: true, sentence: sentenceOf(ref, changes) }
}

function keepChanges(db: Writer, returned: number, changes: readonly ClassifiedChange[]): void {
  for (const change of changes)
    db.run(
      `insert into workbook_change (return_id, sheet, row_key, column_key, place, class, base, mine, theirs, remark)
       values (:returned, :sheet, :rowKey, :column, :place, :class, :base, :mine, :theirs, :remark)`,
      { ...change, returned }
    )
}

function countsOf(changes: readonly ClassifiedChange[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(changes, (change) => change.class)].map(([name, of]) => [name, of.length])
  )
}

function sentenceOf(ref: string, changes: readonly ClassifiedChange[]): string {
  const waiting = changes.filter((change) => waitsForDecision(change.class)).length
  if (changes.length === 0) return `${ref}: the client changed nothing in it.`
  if (waiting === 0) return `${ref}: nothing in it waits for you; see what was ignored.`
  return `${ref}: ${waiting.toLocaleString('en')} ${waiting === 1 ? 'answer waits' : 'answers wait'} for you.`
}
