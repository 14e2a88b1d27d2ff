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
  maxConsoleUsers: {
    title: 'IAM users with a console password',
    unit: 'users',
    default: 2,
    minimum: 0,
    maximum: 5000,
    source: 'House default; emergency access only'
  },
  maxOtherCredentialAgeDays: {
    title: 'Oldest SSH key or service credential',
    unit: 'days',
    default: 180,
    minimum: 1,
    maximum: 3650,
    source: 'House default; CIS AWS Foundations speaks of access keys alone'
  },
  unusedServiceDays: {
    title: 'Service counts as unused after',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 400,
    source: 'House default; IAM keeps last access for 400 days'
  },
  certificateWarningDays: {
    title: 'Certificate is about to end within',
    unit: 'days',
    default: 30,
    minimum: 0,
    maximum: 365,
    source: 'House default'
  },
  maxSessionHours: {
    title: 'Longest session of a permission set',
    unit: 'hours',
    default: 8,
    minimum: 1,
    maximum: 12,
    source: 'House default, one working day; AWS allows up to 12 hours'
  },
  maxAdministratorSessionHours: {
    title: 'Longest session of an administrator',
    unit: 'hours',
    default: 1,
    minimum: 1,
    maximum: 12,
    source: "House default; AWS's own default for a permission set"
  },
  logDeliveryHours: {
    title: 'Trail has delivered to its log group within',
    unit: 'hours',
    default: 24,
    minimum: 1,
    maximum: 744,
    source: 'CIS AWS Foundations 1.4, 3.4'
  },
  unusedAccessDays: {
    title: 'Analyzer reports access unused for',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 365,
    source: 'Default of IAM Access Analyzer'
  },
  enumerationPercent: {
    title: 'Calls that look around, of those listed, in a day',
    unit: 'percent',
    default: 30,
    minimum: 1,
    maximum: 100,
    source: 'House default, after the share that Prowler asks for'
  },
  escalationPercent: {
    title: 'Calls that gain rights, of those listed, in a day',
    unit: 'percent',
    default: 20,
    minimum: 1,
    maximum: 100,
    source: 'House default, after the share that Prowler asks for'
  },
  modelAbusePercent: {
    title: 'Calls that use AI models, of those listed, in a day',
    unit: 'percent',
    default: 40,
    minimum: 1,
    maximum: 100,
    source: 'House default, after the share that Prowler asks for'
  },
  quotaPercent: {
    title: 'Policy is close to a quota of AWS from',
    unit: 'percent',
    default: 90,
    minimum: 50,
    maximum: 100,
    source: 'House default'
  },
  similarPolicyPercent: {
    title: 'Policies count as alike from shared actions of',
    unit: 'percent',
    default: 90,
    minimum: 50,
    maximum: 100,
    source: 'House default'
  },
  maxPasswordAgeDays: {
    title: 'Oldest password',
    unit: 'days',
    default: 90,
    minimum: 1,
    maximum: 1095,
    source: 'CIS AWS Foundations 1.2, 1.11'
  },
  maxAdministrators: {
    title: 'Users and roles that are administrators',
    unit: 'principals',
    default: 5,
    minimum: 0,
    maximum: 5000,
    source: 'House default; AWS gives no number'
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
