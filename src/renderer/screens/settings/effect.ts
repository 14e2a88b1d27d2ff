/** Says what a change did to the results, in figures of the overview before and after. */
import type { Overview } from '../../../shared/records/overview.ts'
import { formatCount, formatNumber } from '../../format.ts'

type Figures = Pick<Overview, 'exceptions' | 'needsReview' | 'notTested' | 'rows'>

/** "9 → 14 exceptions, in 3 cells of the overview"; "No result changed." where the figures are the same. */
export function describeEffect(before: Figures, after: Figures): string {
  const figures = [
    moved(before.exceptions, after.exceptions, 'exceptions'),
    moved(before.needsReview, after.needsReview, 'to review'),
    moved(before.notTested, after.notTested, 'not tested')
  ].filter((figure) => figure !== '')
  const places = changedPlaces(before, after)
  if (figures.length === 0 && places === 0) return 'No result changed.'
  const where = `${formatCount(places, 'topic')} of ${formatCount(changedAccounts(before, after), 'account')} changed`
  return figures.length === 0 ? `${where}.` : `${figures.join(', ')}; ${where}.`
}

function moved(before: number, after: number, what: string): string {
  return before === after ? '' : `${formatNumber(before)} → ${formatNumber(after)} ${what}`
}

function changedPlaces(before: Figures, after: Figures): number {
  return differences(before, after).length
}

function changedAccounts(before: Figures, after: Figures): number {
  return new Set(differences(before, after).map(({ account }) => account)).size
}

/** The cells (account and topic) whose figures differ. */
function differences(before: Figures, after: Figures): readonly { readonly account: string }[] {
  const known = new Map(
    before.rows.flatMap((row) => row.cells.map((cell) => [`${row.account}/${cell.topic}`, figureOf(cell)]))
  )
  return after.rows.flatMap((row) =>
    row.cells
      .filter((cell) => known.get(`${row.account}/${cell.topic}`) !== figureOf(cell))
      .map(() => ({ account: row.account }))
  )
}

function figureOf({ exceptions, needsReview, notTested }: Figures['rows'][number]['cells'][number]): string {
  return `${String(exceptions)} ${String(needsReview)} ${String(notTested)}`
}
