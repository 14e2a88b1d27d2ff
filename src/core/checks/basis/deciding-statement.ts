/** The statements of control policies that a verdict rests on. */
import type { Decider } from '../../iam/organization/decide.ts'
import type { DecidingStatement } from '../check.ts'

/** None where no statement decides, as at a level where nothing allows, or where the document was not received. */
export function decidedByPolicies(...deciders: readonly (Decider | null)[]): readonly DecidingStatement[] {
  const found = new Map<string, DecidingStatement>()
  for (const decider of deciders) {
    const document = decider?.policy?.document ?? null
    const statement = decider?.statement
    if (document !== null && statement)
      found.set(`${document}.${statement.n}`, { document, statement: statement.n })
  }
  return [...found.values()]
}
