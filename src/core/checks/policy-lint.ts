/** LINT-01 to LINT-14: whether policies are written as the policy language asks, so that they do what they seem to. */
import type { AutomatedCheck } from './check.ts'
import { lintCheck, type LintCheck } from './basis/lint.ts'
import { misplacedElements } from './basis/misplaced-elements.ts'

const grammar = 'IAM User Guide: Grammar of the IAM JSON policy language'
const validation = 'IAM User Guide: IAM Access Analyzer policy check reference'

type Texts = Omit<LintCheck, 'topic' | 'severity'> & Partial<Pick<LintCheck, 'severity'>>

/** Findings that hold for policies of identities and of the organization. */
const ofIdentities = (weight: 'exception' | 'needs-review') => ({
  managed: weight,
  inline: weight,
  organization: weight
})

const hasSid = `exists (select 1 from policy_statement where document_id = policy.document_id and sid is not null)`
const hasConditions = `exists (select 1 from statement_condition where document_id = policy.document_id)`

const family: readonly Texts[] = [
  {
    id: 'policy-lint-json',
    control: 'LINT-01',
    criterion: 'Every policy document is JSON in which no key stands twice.',
    effect:
      'Readers disagree about what the policy says: of a key that stands twice most keep one and drop the other.',
    recommendation: 'Write each key once, and store the document as AWS returns it.',
    steps: [
      'For a document that is no JSON obtain it again; a file cut or edited on its way looks the same.'
    ],
    sources: ['RFC 8259, 4', grammar],
    rules: { 'malformed-json': 'exception', 'duplicate-key': 'exception', 'too-large': 'needs-review' },
    inOrder: 'is JSON with every key once',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-structure',
    control: 'LINT-02',
    criterion: 'Every statement has the elements its policy needs and no other.',
    effect:
      'A statement AWS cannot take is refused or ignored, and what it should allow or deny is not in force.',
    recommendation: 'Give each statement Effect, Action, and Resource or Principal as its policy asks.',
    steps: [
      'Look at each finding in the document: whether AWS has the policy in this form, or the export changed it.'
    ],
    sources: [grammar, validation],
    rules: {
      form: 'exception',
      'unknown-element': 'exception',
      effect: 'exception',
      'no-action': 'exception',
      'both-elements': 'exception',
      misplaced: 'exception'
    },
    further: misplacedElements,
    inOrder: 'has the elements a policy of its use needs',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-duplicate-sid',
    control: 'LINT-03',
    criterion: 'No two statements of a policy have the same Sid.',
    effect: 'Tools that change a statement by its Sid change the wrong one or both.',
    recommendation: 'Give each statement a Sid of its own, or none.',
    steps: ['Compare statements of the same Sid: one may be an old form of the other.'],
    sources: ['IAM User Guide: IAM JSON policy elements: Sid'],
    rules: { 'duplicate-sid': 'exception' },
    where: hasSid,
    inOrder: 'has every Sid once',
    whenEmpty: 'No statement of a policy has a Sid.'
  },
  {
    id: 'policy-lint-sid',
    control: 'LINT-04',
    criterion: 'Sids of IAM and organization policies are letters and digits.',
    effect: 'AWS refuses the policy when it is next saved, often in the middle of an urgent change.',
    recommendation: 'Write Sids from letters and digits.',
    steps: ['Policies of resources may have other characters in a Sid; they are not listed.'],
    sources: ['IAM User Guide: IAM JSON policy elements: Sid'],
    rules: { 'invalid-sid': { ...ofIdentities('exception'), trust: 'exception' } },
    where: hasSid,
    uses: ['managed', 'inline', 'trust', 'organization'],
    inOrder: 'has Sids of letters and digits',
    whenEmpty: 'No statement of a policy has a Sid.'
  },
  {
    id: 'policy-lint-service',
    control: 'LINT-05',
    criterion: 'Policies name services AWS has.',
    effect: 'A misspelled service allows nothing, and in a Deny forbids nothing.',
    recommendation: 'Correct the spelling, or remove services AWS has withdrawn.',
    steps: [
      'For each service that is not known look whether it is new, withdrawn or misspelled.',
      'Begin with Deny statements: they do not protect what they name.'
    ],
    sources: ['Service Authorization Reference', validation],
    rules: { 'unknown-service': 'needs-review' },
    isDated: true,
    inOrder: 'names known services only',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-action',
    control: 'LINT-06',
    criterion: 'Policies name actions AWS has, as service:action.',
    effect: 'A misspelled action allows nothing, and in a Deny forbids nothing.',
    recommendation: 'Correct the spelling, or remove actions AWS has withdrawn.',
    steps: [
      'For each action that is not known look whether it is new, withdrawn or misspelled.',
      'Begin with Deny statements: they do not protect what they name.'
    ],
    sources: ['Service Authorization Reference', validation],
    rules: { 'unknown-action': 'needs-review', 'action-form': 'exception' },
    isDated: true,
    inOrder: 'names actions that are known or match some',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-arn',
    control: 'LINT-07',
    criterion: 'Resources are * or ARNs of six parts.',
    effect:
      'A resource that is no ARN is never matched: what it should allow fails, what it should deny does not.',
    recommendation: 'Write resources as AWS documents their ARNs.',
    steps: [
      'Compare each resource with the ARN form of its service.',
      'Judge what was meant: too narrow is a nuisance, too wide a risk.'
    ],
    sources: [
      'IAM User Guide: IAM JSON policy elements: Resource',
      'AWS General Reference: Amazon Resource Names (ARNs)'
    ],
    rules: {
      'invalid-arn': { ...ofIdentities('exception'), resource: 'needs-review' },
      'odd-arn': { ...ofIdentities('needs-review'), resource: 'needs-review' }
    },
    uses: ['managed', 'inline', 'resource', 'organization'],
    inOrder: 'names resources as * or ARNs',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-resource-mismatch',
    control: 'LINT-08',
    criterion: 'Actions stand with resources they can be about.',
    effect: 'The statement looks narrow and has no effect; people then add a wider one.',
    recommendation: 'Name resources of the type the action works on, or * where it knows none.',
    steps: [
      'For each action look up its resource types in the Service Authorization Reference.',
      'Begin with Deny statements: they do not protect what they name.'
    ],
    sources: ['Service Authorization Reference', validation],
    limits: [
      'An open part of an ARN is taken to hold any text, so an action on something else of similar form is not found.'
    ],
    rules: { 'resource-mismatch': ofIdentities('needs-review') },
    uses: ['managed', 'inline', 'organization'],
    isDated: true,
    inOrder: 'names resources its actions can be about',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-every-resource',
    control: 'LINT-09',
    criterion: 'No resource looks narrow and is every resource of its service.',
    effect: 'Reviewers who look for * pass over a statement that is as wide.',
    recommendation: 'Name the resources, or write * where all of them are meant.',
    steps: ['Judge each such statement as if it said *: which actions it allows on everything.'],
    limits: [
      'Patterns that stay within an account or a kind of resource are narrower than * and not listed.'
    ],
    sources: ['IAM User Guide: IAM JSON policy elements: Resource'],
    rules: { 'every-resource': ofIdentities('needs-review') },
    uses: ['managed', 'inline', 'organization'],
    inOrder: 'hides no * in an ARN',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-condition-type',
    control: 'LINT-10',
    severity: 'medium',
    criterion: 'Conditions compare values of the kind their operator and key have.',
    effect: 'The comparison always fails: an Allow does not work, a Deny does not protect.',
    recommendation: 'Take the operator that belongs to the type of the key, and write values in its form.',
    steps: [
      'For operators of another type than the key see whether AWS compares them all the same, as texts often are.',
      'Begin with Deny statements: they do not protect what they name.'
    ],
    limits: [
      'Values with policy variables are not looked into.',
      'The types of keys are those of the reference the product carries.'
    ],
    sources: ['IAM User Guide: IAM JSON policy elements: Condition operators', validation],
    rules: { 'condition-value': 'exception', 'condition-type': 'needs-review' },
    where: hasConditions,
    isDated: true,
    inOrder: 'compares values of the right kind',
    whenEmpty: 'No policy has a condition.'
  },
  {
    id: 'policy-lint-not-principal',
    control: 'LINT-11',
    severity: 'high',
    criterion: 'No policy allows with NotPrincipal.',
    effect: 'Everyone but those named is allowed, in every account, also without signing in.',
    recommendation: 'Name who is allowed in Principal; use NotPrincipal in Deny statements only.',
    steps: [
      'Take policies that name principals: trust policies and policies of resources.',
      'For each see who would remain if the same people were named.'
    ],
    sources: ['IAM User Guide: IAM JSON policy elements: NotPrincipal', validation],
    rules: { 'not-principal-allow': 'exception' },
    uses: ['trust', 'resource'],
    inOrder: 'does not allow with NotPrincipal',
    whenEmpty: 'The account has no role of its own and no policy of a resource was received.'
  },
  {
    id: 'policy-lint-empty',
    control: 'LINT-12',
    criterion: 'No statement, list or condition is empty.',
    effect: 'The statement grants, denies or limits nothing, though a reader believes it does.',
    recommendation: 'Fill what is empty, or remove it.',
    steps: ['For an empty condition judge the statement as if it had none.'],
    sources: [validation],
    rules: { empty: 'exception' },
    inOrder: 'has nothing empty',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-version',
    control: 'LINT-13',
    criterion: 'Policies name version 2012-10-17 of the policy language.',
    effect: 'Under the old version policy variables are plain text and newer elements do not work.',
    recommendation: 'Set Version to 2012-10-17 and test the policy.',
    steps: [
      'Policies that lose variables by it are under POL-06.',
      'Policies of resources that services write with the old version themselves are not listed.'
    ],
    sources: ['IAM User Guide: IAM JSON policy elements: Version'],
    rules: {
      'unknown-version': 'exception',
      'no-version': { ...ofIdentities('exception'), trust: 'exception' },
      'old-version': { ...ofIdentities('exception'), trust: 'exception' }
    },
    inOrder: 'is of version 2012-10-17, or a service wrote it',
    whenEmpty: noPolicies()
  },
  {
    id: 'policy-lint-principal',
    control: 'LINT-14',
    criterion: 'Principals are of a form AWS knows.',
    effect: 'Nobody is meant by such a principal, or by the next reader someone else.',
    recommendation:
      'Name principals by the ARN of a user, role or account, by service name, or by identity provider.',
    steps: [
      'Take trust policies and policies of resources.',
      'For each principal find out who was meant and whether they have another way in.'
    ],
    limits: [
      'Whether the principal still exists is not looked at here; principals in trust policies that stand for services and ids of deleted ones have checks of their own.'
    ],
    sources: ['IAM User Guide: IAM JSON policy elements: Principal', validation],
    rules: { 'unknown-principal': 'exception', 'odd-service-principal': { resource: 'needs-review' } },
    uses: ['trust', 'resource'],
    inOrder: 'names principals in known forms',
    whenEmpty: 'The account has no role of its own and no policy of a resource was received.'
  }
]

const checks: readonly AutomatedCheck[] = family.map((texts) =>
  lintCheck({ severity: 'low', ...texts, topic: 'validity' })
)

export default checks

function noPolicies(): string {
  return 'The account has no policy the client writes.'
}
