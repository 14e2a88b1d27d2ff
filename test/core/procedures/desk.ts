/** An engagement in memory with an auditor at it: files go in and methods are asked as through the front door. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import type { Input, MethodsOf, Output } from '../../../src/shared/contract.ts'
import type { WorkbenchEvent } from '../../../src/shared/records/engagement.ts'
import type { ImportReport, Received } from '../../../src/shared/records/source.ts'
import { isServedBy, readInput } from '../../../src/shared/read-input.ts'
import { dispatchWrite, procedureOf, writeContext } from '../../../src/core/dispatch.ts'
import { createEngagement } from '../../../src/core/procedures/engagement.ts'
import { memory } from '../../../src/core/procedures/memory.ts'
import { bringUpToDate } from '../../../src/core/procedures/bring-up-to-date.ts'
import type { Upload } from '../../../src/core/procedures/procedure.ts'
import { openSession, sharedSession, type Session } from '../../../src/core/procedures/session.ts'
import { soundRecord, type SoundRecord } from '../../../src/core/sound-record.ts'
import type { Writer } from '../../../src/core/store/database.ts'
import { openMemory } from '../../../src/core/store/open.ts'

export interface Desk {
  readonly db: Writer
  readonly events: WorkbenchEvent[]
  readonly session: Session
  readonly sound: SoundRecord
  /** Set to have the next reading cancelled at its next step. */
  cancelled: boolean
  /** What the engine does when the file is opened. */
  reopen(): void
  ask<M extends MethodsOf<'read' | 'write'>>(method: M, input: Input<M>): Promise<Output<M>>
  /** Sends a file's bytes and answers the number of its upload. */
  send(name: string, content: string | Uint8Array): Promise<number>
  /** Imports files by name and text or bytes together. */
  receive(
    files: Readonly<Record<string, string | Uint8Array>>
  ): Promise<{ received: readonly Received[]; report: ImportReport }>
}

/** `clock` is ISO-8601 UTC with milliseconds; without one the desk's stands at 2 February 2026 and ticks with every look. */
export function sitDown(clock?: () => string): Desk {
  const db = openMemory()
  const events: WorkbenchEvent[] = []
  const uploads = new Map<number, Upload>()
  const recall = memory(db)
  let ticks = 0
  let jobs = 0
  const now = clock ?? ((): string => new Date(Date.UTC(2026, 1, 2, 9, 0, 0, ticks++)).toISOString())
  createEngagement(
    db,
    { clientName: 'Halden Logistics', auditor: 'M. Okafor', period: '2026-01', isSample: false },
    now(),
    'engagement-1'
  )

  const session = openSession(sharedSession())
  const sound = soundRecord(db)
  const writer = {
    db,
    sound,
    session,
    uploads,
    now,
    emit: (event: WorkbenchEvent) => void events.push(event)
  }
  const reader = { db, now, recall, workingPerson: session.personId }
  const desk: Desk = {
    db,
    events,
    session,
    sound,
    cancelled: false,
    reopen: () => db.transaction(() => bringUpToDate(writeContext(writer))),
    async ask(method, input) {
      const parsed = readInput(method, input)
      return (
        isServedBy('write', method)
          ? await dispatchWrite(writer, method, parsed, () => desk.cancelled)
          : procedureOf(method).serve(reader as never, parsed as never, undefined as never)
      ) as Output<typeof method>
    },
    async receive(files) {
      const uploads: number[] = []
      for (const [name, content] of Object.entries(files)) uploads.push(await desk.send(name, content))
      const report = await desk.ask('import.run', { job: `import-${++jobs}`, uploads })
      return { received: report.files, report }
    },
    async send(name, content) {
      const bytes = new Uint8Array(Buffer.from(content))
      const { upload } = await desk.ask('upload.start', { name, size: bytes.length, bytes })
      return upload
    }
  }
  return desk
}

/** The files of a folder by their relative names, sorted. */
export function filesOf(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Object.fromEntries(
    entries.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)])
  )
}

const header =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated'

/** A credential report of an account with these console users; root is in order. */
export function credentialReport(
  account: string,
  users: Readonly<Record<string, { readonly mfa: boolean; readonly lastUsed?: string }>> = {}
): string {
  const noKeys = 'false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A'
  const root = `<root_account>,arn:aws:iam::${account}:root,2020-01-01T00:00:00Z,true,2020-02-01T00:00:00Z,2020-01-01T00:00:00Z,not_supported,true,${noKeys}`
  const rows = Object.entries(users).map(
    ([name, { mfa, lastUsed = '2026-01-30T00:00:00Z' }]) =>
      `${name},arn:aws:iam::${account}:user/${name},2024-01-01T00:00:00Z,true,${lastUsed},2025-12-01T00:00:00Z,N/A,${mfa},${noKeys}`
  )
  return [header, root, ...rows].join('\n')
}

/** The command line's answer with the report's own date. */
export function wrapped(report: string, generatedTime: string): string {
  return JSON.stringify({
    Content: Buffer.from(report).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: generatedTime
  })
}
