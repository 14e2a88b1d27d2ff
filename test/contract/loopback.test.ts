import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Library } from '../../src/main/library.ts'
import { startLoopback, type Loopback } from '../../src/main/loopback.ts'
import { contentSecurityPolicy } from '../../src/main/security-policy.ts'
import { letIn, send, textOf, type Sent } from './hosts.ts'

const asked: [string, unknown][] = []
const engine: Pick<Library, 'ask' | 'subscribe' | 'take'> = {
  ask(method, input) {
    asked.push([method, input])
    return Promise.resolve({ ok: true, value: 'answered' })
  },
  subscribe: () => () => undefined,
  take: (id) => {
    const bytes = [Buffer.alloc(100_000, 'a'), Buffer.alloc(100_000, 'b')]
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      for (const piece of bytes) yield await Promise.resolve(piece)
      if (id === 8) throw new Error('a stored file is damaged')
    }
    return id < 7 ? null : { name: 'archive.zip', mime: 'application/zip', pieces: pieces() }
  }
}

let assets: string
let served: Loopback
let cookie: string

beforeAll(async () => {
  assets = mkdtempSync(join(tmpdir(), 'tickmark-loopback-'))
  writeFileSync(join(assets, 'index.html'), '<title>Tickmark</title>')
  served = await startLoopback({ library: engine, assets })
  cookie = await letIn(served.newAddress())
})
afterAll(async () => {
  await served.close()
  rmSync(assets, { recursive: true })
})

/** A call as our own page makes it, but for what is given. */
function call(sent: Sent = {}, path = '/call/engagement.list'): ReturnType<typeof send> {
  return send(served.origin, path, {
    method: 'POST',
    body: '{}',
    ...sent,
    headers: { cookie, origin: served.origin, 'content-type': 'application/json', ...sent.headers }
  })
}

async function statusOf(response: ReturnType<typeof send>): Promise<number> {
  const answered = await response
  await textOf(answered)
  return answered.statusCode ?? 0
}

