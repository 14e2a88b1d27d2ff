/** Shows one test whole: the control and how it is tested, results, conclusions, evidence and findings per account. */
import type { TestView } from '../../shared/records/test.ts'
import { isAutomated, type AutomatedCheck } from '../checks/check.ts'
import { referencesOf } from '../checklists/references.ts'
import { importerOf } from '../importers/index.ts'
import { controlNamed } from './controls.ts'
import { evidenceOf } from './evidence.ts'
import { findingsOf } from './findings.ts'
import { attentionOf } from './judging/attention.ts'
import { parameterViews } from './parameter-views.ts'
import { procedure } from './procedure.ts'
import { testStates } from './test-states.ts'

export default procedure('test.show', ({ db, now }, { control, account }): TestView => {
  const check = controlNamed(control)
  const states = testStates(db, { control, account })
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
    limits: check.limits,
    sources: check.sources,
    parameters: isAutomated(check) ? parameterViews(db, check.parameters) : [],
    needs: isAutomated(check) ? kindsNeeded(check) : [],
    accounts: states.map((state) => state.account.id),
    results: states.flatMap(({ result }) => (result ? [result] : [])),
    conclusions: states.flatMap(({ conclusion }) => (conclusion ? [conclusion] : [])),
    evidence: evidenceOf(db, control).filter(({ links }) =>
      links.some((link) => link.control === control && concerns([link.account]))
    ),
    findings: findingsOf(db, control).filter(({ accounts }) => concerns(accounts)),
    attention: [...attentionOf(db, now(), states).values()].flat()
  }
})

function kindsNeeded(check: AutomatedCheck): TestView['needs'] {
  const kinds = new Set(check.needs.flat().map((need) => need.split('.')[0] ?? need))
  return [...kinds].flatMap((kind) => {
    const importer = importerOf(kind)
    return importer ? [{ title: importer.title, command: importer.command }] : []
  })
}
