/** Shows whether all exports are there: the matrix of accounts and kinds, and what to ask the client for. */
import type { Completeness, CompletenessCell, Request } from '../../shared/records/source.ts'
import { sourceFamilies, type CoverageState, type SourceFamily } from '../../shared/vocabulary.ts'
import { importers } from '../importers/index.ts'
import type { Importer } from '../importers/importer.ts'
import type { Reader } from '../store/database.ts'
import { accountsOf } from './accounts.ts'
import { secondsOf } from './as-of.ts'
import { coverage, type CoverageOfNeed } from './coverage.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'

/** A source this much older than the newest of its engagement is said aloud. */
const staleAfterDays = 7

export default [
  procedure('completeness.show', ({ db }): Completeness => completenessOf(db)),
  procedure('request.list', ({ db }): readonly Request[] => requestsOf(db))
]

/** The matrix of accounts and exports: a column for each that is required, one for each family of the others. */
export function completenessOf(db: Reader): Completeness {
  const rows = matrix(db)
  const cells = rows.flatMap((row) => row.cells)
  const expected = cells.filter((cell) => cell.required)
  return {
    columns: columns.map(({ key, title, required, importers }) => ({
      key,
      title,
      required,
      kinds: importers.map(({ kind, title }) => ({ kind, title }))
    })),
    rows,
    present: expected.filter((cell) => cell.state === 'complete').length,
    expected: expected.length,
    requiredMissing: expected.filter((cell) => cell.state !== 'complete').length
  }
}

/**
 * What to ask the client for: every required export that an account lacks, then the others, where all accounts lack one in a single
 * line.
 */
export function requestsOf(db: Reader): readonly Request[] {
  const { period } = engagementOf(db)
  const coverageOf = coverage(db, period.id)
  const rows = rowsOf(db)
  const askedFor = (isRequired: boolean): Request[] =>
    importers
      .filter((importer) => isAsked(importer) && importer.required === isRequired)
      .flatMap((importer) => {
        const asked = rows.filter(({ scope }) => scope === importer.scope)
        const lacking = asked.flatMap((row) => {
          const found = wholeCoverage(coverageOf, importer, row.account)
          return found.state === 'complete'
            ? []
            : [requestFor(importer, row.account, row.name, found.sentence)]
        })
        const [first] = lacking
        return !isRequired && first && lacking.length === asked.length && asked.length > 1
          ? [requestFor(importer, '', 'Every account', `${importer.title}: not received for any account.`)]
          : lacking
      })
  return [
    ...askedFor(true).toSorted((a, b) => placeOf(rows, a.account) - placeOf(rows, b.account)),
    ...askedFor(false)
  ]
}

function requestFor(importer: Importer, account: string, accountName: string, why: string): Request {
  const { kind, title, family, required, command } = importer
  return { account, accountName, kind, title, family, required, command, why }
}

function placeOf(rows: readonly MatrixRow[], account: string): number {
  return rows.findIndex((row) => row.account === account)
}

/** What only helps to read or to compare the others is not asked for, nor what no call of AWS answers. */
function isAsked({ family, required, operations }: Importer): boolean {
  return required || (family !== 'collection' && family !== 'corroboration' && operations.length > 0)
}

interface Column {
  readonly key: string
  readonly title: string
  readonly required: boolean
  readonly scope: Importer['scope']
  readonly importers: readonly Importer[]
}

const columns: readonly Column[] = (['organization', 'account'] as const).flatMap((scope) => {
  const asked = importers.filter((importer) => isAsked(importer) && importer.scope === scope)
  return [
    ...asked
      .filter(({ required }) => required)
      .map((importer) => ({
        key: importer.kind,
        title: importer.title,
        required: true,
        scope,
        importers: [importer]
      })),
    ...(Object.keys(sourceFamilies) as SourceFamily[]).flatMap((family) => {
      const others = asked.filter((importer) => !importer.required && importer.family === family)
      return others.length === 0
        ? []
        : [
            {
              key: `${scope}/${family}`,
              title: sourceFamilies[family],
              required: false,
              scope,
              importers: others
            }
          ]
    })
  ]
})

