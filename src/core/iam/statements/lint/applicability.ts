/** Whether the actions of a statement can be about the resources it names. */
import type { ActionPattern } from '../analyse-statement.ts'
import { quote, type Lint } from './lint.ts'

interface AnalysedPatterns {
  readonly n: number
  readonly uses_not_action: 0 | 1
  readonly patterns: readonly ActionPattern[]
}

/** Rule `resource-mismatch`: patterns of which every known action is about other resources (IAM User Guide: IAM Access Analyzer policy check reference). */
export function lintApplicability(statements: readonly AnalysedPatterns[]): readonly Lint[] {
  return statements.flatMap(({ n, uses_not_action, patterns }) => {
    const idle =
      uses_not_action === 1
        ? []
        : patterns.filter(({ actions, applicable }) => actions > 0 && applicable === 0)
    const [first, ...others] = idle
    if (!first) return []
    const rest = others.length > 0 ? ` and ${others.length} more` : ''
    return [
      {
        rule: 'resource-mismatch',
        n,
        detail: `statement ${n + 1} names ${quote(first.pattern)}${rest}, never about the resources it names`
      }
    ]
  })
}
