import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { windowPreferences } from '../../src/main/window-preferences.ts'
import {
  app,
  BrowserWindow,
  handlers,
  happened,
  menus,
  schemes,
  sessions,
  WebContentsDouble,
  type SessionDouble
} from './electron-double.ts'

let home: string
let window: BrowserWindow
let session: SessionDouble

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tickmark-electron-'))
  vi.stubEnv('TICKMARK_HOME', home)
  await import('../../src/main/index.ts')
  await vi.waitFor(() => expect(BrowserWindow.made[0]?.loaded).toHaveLength(1))
  const [made] = BrowserWindow.made
  const [opened] = sessions
  if (!made || !opened) throw new Error('The host made no window')
  window = made
  session = opened
})
afterAll(() => rmSync(home, { recursive: true }))

/** An event of Electron's that can be prevented. */
function preventable(more: object = {}): { isPrevented: boolean; preventDefault: () => void } {
  const event = { isPrevented: false, preventDefault: () => void (event.isPrevented = true), ...more }
  return event
}

describe('the window', () => {
  it('security: 4 the sandbox is on before the app is ready', () => {
    expect(happened.indexOf('enableSandbox')).toBeGreaterThanOrEqual(0)
    expect(happened.indexOf('enableSandbox')).toBeLessThan(happened.indexOf('whenReady'))
    expect(happened.indexOf('registerSchemes')).toBeLessThan(happened.indexOf('whenReady'))
  })

  it('security: 2 3 4 6 8 9 10 11 its preferences are the locked-down ones and a preload', () => {
    const { preload, ...preferences } = window.options.webPreferences ?? {}

    expect(preferences).toEqual(windowPreferences)
    expect(preload).toMatch(/preload[/\\]index\.cjs$/)
    expect(windowPreferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      webgl: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      safeDialogs: true,
      autoplayPolicy: 'user-gesture-required',
      spellcheck: false,
      partition: 'tickmark'
    })
    expect(Object.isFrozen(windowPreferences)).toBe(true)
  })

  it('security: 1 there is one, and it loads the workbench alone', () => {
    expect(BrowserWindow.made).toHaveLength(1)
    expect(window.loaded).toEqual(['app://workbench/'])
  })

  it('security: b its session lives in memory', () => {
    expect(sessions.map(({ partition }) => partition)).toEqual([windowPreferences.partition])
    expect(windowPreferences.partition).not.toMatch(/^persist:/)
  })

  it('security: 18 its scheme is served in its own session', () => {
    expect(schemes.map(({ scheme }) => scheme)).toEqual(['app'])
    expect([...session.protocols.keys()]).toEqual(['app'])
  })
})

describe('every page, also one the host never made', () => {
  const page = new WebContentsDouble()
  beforeAll(() => void app.emit('web-contents-created', {}, page))

  it('security: 14 opens no window', () => {
    const details = { url: 'app://workbench/' } as never
    expect(page.windowOpen?.(details)).toEqual({ action: 'deny' })
    expect(window.webContents.windowOpen?.(details)).toEqual({ action: 'deny' })
  })

  it('security: 12 embeds nothing', () => {
    const event = preventable()
    page.emit('will-attach-webview', event)
    expect(event.isPrevented).toBe(true)
  })

  it.each([
    ['will-navigate', 'https://example.org/', true],
    ['will-navigate', 'app://workbench.evil/', true],
    ['will-navigate', 'app://workbench/', false],
    ['will-redirect', 'app://workbench/', true]
  ])('security: 13 %s to %s', (name, url, isPrevented) => {
    const event = preventable({ url })
    page.emit(name, event)
    expect(event.isPrevented).toBe(isPrevented)
  })

  it.each([
    [true, 'app://workbench/', false],
    [true, 'file:///etc/passwd', true],
    [false, 'app://workbench/', true]
  ])('security: 13 a frame (main: %s) to %s', (isMainFrame, url, isPrevented) => {
    const event = preventable({ url, isMainFrame })
    page.emit('will-frame-navigate', event)
    expect(event.isPrevented).toBe(isPrevented)
  })
})

