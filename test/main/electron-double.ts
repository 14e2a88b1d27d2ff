/** A stand-in for `electron` that records what the host sets up; the real types keep it honest. */
import { EventEmitter } from 'node:events'

import type * as Real from 'electron'

/** What happened, in order. */
export const happened: string[] = []

type Listener = (...given: unknown[]) => unknown

class App extends EventEmitter {
  isPackaged = false
  enableSandbox = (): void => void happened.push('enableSandbox')
  requestSingleInstanceLock = (): boolean => true
  whenReady = (): Promise<void> => {
    happened.push('whenReady')
    return Promise.resolve()
  }
  quit = (): void => void happened.push('quit')
  exit = (code?: number): void => void happened.push(`exit ${code ?? 0}`)
}
export const app = new App()

export const schemes: Real.CustomScheme[] = []
export const protocol = {
  registerSchemesAsPrivileged(given: Real.CustomScheme[]): void {
    happened.push('registerSchemes')
    schemes.push(...given)
  }
} satisfies Pick<typeof Real.protocol, 'registerSchemesAsPrivileged'>

/** The main process's side of the one channel. */
export const handlers = new Map<string, Parameters<typeof Real.ipcMain.handle>[1]>()
export const ipcMain = {
  handle(channel: string, handler: Parameters<typeof Real.ipcMain.handle>[1]): void {
    handlers.set(channel, handler)
  }
} satisfies Pick<typeof Real.ipcMain, 'handle'>

export class SessionDouble extends EventEmitter {
  readonly partition: string
  readonly protocols = new Map<string, (request: Request) => Response | Promise<Response>>()
  permissionRequest: Parameters<Real.Session['setPermissionRequestHandler']>[0] = null
  permissionCheck: Parameters<Real.Session['setPermissionCheckHandler']>[0] = null
  devicePermission: Parameters<Real.Session['setDevicePermissionHandler']>[0] = null
  beforeRequest: Listener | null = null
  protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void =>
      void this.protocols.set(scheme, handler),
    unhandle: (scheme: string): void => void this.protocols.delete(scheme)
  } satisfies Pick<Real.Protocol, 'handle' | 'unhandle'>
  webRequest = { onBeforeRequest: (listener: Listener): void => void (this.beforeRequest = listener) }

  constructor(partition: string) {
    super()
    this.partition = partition
  }
  setPermissionRequestHandler: Real.Session['setPermissionRequestHandler'] = (handler) =>
    void (this.permissionRequest = handler)
  setPermissionCheckHandler: Real.Session['setPermissionCheckHandler'] = (handler) =>
    void (this.permissionCheck = handler)
  setDevicePermissionHandler: Real.Session['setDevicePermissionHandler'] = (handler) =>
    void (this.devicePermission = handler)
  setDisplayMediaRequestHandler: Real.Session['setDisplayMediaRequestHandler'] = () => undefined
}
export const sessions: SessionDouble[] = []
export const session = {
  fromPartition(partition: string): SessionDouble {
    const made = new SessionDouble(partition)
    sessions.push(made)
    return made
  }
}

export class WebContentsDouble extends EventEmitter {
  windowOpen: Parameters<Real.WebContents['setWindowOpenHandler']>[0] | null = null
  readonly sent: unknown[][] = []
  setWindowOpenHandler: Real.WebContents['setWindowOpenHandler'] = (handler) =>
    void (this.windowOpen = handler)
  send: Real.WebContents['send'] = (...given) => void this.sent.push(given)
  isDestroyed = (): boolean => false
  /** What was printed, and how. */
  readonly printed: Real.PrintToPDFOptions[] = []
  printToPDF: Real.WebContents['printToPDF'] = (options) => {
    this.printed.push(options)
    return Promise.resolve(Buffer.from('%PDF-'))
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly made: BrowserWindow[] = []
  readonly options: Real.BrowserWindowConstructorOptions
  readonly webContents = new WebContentsDouble()
  readonly loaded: string[] = []

  constructor(options: Real.BrowserWindowConstructorOptions) {
    super()
    happened.push('window')
    this.options = options
    BrowserWindow.made.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL = (address: string): Promise<void> => {
    this.loaded.push(address)
    return Promise.resolve()
  }
  destroy = (): void => void (this.isGone = true)
  isGone = false
  show = (): void => undefined
  focus = (): void => undefined
  restore = (): void => undefined
  isMinimized = (): boolean => false
}

export const menus: Real.MenuItemConstructorOptions[][] = []
export const Menu = {
  buildFromTemplate(template: Real.MenuItemConstructorOptions[]): unknown {
    menus.push(template)
    return template
  },
  setApplicationMenu: (): void => undefined
}

export const dialog = {
  showErrorBox: (title: string): void => void happened.push(title)
} satisfies Pick<typeof Real.dialog, 'showErrorBox'>

/** The page's side of the one channel. */
export const exposed = new Map<string, unknown>()
export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown): void => void exposed.set(name, api)
} satisfies Pick<typeof Real.contextBridge, 'exposeInMainWorld'>

export const invoked: unknown[][] = []
class IpcRenderer extends EventEmitter {
  invoke = (...given: unknown[]): Promise<unknown> => {
    invoked.push(given)
    return Promise.resolve({ ok: true, value: null })
  }
}
export const ipcRenderer = new IpcRenderer()
