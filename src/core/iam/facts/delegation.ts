/** What the exports say of who may act for an organization. */
import type { Fact, Seconds } from './fact.ts'

export interface DelegationTables {
  readonly org_delegated_administrator: Fact & {
    readonly id: string
    readonly name: string | null
    readonly email: string | null
    readonly status: string | null
    readonly delegated_at: Seconds | null
  }
  readonly org_delegated_service: Fact & {
    readonly id: string
    readonly service: string
    readonly delegated_at: Seconds | null
  }
  readonly org_service_access: Fact & {
    readonly service: string
    readonly enabled_at: Seconds | null
  }
}
