import { beforeEach, expect, it } from 'vitest'

import { printInWindow } from '../../src/main/print-in-window.ts'
import { windowPreferences } from '../../src/main/window-preferences.ts'
import { BrowserWindow, sessions } from './electron-double.ts'

beforeEach(() => {
  BrowserWindow.made.length = 0
  sessions.length = 0
})

it('security: 2 3 4 a page is printed in a hidden window that is as locked down as the other and runs no script', async () => {
  const pdf = await printInWindow('<p>A</p>')

  const [window] = BrowserWindow.made
  expect(Buffer.from(pdf).toString()).toBe('%PDF-')
  expect(window?.options).toEqual({
    show: false,
    webPreferences: { ...windowPreferences, partition: 'tickmark-print', javascript: false }
  })
  expect(window?.webContents.printed).toEqual([
    { preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true, generateDocumentOutline: true }
  ])
  expect(window?.isGone).toBe(true)
})

it('security: a that window loads the page from memory and nothing else', async () => {
  const asked = new Map<string, boolean>()
  const printing = printInWindow('<p>Åse</p>')
  const [session] = sessions
  const [window] = BrowserWindow.made
  const answered = await session?.protocols.get('app')?.(new Request('app://workbench/report'))
  for (const url of [
    'app://workbench/report',
    'app://workbench/',
    'https://example.org/',
    'file:///etc/passwd'
  ])
    session?.beforeRequest?.({ url }, ({ cancel }: { readonly cancel: boolean }) => asked.set(url, !cancel))
  await printing

  expect(window?.loaded).toEqual(['app://workbench/report'])
  expect(await answered?.text()).toBe('<p>Åse</p>')
  expect(answered?.headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline'/
  )
  expect([...asked].filter(([, isAllowed]) => isAllowed)).toEqual([['app://workbench/report', true]])
  expect(session?.permissionCheck?.(null, 'clipboard-sanitized-write', '', {} as never)).toBe(false)
  expect(session?.protocols.size).toBe(0)
})

it('a page that cannot be printed leaves no window and no address behind', async () => {
  const printing = printInWindow('<p>A</p>')
  const [window] = BrowserWindow.made
  const [session] = sessions
  if (window) window.webContents.printToPDF = () => Promise.reject(new Error('no printing here'))

  await expect(printing).rejects.toThrow('no printing here')
  expect(window?.isGone).toBe(true)
  expect(session?.protocols.size).toBe(0)
})
