/** What frameworks ask of the thresholds of an engagement, and where a threshold is looser than that. */
import type { ParameterName } from './parameters.ts'

/** At most so much (days of age), or at least so much (characters). */
export type Bound = 'at-most' | 'at-least'

export interface AskedThreshold {
  readonly parameter: ParameterName
  /** "CIS AWS Foundations 3.0" */
  readonly framework: string
  /** As the framework spells it: "1.12". */
  readonly requirement: string
  readonly bound: Bound
  /** In the parameter's unit. */
  readonly asked: number
}

/** A threshold in force that a framework does not accept. */
export interface LooserThreshold extends AskedThreshold {
  readonly value: number
}

/** Whether a value lets more pass than the framework does. */
export function isLooser(value: number, { bound, asked }: Pick<AskedThreshold, 'bound' | 'asked'>): boolean {
  return bound === 'at-most' ? value > asked : value < asked
}

/**
 * Who asks for what, by number, the strictest first: "At most 45 days: CIS AWS Foundations 2.0 (1.12), 3.0 (1.12)." One sentence for
 * each number asked.
 */
export function askedSentences(asked: readonly AskedThreshold[], unit: string): readonly string[] {
  const numbers = [...new Set(asked.map((one) => one.asked))].toSorted((one, other) => one - other)
  if (asked[0]?.bound === 'at-least') numbers.reverse()
  return numbers.map((number) => {
    const same = asked.filter((one) => one.asked === number)
    return `${boundWords[same[0]?.bound ?? 'at-most']} ${number} ${unit}: ${requirementsInWords(same)}.`
  })
}

const boundWords: Readonly<Record<Bound, string>> = { 'at-most': 'At most', 'at-least': 'At least' }

/** The name of a framework is not said again for its next version. */
function requirementsInWords(asked: readonly AskedThreshold[]): string {
  let said = ''
  return asked
    .map(({ framework, requirement }) => {
      const [, family = framework, version = ''] = /^(.+) (\S+)$/.exec(framework) ?? []
      const name = family === said ? version : framework
      said = family
      return `${name} (${requirement})`
    })
    .join(', ')
}
