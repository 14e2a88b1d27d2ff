/** The thresholds of an engagement: what each means, its default and where the default comes from. */

interface NumberParameter {
  readonly title: string
  readonly unit: string
  readonly default: number
  readonly minimum: number
  readonly maximum: number
  readonly source: string
}

/** Numbers an auditor may change per engagement. */
export const parameters = {
  maxAccessKeyAgeDays: {
    title: 'Oldest active access key',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 3650,
    source: 'CIS AWS Foundations 3.0, 1.14'
  },
  unusedCredentialDays: {
    title: 'Password or key counts as unused after',
    unit: 'days',
    default: 45,
    minimum: 1,
    maximum: 3650,
    source: 'CIS AWS Foundations 3.0, 1.12'
  },
  unusedRoleDays: {
    title: 'Role counts as unused after',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 400,
    source: 'IAM keeps last use of roles for 400 days'
  },
  rootUseDays: {
    title: 'Root user counts as used within',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 3650,
    source: 'House default; CIS AWS Foundations gives no number'
  },
  rootPasswordAgeDays: {
    title: 'Oldest root password',
    unit: 'days',
    default: 365,
    minimum: 1,
    maximum: 3650,
    source: 'House default'
  },
  exportWindowDays: {
    title: 'Export counts as of the period within',
    unit: 'days',
    default: 15,
    minimum: 0,
    maximum: 366,
    source: 'House default; days before or after the end of the period'
  },
  exportSpreadHours: {
    title: 'Exports of one account may lie apart',
    unit: 'hours',
    default: 24,
    minimum: 1,
    maximum: 744,
    source: 'House default; AWS keeps a credential report for four hours'
  },
  newKeyGraceDays: {
    title: 'Grace for a key that was never used',
    unit: 'days',
    default: 7,
    minimum: 0,
    maximum: 365,
    source: 'House default'
  },
  minPasswordLength: {
    title: 'Shortest password',
    unit: 'characters',
    default: 14,
    minimum: 6,
    maximum: 128,
    source: 'CIS AWS Foundations 3.0, 1.8'
  },
  passwordReusePrevention: {
    title: 'Remembered passwords',
    unit: 'passwords',
    default: 24,
    minimum: 1,
    maximum: 24,
    source: 'CIS AWS Foundations 3.0, 1.9'
  },
  maxPasswordAgeDays: {
    title: 'Oldest password',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 1095,
    source: 'CIS AWS Foundations 1.2, 1.11'
  }
} as const satisfies Record<string, NumberParameter>

export type ParameterName = keyof typeof parameters
export type Parameters = Readonly<Record<ParameterName, number>>

/** Every parameter at its default. */
export function defaultParameters(): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, parameter.default])
  ) as Parameters
}