interface MatrixRow {
  readonly account: string
  readonly name: string
  readonly scope: Importer['scope']
  readonly asOf: string | null
}

/** The organization first, then every account. */
function rowsOf(db: Reader): MatrixRow[] {
  const accounts = accountsOf(db)
  const management = accounts.find((account) => account.isManagement)
  return [
    { account: management?.id ?? '', name: 'Organization', scope: 'organization', asOf: null },
    ...accounts.map(({ id, name, asOf }) => ({
      account: id,
      name,
      scope: 'account' as const,
      asOf: asOf?.at ?? null
    }))
  ]
}

function matrix(db: Reader): { account: string; name: string; cells: CompletenessCell[] }[] {
  const { period } = engagementOf(db)
  const coverageOf = coverage(db, period.id)
  const errors = new Map(
    db
      .all<{ source_id: number; n: number }>(
        "select source_id, count(*) as n from source_note where level = 'error' group by source_id"
      )
      .map((row) => [row.source_id, row.n])
  )
  const rows = rowsOf(db)
  const newest =
    rows
      .map((row) => row.asOf ?? '')
      .sort()
      .at(-1) ?? ''
  return rows.map(({ account, name, scope, asOf }) => ({
    account,
    name,
    cells: columns
      .filter((column) => column.scope === scope)
      .map((column) => {
        const found = column.importers.map((importer) => wholeCoverage(coverageOf, importer, account))
        const sources = [...new Set(found.flatMap((one) => one.sources))]
        const faults = sources.reduce((sum, source) => sum + (errors.get(source) ?? 0), 0)
        const days =
          asOf && column.key === 'credential-report'
            ? Math.floor((secondsOf(newest) - secondsOf(asOf)) / 86_400)
            : 0
        const state = stateOfAll(found)
        return {
          column: column.key,
          state,
          required: column.required,
          label: labelOf(state, faults, days, found),
          sources
        }
      })
  }))
}

/** What is wrong with one of them is said before what is missing; missing is only where none is there. */
function stateOfAll(found: readonly CoverageOfNeed[]): CoverageState {
  const states = found.map(({ state }) => state)
  if (states.every((state) => state === 'complete')) return 'complete'
  if (states.includes('partial')) return 'partial'
  if (states.includes('denied')) return 'denied'
  return states.includes('complete') ? 'partial' : 'missing'
}

/** The worst of the parts a kind is asked for whole. */
function wholeCoverage(
  coverageOf: (need: string, account: string) => CoverageOfNeed,
  importer: Importer,
  account: string
): CoverageOfNeed {
  const parts = importer.parts.map((part) =>
    coverageOf(part === '' ? importer.kind : `${importer.kind}.${part}`, account)
  )
  const order = ['partial', 'denied', 'missing', 'complete'] as const
  const received = parts.some((part) => part.state !== 'missing')
  // AWS-managed policies are exported only where attached: their absence beside other parts is no gap.
  const counting = received
    ? parts.filter((part) => part.state !== 'missing' || !part.sentence.includes('(aws-policies)'))
    : parts
  const worst = counting.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0]
  if (!worst) throw new Error(`${importer.kind} has no parts`)
  const sources = [...new Set(parts.flatMap((part) => part.sources))]
  return received && worst.state === 'missing'
    ? { ...worst, state: 'partial', sources }
    : { ...worst, sources }
}

function labelOf(
  state: CoverageState,
  faults: number,
  days: number,
  found: readonly CoverageOfNeed[]
): string {
  if (faults > 0 && state !== 'denied') return faults === 1 ? '1 error' : `${faults} errors`
  switch (state) {
    case 'complete':
      return days >= staleAfterDays ? `${days} d` : ''
    case 'partial': {
      const whole = found.filter((one) => one.state === 'complete').length
      return found.length > 1 ? `${whole} of ${found.length}` : 'incomplete'
    }
    case 'denied':
      return 'refused'
    case 'missing':
      return 'missing'
  }
}
