/** The front door of the engine: one engagement, opened in a writer and a reader thread, asked by method name. */
import { statSync } from 'node:fs'
import { basename, extname } from 'node:path'

import type { MethodsOf, Output } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import type { InterchangeForm } from '../shared/interchange-forms.ts'
import { isMethod, isServedBy, readInput } from '../shared/read-input.ts'
import type { EngagementSummary, Verification, WorkbenchEvent } from '../shared/records/engagement.ts'
import { sweepRewriting } from './change-seal.ts'
import { isJob, jobQueue } from './job-queue.ts'
import type { Signature } from './integrity/bag.ts'
import {
  beginArchive,
  beginExport,
  copyEngagement,
  type ArchiveOnItsWay,
  type ExportOnItsWay
} from './outgoing.ts'
import type { ArchiveForm } from './procedures/archive/pack.ts'
import type { EngagementEvent, NewEngagement } from './procedures/engagement.ts'
import type { HeadReport, KnownHeads } from './procedures/known-head.ts'
import { noteCall, sharedSession } from './procedures/session.ts'
import { summaryOf } from './procedures/summarise-engagement.ts'
import type { FileWithKey } from './store/copy-file.ts'
import { lock } from './store/lock.ts'
import { openGlance } from './store/open.ts'
import { isSealed, type FileKey } from './store/seal.ts'
import { startThread, valueOf, type ThreadOptions } from './thread.ts'

export interface OpenOptions extends ThreadOptions {
  /** The engagement file; only hosts know paths. */
  readonly file: string
  /** The key of a sealed file. */
  readonly key?: FileKey | null
  /** Makes the file new with this engagement in it. */
  readonly create?: NewEngagement
  /** A fixed clock (ISO-8601 UTC) instead of the machine's. */
  readonly clock?: string
}

export interface Workbench {
  /** Asks one method. Never throws; input is checked here by the method's schema. */
  call<M extends MethodsOf<'read' | 'write'>>(method: M, input: unknown): Promise<Answer<Output<M>>>
  /** Ends an import or another call with a job that runs or waits; the engagement is as it was before. */
  cancel(job: string): void
  /** Begins an archive of the engagement as it is at this moment; it is logged once it was taken whole. Throws `WorkbenchError`. */
  archive(form: ArchiveForm): Promise<ArchiveOnItsWay>
  /** Begins a file for another system; it is logged once it was taken whole. Throws `WorkbenchError`. */
  export(form: InterchangeForm): Promise<ExportOnItsWay>
  /** Writes a copy of the engagement into a new file, for another machine, and logs it. Throws `WorkbenchError`. */
  handOver(to: FileWithKey): Promise<void>
  /** Where its event log stands, held against the heads of logs this machine saw last. */
  logHead(known: KnownHeads): Promise<HeadReport>
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
  /** Ends both threads; the engagement is one file afterwards. */
  close(): Promise<void>
}

export type { HeadReport, KnownHeads }

/** Opens an engagement. Throws `WorkbenchError` where the file is foreign, newer, damaged, busy, missing or sealed with another key. */
export async function openWorkbench(options: OpenOptions): Promise<Workbench> {
  const unlock = lock(options.file)
  sweepRewriting(options.file)
  const cancelled = new SharedArrayBuffer(4)
  const listeners = new Set<(event: WorkbenchEvent) => void>()
  const tell = (event: WorkbenchEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const key = options.key ?? null
  const session = sharedSession()
  const start = { file: options.file, key, cancelled, session, clock: options.clock ?? null }
  const underway = new Set<Pick<ArchiveOnItsWay, 'close'>>()
  try {
    const writer = await startThread(
      { ...start, role: 'writer', create: options.create ?? null },
      options,
      tell
    )
    const reader = await startThread({ ...start, role: 'reader', create: null }, options, tell).catch(
      async (error: unknown) => {
        await writer.close()
        throw error
      }
    )

    const note = async (event: EngagementEvent): Promise<void> => {
      valueOf(await writer.call('event.append', event))
      tell({ type: 'changed', method: event.action })
    }
    const sign = async (tagManifest: string): Promise<Signature | null> =>
      valueOf(await writer.call('archive.sign', tagManifest)) as Signature | null
    /** What the reader found wrong keeps the writer from adding to it. */
    const distrust = async ({ recordFault }: Verification): Promise<void> => {
      if (recordFault !== null) valueOf(await writer.call('record.distrust', recordFault))
    }
    const jobs = jobQueue(writer, new Int32Array(cancelled), tell)

    return {
      async call(method, input) {
        try {
          if (!isMethod(method))
            throw new WorkbenchError('method-unknown', `There is no method ${String(method)}.`)
          const isWrite = isServedBy('write', method)
          const given = readInput(method, input)
          noteCall(session)
          const answer = await (isServedBy('write', method) && isJob(given)
            ? jobs.run(method, given)
            : (isWrite ? writer : reader).call(method, given))
          // What was asked for and takes long is no idleness.
          noteCall(session)
          if (method === 'engagement.verify' && answer.ok) await distrust(answer.value as Verification)
          if (isWrite && answer.ok && !method.startsWith('upload.')) tell({ type: 'changed', method })
          return answer as Answer<Output<typeof method>>
        } catch (error) {
          return { ok: false, error: toWireError(error) }
        }
      },
      cancel: (job) => jobs.cancel(job),
      async archive(form) {
        const archive = await beginArchive(start, form, options, tell, { sign, note })
        underway.add(archive)
        return archive
      },
      async export(form) {
        const made = await beginExport(start, form, options, tell, note)
        underway.add(made)
        return made
      },
      async handOver(to) {
        const event = { action: 'engagement.handover', payload: {} }
        const { person } = valueOf(await reader.call('session.show', {})) as Output<'session.show'>
        await copyEngagement(start, { to, event, actor: person?.name ?? null }, options, tell)
        await note(event)
      },
      async logHead(known) {
        return valueOf(await writer.call('log.head', known)) as HeadReport
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async close() {
        for (const leaving of underway) await leaving.close()
        await reader.close()
        await writer.close()
        unlock()
      }
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** A glance at an engagement file for the Welcome screen; throws `WorkbenchError` where it is none, or sealed with another key. */
export function summarise(file: string, key: FileKey | null = null): EngagementSummary {
  const db = openGlance(file, key)
  try {
    return {
      file: basename(file, extname(file)),
      ...summaryOf(db),
      isSealed: isSealed(file),
      lastOpenedAt: statSync(file).mtime.toISOString()
    }
  } finally {
    db.close()
  }
}
