/** The shelf of procedures: every method of the contract that an engagement serves, by name. */
import { contract, type MethodName } from '../../shared/contract.ts'
import type { Procedure } from './procedure.ts'

const modules = import.meta.glob<{ readonly default?: Procedure | readonly Procedure[] }>(
  ['./*.ts', '!./index.ts', '!./procedure.ts'],
  { eager: true }
)

/** By method name. A method served twice, or not at all, is found when the engine starts. */
export const procedures: ReadonlyMap<MethodName, Procedure> = shelve()

function shelve(): Map<MethodName, Procedure> {
  const shelf = new Map<MethodName, Procedure>()
  for (const { default: served } of Object.values(modules))
    for (const procedure of served === undefined ? [] : [served].flat()) {
      if (shelf.has(procedure.method)) throw new Error(`${procedure.method} is served twice`)
      shelf.set(procedure.method, procedure)
    }
  const names = Object.keys(contract) as MethodName[]
  const unserved = names.filter((name) => contract[name].access !== 'host' && !shelf.has(name))
  if (unserved.length > 0) throw new Error(`Nothing serves ${unserved.join(', ')}`)
  return shelf
}
