/** PWD-01 to PWD-10 and PWD-12: what the account's password policy asks of IAM users. */
import type { ParameterName } from '../../shared/parameters.ts'
import type { Severity } from '../../shared/vocabulary.ts'
import {
  automatedCheck,
  exception,
  needsReview,
  pass,
  type AutomatedCheck,
  type TestContext,
  type Verdict
} from './check.ts'
import { days } from './basis/age.ts'
import { passwordPolicies, type PasswordPolicyRow } from './basis/password-policy.ts'
import { list } from './basis/sentence.ts'

interface Rule {
  readonly id: string
  readonly control: string
  readonly severity: Severity
  readonly criterion: string
  readonly effect: string
  readonly recommendation: string
  /** The option of `aws iam update-account-password-policy`, and the argument of Terraform's resource. */
  readonly option: string
  readonly argument: string
  readonly parameters?: readonly ParameterName[]
  readonly steps?: readonly string[]
  /** Where the number or the kind of rule comes from, beside the pages on password policies. */
  readonly sources?: readonly string[]
  readonly column?: {
    readonly key: keyof PasswordPolicyRow
    readonly title: string
    readonly type: 'integer' | 'boolean'
  }
  readonly test: (row: PasswordPolicyRow, context: TestContext) => Verdict
}

/** AWS security standard, control IAM.7: eight characters and all four classes. */
const strongLength = 8

