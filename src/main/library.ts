/** The shelf of engagements on this machine, one of them open: answers every method of the contract, in every host. */
import { mkdir, rm } from 'node:fs/promises'

import type { Bridge } from '../shared/bridge.ts'
import type { Input, MethodName, MethodsOf, Output } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import { isMethod, isServedBy, readInput } from '../shared/read-input.ts'
import type { EngagementSummary, WorkbenchEvent } from '../shared/records/engagement.ts'
import { changeSeal, confirmPassphrase, keyFor, keyForSealing } from '../core/change-seal.ts'
import { openWorkbench, summarise, type OpenOptions, type Workbench } from '../core/workbench.ts'

import { addPiece, type Piece } from './add-engagement.ts'
import { readCollectionScript } from './collection-script.ts'
import { extension, fileOf, freeName, listEngagements, outgoingFile } from './engagement-folder.ts'
import { logFault } from './fault-log.ts'
import { readHeads, rememberHead } from './known-heads.ts'
import { outgoingFiles, type Outgoing } from './outgoing-files.ts'
import { fillSample, sampleEngagement } from './sample.ts'
import { whoActs } from './who-acts.ts'

export interface LibraryOptions {
  /** The folder that holds the engagement files; made where it is missing. */
  readonly home: string
  /** The built engine worker, `out/main/worker.js`. */
  readonly worker: string
  /** The folder with the export files of the sample engagement. */
  readonly sample: string
  /** The folder with the collection script. */
  readonly collect: string
  /** Prints an HTML page as PDF. */
  readonly print?: OpenOptions['print']
  /** A fixed clock (ISO-8601 UTC) instead of the machine's. */
  readonly clock?: string
}

export interface Library extends Bridge {
  /** What hosts use: a method's name and input as they came over the wire. Never throws. */
  ask(method: string, input: unknown): Promise<Answer<unknown>>
  /** A file that was made to be taken out, by its number: once. */
  take(outgoing: number): Outgoing | null
  /** Closes the open engagement cleanly; the library can be asked again afterwards. */
  close(): Promise<void>
}

