/** What the conditions of a ceiling cannot tell apart is decided once: most Regions and most principals are alike to them. */
import { entriesOf, entryHolds, type ConditionEntry, type RequestContext } from './condition-holds.ts'
import type { Ceiling } from './organization.ts'

const asked = new WeakMap<Ceiling, Map<string, readonly ConditionEntry[]>>()

/** How every condition on these keys (in lower case) takes a request; two requests that differ in them alone and give the same text are decided the same. */
export function answersOf(ceiling: Ceiling, keys: readonly string[], context: RequestContext): string {
  return conditionsOn(ceiling, keys)
    .map((entry) => entryHolds(entry, context))
    .join(' ')
}

function conditionsOn(ceiling: Ceiling, keys: readonly string[]): readonly ConditionEntry[] {
  let byKeys = asked.get(ceiling)
  if (!byKeys) asked.set(ceiling, (byKeys = new Map<string, readonly ConditionEntry[]>()))
  const name = keys.join(' ')
  let found = byKeys.get(name)
  if (!found) {
    const policies = new Set(ceiling.levels.flatMap((level) => [...level.policies, ...level.perhaps]))
    found = [...policies]
      .flatMap(({ statements }) => statements.flatMap(({ condition }) => entriesOf(condition)))
      .filter(({ key }) => keys.includes(key.toLowerCase()))
    byKeys.set(name, found)
  }
  return found
}
