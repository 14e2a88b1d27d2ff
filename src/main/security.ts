/** What the window may do, as pure functions: navigate, ask for, load, send. Refused is everything not named. */

/** The page's own address; nothing else is ever loaded. */
export const pageAddress = 'app://workbench/'

/** The frame a message came from, as Electron describes it; null where it is gone already. */
export type SenderFrame = {
  readonly url: string
  readonly parent: unknown
} | null

/**
 * Whether an address is the workbench's own. Compared by protocol and host: the origin of every custom scheme is the
 * text "null".
 */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === 'app:' &&
    url.host === 'workbench' &&
    url.username === '' &&
    url.password === ''
  )
}

/** The page may only be loaded again. */
export function isAllowedNavigation(address: string): boolean {
  return address === pageAddress
}

/** Only our own page's main frame is heard, never a frame inside it. */
export function isTrustedSender(frame: SenderFrame): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url)
}

/** Copying a value is the one thing the page asks the system for. */
export function isAllowedPermission(permission: string): boolean {
  return permission === 'clipboard-sanitized-write'
}

/** What may be loaded: what the host serves, and what the page made itself and saves. */
export function isAllowedRequest(address: string): boolean {
  return isOwnAddress(address) || isAllowedDownload(address)
}

/** What may be saved: files the host itself gives out, and text the page made itself (the request list). */
export function isAllowedDownload(address: string): boolean {
  if (address.startsWith('blob:')) return isOwnAddress(address.slice('blob:'.length))
  return isOwnAddress(address) && URL.parse(address)?.pathname.startsWith('/files/') === true
}