interface Opened {
  readonly name: string
  /** Null for a plain file. */
  readonly key: string | null
  readonly workbench: Workbench
  /** That it is an older copy; null where nothing is known against it. */
  readonly remark: string | null
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
  print,
  clock
}: LibraryOptions): Promise<Library> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  await rm(outgoingFile(home), { force: true })
  const listeners = new Set<(event: WorkbenchEvent) => void>()
  const outgoing = outgoingFiles(tell)
  const engine = {
    worker,
    onFault: logFault,
    ...(print ? { print } : {}),
    ...(clock === undefined ? {} : { clock })
  }
  let current: Opened | null = null
  let lastChange: Promise<unknown> = Promise.resolve()
  /** While the open file is replaced by another, calls wait. */
  let replacing: Promise<unknown> = Promise.resolve()

  const host: HostMethods = {
    'engagement.list': () => listEngagements(home, current),
    'engagement.current': () => (current === null ? null : summaryOf(current)),
    'engagement.create': (given) =>
      inTurn('engagement.create', () =>
        enter(freeName(home, given.clientName, given.period), { ...given, isSample: false })
      ),
    'engagement.open': ({ file, passphrase }) =>
      inTurn('engagement.open', () =>
        current?.name === file ? summaryOf(current) : enter(file, null, passphrase)
      ),
    'engagement.add': (piece) => addEngagement(piece),
    'engagement.encrypt': ({ passphrase }) =>
      replace('engagement.encrypt', () => {
        if (opened().key === null) return keyForSealing(passphrase)
        throw new WorkbenchError('not-allowed', 'The engagement is sealed already.')
      }),
    'engagement.decrypt': ({ passphrase }) =>
      replace('engagement.decrypt', async () => {
        await confirm(passphrase)
        return null
      }),
    'engagement.passphrase': ({ passphrase, newPassphrase }) =>
      replace('engagement.passphrase', async () => {
        await confirm(passphrase)
        return keyForSealing(newPassphrase)
      }),
    'engagement.handover': ({ passphrase }) =>
      inTurn('engagement.handover', async () => {
        const { name, workbench } = opened()
        await whoActs(workbench)
        await outgoing.drop()
        const file = outgoingFile(home)
        await workbench.handOver({ file, key: await keyForSealing(passphrase) })
        return outgoing.offerFile(file, `${name}${extension}`)
      }),
    'archive.make': () =>
      inTurn('archive.make', async () => outgoing.offerArchive(await opened().workbench.archive('zip'))),
    'export.make': ({ form }) =>
      inTurn('export.make', async () => outgoing.offerExport(await opened().workbench.export(form))),
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
    take: (id) => outgoing.take(id),
    async close() {
      await inTurn('engagement.close', leave)
    }
  }

  async function ask(method: string, input: unknown): Promise<Answer<unknown>> {
    try {
      if (!isMethod(method)) throw new WorkbenchError('method-unknown')
      if (isServedBy('host', method)) return { ok: true, value: await serve(method, input) }
      await replacing
      const { workbench } = opened()
      if (isServedBy('read', method) || isServedBy('write', method))
        return await workbench.call(method, input)
      throw new WorkbenchError('method-unknown')
    } catch (thrown) {
      if (!(thrown instanceof WorkbenchError)) logFault(thrown)
      return { ok: false, error: toWireError(thrown) }
    }
  }

  function serve<M extends MethodsOf<'host'>>(method: M, input: unknown): Output<M> | Promise<Output<M>> {
    return host[method](readInput(method, input))
  }

  function opened(): Opened {
    if (current !== null) return current
    throw new WorkbenchError('no-engagement', 'No engagement is open; open one first.')
  }

  function summaryOf({ name, key, remark }: Opened): EngagementSummary {
    return { ...summarise(fileOf(home, name), key), ...(remark === null ? {} : { remark }) }
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
    create: OpenOptions['create'] | null,
    passphrase?: string
  ): Promise<EngagementSummary> {
    const key = await keyFor(fileOf(home, name), () => passphraseOf(name, passphrase))
    return enterWith(name, key, create)
  }

  async function enterWith(
    name: string,
    key: string | null,
    create: OpenOptions['create'] | null = null
  ): Promise<EngagementSummary> {
    const workbench = await openWorkbench({
      file: fileOf(home, name),
      key,
      ...engine,
      ...(create ? { create } : {})
    })
    await leave()
    workbench.subscribe(tell)
    current = { name, key, workbench, remark: await headOf(workbench) }
    return summaryOf(current)
  }

  async function leave(): Promise<null> {
    const left = current
    current = null
    await outgoing.drop()
    if (left !== null) await headOf(left.workbench)
    await left?.workbench.close()
    return null
  }

  /** Remembers where the log stands, unless the file is older than what is known; answers what is known against it. */
  async function headOf(workbench: Workbench): Promise<string | null> {
    try {
      const { remark, ...head } = await workbench.logHead(readHeads(home))
      if (remark === null) rememberHead(home, head)
      return remark
    } catch (thrown) {
      // A thread that ended by itself has no head, and the engagement is to be left all the same.
      logFault(thrown)
      return null
    }
  }

  async function confirm(passphrase: string): Promise<void> {
    const { name, key } = opened()
    if (key === null) throw new WorkbenchError('not-allowed', 'The engagement is not sealed.')
    await confirmPassphrase(fileOf(home, name), key, passphrase)
  }

  /** Closes the engagement, writes its file anew with another key or none, and opens it again; with the former key where that fails. */
  function replace(action: MethodName, newKey: () => Promise<string | null>): Promise<EngagementSummary> {
    return inTurn(action, async () => {
      const { name, key, workbench } = opened()
      const actor = await whoActs(workbench)
      const next = await newKey()
      const replaced = (async () => {
        await leave()
        try {
          await changeSeal({ file: fileOf(home, name), key, next, action, actor, ...engine }, tell)
        } catch (thrown) {
          await enterWith(name, key)
          throw thrown
        }
        return enterWith(name, next)
      })()
      replacing = replaced.catch(() => undefined)
      return replaced
    })
  }

  /** A file that looks like an engagement and does not open as one is not kept; a sealed one waits in the list for its passphrase. */
  async function addEngagement(piece: Piece): Promise<EngagementSummary | null> {
    const name = await addPiece(home, piece)
    if (name === null) return null
    return inTurn('engagement.add', () =>
      enter(name, null).catch(async (thrown: unknown) => {
        if (!isPassphraseAsked(thrown)) await rm(fileOf(home, name), { force: true })
        throw thrown
      })
    )
  }

  /** The sample that is there already, else a new one filled with its files; a failed filling leaves no file behind. */
  async function openSample(): Promise<EngagementSummary> {
    const known = listEngagements(home, current).engagements.find((engagement) => engagement.isSample)
    if (known) return current?.name === known.file ? known : enter(known.file, null)
    const name = freeName(home, sampleEngagement.clientName, sampleEngagement.period)
    await enter(name, { ...sampleEngagement, isSample: true })
    try {
      if (current !== null) await fillSample(current.workbench, sample)
    } catch (thrown) {
      await leave()
      await rm(fileOf(home, name), { force: true })
      throw thrown
    }
    return summaryOf(opened())
  }

  function tell(event: WorkbenchEvent): void {
    for (const listener of listeners) listener(event)
  }
}

function passphraseOf(file: string, given: string | undefined): string {
  if (given !== undefined) return given
  throw new WorkbenchError('passphrase-required', `${file} is sealed; it opens with its passphrase.`, {
    file
  })
}

function isPassphraseAsked(thrown: unknown): boolean {
  return thrown instanceof WorkbenchError && thrown.code === 'passphrase-required'
}
