// Leaves what came of a Playwright run for `npm test`, and lists the journeys as they end.
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

export default class PlaywrightSummary {
  summary = { passed: 0, failed: 0, skipped: [] }

  onBegin(config, suite) {
    this.folder = config.rootDir
    this.suite = suite
  }

  /** Outside any test: a configuration or a file that does not load. */
  onError(error) {
    this.summary.failed += 1
    console.log(error.stack ?? error.message)
  }

  onTestEnd(test, result) {
    const sign = result.status === 'skipped' ? '-' : result.status === test.expectedStatus ? '✓' : '✗'
    console.log(` ${sign} ${this.nameOf(test)} (${(result.duration / 1000).toFixed(1)} s)`)
    for (const { stack, message } of result.errors) console.log(stack ?? message)
  }

  onEnd() {
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome()
      if (outcome === 'skipped')
        this.summary.skipped.push({
          group: relative(this.folder, test.location.file),
          name: this.nameOf(test),
          reason: test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'
        })
      else if (outcome === 'unexpected') this.summary.failed += 1
      else this.summary.passed += 1
    }
    writeFileSync(process.env.TICKMARK_SUMMARY, JSON.stringify(this.summary))
  }

  nameOf(test) {
    return `${relative(this.folder, test.location.file)}: ${test.titlePath().slice(3).join(' › ')}`
  }
}
