/** Shows one test whole: the control and how it is tested, results, conclusions, evidence and findings per account. */
import type { Member, PopulationPage, TestView } from '../../shared/records.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import { parameters } from '../../shared/parameters.ts'
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

  procedure('population.page', ({ db }, { control, account, show, offset, limit }): PopulationPage => {
    const check = controlNamed(control)
    if (!isAutomated(check))
      throw new WorkbenchError('not-found', `${control} is a manual step; it has no population.`)
    const totals = { matching: 0, population: 0, exceptions: 0, needsReview: 0 }
    const members: Member[] = []
    const names = sourceNames(db)
    for (const { result, account: tested } of testStates(db, { control, account })) {
      if (result === null || result.outcome === 'not-tested') continue
      for (const member of membersOf(db, check, tested.id)) {
        totals.population++
        if (member.status === 'exception') totals.exceptions++
        if (member.status === 'needs-review') totals.needsReview++
        const matches =
          show === 'all' ||
          (show === 'exceptions' ? member.status === 'exception' : member.status === 'needs-review')
        if (!matches) continue
        if (totals.matching >= offset && members.length < limit)
          members.push({ ...member, account: tested.id, sourceName: names.get(member.source) ?? '' })
        totals.matching++
      }
    }
    return { columns: check.columns, members, ...totals }
  })
]

function kindsNeeded(check: AutomatedCheck): TestView['needs'] {
  const kinds = new Set(check.needs.flat().map((need) => need.split('.')[0] ?? need))
  return [...kinds].flatMap((kind) => {
    const importer = importerOf(kind)
    return importer ? [{ title: importer.title, command: importer.command }] : []
  })
}

function* membersOf(
  db: Reader,
  check: AutomatedCheck,
  account: string
): Generator<Omit<Member, 'account' | 'sourceName'>> {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  const coverageOf = coverage(db, period.id)
  const context = {
    account,
    parameters: parametersOf(db),
    coverageOf: (need: string) => coverageOf(need, account),
    asOfOf: (source: number) => dateOf(source, account).at
  }
  for (const member of iterateMembers(db, check, context))
    yield {
      resource: member.resource,
      status: member.status,
      detail: member.detail,
      values: member.values,
      source: member.source_id,
      line: member.line,
      path: member.path
    }
}

function sourceNames(db: Reader): ReadonlyMap<number, string> {
  return new Map(
    db.all<{ id: number; name: string }>('select id, name from source').map(({ id, name }) => [id, name])
  )
}
