/** The one channel between window and engine: calls come in, events go out. */
import type { IpcMain, WebContents } from 'electron'

import { WorkbenchError, toWireError } from '../shared/errors.ts'

import type { Library } from './library.ts'
import { isTrustedSender } from './security.ts'

export const channel = 'workbench'

/** Answers the window's calls; a message from anything but its page's main frame is refused unread. */
export function answerCalls(
  ipcMain: Pick<IpcMain, 'handle'>,
  library: Pick<Library, 'ask'>,
  isOurs: (sender: WebContents) => boolean
): void {
  ipcMain.handle(channel, (event, method: unknown, input: unknown) => {
    if (!isOurs(event.sender) || !isTrustedSender(event.senderFrame))
      throw new Error('Calls are taken from the workbench page only.')
    if (typeof method !== 'string')
      return { ok: false, error: toWireError(new WorkbenchError('method-unknown')) }
    return library.ask(method, input)
  })
}

/** Sends the engine's events to the page for as long as there is one. */
export function sendEvents(library: Pick<Library, 'subscribe'>, page: WebContents): void {
  const leave = library.subscribe((event) => {
    if (!page.isDestroyed()) page.send(channel, event)
  })
  page.once('destroyed', leave)
}
