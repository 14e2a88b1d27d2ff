/** SSO-05: whether IAM Identity Center asks everyone for a second factor, which no export shows. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'identity-center-mfa',
  control: 'SSO-05',
  topic: 'mfa',
  severity: 'high',
  scope: 'organization',
  criterion:
    'IAM Identity Center, or the identity provider behind it, asks every user for MFA at every sign-in.',
  effect: 'People reach all accounts assigned to them with a password alone.',
  recommendation:
    'Require MFA at every sign-in with phishing-resistant devices, and block users who have none registered.',
  remediation: {
    console:
      'IAM Identity Center → Settings → Authentication → Multi-factor authentication → Configure; with an external provider set it there.',
    cli: 'The MFA settings of IAM Identity Center have no public command; take a picture of the settings page.',
    terraform:
      'The AWS provider has no resource for these settings; with an external provider use the resources of that provider.'
  },
  procedure: [
    'Find out whether people sign in through IAM Identity Center and where identities come from.',
    'Inspect the MFA settings there, or the sign-in policy of the external provider, with the auditor watching.',
    'Trace three users, one administrator among them, to a registered device.'
  ],
  limits: [
    'IAM Identity Center gives its settings to no export; with an external identity provider they lie there.'
  ],
  sources: ['IAM Identity Center User Guide: Multi-factor authentication for Identity Center users'],
  evidenceExpected:
    'Picture of the MFA settings or the sign-in policy with the date visible; device lists of the traced users.'
})
