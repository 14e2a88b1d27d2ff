/** The kinds that can be explored, by name. */
import type { PopulationKind } from '../../../../shared/records/explorer.ts'
import type { Kind } from '../kind.ts'
import { groups } from './groups.ts'
import { keys } from './keys.ts'
import { policies } from './policies.ts'
import { roles } from './roles.ts'
import { statements } from './statements.ts'
import { trusts } from './trusts.ts'
import { users } from './users.ts'

export const kinds: Readonly<Record<PopulationKind, Kind>> = {
  users,
  keys,
  roles,
  groups,
  policies,
  statements,
  trusts
}
