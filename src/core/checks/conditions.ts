/** CON-02 to CON-04: whether the conditions of policies are known to AWS, limit something, and fit keys of one or of several values. */
import type { AutomatedCheck } from './check.ts'
import { lintCheck } from './basis/lint.ts'

const hasConditions = `exists (select 1 from statement_condition where document_id = policy.document_id)`
const whenEmpty = 'No policy has a condition.'

const checks: readonly AutomatedCheck[] = [
  lintCheck({
    id: 'conditions-known',
    control: 'CON-02',
    topic: 'conditions',
    severity: 'medium',
    criterion: 'Conditions use operators and keys that AWS knows for the actions of their statement.',
    effect:
      'A key that no request carries makes a condition false, or with a negated operator true, so that it does not protect.',
    recommendation:
      'Correct the key or the operator, and split statements whose actions carry different keys.',
    steps: [
      'For each key that is not known see whether it is new, withdrawn or misspelled.',
      'For a key that none of the actions carries judge what the statement does without it.'
    ],
    limits: [
      'Keys that identity providers give their sessions are taken as known.',
      'Where a statement names all actions or NotAction, keys of any service are taken as carried.'
    ],
    sources: [
      'IAM User Guide: IAM JSON policy elements: Condition operators',
      'IAM User Guide: AWS global condition context keys',
      'Service Authorization Reference'
    ],
    rules: { 'unknown-operator': 'exception', 'unknown-key': 'needs-review', 'foreign-key': 'needs-review' },
    where: hasConditions,
    isDated: true,
    inOrder: 'has conditions on keys its actions carry',
    whenEmpty
  }),
  lintCheck({
    id: 'conditions-limit',
    control: 'CON-03',
    topic: 'conditions',
    severity: 'medium',
    criterion: 'Every condition limits something and can be met.',
    effect: 'A condition that every request meets is a decoration: the statement is as wide as without it.',
    recommendation:
      'Remove conditions that are always met or write the limit that was meant; guard keys that may be absent with Null.',
    steps: [
      'A condition met by every request is an exception in an Allow statement.',
      'Judge conditions met by requests that lack the key (IfExists and ForAllValues in Allow statements), and those no request meets.'
    ],
    limits: [
      'Conditions are judged one by one; two that exclude each other are not found.',
      'Keys of multi-factor authentication have checks of their own, and the presence of a tag asked for by * counts as a limit.'
    ],
    sources: [
      'IAM User Guide: IAM JSON policy elements: Condition operators',
      'IAM User Guide: Set operators for multivalued context keys'
    ],
    rules: {
      'always-true': 'exception',
      'always-true-deny': 'needs-review',
      'true-when-present': 'needs-review',
      'true-when-absent': 'needs-review',
      'never-true': 'needs-review',
      'literal-wildcard': 'needs-review'
    },
    where: hasConditions,
    inOrder: 'has conditions that limit something',
    whenEmpty
  }),
  lintCheck({
    id: 'conditions-quantifiers',
    control: 'CON-04',
    topic: 'conditions',
    severity: 'medium',
    criterion: 'ForAllValues and ForAnyValue stand with keys of several values, and only with those.',
    effect: 'ForAllValues on a key of one value is met by every request without the key.',
    recommendation: 'Take the quantifier off keys of one value, and give keys of several values one.',
    steps: [
      'ForAllValues on a key of one value in an Allow statement, and a key of several values without a quantifier, are exceptions.',
      'Judge the other quantifiers on keys of one value: most do no harm.'
    ],
    limits: ['Keys whose type the reference does not know are not judged.'],
    sources: [
      'IAM User Guide: IAM Access Analyzer policy check reference',
      'IAM User Guide: Set operators for multivalued context keys'
    ],
    rules: {
      'all-of-single': 'exception',
      'no-quantifier': 'exception',
      'quantifier-of-single': 'needs-review'
    },
    where: hasConditions,
    isDated: true,
    inOrder: 'has quantifiers where they belong',
    whenEmpty
  })
]

export default checks