export default [
  rule({
    id: 'password-policy',
    control: 'PWD-01',
    severity: 'medium',
    criterion: 'The account has a password policy of its own.',
    effect: "AWS's default applies: eight characters, no expiry, and a password may be used again at once.",
    recommendation: 'Set a password policy in every account, also where few IAM users have a password.',
    option: '--minimum-password-length 14 --password-reuse-prevention 24',
    argument: 'minimum_password_length = 14 and password_reuse_prevention = 24',
    test: () => pass('The account has a password policy.')
  }),
  rule({
    id: 'password-policy-length',
    control: 'PWD-02',
    severity: 'medium',
    criterion: 'The password policy asks for long passwords.',
    effect: 'Short passwords are guessed offline and online far sooner than long ones.',
    recommendation: 'Ask for at least 14 characters.',
    option: '--minimum-password-length 14',
    argument: 'minimum_password_length = 14',
    parameters: ['minPasswordLength'],
    column: { key: 'minimum_length', title: 'Minimum length', type: 'integer' },
    test({ minimum_length }, { parameters }) {
      const limit = parameters.minPasswordLength
      if (minimum_length === null) return needsReview('The export does not say the minimum password length.')
      const found = `The password policy asks for ${minimum_length} characters`
      return minimum_length < limit ? exception(`${found}, expected at least ${limit}.`) : pass(`${found}.`)
    }
  }),
  rule({
    id: 'password-policy-reuse',
    control: 'PWD-03',
    severity: 'low',
    criterion: 'The password policy keeps users from taking an earlier password again.',
    effect: 'A user forced to change a leaked password goes back to it the next day.',
    recommendation: 'Remember the last 24 passwords, the most that AWS allows.',
    option: '--password-reuse-prevention 24',
    argument: 'password_reuse_prevention = 24',
    parameters: ['passwordReusePrevention'],
    column: { key: 'reuse_prevention', title: 'Passwords remembered', type: 'integer' },
    test({ reuse_prevention }, { parameters }) {
      const remembered = reuse_prevention ?? 0
      const limit = parameters.passwordReusePrevention
      const found = `The password policy remembers ${remembered === 0 ? 'no' : remembered} passwords`
      return remembered < limit ? exception(`${found}, expected ${limit}.`) : pass(`${found}.`)
    }
  }),
  characterRule('PWD-04', 'uppercase', 'an upper-case letter', 'require_uppercase', {
    option: '--require-uppercase-characters',
    argument: 'require_uppercase_characters = true'
  }),
  characterRule('PWD-05', 'lowercase', 'a lower-case letter', 'require_lowercase', {
    option: '--require-lowercase-characters',
    argument: 'require_lowercase_characters = true'
  }),
  characterRule('PWD-06', 'symbols', 'a symbol', 'require_symbols', {
    option: '--require-symbols',
    argument: 'require_symbols = true'
  }),
  characterRule('PWD-07', 'numbers', 'a digit', 'require_numbers', {
    option: '--require-numbers',
    argument: 'require_numbers = true'
  }),
  rule({
    id: 'password-policy-expiry',
    control: 'PWD-08',
    severity: 'low',
    criterion: 'The password policy lets passwords expire.',
    effect: 'A password that leaked unnoticed stays usable for as long as the user exists.',
    recommendation:
      'Let passwords expire after 90 days; a client that follows NIST SP 800-63B instead documents that choice, with MFA for everyone.',
    option: '--max-password-age 90',
    argument: 'max_password_age = 90',
    sources: ['NIST SP 800-63B: 5.1.1.2 Memorized Secret Verifiers, which advises against forced expiry'],
    parameters: ['maxPasswordAgeDays'],
    steps: [
      'Ask which guidance the client follows: CIS dropped forced expiry in version 1.3, and NIST SP 800-63B advises against it.'
    ],
    column: { key: 'max_age_days', title: 'Maximum age in days', type: 'integer' },
    test({ expire_passwords, max_age_days }, { parameters }) {
      const limit = parameters.maxPasswordAgeDays
      if (max_age_days === null || max_age_days === 0)
        return expire_passwords === 1
          ? needsReview(
              'The password policy lets passwords expire, but the export does not say after how long.'
            )
          : exception(`The password policy lets no password expire, expected expiry within ${days(limit)}.`)
      const found = `The password policy lets passwords expire after ${days(max_age_days)}`
      return max_age_days > limit
        ? exception(`${found}, expected at most ${days(limit)}.`)
        : pass(`${found}.`)
    }
  }),
  rule({
    id: 'password-policy-self-service',
    control: 'PWD-09',
    severity: 'low',
    criterion: 'Users may change their own password.',
    effect: 'Users keep the password an administrator gave them, which the administrator knows too.',
    recommendation: 'Let users change their own password.',
    option: '--allow-users-to-change-password',
    argument: 'allow_users_to_change_password = true',
    column: { key: 'allow_change', title: 'Users may change', type: 'boolean' },
    test: ({ allow_change }) =>
      allow_change === null
        ? needsReview('The export does not say whether users may change their password.')
        : allow_change === 1
          ? pass('Users may change their own password.')
          : exception('The password policy keeps users from changing their own password.')
  }),
  rule({
    id: 'password-policy-hard-expiry',
    control: 'PWD-10',
    severity: 'info',
    criterion: 'An expired password can still be changed by its user.',
    effect: 'Users whose password expired are locked out until an administrator helps, administrators too.',
    recommendation: 'Turn hard expiry off unless the client wants the lock-out and staffs for it.',
    option: '--no-hard-expiry',
    argument: 'hard_expiry = false',
    column: { key: 'hard_expiry', title: 'Hard expiry', type: 'boolean' },
    test: ({ hard_expiry }) =>
      hard_expiry === 1
        ? needsReview(
            'The password policy locks users out when their password expires; judge whether that is wanted.'
          )
        : pass('Users can change an expired password themselves; hard expiry is off.')
  }),
  rule({
    id: 'password-policy-strength',
    control: 'PWD-12',
    severity: 'medium',
    criterion:
      'The password policy as a whole asks for strong passwords: eight characters or more and all four kinds.',
    effect: 'Weak passwords pass a policy that looks strict in one rule and leaves another out.',
    recommendation:
      'Ask for upper-case and lower-case letters, digits, symbols, and at least eight characters.',
    option:
      '--minimum-password-length 14 --require-uppercase-characters --require-lowercase-characters --require-numbers --require-symbols',
    argument:
      'minimum_password_length, require_uppercase_characters, require_lowercase_characters, require_numbers and require_symbols',
    sources: ['AWS Security Hub User Guide: Security Hub controls for IAM (IAM.7)'],
    column: { key: 'minimum_length', title: 'Minimum length', type: 'integer' },
    test(row) {
      const lacking = [
        ...((row.minimum_length ?? 0) < strongLength ? [`${strongLength} characters`] : []),
        ...(row.require_uppercase === 1 ? [] : ['an upper-case letter']),
        ...(row.require_lowercase === 1 ? [] : ['a lower-case letter']),
        ...(row.require_numbers === 1 ? [] : ['a digit']),
        ...(row.require_symbols === 1 ? [] : ['a symbol'])
      ]
      return lacking.length === 0
        ? pass(`The password policy asks for ${row.minimum_length} characters and all four kinds.`)
        : exception(`The password policy does not ask for ${list(lacking)}.`)
    }
  })
]

