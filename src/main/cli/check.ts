/** `tickmark check`: what the checks found in an engagement. */
import { outcomes, type Outcome } from '../../shared/vocabulary.ts'
import type { CheckResult, Results } from '../../shared/records/test.ts'
import { valueOf } from '../import-files.ts'
import { asOfGiven, asOfHelp, asOfOption } from './as-of.ts'
import {
  checklistGiven,
  checklistHelp,
  checklistOption,
  linesOfChecklist,
  narrowToChecklist
} from './checklist-given.ts'
import { fileArgument, noMoreThan, type Command, type Finished } from './command.ts'
import { inEngagement } from './open-engagement.ts'

export const check: Command = {
  name: 'check',
  usage: '<file> [--as-of <time>] [--checklist <id>]',
  summary: 'print what the checks found',
  help: [
    asOfHelp,
    checklistHelp,
    'Results are brought up to date by every import; giving a date counts the ages anew and keeps it in the engagement.',
    'An exception is a result, not a failure: the exit code stays 0.'
  ],
  options: { ...asOfOption, ...checklistOption },
  async run(given, _terminal, files) {
    noMoreThan(1, given)
    const asOf = asOfGiven(given)
    const checklist = checklistGiven(given)
    return inEngagement(fileArgument(given), files, async (workbench): Promise<Finished> => {
      if (asOf !== null) valueOf(await workbench.call('period.date', { asOf }))
      const results = valueOf(await workbench.call('result.list', {}))
      if (checklist === null) return { exitCode: 0, report: results, lines: linesOf(results) }
      const view = valueOf(await workbench.call('checklist.show', { checklist, account: null }))
      const narrowed = narrowToChecklist(results, view)
      return { exitCode: 0, report: narrowed, lines: [...linesOf(narrowed), ...linesOfChecklist(narrowed)] }
    })
  }
}

/** How many results of each outcome there are. */
export function countOutcomes({ results }: Results): Readonly<Record<Outcome, number>> {
  const counts = { fail: 0, 'needs-review': 0, 'not-tested': 0, 'not-applicable': 0, pass: 0 }
  for (const { outcome } of results) counts[outcome] += 1
  return counts
}

/** "12 Fail, 3 Needs review, …" */
export function outcomeLine(results: Results): string {
  return (Object.entries(countOutcomes(results)) as [Outcome, number][])
    .map(([outcome, count]) => `${count} ${outcomes[outcome].screen}`)
    .join(', ')
}

function linesOf(results: Results): readonly string[] {
  const open = results.results.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable')
  return [...open.map(lineOf), `${outcomeLine(results)}.`]
}

function lineOf(result: CheckResult): string {
  const { account, catalogue, check, exceptions, needsReview, outcome, population, reason } = result
  const head = `${outcomes[outcome].screen.padEnd(12)}  ${account}  ${catalogue.join(' ')} ${check}`
  if (outcome === 'not-tested') return `${head}: ${reason}`
  const undecided = needsReview.length > 0 ? `, ${needsReview.length} undecided` : ''
  return `${head}: ${exceptions.length} of ${population}${undecided}`
}
