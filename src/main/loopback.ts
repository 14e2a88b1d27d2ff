/** The loopback host's server: the same page and the same calls as the window's, for one browser of this machine only. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'

import { toWireError, WorkbenchError } from '../shared/errors.ts'
import { decodeWire, encodeWire } from '../shared/wire.ts'

import { answerAsset } from './assets.ts'
import { logFault } from './fault-log.ts'
import type { Library } from './library.ts'
import { refusal, reply, type Reply } from './reply.ts'
import { securityHeaders } from './security-policy.ts'
import { answerStoredFile, isStoredFile } from './stored-files.ts'

export interface LoopbackOptions {
  readonly library: Pick<Library, 'ask' | 'subscribe' | 'take'>
  /** The folder of the built page. */
  readonly assets: string
  /** 0 lets the system choose. */
  readonly port?: number
}

export interface Loopback {
  readonly origin: string
  /** An address that lets one browser in, once: others may read it in a list of processes. `used` is told when it did. */
  newAddress(used?: () => void): string
  close(): Promise<void>
}

/** A call carries a chunk of at most 1 MB, in base64; the rest is room. */
const largestCall = 8 * 1024 * 1024
const heartbeat = 20_000
/** An event stream whose browser does not read is cut rather than kept in memory. */
const largestBacklog = 4 * 1024 * 1024

/** Serves on 127.0.0.1 until closed. Throws where the port cannot be taken. */
export async function startLoopback({
  library,
  assets,
  port: wanted = 0
}: LoopbackOptions): Promise<Loopback> {
  const keys = new Map<string, () => void>()
  const session = randomBytes(32).toString('base64url')
  const server = createServer((request, response) => void answer(request, response))
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  const cookie = `tickmark-${port}`

  return {
    origin,
    newAddress(used = () => undefined) {
      const key = randomBytes(32).toString('base64url')
      keys.set(digest(key), used)
      return `${origin}/launch?key=${key}`
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
      const refused = refuse(request, pathname)
      if (refused) send(response, refused)
      else if (request.method === 'POST') send(response, await answerCall(request, pathname))
      else if (pathname === '/launch') send(response, launch(request, new URLSearchParams(query)))
      else if (pathname === '/events') streamEvents(response)
      else if (isStoredFile(pathname))
        send(response, await answerStoredFile(library, pathname, new URLSearchParams(query).has('download')))
      else send(response, await answerAsset(assets, pathname))
    } catch (thrown) {
      logFault(thrown)
      if (response.headersSent) response.destroy()
      else send(response, refusal(500, 'The workbench met a fault of its own.'))
    }
  }

  /** Why a request is not for us, before anything of it is read; null where it is. */
  function refuse(request: IncomingMessage, pathname: string): Reply | null {
    // A name that only resolves to this machine (DNS rebinding) is not our name.
    if (request.headers.host !== host) return refusal(421, 'This address belongs to another host.')
    const isCall = request.method === 'POST'
    if (!isCall && request.method !== 'GET')
      return refusal(405, 'Only GET and POST are answered.', { Allow: 'GET, POST' })
    if (isCall !== pathname.startsWith('/call/'))
      return refusal(405, 'This address takes another method.', { Allow: isCall ? 'GET' : 'POST' })
    if (pathname === '/launch') return null
    if (!isOurSession(request))
      return refusal(403, 'This browser was not let in. Open the address that the terminal shows.')
    // Another program's page on this machine is the same site, so the cookie alone does not keep it out.
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return refusal(403, 'This request comes from another page.')
    if (isCall && request.headers.origin !== origin)
      return refusal(403, 'This request comes from another page.')
    return null
  }

  function launch(request: IncomingMessage, query: URLSearchParams): Reply {
    const key = digest(query.get('key') ?? '')
    const used = keys.get(key)
    if (!used && !isOurSession(request))
      return refusal(403, 'This address lets one browser in, once. Take the newest one from the terminal.')
    keys.delete(key)
    used?.()
    return reply(303, 'text/plain; charset=utf-8', '', {
      Location: '/',
      'Set-Cookie': `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`
    })
  }

  function isOurSession(request: IncomingMessage): boolean {
    const given = (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${cookie}=`))
    return timingSafeEqual(
      Buffer.from(digest(given?.slice(cookie.length + 1) ?? '')),
      Buffer.from(digest(session))
    )
  }

  async function answerCall(request: IncomingMessage, pathname: string): Promise<Reply> {
    if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? ''))
      return answerError(415, new WorkbenchError('input-invalid', 'A call is sent as JSON.'))
    const body = await readBody(request)
    if (body === null)
      return answerError(
        413,
        new WorkbenchError('too-large', 'A call takes at most 8 MB; files are sent in chunks.')
      )
    let method: string
    let input: unknown
    try {
      method = decodeURIComponent(pathname.slice('/call/'.length))
      input = decodeWire(new TextDecoder('utf-8', { fatal: true }).decode(body))
    } catch {
      return answerError(400, new WorkbenchError('input-invalid', 'The call is not readable as JSON.'))
    }
    return answerJson(200, await library.ask(method, input))
  }

  function streamEvents(response: ServerResponse): void {
    response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' })
    response.write(': open\n\n')
    const leave = library.subscribe((event) => write(`data: ${encodeWire(event)}\n\n`))
    const beat = setInterval(() => write(': still here\n\n'), heartbeat)
    response.once('close', () => {
      leave()
      clearInterval(beat)
    })

    function write(text: string): void {
      if (response.writableLength > largestBacklog) response.destroy()
      else response.write(text)
    }
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    response.writeHead(status, { ...headers, 'Content-Length': bytes.byteLength })
    response.end(bytes)
    return
  }
  response.writeHead(status, headers)
  // Where it fails halfway the connection is cut, so that no browser takes it for whole.
  void pipeline(body, response).catch(() => response.destroy())
}

function answerJson(status: number, value: unknown): Reply {
  return reply(status, 'application/json; charset=utf-8', encodeWire(value))
}

function answerError(status: number, error: WorkbenchError): Reply {
  return answerJson(status, { ok: false, error: toWireError(error) })
}

/** The whole body, or null where it is larger than a call may be. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > largestCall) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= largestCall) chunks.push(chunk)
  }
  return size > largestCall ? null : Buffer.concat(chunks)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
