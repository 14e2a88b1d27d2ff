import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { appProtocol, appScheme } from '../../src/main/app-protocol.ts'
import { answerAsset, pathInside } from '../../src/main/assets.ts'
import type { Body } from '../../src/main/reply.ts'
import { contentSecurityPolicy, securityHeaders } from '../../src/main/security-policy.ts'
import { answerStoredFile, disposition } from '../../src/main/stored-files.ts'
import type { StoredFile } from '../../src/shared/records/source.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickmark-assets-'))
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'page', 'index.html'), '<title>Tickmark</title>')
  writeFileSync(join(folder, 'page', 'assets', 'index.js'), 'export {}')
  writeFileSync(join(folder, 'page', 'notes.map'), '{}')
  writeFileSync(join(folder, 'secret.html'), 'secret')
})
afterAll(() => rmSync(folder, { recursive: true }))

const escapes = [
  '/../secret.html',
  '/%2e%2e/secret.html',
  '/%2e%2e%2fsecret.html',
  '/..%2fsecret.html',
  '/..\\secret.html',
  '/%2e%2e%5csecret.html',
  '/assets/../../secret.html',
  '/assets/..%2f..%2fsecret.html',
  '//etc/passwd',
  '/%00index.html',
  '/index.html%00.js',
  '/%',
  '/..',
  '..',
  ''
]

describe("the page's own files", () => {
  it('the page and its parts are served with their types', async () => {
    const page = await answerAsset(join(folder, 'page'), '/')
    const script = await answerAsset(join(folder, 'page'), '/assets/index.js')

    expect([page.status, page.headers['Content-Type'], textOf(page.body)]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<title>Tickmark</title>'
    ])
    expect([script.status, script.headers['Content-Type']]).toEqual([200, 'text/javascript; charset=utf-8'])
  })

  it.each(escapes)('security: 18 %j does not lead out of the folder', async (pathname) => {
    const answer = await answerAsset(join(folder, 'page'), pathname)

    expect(answer.status).toBe(404)
    expect(textOf(answer.body)).not.toContain('secret')
  })

  it('security: 18 a folder whose name begins like ours is not inside ours', () => {
    expect(pathInside('/srv/page', '/../page-of-others/x.html')).toBeNull()
  })

  it.each(['/assets', '/missing.html', '/notes.map', '/index.html/'])('%s is not found', async (pathname) => {
    expect((await answerAsset(join(folder, 'page'), pathname)).status).toBe(404)
  })

  it('security: 7 every answer carries the policy, refusals too', async () => {
    for (const pathname of ['/', '/missing.html']) {
      const { headers } = await answerAsset(join(folder, 'page'), pathname)
      expect(headers).toMatchObject(securityHeaders)
    }
  })
})

it('security: 7 the policy lets in nothing from elsewhere and nothing from text', () => {
  const rules = new Map(contentSecurityPolicy.split('; ').map((rule) => [rule.split(' ')[0], rule]))

  expect(rules.get('default-src')).toBe("default-src 'none'")
  expect(rules.get('require-trusted-types-for')).toBe("require-trusted-types-for 'script'")
  expect(rules.get('trusted-types')).toBe('trusted-types svelte-trusted-html')
  expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|data:|blob:|\*/)
})

function textOf(body: Body): string {
  return typeof body === 'string' ? body : Buffer.from(body as Uint8Array).toString()
}

function libraryWith(file: Partial<StoredFile>): Parameters<typeof answerStoredFile>[0] {
  return {
    ask: (method, input) =>
      Promise.resolve(
        method === 'file.read' && (input as { id: number }).id === 7
          ? {
              ok: true,
              value: { name: 'x.bin', mime: 'application/zip', bytes: new Uint8Array([1, 2]), ...file }
            }
          : { ok: false, error: { code: 'not-found', message: 'There is no such file.', detail: {} } }
      ),
    take: () => null
  }
}

describe('stored files', () => {
  it.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])('%s is shown', async (mime) => {
    const answer = await answerStoredFile(libraryWith({ name: 'a.png', mime }), '/files/evidence/7', false)

    expect([answer.status, answer.headers['Content-Type']]).toEqual([200, mime])
    expect(answer.headers['Content-Disposition']).toMatch(/^inline/)
  })

  it.each(['image/svg+xml', 'text/html', 'application/pdf', 'image/png; charset=x', ''])(
    '%j is only saved, and without power',
    async (mime) => {
      const answer = await answerStoredFile(libraryWith({ mime }), '/files/evidence/7', false)

      expect(answer.headers['Content-Type']).toBe('application/octet-stream')
      expect(answer.headers['Content-Disposition']).toMatch(/^attachment/)
      expect(answer.headers['Content-Security-Policy']).toContain('sandbox')
    }
  )

  it('a picture is saved where that is asked for', async () => {
    const answer = await answerStoredFile(libraryWith({ mime: 'image/png' }), '/files/evidence/7', true)

    expect(answer.headers['Content-Disposition']).toMatch(/^attachment/)
  })

  it.each([
    '/files/evidence/8',
    '/files/other/7',
    '/files/evidence/7/x',
    '/files/evidence/-7',
    '/files/evidence/7e1',
    '/files/outgoing/7'
  ])('%s is not found', async (pathname) => {
    expect((await answerStoredFile(libraryWith({}), pathname, false)).status).toBe(404)
  })

  it('a name cannot end its header, and keeps its letters', () => {
    const header = disposition('attachment', '../Prüfung "Q1"\r\nX: 1;\u{1F600}\uD800.xlsx')

    expect(header).not.toMatch(/[\r\n\u0080-\uffff]/)
    expect(header).toMatch(
      /^attachment; filename="Pr_fung _Q1___X_ 1____?_?.xlsx"; filename\*=UTF-8''Pr%C3%BCfung/
    )
  })
})

describe('the app: scheme', () => {
  const answer = (address: string, init?: RequestInit): Promise<Response> =>
    appProtocol(libraryWith({}), join(folder, 'page'))(new Request(address, init))

  it('security: 18 has an origin of its own and no other privilege', () => {
    expect(appScheme).toEqual({ scheme: 'app', privileges: { standard: true, secure: true } })
  })

  it('serves the page and stored files with the policy', async () => {
    const page = await answer('app://workbench/')
    const file = await answer('app://workbench/files/evidence/7?download')

    expect(await page.text()).toBe('<title>Tickmark</title>')
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array([1, 2]))
  })

  it.each(['app://evil/', 'app://workbench.evil/index.html', 'https://workbench/'])(
    'security: 18 %s is another host',
    async (address) => {
      expect((await answer(address)).status).toBe(404)
    }
  )

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('security: 18 %s is not answered', async (method) => {
    expect((await answer('app://workbench/', { method })).status).toBe(405)
  })

  it.each(escapes.filter((pathname) => pathname.startsWith('/')))(
    'security: 18 app://workbench%s stays inside',
    async (pathname) => {
      const text = await (await answer(`app://workbench${pathname}`)).text()
      expect(text).toMatch(/^(There is no such page\.\n|<title>Tickmark<\/title>)$/)
    }
  )
})