function characterRule(
  control: string,
  name: string,
  character: string,
  key: 'require_uppercase' | 'require_lowercase' | 'require_symbols' | 'require_numbers',
  { option, argument }: Pick<Rule, 'option' | 'argument'>
): AutomatedCheck {
  return rule({
    id: `password-policy-${name}`,
    control,
    severity: 'low',
    criterion: `The password policy asks for ${character}.`,
    effect: 'Passwords drawn from fewer kinds of characters are guessed sooner.',
    recommendation: `Ask for ${character}, or document that length is preferred over composition.`,
    option,
    argument,
    column: { key, title: 'Required', type: 'boolean' },
    test: (row) =>
      row[key] === null
        ? needsReview(`The export does not say whether the password policy asks for ${character}.`)
        : row[key] === 1
          ? pass(`The password policy asks for ${character}.`)
          : exception(`The password policy does not ask for ${character}.`)
  })
}

/** The one member is the account; without a policy of its own AWS's default applies and every rule but hard expiry fails. */
function rule({ option, argument, steps = [], sources = [], column, test, ...texts }: Rule): AutomatedCheck {
  return automatedCheck<PasswordPolicyRow>({
    parameters: [],
    ...texts,
    topic: 'passwords',
    scope: 'account',
    remediation: {
      console: 'IAM → Account settings → Password policy → Edit → Custom.',
      cli: `aws iam update-account-password-policy ${option}; the call replaces the whole policy, so give every option.`,
      // The module has no input for hard expiry.
      terraform: argument.includes('hard_expiry')
        ? `aws_iam_account_password_policy with ${argument}.`
        : `The iam-baseline module of AWS Secure Baseline, or aws_iam_account_password_policy, with ${argument}.`
    },
    procedure: [
      'Read the exported password policy; the saved error NoSuchEntity means that there is none.',
      ...steps,
      'See how many IAM users have a console password: the fewer, the less depends on this policy.'
    ],
    limits: [
      'The policy binds passwords of IAM users only, not the root user and not people of IAM Identity Center or a directory.',
      'A password set before the policy is not changed by it: it binds the next change.'
    ],
    sources: [
      'IAM User Guide: Set an account password policy for IAM users',
      'IAM API Reference: GetAccountPasswordPolicy',
      ...sources
    ],
    needs: ['password-policy'],
    wants: ['credential-report'],
    columns: [
      { key: 'is_set', title: 'Policy set', type: 'boolean' },
      ...(column ? [column] : []),
      { key: 'console_users', title: 'Users with a password', type: 'integer' }
    ],
    population: passwordPolicies,
    whenEmpty: 'The export holds no password policy.',
    test(row, context) {
      const verdict = row.is_set === 1 ? test(row, context) : withoutPolicy(texts.control)
      return row.console_users === 0
        ? { ...verdict, detail: `${verdict.detail} No IAM user has a console password.` }
        : verdict
    }
  })
}

function withoutPolicy(control: string): Verdict {
  if (control === 'PWD-10') return pass('The account has no password policy, so hard expiry is off.')
  return exception(
    "The account has no password policy; AWS's default applies: eight characters of three kinds, no expiry, no memory of earlier passwords."
  )
}
