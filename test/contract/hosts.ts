/** The hosts a contract is held against: each opens a library over a folder and answers calls its own way. */
import { existsSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { resolve } from 'node:path'

import { appProtocol } from '../../src/main/app-protocol.ts'
import { answerCalls } from '../../src/main/ipc.ts'
import { openLibrary, type Library } from '../../src/main/library.ts'
import { startLoopback } from '../../src/main/loopback.ts'
import { programFiles } from '../../src/main/program-files.ts'
import type { Answer } from '../../src/shared/errors.ts'
import type { WorkbenchEvent } from '../../src/shared/records/engagement.ts'
import { decodeWire, encodeWire } from '../../src/shared/wire.ts'

export interface OpenHost {
  ask(method: string, input: unknown): Promise<Answer<unknown>>
  /** What the page gets at an address of the host, such as `/files/source/1`. */
  get(path: string): Promise<{ readonly status: number; readonly bytes: Buffer }>
  /** What the page heard so far. */
  readonly heard: readonly WorkbenchEvent[]
  close(): Promise<void>
}

export interface Host {
  readonly name: string
  readonly open: (home: string) => Promise<OpenHost>
}

export const files = programFiles(resolve(import.meta.dirname, '../../out/main'))
/** Why nothing can be asked of the engine; false where it can. */
export const whyNoEngine: string | false = existsSync(files.worker)
  ? false
  : 'the engine is not built (npm run build)'

export const hosts: readonly Host[] = [
  { name: 'in-process', open: openInProcess },
  { name: 'loopback', open: openOverLoopback },
  { name: 'Electron channel', open: openOverChannel }
]

export function library(home: string): Promise<Library> {
  return openLibrary({ home, worker: files.worker, sample: files.sample, collect: files.collect })
}

async function openInProcess(home: string): Promise<OpenHost> {
  const opened = await library(home)
  const heard: WorkbenchEvent[] = []
  opened.subscribe((event) => heard.push(event))
  return {
    ask: (method, input) => opened.ask(method, input),
    get: (path) => fromProtocol(opened, path),
    heard,
    close: () => opened.close()
  }
}

/** Electron's channel without Electron: what crosses it is cloned, as there. */
async function openOverChannel(home: string): Promise<OpenHost> {
  const opened = await library(home)
  const heard: WorkbenchEvent[] = []
  opened.subscribe((event) => heard.push(structuredClone(event)))
  const page = {}
  let handler: (...given: unknown[]) => unknown = () => undefined
  answerCalls(
    { handle: (_channel, given) => void (handler = given as typeof handler) },
    opened,
    (sender) => sender === page
  )
  const event = { sender: page, senderFrame: { url: 'app://workbench/', parent: null } }
  return {
    ask: async (method, input) =>
      structuredClone(await handler(event, method, structuredClone(input))) as Answer<unknown>,
    get: (path) => fromProtocol(opened, path),
    heard,
    close: () => opened.close()
  }
}

/** What the window's own scheme answers. */
async function fromProtocol(opened: Library, path: string): ReturnType<OpenHost['get']> {
  const response = await appProtocol(opened, files.assets)(new Request(`app://workbench${path}`))
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
}

async function openOverLoopback(home: string): Promise<OpenHost> {
  const opened = await library(home)
  const served = await startLoopback({ library: opened, assets: files.assets })
  const browser = await openAddress(served.newAddress())
  return {
    ...browser,
    async close() {
      await browser.close()
      await served.close()
      await opened.close()
    }
  }
}

/** Does what the page does in a browser that was let in by an address. */
export async function openAddress(address: string): Promise<OpenHost> {
  const { origin } = new URL(address)
  const cookie = await letIn(address)
  const heard: WorkbenchEvent[] = []
  const stream = await send(origin, '/events', { headers: { cookie } })
  void listen(stream, heard)
  return {
    async ask(method, input) {
      const response = await send(origin, `/call/${encodeURIComponent(method)}`, {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: encodeWire(input)
      })
      return decodeWire(await textOf(response)) as Answer<unknown>
    },
    async get(path) {
      const response = await send(origin, path, { headers: { cookie } })
      return { status: response.statusCode ?? 0, bytes: await bytesOf(response) }
    },
    heard,
    close() {
      stream.destroy()
      return Promise.resolve()
    }
  }
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** One request with exactly these headers and this path, unlike `fetch`, which mends them. */
export function send(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {}
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, resolve)
    sent.once('error', reject)
    sent.end(body)
  })
}

export async function textOf(response: IncomingMessage): Promise<string> {
  return (await bytesOf(response)).toString('utf8')
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Uses an address once and answers the cookie that came for it. */
export async function letIn(address: string): Promise<string> {
  const { origin, pathname, search } = new URL(address)
  const response = await send(origin, `${pathname}${search}`)
  response.resume()
  return response.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

async function listen(stream: IncomingMessage, heard: WorkbenchEvent[]): Promise<void> {
  let text = ''
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const lines = `${text}${chunk.toString('utf8')}`.split('\n\n')
      text = lines.pop() ?? ''
      for (const line of lines)
        if (line.startsWith('data: ')) heard.push(decodeWire(line.slice(6)) as WorkbenchEvent)
    }
  } catch {
    // The stream ends with its host.
  }
}

/** The value of an answer. Throws its error as a sentence. */
export async function valueFrom<T>(host: Pick<OpenHost, 'ask'>, method: string, input: unknown): Promise<T> {
  const answer = (await host.ask(method, input)) as Answer<T>
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.value
}

/** Sends a file in pieces and answers the number of its upload. */
export async function uploadTo(
  host: Pick<OpenHost, 'ask'>,
  name: string,
  bytes: Uint8Array
): Promise<number> {
  const { upload } = await valueFrom<{ upload: number }>(host, 'upload.start', {
    name,
    size: bytes.length,
    bytes: bytes.slice(0, piece)
  })
  for (let start = piece; start < bytes.length; start += piece)
    await valueFrom(host, 'upload.append', { upload, bytes: bytes.slice(start, start + piece) })
  return upload
}

const piece = 1024 * 1024
