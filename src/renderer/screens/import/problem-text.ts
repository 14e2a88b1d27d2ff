/** How a problem reads beyond its sentence: where it stands, and as one line for a message to the client. */
import type { Problem } from '../../../shared/records/source.ts'
import { noteLevels } from '../../../shared/vocabulary.ts'
import { formatNumber } from '../../format.ts'

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

/** Whether every word typed stands somewhere in the problem. */
export function matches(problem: Problem, typed: string): boolean {
  const text =
    `${problem.sourceName} ${problem.path ?? ''} ${noteLevels[problem.level]} ${problem.sentence}`.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