describe('the session', () => {
  it('security: 5 grants copying and refuses the rest, asked or checked', () => {
    const decisions: boolean[] = []
    for (const permission of ['media', 'clipboard-sanitized-write', 'openExternal'] as const)
      session.permissionRequest?.(
        {} as never,
        permission,
        (isGranted) => decisions.push(isGranted),
        {} as never
      )

    expect(decisions).toEqual([false, true, false])
    expect(session.permissionCheck?.(null, 'geolocation', '', {} as never)).toBe(false)
    expect(session.permissionCheck?.(null, 'clipboard-sanitized-write', '', {} as never)).toBe(true)
    expect(session.devicePermission?.({} as never)).toBe(false)
  })

  it.each([
    ['https://example.org/dictionary.bdic', true],
    ['http://127.0.0.1:1/', true],
    ['app://workbench.evil/', true],
    ['file:///etc/passwd', true],
    ['app://workbench/index.html', false]
  ])('security: a a request to %s', (url, cancel) => {
    const decide = vi.fn()
    session.beforeRequest?.({ url }, decide)
    expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel })
  })

  it("the auditor chooses where the host's files are saved; nothing else is saved", () => {
    const item = (url: string): object => ({
      getURL: () => url,
      getFilename: () => 'workbook.xlsx',
      setSaveDialogOptions: saved
    })
    const saved = vi.fn()
    const foreign = preventable()

    session.emit('will-download', preventable(), item('app://workbench/files/workbook/1?download'))
    session.emit('will-download', foreign, item('https://example.org/x'))

    expect(saved).toHaveBeenCalledExactlyOnceWith({ title: 'Save', defaultPath: 'workbook.xlsx' })
    expect(foreign.isPrevented).toBe(true)
  })
})

describe('the channel', () => {
  const ours = { url: 'app://workbench/', parent: null }
  const send = (sender: unknown, senderFrame: unknown, ...given: unknown[]): unknown =>
    handlers.get('workbench')?.({ sender, senderFrame } as never, ...given)

  it('security: 17 is the only one', () => {
    expect([...handlers.keys()]).toEqual(['workbench'])
  })

  it('security: 17 answers our page', async () => {
    expect(await send(window.webContents, ours, 'engagement.list', {})).toEqual({
      ok: true,
      value: { engagements: [], sealed: [], unreadable: [] }
    })
  })

  it.each([
    ['a frame inside it', { url: 'app://workbench/', parent: {} }],
    ['another host', { url: 'app://evil/', parent: null }],
    ['a frame that is gone', null]
  ])('security: 17 refuses %s', (_name, frame) => {
    expect(() => send(window.webContents, frame, 'engagement.list', {})).toThrow('workbench page only')
  })

  it('security: 17 refuses another window', () => {
    expect(() => send(new WebContentsDouble(), ours, 'engagement.list', {})).toThrow('workbench page only')
  })

  it.each([['constructor'], ['__proto__'], ['toString'], ['engagement'], [undefined], [{}], [7]])(
    'security: c a method named %j is none',
    async (method) => {
      expect(await send(window.webContents, ours, method, {})).toMatchObject({
        ok: false,
        error: { code: 'method-unknown' }
      })
    }
  )
})

describe('the menu', () => {
  it('security: h has reload and developer tools only while developing', async () => {
    const { menuTemplate } = await import('../../src/main/menu.ts')

    expect(JSON.stringify(menuTemplate(true, true))).not.toMatch(/reload|toggleDevTools/i)
    expect(JSON.stringify(menuTemplate(false, false))).toMatch(/reload.*toggleDevTools/)
    expect(menus).toHaveLength(1)
  })
})

describe('the end', () => {
  it('the engagement is closed before the program ends', async () => {
    const first = preventable()
    app.emit('will-quit', first)
    expect(first.isPrevented).toBe(true)
    await vi.waitFor(() => expect(happened).toContain('quit'))

    const second = preventable()
    app.emit('will-quit', second)
    expect(second.isPrevented).toBe(false)
  })
})
