/** The shelf of checks: every automated check and manual step of this folder, by id and by control. */
import type { Check } from './check.ts'

const modules = import.meta.glob<{ readonly default?: Check | readonly Check[] }>(
  ['./*.ts', '!./index.ts', '!./check.ts'],
  { eager: true }
)

/** All of them, by id. */
export const checks: readonly Check[] = Object.values(modules)
  .flatMap((module) => module.default ?? [])
  .sort((a, b) => (a.id < b.id ? -1 : 1))

const byId = unique('id')
const byControl = unique('control')

/** The check or manual step of an id, `root-mfa`. */
export function checkOf(id: string): Check | undefined {
  return byId.get(id)
}

/** The check or manual step of a control, `ROOT-02`. */
export function checkOfControl(control: string): Check | undefined {
  return byControl.get(control)
}

function unique(key: 'id' | 'control'): ReadonlyMap<string, Check> {
  const found = new Map<string, Check>()
  for (const check of checks) {
    if (found.has(check[key])) throw new Error(`Two checks have the ${key} ${check[key]}`)
    found.set(check[key], check)
  }
  return found
}
