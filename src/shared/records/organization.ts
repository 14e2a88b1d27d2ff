/** The organization as it crosses the bridge: its tree, what its policies deny to whom, and how much they leave. */
import type { GuardrailState } from '../vocabulary.ts'

export type LevelKind = 'root' | 'unit' | 'account'

export interface OrganizationView {
  /** `o-…`; null where no export names it. */
  readonly id: string | null
  readonly accounts: number
  readonly units: number
  readonly serviceControlPolicies: number
  readonly resourceControlPolicies: number
  /** Roots, units and accounts of which an export is missing. */
  readonly incomplete: number
  /** Depth first; accounts that are placed nowhere last. */
  readonly tree: readonly TreeNode[]
  readonly guardrails: readonly GuardrailHead[]
  /** The accounts in the order of the tree. */
  readonly rows: readonly GuardrailRow[]
  readonly policies: readonly ControlPolicyView[]
  readonly ceilings: readonly CeilingView[]
  /** Everything AWS has, for comparison, and the date of the list. */
  readonly whole: { readonly actions: number; readonly services: number; readonly label: string }
}

export interface TreeNode {
  readonly id: string
  readonly name: string
  readonly kind: LevelKind
  readonly parent: string | null
  /** 0 for roots and for accounts that are placed nowhere. */
  readonly depth: number
  /** Service control policies and resource control policies attached here, without FullAWSAccess and RCPFullAWSAccess. */
  readonly policies: number
  readonly isManagement: boolean
  /** An account's status; null for roots and units. */
  readonly status: string | null
  /** What is missing to judge it, a sentence each; of an account also what is missing above it. */
  readonly gaps: readonly string[]
}

export interface GuardrailHead {
  readonly id: string
  readonly title: string
  readonly short: string
  readonly control: string
}

export interface GuardrailRow {
  readonly account: string
  readonly name: string
  /** In the order of the guardrails. */
  readonly cells: readonly GuardrailCell[]
}

export interface GuardrailCell {
  readonly state: GuardrailState
  /** Where it is decided; null where nothing decides. */
  readonly level: LevelKind | null
  /** The policy that decides; null also where it is that no policy allows. */
  readonly policy: string | null
  readonly policyId: string | null
  readonly statement: string | null
  /** What the decision leaves out, in words; '' where nothing. */
  readonly exceptions: string
}

/** Everything about one account and guardrail. */
export interface GuardrailDetail {
  readonly account: string
  readonly name: string
  readonly guardrail: GuardrailHead
  readonly state: GuardrailState
  /** What was found, as a sentence. */
  readonly sentence: string
  /** What no export shows, a sentence each. */
  readonly gaps: readonly string[]
  /** Actions or Regions that stay open while others are denied. */
  readonly open: readonly string[]
  /** The levels above the account and itself, the root first. */
  readonly stack: readonly StackLevel[]
  readonly deciding: DecidingPolicy | null
  /** null where no exception names principals. */
  readonly exempt: ExemptPrincipals | null
}

export interface StackLevel {
  readonly id: string
  readonly name: string
  readonly kind: LevelKind
  readonly policies: readonly { readonly id: string; readonly name: string }[]
  readonly decides: boolean
}

export interface DecidingPolicy {
  readonly policy: string
  readonly name: string
  readonly level: LevelKind
  readonly levelName: string
  readonly statements: number
  /** For `document.show`; null where the document was not received. */
  readonly document: number | null
  /** The statement's place in the document, from 0. */
  readonly statement: number
  /** Keys of the statement that make the exception: `Condition`, `NotAction`, `Resource` … */
  readonly exceptionKeys: readonly string[]
}

/** Who an exception lets through. */
export interface ExemptPrincipals {
  readonly patterns: readonly string[]
  /** Whether users and roles of the account were exported. */
  readonly isExported: boolean
  /** By name; at most a hundred. */
  readonly principals: readonly ExemptPrincipal[]
  readonly count: number
}

export interface ExemptPrincipal {
  readonly arn: string
  readonly name: string
  readonly kind: 'user' | 'role'
  /** Principals its trust policy names; empty for a user. */
  readonly trusts: readonly string[]
  /** Whether every statement of its trust policy asks for MFA; null for a user. */
  readonly asksForMfa: boolean | null
}

export interface ControlPolicyView {
  readonly id: string
  readonly name: string
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'
  readonly targets: readonly { readonly id: string; readonly name: string; readonly kind: LevelKind | null }[]
  readonly targetsKnown: boolean
  /** null where the document was not received. */
  readonly statements: number | null
  readonly denies: number
  readonly effect: 'bites' | 'idle' | 'repeated' | 'unknown'
  /** The rest of a sentence that begins with the policy. */
  readonly because: string
  /** Active member accounts it reaches. */
  readonly accounts: number
  /** For `document.show`; null where it was not received. */
  readonly document: number | null
  /** Places of statements that do nothing. */
  readonly idleStatements: readonly number[]
}

export interface CeilingView {
  readonly account: string
  readonly name: string
  readonly binding: 'bound' | 'exempt' | 'off' | 'unknown'
  /** Deny statements of service control policies by where they are attached; all units above together. */
  readonly denies: Readonly<Record<LevelKind, number>>
  /** What the ceiling leaves; null where exports are missing. */
  readonly left: { readonly actions: number; readonly services: number } | null
}
