/** ACC-04: whether the account still has security questions, which AWS no longer offers. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'security-questions',
  control: 'ACC-04',
  topic: 'contacts',
  severity: 'low',
  scope: 'account',
  criterion:
    'Nobody relies on security questions to recover the account; where some were set, their answers are in custody.',
  effect: 'Recovery of a lost root user depends on answers that nobody knows, or that anybody can guess.',
  recommendation:
    'Keep root e-mail, telephone and contacts current instead: AWS has withdrawn security questions, and CIS dropped them in version 5.',
  remediation: {
    console:
      'Account menu → Account → Configure security challenge questions, where the page still shows it.',
    cli: 'AWS has no command for security questions; take a picture of the account page.',
    terraform: 'The AWS provider has no resource for security questions.'
  },
  procedure: [
    'Conclude "not applicable" for accounts whose page does not show security questions.',
    'Where it shows some, see where the answers are kept and who may read them.'
  ],
  limits: ['No export shows security questions; AWS no longer lets accounts add them.'],
  sources: ['AWS Account Management Reference Guide: Configure your AWS account'],
  evidenceExpected:
    'Picture of the account page with the date visible, and the custody log where questions are set.'
})
