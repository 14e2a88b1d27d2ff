/** The tables that a run of the checks asks for once an account; each after those it is made from. */
import { administrator, shutOut } from './administrator-holding.ts'
import { undescribedOfAll, undescribedOfClient } from './holding.ts'
import { policyInUse } from './policy-in-use.ts'
import { withSources, type SharedTable } from './shared-table.ts'
import { clientPolicy } from './written-policy.ts'

export const sharedTables: readonly SharedTable[] = withSources([
  policyInUse,
  clientPolicy,
  administrator,
  shutOut,
  undescribedOfClient,
  undescribedOfAll
])
