/** How a received file looks as a row: its glyph, whose it is, and whether its date lags behind the others. */
import type { AsOf } from '../../../shared/records/engagement.ts'
import type { SourceView } from '../../../shared/records/source.ts'
import { archiveKind, sourceStates, type AsOfOrigin, type SourceState } from '../../../shared/vocabulary.ts'
import { formatClock, formatCount, formatDate } from '../../format.ts'
import type { GlyphLook } from '../../parts/glyph.ts'
import { noteLooks } from '../../parts/glyph.ts'
import type { GridColumn } from '../../parts/grid.ts'

import { isToDecide } from './reliance.ts'

/** A source this many days older than the newest one is marked; the completeness matrix uses the same number. */
const staleAfterDays = 7
const millisecondsPerDay = 86_400_000

export const sourceColumns = [
  { key: 'file', title: 'File', width: 220, grow: 2.4 },
  { key: 'kind', title: 'Recognised as', width: 132, grow: 1 },
  { key: 'account', title: 'Account', width: 116, grow: 0.8 },
  { key: 'date', title: 'Exported, UTC', width: 196 },
  { key: 'content', title: 'Content', width: 116, grow: 1 },
  { key: 'proofs', title: 'Proofs', width: 92 },
  { key: 'acceptance', title: 'Decision', width: 176 },
  { key: 'hash', title: 'SHA-256', width: 80, mono: true }
] as const satisfies GridColumn[]

const looks: Readonly<Record<Exclude<SourceState, 'read'>, GlyphLook>> = {
  'not-recognised': { shape: 'diamond', mark: 'question', tone: 'unsure' },
  unattributed: { shape: 'diamond', mark: 'question', tone: 'unsure' },
  unreadable: { shape: 'square', mark: 'cross', tone: 'fail' },
  superseded: { shape: 'circle', mark: 'dash', tone: 'na' }
}

/** The glyph of a file, with its words. */
export function lookOf(source: SourceView): { readonly look: GlyphLook; readonly words: string } {
  const state = sourceStates[source.state]
  if (source.state !== 'read') return { look: looks[source.state], words: state }
  const notes = formatCount(source.notes, 'note')
  if (source.worstNote === 'error') return { look: noteLooks.error, words: `${state} with errors, ${notes}` }
  if (source.worstNote === 'warning')
    return { look: noteLooks.warning, words: `${state} with warnings, ${notes}` }
  return { look: { shape: 'circle', mark: 'tick', tone: 'pass' }, words: state }
}

/** Whether a file asks something of the auditor: it is not usable, or was read with errors or warnings. */
export function needsAttention(source: SourceView): boolean {
  if (source.state === 'superseded') return false
  return source.state !== 'read' || source.worstNote === 'error' || source.worstNote === 'warning'
}

export type FileFilter = 'all' | 'attention' | 'differs' | 'to-decide'

/** `none` is said where no file passes. */
export const fileFilters: readonly {
  readonly value: FileFilter
  readonly label: string
  readonly none: string
}[] = [
  { value: 'all', label: 'All', none: 'No file was received.' },
  { value: 'attention', label: 'With problems', none: 'No file has a problem.' },
  { value: 'differs', label: 'A proof differs', none: 'No proof of a file differs.' },
  { value: 'to-decide', label: 'To decide', none: 'Every file is decided on.' }
]

export function passes(source: SourceView, filter: FileFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'attention':
      return needsAttention(source)
    case 'differs':
      return source.state === 'read' && (source.proofs?.failed ?? 0) > 0
    case 'to-decide':
      return isToDecide(source)
  }
}

/** Whose export it is, as far as it says; '' for an archive. `nameOf` gives an account's name. */
export function ownerOf(source: SourceView, nameOf: (account: string) => string): string {
  const [only] = source.accounts
  if (source.kind === archiveKind) return ''
  if (source.accounts.length > 1) return formatCount(source.accounts.length, 'account')
  if (only !== undefined) return nameOf(only)
  return source.state === 'read' || source.state === 'superseded' ? 'Organization' : 'none'
}

/** The newest date among the files that stand, ISO-8601; null where none has one. */
export function newestDate(sources: readonly SourceView[]): string | null {
  return sources
    .map(exportDate)
    .reduce((newest, date) => ((date ?? '') > (newest ?? '') ? date : newest), null)
}

/** When the files came is no sign of when they were exported. */
function exportDate({ state, asOf }: SourceView): string | null {
  return state === 'read' && asOf !== null && asOf.origin !== 'received' ? asOf.at : null
}

/** Whole days a file that stands lies behind the newest date; 0 where that is not worth a word. */
export function daysBehind(source: SourceView, newest: string | null): number {
  const date = exportDate(source)
  if (date === null || newest === null) return 0
  const days = Math.floor((Date.parse(newest) - Date.parse(date)) / millisecondsPerDay)
  return days >= staleAfterDays ? days : 0
}

/** Stands beside a date that is not the export's own, so that it is not taken for one. */
export const originMarks: Readonly<Record<AsOfOrigin, string>> = {
  export: '',
  manifest: '',
  auditor: 'given',
  latest: 'latest',
  received: 'receipt'
}

/** `18 Nov 2026 06:02` */
export function shortTime({ at }: AsOf): string {
  return `${formatDate(at)} ${formatClock(at)}`
}

/** The folders and the file's own name of a source's name: a long folder may be cut, a file's name says most. */
export function splitName(name: string): { readonly folder: string; readonly base: string } {
  const at = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1
  return { folder: name.slice(0, at), base: name.slice(at) }
}
