/** How the one window is locked down. */
import type { WebPreferences } from 'electron'

/** Every preference that guards the page, also where it is Electron's default. The preload's path is added by the host. */
export const windowPreferences = Object.freeze({
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
  // Chromium's spell checker fetches its dictionaries from a server.
  spellcheck: false,
  // Without `persist:` a session lives in memory: nothing of a client stays on disk.
  partition: 'tickmark'
} as const satisfies WebPreferences)
