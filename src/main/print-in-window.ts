/** Prints an HTML page as PDF with Electron's own printing: in a window nobody sees, which can load this page and nothing else. */
import { BrowserWindow, session } from 'electron'

import { appScheme } from './app-protocol.ts'
import { printOptions } from './print-page.ts'
import { printedPageSecurityPolicy, securityHeaders } from './security-policy.ts'
import { windowPreferences } from './window-preferences.ts'

const address = 'app://workbench/report'
const headers = {
  ...securityHeaders,
  'Content-Security-Policy': printedPageSecurityPolicy,
  'Content-Type': 'text/html; charset=utf-8'
}

/** The page is answered from memory, in a session in memory, to a window without scripts. Rejects where Electron does not print. */
export async function printInWindow(page: string): Promise<Uint8Array> {
  const own = session.fromPartition('tickmark-print')
  own.setPermissionRequestHandler((_page, _permission, decide) => decide(false))
  own.setPermissionCheckHandler(() => false)
  own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: url !== address }))
  own.protocol.handle(appScheme.scheme, ({ url }) =>
    url === address ? new Response(page, { headers }) : new Response(null, { status: 404 })
  )
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...windowPreferences, partition: 'tickmark-print', javascript: false }
  })
  try {
    await window.loadURL(address)
    return await window.webContents.printToPDF(printOptions)
  } finally {
    window.destroy()
    own.protocol.unhandle(appScheme.scheme)
  }
}
