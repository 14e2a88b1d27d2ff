/** What a policy document says, read once and kept beside it. */
import type { Flag } from './fact.ts'

/** One statement. */
export interface StatementFact {
  readonly n: number
  readonly sid: string | null
  readonly effect: string
  /** `Action` or, where `uses_not_action`, `NotAction`; always a list. */
  readonly actions: readonly string[]
  readonly uses_not_action: Flag
  readonly resources: readonly string[]
  readonly uses_not_resource: Flag
  readonly condition: Readonly<Record<string, unknown>> | null
  readonly covers_all_actions: Flag
  readonly covers_all_resources: Flag
  readonly principals: readonly PrincipalFact[]
}

export interface PrincipalFact {
  readonly type: 'any' | 'aws' | 'service' | 'federated' | 'canonical'
  readonly negated: Flag
  readonly value: string
  readonly account_id: string | null
}

/** A policy document as read: its statements, or the sentence why it has none. */
export interface DocumentFact {
  readonly problem: string | null
  readonly statements: readonly StatementFact[]
}
