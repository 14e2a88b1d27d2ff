/** Shows one test whole: the control and how it is tested, results, conclusions, evidence and findings per account. */
import type { Member, PopulationPage, TestView } from '../../shared/records.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import { parameters } from '../../shared/parameters.ts'
import type { MemberStatus } from '../../shared/vocabulary.ts'
import { isAutomated, type AutomatedCheck } from '../checks/check.ts'
import { referencesOf } from '../checklists/references.ts'
import { importerOf } from '../importers/index.ts'
import type { Reader } from '../store/database.ts'
import { sourceDates } from './as-of.ts'
import { controlNamed } from './controls.ts'
import { coverage } from './coverage.ts'
import { engagementOf, parametersOf } from './engagement.ts'
import { evidenceOf } from './evidence.ts'
import { findingsOf } from './findings.ts'
import { procedure } from './procedure.ts'
import { iterateMembers } from './run-check.ts'
import { testStates } from './test-states.ts'

export default [
  procedure('test.show', ({ db }, { control, account }): TestView => {
    const check = controlNamed(control)
    const states = testStates(db, { control, account })
    const values = parametersOf(db)
    const concerns = (accounts: readonly string[]) => account === null || accounts.includes(account)
    return {
      control: check.control,
      check: isAutomated(check) ? check.id : null,
      topic: check.topic,
      severity: check.severity,
      criterion: check.criterion,
      effect: check.effect,
      recommendation: check.recommendation,
      remediation: check.remediation,
      references: referencesOf(control),
      procedure: check.procedure,
      evidenceExpected: isAutomated(check) ? '' : check.evidenceExpected,
      parameters: isAutomated(check)
        ? check.parameters.map((name) => ({ name, ...parameters[name], value: values[name] }))
        : [],
      needs: isAutomated(check) ? kindsNeeded(check) : [],
      accounts: states.map((state) => state.account.id),
      results: states.flatMap(({ result }) => (result ? [result] : [])),
      conclusions: states.flatMap(({ conclusion }) => (conclusion ? [conclusion] : [])),
      evidence: evidenceOf(db, control).filter(({ links }) =>
        links.some((link) => link.control === control && concerns([link.account]))
      ),
      findings: findingsOf(db, control).filter(({ accounts }) => concerns(accounts))
    }
  }),

  procedure(
    'population.page',
    ({ db, recall }, { control, account, show, offset, limit }): PopulationPage => {
      const check = controlNamed(control)
      if (!isAutomated(check))
        throw new WorkbenchError('not-found', `${control} is a manual step; it has no population.`)
      const members = recall(`${control}/${account ?? ''}`, () => populationOf(db, check, account))
      const of = (status: MemberStatus) => members.filter((member) => member.status === status)
      const matching = show === 'all' ? members : of(show === 'exceptions' ? 'exception' : 'needs-review')
      return {
        columns: check.columns,
        members: matching.slice(offset, offset + limit),
        matching: matching.length,
        population: members.length,
        exceptions: of('exception').length,
        needsReview: of('needs-review').length
      }
    }
  )
]

function kindsNeeded(check: AutomatedCheck): TestView['needs'] {
  const kinds = new Set(check.needs.flat().map((need) => need.split('.')[0] ?? need))
  return [...kinds].flatMap((kind) => {
    const importer = importerOf(kind)
    return importer ? [{ title: importer.title, command: importer.command }] : []
  })
}

/** Every member of a check's population with its status, account by account. */
function populationOf(db: Reader, check: AutomatedCheck, account: string | null): Member[] {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  const coverageOf = coverage(db, period.id)
  const parameters = parametersOf(db)
  const names = sourceNames(db)
  return testStates(db, { control: check.control, account })
    .filter(({ result }) => result !== null && result.outcome !== 'not-tested')
    .flatMap(({ account: { id } }) => {
      const context = {
        account: id,
        parameters,
        coverageOf: (need: string) => coverageOf(need, id),
        asOfOf: (source: number) => dateOf(source, id).at
      }
      return Array.from(iterateMembers(db, check, context), ({ source_id, ...member }) => ({
        ...member,
        account: id,
        source: source_id,
        sourceName: names.get(source_id) ?? ''
      }))
    })
}

function sourceNames(db: Reader): ReadonlyMap<number, string> {
  return new Map(
    db.all<{ id: number; name: string }>('select id, name from source').map(({ id, name }) => [id, name])
  )
}
