/** How a problem reads beyond its sentence: where it stands, as one line of text, and as a request to the client. */
import type { Problem, Request, SourceView } from '../../../shared/records/source.ts'
import { noteLevels, type NoteLevel } from '../../../shared/vocabulary.ts'
import { formatNumber } from '../../format.ts'

import { splitName } from './source-row.ts'

/** `gaad.json:41,207`; the file alone where no line is known. */
export function placeOf({ sourceName, line }: Pick<Problem, 'sourceName' | 'line'>): string {
  return line === null ? sourceName : `${sourceName}:${formatNumber(line)}`
}

/** The problems as text, one a line, in the order given: place, JSON path, level and sentence. */
export function problemsAsText(problems: readonly Problem[]): string {
  return problems
    .map((problem) => {
      const path = problem.path === null || problem.path === '' ? '' : ` (${problem.path})`
      // A line number is written without grouping, so that an editor finds it.
      const line = problem.line === null ? '' : `:${String(problem.line)}`
      return `${problem.sourceName}${line}${path}: ${noteLevels[problem.level]}: ${problem.sentence}`
    })
    .join('\n')
}

export type LevelFilter = 'all' | NoteLevel

/** A problem as the list shows it. */
export interface ListedProblem {
  readonly problem: Problem
  /** As the list counts it: of a superseded file it is information only. */
  readonly level: NoteLevel
  readonly source: SourceView | null
  /** Problems of the same file. */
  readonly inFile: number
}

/** In the order given, those of superseded files at the end. */
export function listedProblems(
  problems: readonly Problem[],
  sources: readonly SourceView[]
): readonly ListedProblem[] {
  const known = new Map(sources.map((source) => [source.id, source]))
  const counts = new Map<number, number>()
  for (const { source } of problems) counts.set(source, (counts.get(source) ?? 0) + 1)
  const listed = problems.map((problem): ListedProblem => {
    const source = known.get(problem.source) ?? null
    const level = source?.state === 'superseded' ? 'info' : problem.level
    return { problem, level, source, inFile: counts.get(problem.source) ?? 1 }
  })
  const isOld = ({ source }: ListedProblem): boolean => source?.state === 'superseded'
  return [...listed.filter((one) => !isOld(one)), ...listed.filter(isOld)]
}

/** Whether every word typed stands somewhere in the problem. */
export function matches(
  { problem, level }: Pick<ListedProblem, 'problem' | 'level'>,
  typed: string
): boolean {
  const text =
    `${problem.sourceName} ${problem.path ?? ''} ${noteLevels[level]} ${problem.sentence}`.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/**
 * What the client is asked to do again because of a problem: the export with its place and reason, and the command, where the request list
 * knows it.
 */
export function askAgainText(
  { problem, source }: Pick<ListedProblem, 'problem' | 'source'>,
  requests: readonly Request[]
): string {
  const accounts = source?.accounts ?? []
  const request = requests.find(
    ({ kind, account }) => kind === source?.kind && (account === '' || accounts.includes(account))
  )
  const whose = accounts.length === 1 ? ` of ${accounts[0] ?? ''}` : ''
  const what = source?.kindTitle ? `${source.kindTitle}${whose}` : splitName(problem.sourceName).base
  return [
    `Please export again: ${what}`,
    `${problemsAsText([problem]).replace(`${noteLevels[problem.level]}: `, '')}`,
    ...(request === undefined ? [] : [request.command])
  ].join('\n')
}
