/** Gives the page its two functions and nothing else of Electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'

import type { Bridge } from '../shared/bridge.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'

const channel = 'workbench'

const bridge: Bridge = {
  call: (method, input) => ipcRenderer.invoke(channel, method, input),
  subscribe(listener) {
    const hear = (_event: IpcRendererEvent, told: WorkbenchEvent): void => listener(told)
    ipcRenderer.on(channel, hear)
    return () => {
      ipcRenderer.removeListener(channel, hear)
    }
  }
}

contextBridge.exposeInMainWorld('workbench', bridge)
