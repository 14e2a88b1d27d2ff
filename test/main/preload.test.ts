import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { beforeAll, expect, it, vi } from 'vitest'

import type { Bridge } from '../../src/shared/bridge.ts'
import { exposed, invoked, ipcRenderer } from './electron-double.ts'

const file = resolve(import.meta.dirname, '../../src/preload/index.ts')
let bridge: Bridge

beforeAll(async () => {
  await import('../../src/preload/index.ts')
  bridge = exposed.get('workbench') as Bridge
})

it('security: 20 the page gets call and subscribe and nothing else', () => {
  expect([...exposed.keys()]).toEqual(['workbench'])
  expect(Object.keys(bridge)).toEqual(['call', 'subscribe'])
})

it('a call goes over the one channel', async () => {
  await bridge.call('engagement.close', {})

  expect(invoked).toEqual([['workbench', 'engagement.close', {}]])
})

it("security: 20 a listener hears the engine's event and never Electron's", () => {
  const listener = vi.fn()
  const told = { type: 'changed', method: 'finding.raise' }

  const leave = bridge.subscribe(listener)
  ipcRenderer.emit('workbench', { sender: ipcRenderer }, told)
  leave()
  ipcRenderer.emit('workbench', { sender: ipcRenderer }, told)

  expect(listener.mock.calls).toEqual([[told]])
  expect(ipcRenderer.listenerCount('workbench')).toBe(0)
})

it('security: 20 the preload stays small enough to be read at a glance', () => {
  expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30)
})
