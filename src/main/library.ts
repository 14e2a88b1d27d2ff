/** The shelf of engagements on this machine, one of them open: answers every method of the contract, in every host. */
import { mkdir, rm } from 'node:fs/promises'

import type { Bridge } from '../shared/bridge.ts'
import type { Input, MethodName, MethodsOf, Output } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import { isMethod, isServedBy, readInput } from '../shared/read-input.ts'
import type { EngagementSummary, WorkbenchEvent } from '../shared/records/engagement.ts'
import { openWorkbench, summarise, type OpenOptions, type Workbench } from '../core/workbench.ts'

import { addPiece, type Piece } from './add-engagement.ts'
import { readCollectionScript } from './collection-script.ts'
import { fileOf, freeName, listEngagements } from './engagement-folder.ts'
import { logFault } from './fault-log.ts'
import { fillSample, sampleEngagement } from './sample.ts'

export interface LibraryOptions {
  /** The folder that holds the engagement files; made where it is missing. */
  readonly home: string
  /** The built engine worker, `out/main/worker.js`. */
  readonly worker: string
  /** The folder with the export files of the sample engagement. */
  readonly sample: string
  /** The folder with the collection script. */
  readonly collect: string
  /** A fixed clock (ISO-8601 UTC) instead of the machine's. */
  readonly clock?: string
}

export interface Library extends Bridge {
  /** What hosts use: a method's name and input as they came over the wire. Never throws. */
  ask(method: string, input: unknown): Promise<Answer<unknown>>
  /** Closes the open engagement cleanly; the library can be asked again afterwards. */
  close(): Promise<void>
}

type HostMethods = {
  readonly [M in MethodsOf<'host'>]: (input: Input<M>) => Output<M> | Promise<Output<M>>
}

/** Opens the shelf. Throws what the file system throws where the folder cannot be made. */
export async function openLibrary({
  home,
  worker,
  sample,
  collect,
  clock
}: LibraryOptions): Promise<Library> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  const listeners = new Set<(event: WorkbenchEvent) => void>()
  let current: { readonly name: string; readonly workbench: Workbench } | null = null
  let lastChange: Promise<unknown> = Promise.resolve()

  const host: HostMethods = {
    'engagement.list': () => listEngagements(home),
    'engagement.current': () => (current === null ? null : summarise(fileOf(home, current.name))),
    'engagement.create': (given) =>
      inTurn('engagement.create', () =>
        enter(freeName(home, given.clientName, given.period), { ...given, isSample: false })
      ),
    'engagement.open': ({ file }) =>
      inTurn('engagement.open', () => (current?.name === file ? summarise(fileOf(home, file)) : enter(file))),
    'engagement.add': (piece) => addEngagement(piece),
    'engagement.sample': () => inTurn('engagement.sample', openSample),
    'engagement.close': () => inTurn('engagement.close', leave),
    'collection.script': () => readCollectionScript(collect),
    'job.cancel': ({ job }) => {
      current?.workbench.cancel(job)
      return null
    }
  }

  return {
    ask,
    call: <M extends MethodName>(method: M, input: Input<M>) =>
      ask(method, input) as Promise<Answer<Output<M>>>,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await inTurn('engagement.close', leave)
    }
  }

  async function ask(method: string, input: unknown): Promise<Answer<unknown>> {
    try {
      if (!isMethod(method)) throw new WorkbenchError('method-unknown')
      if (isServedBy('host', method)) return { ok: true, value: await serve(method, input) }
      if (current === null)
        throw new WorkbenchError('no-engagement', 'No engagement is open; open one first.')
      if (isServedBy('read', method) || isServedBy('write', method))
        return await current.workbench.call(method, input)
      throw new WorkbenchError('method-unknown')
    } catch (thrown) {
      if (!(thrown instanceof WorkbenchError)) logFault(thrown)
      return { ok: false, error: toWireError(thrown) }
    }
  }

  function serve<M extends MethodsOf<'host'>>(method: M, input: unknown): Output<M> | Promise<Output<M>> {
    return host[method](readInput(method, input))
  }

  /** Changes of what is open happen one after the other, however quickly they are asked for. */
  function inTurn<T>(method: MethodName, change: () => T | Promise<T>): Promise<T> {
    const turn = lastChange.then(async () => {
      const value = await change()
      tell({ type: 'changed', method })
      return value
    })
    lastChange = turn.catch(() => undefined)
    return turn
  }

  /** Opens first and leaves the former engagement after: where opening fails, the former one stays open. */
  async function enter(
    name: string,
    create?: NonNullable<OpenOptions['create']>
  ): Promise<EngagementSummary> {
    const workbench = await openWorkbench({
      file: fileOf(home, name),
      worker,
      ...(create ? { create } : {}),
      onFault: logFault,
      ...(clock === undefined ? {} : { clock })
    })
    await leave()
    workbench.subscribe(tell)
    current = { name, workbench }
    return summarise(fileOf(home, name))
  }

  async function leave(): Promise<null> {
    const left = current
    current = null
    await left?.workbench.close()
    return null
  }

  /** A file that looks like an engagement and does not open as one is not kept. */
  async function addEngagement(piece: Piece): Promise<EngagementSummary | null> {
    const name = await addPiece(home, piece)
    if (name === null) return null
    return inTurn('engagement.add', () =>
      enter(name).catch(async (thrown: unknown) => {
        await rm(fileOf(home, name), { force: true })
        throw thrown
      })
    )
  }

  /** The sample that is there already, else a new one filled with its files; a failed filling leaves no file behind. */
  async function openSample(): Promise<EngagementSummary> {
    const known = listEngagements(home).engagements.find((engagement) => engagement.isSample)
    if (known) return current?.name === known.file ? known : enter(known.file)
    const name = freeName(home, sampleEngagement.clientName, sampleEngagement.period)
    await enter(name, { ...sampleEngagement, isSample: true })
    try {
      if (current !== null) await fillSample(current.workbench, sample)
    } catch (thrown) {
      await leave()
      await rm(fileOf(home, name), { force: true })
      throw thrown
    }
    return summarise(fileOf(home, name))
  }

  function tell(event: WorkbenchEvent): void {
    for (const listener of listeners) listener(event)
  }
}
