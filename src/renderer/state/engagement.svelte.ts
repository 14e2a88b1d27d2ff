/** The engagement that is open, as the frame and the screens see it. */
import type { Input } from '../../shared/contract.ts'
import type {
  AccountView,
  EngagementSummary,
  EngagementView,
  Verification
} from '../../shared/records/engagement.ts'
import { chunkSize } from '../files.ts'
import { call } from '../client.ts'

import { changes } from './changes.svelte.ts'
import { jobs } from './jobs.svelte.ts'
import { location } from './location.svelte.ts'

class Engagement {
  /** null while none is open. */
  current: EngagementView | null = $state.raw(null)
  /** The name of its file in the host's folder. */
  file: string | null = $state(null)
  /** Whether that file is encrypted with a passphrase. */
  isSealed: boolean = $state(false)
  /** What this machine knows against the file, in a sentence; null where nothing. */
  remark: string | null = $state(null)
  /** The last check of the audit trail; forgotten as soon as the trail grows. */
  verification: Verification | null = $state.raw(null)

  /** Changes only when one is opened or closed, not with its figures. */
  isOpen: boolean = $derived(this.current !== null)

  get accounts(): readonly AccountView[] {
    return this.current?.accounts ?? []
  }

  /** The account's name, or its number where it has none. */
  nameOf(account: string): string {
    return this.accounts.find((one) => one.id === account)?.name ?? account
  }

  /** Picks up what the host has open, as when the window is loaded again. */
  async resume(): Promise<void> {
    const summary = await call('engagement.current', {})
    if (summary !== null) await this.#enter(summary)
  }

  /** Throws `WorkbenchError` where the file cannot be opened; `passphrase-required` where it is sealed and none is given. */
  async open(file: string, passphrase?: string): Promise<void> {
    const given = passphrase === undefined ? {} : { passphrase }
    await this.#enter(await call('engagement.open', { file, ...given }))
  }

  /** Takes over what became of the file's seal. */
  async changeSeal(change: Promise<EngagementSummary>): Promise<void> {
    this.isSealed = (await change).isSealed
    await this.refresh()
  }

  /** Takes an engagement file from elsewhere into this machine's list and opens it. */
  async add(file: File): Promise<void> {
    for (let offset = 0; offset === 0 || offset < file.size; offset += chunkSize) {
      const bytes = new Uint8Array(await file.slice(offset, offset + chunkSize).arrayBuffer())
      const summary = await call('engagement.add', { offset, total: file.size, bytes, name: file.name })
      if (summary !== null) await this.#enter(summary)
    }
  }

  async create(input: Input<'engagement.create'>): Promise<void> {
    await this.#enter(await call('engagement.create', input))
  }

  /** Makes the sample engagement and opens it; its progress is in `jobs`. */
  async openSample(): Promise<void> {
    try {
      await this.#enter(await call('engagement.sample', {}))
    } finally {
      jobs.endAll()
    }
  }

  async close(): Promise<void> {
    await call('engagement.close', {})
    this.current = null
    this.file = null
    this.remark = null
    this.verification = null
    changes.restart()
    location.restart('welcome')
  }

  /** Asks the figures of the frame again. */
  async refresh(): Promise<void> {
    const view = await call('engagement.show', {})
    if (view.events !== this.current?.events) this.verification = null
    this.current = view
  }

  /** Recomputes the audit trail's chain and the hashes of what is stored. */
  async verify(): Promise<Verification> {
    const verification = await call('engagement.verify', {})
    this.verification = verification
    return verification
  }

  async #enter(summary: EngagementSummary): Promise<void> {
    const view = await call('engagement.show', {})
    this.file = summary.file
    this.isSealed = summary.isSealed
    this.remark = summary.remark ?? null
    this.verification = null
    this.current = view
    changes.restart()
    location.restart(view.sources === 0 ? 'import' : 'overview')
  }
}

export const engagement = new Engagement()
