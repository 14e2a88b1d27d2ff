/** E1-E3: every test is concluded, on its result or with an approved override, and every exception has its disposition. */
import { against, type GateRule } from './rule.ts'

export const testRules: readonly GateRule[] = [
  {
    code: 'E1',
    title: 'Every test has a conclusion',
    leadsTo: 'tests-to-do',
    find: (state) =>
      against(
        state.records().flatMap(({ ref, conclusion }) => (conclusion === null ? [ref] : [])),
        `of ${state.records().length} tests has no conclusion`,
        `of ${state.records().length} tests have no conclusion`,
        `All ${state.records().length} tests are concluded.`
      )
  },
  {
    code: 'E2',
    title: 'A conclusion better than its result is approved',
    leadsTo: 'tests-with-exceptions',
    find: (state) =>
      against(
        state.works().flatMap(({ record, grounds }) => (grounds.lacksApproval ? [record.ref] : [])),
        'conclusion is better than the automated outcome and has no approved override',
        'conclusions are better than the automated outcome and have no approved override',
        'No conclusion is better than its automated outcome without an approved override.'
      )
  },
  {
    code: 'E3',
    title: 'Every exception is disposed of',
    leadsTo: 'tests-with-exceptions',
    find(state) {
      const open = state.works().filter(({ grounds }) => grounds.undisposed > 0)
      const count = open.reduce((sum, { grounds }) => sum + grounds.undisposed, 0)
      const all = state.records().reduce((sum, { result }) => sum + (result?.exceptions ?? 0), 0)
      const tests = open.length === 1 ? '1 test' : `${open.length} tests`
      return {
        count,
        sentence:
          count === 0
            ? `All ${all} exceptions are disposed of.`
            : `${count} of ${all} exceptions in ${tests} ${count === 1 ? 'has' : 'have'} no disposition.`,
        first: against(
          open.map(({ record }) => record.ref),
          '',
          '',
          ''
        ).first
      }
    }
  }
]
