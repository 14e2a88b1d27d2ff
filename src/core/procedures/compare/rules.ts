/** Thresholds and texts of checks that are other than in the month before: a result may differ because of them alone. */
import type { Change, MemberChange } from '../../../shared/records/comparison.ts'
import { parameters, type ParameterName } from '../../../shared/parameters.ts'
import type { Rule } from '../period/rules.ts'

export function ruleChanges(from: readonly Rule[], to: readonly Rule[]): readonly Change[] {
  const before = byKey(from)
  const after = byKey(to)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): readonly Change[] => {
    const was = before.get(key)
    const is = after.get(key)
    const rule = is ?? was
    if (!rule || was?.value === is?.value) return []
    const change: MemberChange = !was ? 'added' : !is ? 'removed' : 'changed'
    return [
      {
        key,
        of: 'rule',
        change,
        direction: 'neutral',
        account: null,
        resource: titleOf(rule),
        control: rule.kind === 'check' ? rule.name : null,
        severity: null,
        before: was?.value ?? null,
        after: is?.value ?? null,
        documents: null
      }
    ]
  })
}

function titleOf({ kind, name }: Rule): string {
  if (kind === 'check') return `What ${name} tests`
  return Object.hasOwn(parameters, name) ? parameters[name as ParameterName].title : name
}

function byKey(rules: readonly Rule[]): ReadonlyMap<string, Rule> {
  return new Map(rules.map((rule) => [`${rule.kind}/${rule.name}`, rule]))
}
