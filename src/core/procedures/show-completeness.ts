/** Shows whether all exports are there: the matrix of accounts and kinds, and what to ask the client for. */
import type { Completeness, CompletenessCell, Request } from '../../shared/records/source.ts'
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
  procedure('completeness.show', ({ db }): Completeness => {
    const rows = matrix(db)
    const cells = rows.flatMap((row) => row.cells)
    const expected = cells.filter((cell) => cell.required)
    return {
      columns: importers.filter(isAsked).map(({ kind, title, required }) => ({ kind, title, required })),
      rows,
      present: cells.filter((cell) => cell.state === 'complete').length,
      expected: cells.length,
      requiredMissing: expected.filter((cell) => cell.state !== 'complete').length
    }
  }),

  procedure('request.list', ({ db }): readonly Request[] => {
    const { period } = engagementOf(db)
    const coverageOf = coverage(db, period.id)
    return rowsOf(db).flatMap(({ account, name, scope }) =>
      importers
        .filter((importer) => isAsked(importer) && importer.scope === scope && importer.required)
        .flatMap((importer) => {
          const found = wholeCoverage(coverageOf, importer, account)
          if (found.state === 'complete') return []
          return [
            {
              account,
              accountName: name,
              kind: importer.kind,
              title: importer.title,
              command: importer.command,
              why: found.sentence
            }
          ]
        })
    )
  })
]

/** What only helps to read the others is not asked for by itself. */
function isAsked(importer: Importer): boolean {
  return importer.required || importer.kind !== 'collection-manifest'
}

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
    cells: importers
      .filter((importer) => isAsked(importer) && importer.scope === scope)
      .map((importer) => {
        const found = wholeCoverage(coverageOf, importer, account)
        const faults = found.sources.reduce((sum, source) => sum + (errors.get(source) ?? 0), 0)
        const days =
          asOf && importer.kind === 'credential-report'
            ? Math.floor((secondsOf(newest) - secondsOf(asOf)) / 86_400)
            : 0
        return {
          kind: importer.kind,
          state: found.state,
          required: importer.required,
          label: labelOf(found, faults, days),
          sources: found.sources
        }
      })
  }))
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

function labelOf(found: CoverageOfNeed, faults: number, days: number): string {
  if (faults > 0 && found.state !== 'denied') return faults === 1 ? '1 error' : `${faults} errors`
  switch (found.state) {
    case 'complete':
      return days >= staleAfterDays ? `${days} d` : ''
    case 'partial':
      return 'incomplete'
    case 'denied':
      return 'refused'
    case 'missing':
      return 'missing'
  }
}
