/** Limits and deciders in the words of a verdict. */
import type { Decider } from './decide.ts'
import { operatorOf } from './condition-holds.ts'
import type { OrganizationNode } from './organization.ts'
import type { Limit } from './reach.ts'

/** "root", "OU", "account": the word in a matrix cell. */
export const levelWords = {
  root: 'root',
  unit: 'OU',
  account: 'account'
} as const satisfies Record<OrganizationNode['kind'], string>

/** "at root Root by policy Baseline, statement ProtectTrail"; where nothing allows: "at OU Dev, where no policy allows it". */
export function deciderInWords({ level, policy, statement }: Decider): string {
  const place = `at ${levelWords[level.node.kind]} ${level.node.name || level.node.id}`
  if (policy === null || statement === null) return `${place}, where no policy allows it`
  return `${place} by policy ${policy.name}, ${statementInWords(statement)}`
}

/** "statement ProtectTrail", "statement 2". */
export function statementInWords({ sid, n }: { readonly sid: string | null; readonly n: number }): string {
  return `statement ${sid === null || sid === '' ? n + 1 : sid}`
}

/** What a limit lets through: "but for role/break-glass-*". */
export function limitInWords(limit: Limit): string {
  switch (limit.kind) {
    case 'condition': {
      const { isNegated, isIfExists } = operatorOf(limit.operator)
      const values = limit.values.join(', ')
      if (limit.key.toLowerCase() === 'aws:principalarn' && isNegated) return `but for ${values}`
      return `only where ${limit.key} ${limit.operator} ${values}${isIfExists ? ' or the key is missing' : ''}`
    }
    case 'resources':
      return limit.isNegated
        ? `on all resources but ${limit.patterns.join(', ')}`
        : `only on ${limit.patterns.join(', ')}`
    case 'actions':
      return limit.isNegated
        ? `for all actions but ${limit.patterns.join(', ')}`
        : `only for ${limit.patterns.join(', ')}`
  }
}