describe('being let in', () => {
  it('security: g it listens on this machine alone, at a port of the system', () => {
    expect(served.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('security: g an address lets one browser in, once', async () => {
    const address = served.newAddress()

    expect(await letIn(address)).toBe(cookie)
    expect(await letIn(address)).toBe('')
    expect(await letIn(`${served.origin}/launch?key=guess`)).toBe('')
    expect(await letIn(`${served.origin}/launch`)).toBe('')
  })

  it('the browser that was let in may use its address again', async () => {
    const address = new URL(served.newAddress())
    const path = `${address.pathname}${address.search}`
    await letIn(address.href)

    expect(await statusOf(send(served.origin, path))).toBe(403)
    expect(await statusOf(send(served.origin, path, { headers: { cookie } }))).toBe(303)
  })

  it('security: g the cookie is for this port, unreadable to the page and never sent from elsewhere', async () => {
    const address = new URL(served.newAddress())
    const response = await send(served.origin, `${address.pathname}${address.search}`)

    expect(response.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^tickmark-${address.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)
    )
    expect(response.headers.location).toBe('/')
  })

  it.each(['/', '/index.html', '/events', '/files/evidence/1'])(
    'security: g %s is closed without the cookie, and with a forged one',
    async (path) => {
      const name = cookie.split('=')[0] ?? ''
      for (const headers of [
        {},
        { cookie: `${name}=forged` },
        { cookie: `${name}=` },
        { cookie: `x${cookie}` }
      ])
        expect(await statusOf(send(served.origin, path, { headers }))).toBe(403)
    }
  )
})

describe('whose request it is', () => {
  it.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'security: g the Host %j is another host',
    async (host) => {
      expect(await statusOf(call({ headers: { host } }))).toBe(421)
      expect(await statusOf(send(served.origin, '/', { headers: { cookie, host } }))).toBe(421)
    }
  )

  it.each(['http://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1', 'https://127.0.0.1', ''])(
    'security: g a call of the origin %j is refused',
    async (origin) => {
      expect(await statusOf(call({ headers: { origin } }))).toBe(403)
    }
  )

  it('security: g a call without an origin or without the cookie is refused', async () => {
    const headers = { cookie, 'content-type': 'application/json' }
    expect(
      await statusOf(send(served.origin, '/call/engagement.list', { method: 'POST', headers, body: '{}' }))
    ).toBe(403)
    expect(await statusOf(call({ headers: { cookie: '' } }))).toBe(403)
  })

  it.each(['cross-site', 'same-site'])(
    'security: g a %s request is refused, whatever it asks',
    async (site) => {
      const headers = { 'sec-fetch-site': site }
      expect(await statusOf(call({ headers }))).toBe(403)
      for (const path of ['/', '/events', '/files/evidence/1'])
        expect(await statusOf(send(served.origin, path, { headers: { cookie, ...headers } }))).toBe(403)
    }
  )

  it('security: g nothing refused reached the engine', async () => {
    asked.length = 0
    await statusOf(call({ headers: { origin: 'null' } }))
    await statusOf(call({ headers: { host: 'evil.example' } }))
    await statusOf(call({ headers: { 'content-type': 'text/plain' } }))
    expect(asked).toEqual([])

    await statusOf(call())
    expect(asked).toEqual([['engagement.list', {}]])
  })

  it('security: g no other origin is invited', async () => {
    const answers = [
      await call(),
      await call({ method: 'OPTIONS' }),
      await call({ headers: { origin: 'null' } })
    ]
    for (const { headers } of answers)
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    for (const answer of answers) answer.resume()
  })
})

describe('what is asked', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    ''
  ])('security: g a call as %j is refused', async (type) => {
    expect(await statusOf(call({ headers: { 'content-type': type } }))).toBe(415)
  })

  it.each(['{', '', 'null,', '\u0000'])('security: g %j is no JSON', async (body) => {
    expect(await statusOf(call({ body }))).toBe(400)
  })

  it('security: g bytes that are no text are no JSON', async () => {
    expect(await statusOf(call({ body: new Uint8Array([0x22, 0xff, 0x22]) }))).toBe(400)
  })

  it.each([{}, { 'transfer-encoding': 'chunked' }])(
    'security: g nine megabytes are more than a call, announced or not (%j)',
    async (headers) => {
      const response = await call({ body: `"${'x'.repeat(9_000_000)}"`, headers })

      expect(response.statusCode).toBe(413)
      expect(JSON.parse(await textOf(response))).toMatchObject({ ok: false, error: { code: 'too-large' } })
    }
  )

  it.each([
    ['GET', '/call/engagement.list'],
    ['POST', '/'],
    ['POST', '/files/evidence/1'],
    ['PUT', '/'],
    ['DELETE', '/files/evidence/1'],
    ['OPTIONS', '/call/engagement.list'],
    ['HEAD', '/'],
    ['TRACE', '/']
  ])('security: 18 %s %s is not allowed', async (method, path) => {
    expect(await statusOf(call({ method, body: '' }, path))).toBe(405)
  })

  it.each([
    ['/call/', ''],
    ['/call/a%2fb', 'a/b'],
    ['/call/constructor', 'constructor'],
    ['/call/engagement.list?x=1', 'engagement.list']
  ])('security: c %s asks for the method %j as it stands', async (path, method) => {
    asked.length = 0
    await statusOf(call({}, path))
    expect(asked).toEqual([[method, {}]])
  })

  it('security: c a method that cannot be spelled is refused', async () => {
    asked.length = 0
    expect(await statusOf(call({}, '/call/%'))).toBe(400)
    expect(asked).toEqual([])
  })

  it.each([
    '/../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..\\..\\etc\\passwd',
    '/..%5c..%5cetc',
    '/%00',
    '//etc/passwd'
  ])('security: 18 GET %s finds nothing', async (path) => {
    expect(await statusOf(send(served.origin, path, { headers: { cookie } }))).toBe(404)
  })

  it('security: 7 every answer has the policy and is kept nowhere', async () => {
    const answers = [
      await send(served.origin, '/', { headers: { cookie } }),
      await send(served.origin, '/', {}),
      await send(served.origin, '/nothing', { headers: { cookie } }),
      await call()
    ]
    for (const answer of answers) {
      expect(answer.headers).toMatchObject({
        'content-security-policy': contentSecurityPolicy,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store'
      })
      answer.resume()
    }
  })

  it('security: g what is not HTTP is cut off, and the host lives on', async () => {
    const { port } = new URL(served.origin)
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('\u0016\u0003\u0001 hello\r\n\r\n')
      )
      socket.on('error', () => undefined)
      socket.on('close', () => done())
      socket.resume()
    })

    expect(await statusOf(call())).toBe(200)
  })
})

describe('what is too much to be held', () => {
  const get = (id: number): ReturnType<typeof send> =>
    send(served.origin, `/files/outgoing/${id}`, { headers: { cookie } })

  it('is sent as it comes, as a file to be saved', async () => {
    const response = await get(7)

    expect(response.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': expect.stringContaining('attachment; filename="archive.zip"') as string,
      'transfer-encoding': 'chunked'
    })
    expect((await textOf(response)).length).toBe(200_000)
  })

  it('is cut off where it fails halfway, so that no browser takes it for whole', async () => {
    const response = await get(8)

    await expect(textOf(response)).rejects.toThrow(/aborted/)
    expect(await statusOf(call())).toBe(200)
  })

  it('is given to the browser that was let in, and once', async () => {
    expect(await statusOf(send(served.origin, '/files/outgoing/7', {}))).toBe(403)
    expect(await statusOf(get(1))).toBe(404)
  })
})
