/** The guard of the thresholds: what frameworks ask of each, and which of those in force are looser than a framework accepts. */
import { isLooser, type AskedThreshold, type LooserThreshold } from '../../shared/frameworks.ts'
import type { ParameterName, Parameters } from '../../shared/parameters.ts'
import type { Ask } from './framework.ts'
import { frameworks } from './frameworks.ts'

const everyAsk: readonly AskedThreshold[] = frameworks.flatMap(({ title, requirements }) =>
  requirements.flatMap(({ id, asks = [] }) =>
    asks.map((ask) => ({ framework: title, requirement: id, ...bounded(ask) }))
  )
)

/** What frameworks ask of a parameter, in their order. */
export function askedOf(parameter: ParameterName): readonly AskedThreshold[] {
  return everyAsk.filter((ask) => ask.parameter === parameter)
}

/** Every parameter that is looser than a framework accepts, once for each requirement. None at the defaults. */
export function looserThan(parameters: Partial<Parameters>): readonly LooserThreshold[] {
  return everyAsk.flatMap((ask) => {
    const value = parameters[ask.parameter]
    return value !== undefined && isLooser(value, ask) ? [{ ...ask, value }] : []
  })
}

function bounded(ask: Ask): Pick<AskedThreshold, 'parameter' | 'bound' | 'asked'> {
  const { parameter } = ask
  return 'atMost' in ask
    ? { parameter, bound: 'at-most', asked: ask.atMost }
    : { parameter, bound: 'at-least', asked: ask.atLeast }
}
