/** The form every framework has: its requirements in their own numbers, the controls that test each, and what it asks of thresholds. */
import type { ParameterName } from '../../shared/parameters.ts'

export interface Framework {
  /** `cis-3.0`; also the name of its file. */
  readonly id: string
  /** "CIS AWS Foundations 3.0" */
  readonly title: string
  readonly version: string
  /** One sentence: which of its requirements are listed. */
  readonly extent: string
  /** In natural order of their numbers. */
  readonly requirements: readonly Requirement[]
}

export interface Requirement {
  /** As text, spelled as the framework does: 1.10 is not 1.1. */
  readonly id: string
  /** In our own words, as the texts of most frameworks are licensed; of NIST SP 800-53 the name of the control. */
  readonly title: string
  /** Of a CIS benchmark: what it recommends to everyone, or where security comes first. */
  readonly level?: 1 | 2
  /** How a CIS benchmark itself assesses it. */
  readonly assessment?: 'automated' | 'manual'
  /** Codes of the catalogue, `ROOT-01`; also those that no check tests yet. Empty where nothing here could test it. */
  readonly controls: readonly string[]
  readonly asks?: readonly Ask[]
}

/** The number a requirement sets, in the unit of the parameter. */
export type Ask =
  | { readonly parameter: ParameterName; readonly atMost: number }
  | { readonly parameter: ParameterName; readonly atLeast: number }
