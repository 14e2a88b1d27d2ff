/** POL-06: whether policies with variables are of the version in which variables work. */
import { lintCheck } from './basis/lint.ts'

export default lintCheck({
  id: 'policy-variables',
  control: 'POL-06',
  topic: 'managed',
  severity: 'low',
  criterion: 'Every policy with variables is of version 2012-10-17.',
  effect:
    'A variable is compared as the text it is written as, so a home folder or a tag is matched for nobody.',
  recommendation: 'Set Version to 2012-10-17 and test what the policy then allows.',
  steps: [
    'Look for variables in resources and conditions of policies that name an older version or none.',
    'Before the version is changed see what the variables then stand for: access may become wider than today.'
  ],
  sources: [
    'IAM User Guide: IAM JSON policy elements: Version',
    'IAM User Guide: IAM policy elements: Variables and tags'
  ],
  rules: { 'literal-variable': 'exception' },
  inOrder: 'has no variable that is taken as text',
  whenEmpty: 'The account has no policy the client writes.'
})
