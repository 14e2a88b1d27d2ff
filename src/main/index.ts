/** The Electron host: one locked-down window over the library, closed in order. */
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, type Session } from 'electron'

import { appProtocol, appScheme } from './app-protocol.ts'
import { engagementHome } from './engagement-folder.ts'
import { logFault } from './fault-log.ts'
import { answerCalls, sendEvents } from './ipc.ts'
import { openLibrary, type Library } from './library.ts'
import { menuTemplate } from './menu.ts'
import { printInWindow } from './print-in-window.ts'
import { programFiles } from './program-files.ts'
import {
  isAllowedDownload,
  isAllowedNavigation,
  isAllowedPermission,
  isAllowedRequest,
  pageAddress
} from './security.ts'
import { windowPreferences } from './window-preferences.ts'

const files = programFiles(import.meta.dirname)
let window: BrowserWindow | null = null

app.enableSandbox()
protocol.registerSchemesAsPrivileged([appScheme])
guardEveryPage()

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(start).catch(giveUp)
} else {
  app.quit()
}

async function start(): Promise<void> {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(app.isPackaged, process.platform === 'darwin')))
  const library = await openLibrary({
    home: engagementHome(),
    worker: files.worker,
    sample: files.sample,
    collect: files.collect,
    print: printInWindow
  })
  closeBeforeQuitting(library)

  const ownSession = session.fromPartition(windowPreferences.partition)
  ownSession.protocol.handle(appScheme.scheme, appProtocol(library, files.assets))
  guardSession(ownSession)
  answerCalls(ipcMain, library, (sender) => sender === window?.webContents)

  window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1180,
    minHeight: 720,
    title: 'Tickmark',
    show: false,
    webPreferences: { ...windowPreferences, preload: files.preload }
  })
  window.once('ready-to-show', showWindow)
  window.once('closed', () => (window = null))
  sendEvents(library, window.webContents)
  await window.loadURL(pageAddress)
}

/** Also pages we never made: whatever comes into being can neither navigate, nor open, nor embed. */
function guardEveryPage(): void {
  app.on('web-contents-created', (_created, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }))
    page.on('will-attach-webview', (event) => event.preventDefault())
    page.on('will-navigate', (event) => {
      if (!isAllowedNavigation(event.url)) event.preventDefault()
    })
    page.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isAllowedNavigation(event.url)) event.preventDefault()
    })
    page.on('will-redirect', (event) => event.preventDefault())
  })
}

function guardSession(own: Session): void {
  own.setPermissionRequestHandler((_page, permission, decide) => decide(isAllowedPermission(permission)))
  own.setPermissionCheckHandler((_page, permission) => isAllowedPermission(permission))
  own.setDevicePermissionHandler(() => false)
  own.setDisplayMediaRequestHandler(null)
  own.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isAllowedRequest(details.url) }))
  own.on('will-download', (event, item) => {
    if (!isAllowedDownload(item.getURL())) event.preventDefault()
    else item.setSaveDialogOptions({ title: 'Save', defaultPath: item.getFilename() })
  })
}

/** The engagement is brought back into its one file before the program ends. */
function closeBeforeQuitting(library: Library): void {
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void library
      .close()
      .catch(logFault)
      .finally(() => {
        isClosed = true
        app.quit()
      })
  })
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

function giveUp(thrown: unknown): void {
  logFault(thrown)
  dialog.showErrorBox('Tickmark could not start', `Its folder ${engagementHome()} could not be opened.`)
  app.exit(1)
}
