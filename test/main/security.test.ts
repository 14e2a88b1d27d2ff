import { describe, expect, it } from 'vitest'

import {
  isAllowedDownload,
  isAllowedNavigation,
  isAllowedPermission,
  isAllowedRequest,
  isOwnAddress,
  isTrustedSender
} from '../../src/main/security.ts'

const foreign = [
  'app://evil/',
  'app://workbench.evil/',
  'app://evil@workbench.evil/',
  'app://user@workbench/',
  'app:workbench',
  'file:///etc/passwd',
  'data:text/html,hello',
  'javascript:alert(1)',
  'blob:app://evil/1',
  'blob:https://example.org/1',
  'about:blank',
  'http://workbench/',
  'https://example.org/',
  'ws://127.0.0.1/',
  '//workbench/',
  ''
]

describe('addresses', () => {
  it.each(foreign)('security: 1 %s is not the workbench', (address) => {
    expect(isOwnAddress(address)).toBe(false)
    expect(isAllowedNavigation(address)).toBe(false)
    expect(isAllowedDownload(address)).toBe(false)
    expect(isAllowedRequest(address)).toBe(false)
  })

  it('security: a what the page made itself is loaded from its own memory', () => {
    expect(isAllowedRequest('blob:app://workbench/4f1a')).toBe(true)
    expect(isAllowedRequest('app://workbench/index.js')).toBe(true)
  })

  it('security: 13 the page may be loaded again and nothing else be navigated to', () => {
    expect(isAllowedNavigation('app://workbench/')).toBe(true)
    expect(isAllowedNavigation('app://workbench/files/evidence/1')).toBe(false)
    expect(isAllowedNavigation('app://workbench/other.html')).toBe(false)
  })

  it('security: 13 the workbench is told by protocol and host, because every custom origin is the text "null"', () => {
    expect(new URL('app://workbench/').origin).toBe(new URL('app://evil/').origin)
    expect(isOwnAddress('app://workbench/index.js')).toBe(true)
  })

  it('only files the host gives out and text the page made may be saved', () => {
    expect(isAllowedDownload('app://workbench/files/workbook/3?download')).toBe(true)
    expect(isAllowedDownload('app://workbench/index.html')).toBe(false)
    expect(isAllowedDownload('blob:app://workbench/4f1a')).toBe(true)
    expect(isOwnAddress('blob:app://workbench/4f1a')).toBe(false)
    expect(isAllowedDownload('app://workbench/x/../files')).toBe(false)
  })
})

describe('permissions', () => {
  const asked = [
    'accessibility-events',
    'ar',
    'automatic-fullscreen',
    'background-fetch',
    'background-sync',
    'camera-pan-tilt-zoom',
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hand-tracking',
    'hid',
    'idle-detection',
    'keyboardLock',
    'local-fonts',
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'nfc',
    'notifications',
    'openExternal',
    'payment-handler',
    'periodic-background-sync',
    'persistent-storage',
    'pointerLock',
    'screen-wake-lock',
    'sensors',
    'serial',
    'smart-card',
    'speaker-selection',
    'storage-access',
    'system-wake-lock',
    'top-level-storage-access',
    'unknown',
    'usb',
    'vr',
    'web-app-installation',
    'window-management'
  ]

  it.each(asked)('security: 5 %s is refused', (permission) => {
    expect(isAllowedPermission(permission)).toBe(false)
  })

  it('security: 5 copying a value is allowed', () => {
    expect(isAllowedPermission('clipboard-sanitized-write')).toBe(true)
  })
})

describe('senders', () => {
  it.each([
    ['a frame that is gone', null],
    ['a frame inside the page', { url: 'app://workbench/', parent: {} }],
    ['another host of our scheme', { url: 'app://evil/', parent: null }],
    ['an empty address', { url: '', parent: null }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['a page of the network', { url: 'https://workbench/', parent: null }]
  ])('security: 17 %s is not heard', (_name, frame) => {
    expect(isTrustedSender(frame)).toBe(false)
  })

  it("security: 17 our page's main frame is heard", () => {
    expect(isTrustedSender({ url: 'app://workbench/', parent: null })).toBe(true)
  })
})
