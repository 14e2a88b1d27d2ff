// Leaves what came of a vitest run for `npm test`: counts, and for each skipped test the reason it gave.
import { writeFileSync } from 'node:fs'

export default class VitestSummary {
  onTestRunEnd(modules, unhandledErrors) {
    const summary = { passed: 0, failed: unhandledErrors.length, skipped: [] }
    for (const module of modules) {
      // A file that does not load has errors and no tests.
      summary.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state, note } = test.result()
        if (state === 'passed') summary.passed += 1
        else if (state === 'failed') summary.failed += 1
        else
          summary.skipped.push({
            group: `${module.relativeModuleId}: ${test.fullName.slice(0, -test.name.length).replace(/ > $/, '')}`,
            name: `${module.relativeModuleId}: ${test.fullName}`,
            reason: note ?? 'no reason given'
          })
      }
    }
    writeFileSync(process.env.TICKMARK_SUMMARY, JSON.stringify(summary))
  }
}
