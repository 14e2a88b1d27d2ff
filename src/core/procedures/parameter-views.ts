/** The thresholds in force as they cross the bridge, each with what frameworks ask of it. */
import { isLooser } from '../../shared/frameworks.ts'
import { parameters, type ParameterName } from '../../shared/parameters.ts'
import type { ParameterView } from '../../shared/records/test.ts'
import { askedOf } from '../checklists/thresholds.ts'
import type { Reader } from '../store/database.ts'
import { parametersOf } from './engagement.ts'

/** All of them in the order of their definition, or those named. */
export function parameterViews(
  db: Reader,
  names: readonly ParameterName[] = Object.keys(parameters) as ParameterName[]
): ParameterView[] {
  const values = parametersOf(db)
  return names.map((name) => {
    const asked = askedOf(name)
    return {
      name,
      ...parameters[name],
      value: values[name],
      asked,
      looserThan: asked.filter((one) => isLooser(values[name], one))
    }
  })
}
