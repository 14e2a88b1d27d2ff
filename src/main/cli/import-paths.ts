/** Imports what lies below some paths into an open engagement and says what became of every file. */
import type { ImportReport, Received } from '../../shared/records/source.ts'
import { sourceStates, type SourceState } from '../../shared/vocabulary.ts'
import type { Workbench } from '../../core/workbench.ts'

import { gatherFiles, type LeftOut } from '../gather-files.ts'
import { importFiles, valueOf } from '../import-files.ts'
import { importProgress } from './import-progress.ts'
import type { Terminal } from './terminal.ts'

/** What became of one file. */
export interface ImportedFile {
  readonly name: string
  readonly state: SourceState | 'duplicate' | 'refused'
  readonly kind: string | null
  readonly accounts: readonly string[]
  readonly content: string
  /** What an auditor must know of it; empty where nothing. */
  readonly sentence: string
  /** It is an export, or should have been one, and not all of it could be used. */
  readonly isLoss: boolean
}

export interface Imported {
  readonly files: readonly ImportedFile[]
  readonly leftOut: readonly LeftOut[]
  readonly report: ImportReport
  /** Whether anything was a loss. */
  readonly hasLoss: boolean
}

/**
 * Imports every file below the paths, except what lies in the folder `except`. Control-C cancels in order.
 * Files nobody recognises are listed and are no loss: collections carry checksums and notes of their own.
 */
export async function importPaths(
  workbench: Workbench,
  paths: readonly string[],
  terminal: Terminal,
  except: string | null = null
): Promise<Imported> {
  const gathered = gatherFiles(paths, except)
  const refused: ImportedFile[] = []
  const progress = importProgress(gathered.files, terminal)
  const leave = workbench.subscribe((event) => progress.hear(event))
  const stopping = new AbortController()
  const interrupted = (): void => stopping.abort()
  process.once('SIGINT', interrupted)
  try {
    const report = await importFiles(workbench, gathered.files, {
      signal: stopping.signal,
      sent: () => progress.sent(),
      refused: (name, sentence) => refused.push(refusal(name, sentence))
    })
    const received = new Set(report.files.flatMap(({ source }) => source ?? []))
    const duplicates = report.files.filter(({ source }) => source === null).map(duplicate)
    const files = [...(await readSources(workbench, received)), ...duplicates, ...refused]
    files.sort((a, b) => (a.name < b.name ? -1 : 1))
    const hasLoss = [...files, ...gathered.leftOut].some(({ isLoss }) => isLoss)
    return { files, leftOut: gathered.leftOut, report, hasLoss }
  } finally {
    process.off('SIGINT', interrupted)
    leave()
    terminal.settle()
  }
}

function refusal(name: string, sentence: string): ImportedFile {
  return { name, state: 'refused', kind: null, accounts: [], content: '', sentence, isLoss: true }
}

function duplicate({ name, kindTitle, accounts, content, sentence }: Received): ImportedFile {
  return { name, state: 'duplicate', kind: kindTitle, accounts, content, sentence, isLoss: false }
}

/** The lines a person reads: losses in full, unknown files by name, the rest as a count. */
export function linesOf({ files, leftOut }: Imported): readonly string[] {
  const noteworthy = files.filter((file) => file.sentence !== '' || file.state !== 'read')
  const read = files.filter((file) => file.state === 'read' || file.state === 'superseded').length
  return [
    ...noteworthy.map((file) => `${titleOf(file)}: ${isPlain(file) ? file.name : withName(file)}`),
    ...leftOut.map(({ name, reason }) => `Left out: ${name} (${reason})`),
    `${read} of ${files.length} files read.`
  ]
}

/** States are settled when the import ends (a lone file may find its account), so they are asked for afterwards. */
async function readSources(
  workbench: Workbench,
  received: ReadonlySet<number>
): Promise<readonly ImportedFile[]> {
  const sources = valueOf(await workbench.call('source.list', {})).filter(({ id }) => received.has(id))
  const problems = valueOf(await workbench.call('problem.list', {}))
  return sources.map((source) => {
    const own = problems.filter((problem) => problem.source === source.id && problem.level !== 'info')
    const worst = own.find((problem) => problem.level === 'error') ?? own[0]
    const more = own.length > 1 ? ` (and ${own.length - 1} more)` : ''
    return {
      name: source.name,
      state: source.state,
      kind: source.kindTitle,
      accounts: source.accounts,
      content: source.content,
      sentence: worst ? `${placeOf(worst)}${worst.sentence}${more}` : '',
      isLoss:
        source.state === 'unreadable' ||
        source.state === 'unattributed' ||
        (source.state === 'read' && source.worstNote === 'error')
    }
  })
}

function placeOf({ line, path }: { readonly line: number | null; readonly path: string | null }): string {
  if (path !== null && path !== '') return `${path}: `
  return line === null ? '' : `line ${line}: `
}

/** What was tried with an unknown file is worth a line only to who asks (`--json`). */
function isPlain({ state, sentence }: ImportedFile): boolean {
  return state === 'not-recognised' || sentence === ''
}

function withName({ name, sentence }: ImportedFile): string {
  return sentence.includes(name) ? sentence : `${name}: ${sentence}`
}

function titleOf({ state, isLoss }: ImportedFile): string {
  if (state === 'read') return isLoss ? 'Read in part' : 'Read, to note'
  if (state === 'duplicate') return 'Received before'
  return state === 'refused' ? 'Refused' : sourceStates[state]
}
