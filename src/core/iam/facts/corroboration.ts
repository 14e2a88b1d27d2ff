/** What other tools said of resources: corroborating evidence, compared and never a source of facts. */
import type { Fact, Seconds } from './fact.ts'

export interface CorroborationTables {
  readonly tool_result: Fact & {
    readonly region: string | null
    /** Prowler, ScoutSuite, Cloudsplaining, Steampipe, Powerpipe, Security Hub, AWS Config, GuardDuty, … */
    readonly tool: string
    readonly check_id: string
    readonly title: string
    readonly status: 'pass' | 'fail' | 'review' | 'suppressed'
    /** In the tool's own words. */
    readonly said: string
    readonly severity: string | null
    /** The ARN where the tool gives it, else its own name for the resource; '' for the whole account. */
    readonly resource: string
    readonly resource_type: string | null
    readonly detail: string
    readonly assessed_at: Seconds | null
  }
  readonly declared_resource: Fact & {
    readonly address: string
    readonly module: string
    readonly type: string
    /** Its ARN or id; '' where a plan does not know it yet. */
    readonly resource: string
    readonly action: 'state' | 'no-op' | 'create' | 'update' | 'delete' | 'replace' | 'read'
    /** The arguments an audit asks about, as JSON; nothing marked sensitive. */
    readonly arguments: string
  }
}
