/** 12A: the words, signs and references of the workbook, and how the results were made. */
import { dispositions, type Disposition } from '../../shared/states/disposition.ts'
import { tickMarks } from '../../shared/states/sample.ts'
import {
  acceptances,
  asOfOrigins,
  conclusions,
  coverageStates,
  memberStatuses,
  outcomes,
  proofResults,
  severities,
  sourceStates,
  type Acceptance,
  type Conclusion,
  type CoverageState,
  type MemberStatus,
  type Outcome,
  type ProofResult,
  type Severity,
  type SourceState
} from '../../shared/vocabulary.ts'
import { everyEdition } from './editions.ts'
import { manualStep } from './checklist-results.ts'
import { agreements, type Agreement } from './comparison.ts'
import { notReceived } from './completeness.ts'
import { notCovered } from './frameworks.ts'
import { letters, signs } from './matrix.ts'
import type { Sheet, SheetContext, SheetRow } from './sheet.ts'

const outcomeMeanings: Readonly<Record<Outcome, string>> = {
  pass: 'Every member of the population meets the criterion.',
  fail: 'At least one member of the population does not meet the criterion.',
  'needs-review': 'The data cannot decide at least one member; a person must.',
  'not-applicable': 'The population is empty: there is nothing the criterion could be applied to.',
  'not-tested': 'The evidence the test needs was not received; the export to ask for is named.'
}

const statusMeanings: Readonly<Record<MemberStatus, string>> = {
  pass: 'No check found anything on this member, and every check of its population could be run.',
  exception: 'At least one check found that this member does not meet its criterion.',
  'needs-review': 'No exception, but at least one check could not decide this member.'
}

const conclusionMeanings: Readonly<Record<Conclusion, string>> = {
  effective: 'The auditor found no exception.',
  exception: 'The auditor found the criterion not met.',
  observation: 'Worth reporting, but not an exception.',
  'not-applicable': 'The control does not apply to the account; the reason is written down.',
  inconclusive:
    'The auditor could not test; the reason is written down and the test is a scope limitation (sheet 02B).'
}

const severityMeanings: Readonly<Record<Severity, string>> = {
  critical: 'One step from control over the account.',
  high: 'A direct way to privileges or data, or a missing barrier against it.',
  medium: 'Makes an attack easier or its discovery harder.',
  low: 'Untidy, or a risk only together with others.',
  info: 'For information.'
}

const stateMeanings: Readonly<Record<SourceState, string>> = {
  read: 'Recognised and read; its facts are in the results.',
  'not-recognised': 'Kept, but of no kind the workbench reads; nothing of it is in the results.',
  unreadable: 'Of a known kind, but nothing of it could be used.',
  unattributed: 'Read, but nothing says which account it belongs to.',
  superseded: 'Replaced by a later file of the same kind for the same account; kept, not used.'
}

const coverageMeanings: Readonly<Record<CoverageState, string>> = {
  complete: 'The whole export was received.',
  partial: 'A part, a page or some of the exports of a family; what follows the comma says how much.',
  denied: 'AWS refused the call to the client.',
  missing: 'A required export that was not received.'
}

const proofMeanings: Readonly<Record<ProofResult, string>> = {
  pass: 'What was expected and what was found are the same.',
  fail: 'They differ: the export is not relied on as it is.',
  'not-performed': 'Nothing was received to compare with, or no person has looked; this is no agreement.',
  'not-applicable': 'The proof says nothing of this kind of export.'
}

const acceptanceMeanings: Readonly<Record<Acceptance, string>> = {
  received: 'Nothing was decided of the file yet.',
  accepted: 'The auditor relies on the file.',
  'accepted-with-limitation': 'The auditor relies on the file with the limitation written down.',
  rejected: 'The auditor does not rely on the file; nothing of it is in the results.',
  superseded: 'A later file took its place.'
}

const agreementMeanings: Readonly<Record<Agreement, string>> = {
  'only-tool': 'The tool found something where no check did.',
  'only-ours': 'A check found an exception where the tool passed or was told to be silent.',
  agrees: 'The tool and the checks found the same.',
  'not-compared': 'Not the same question, a resource no export holds, or a test that was not made.'
}

const dispositionMeanings: Readonly<Record<Disposition, string>> = {
  open: 'Nobody judged the exception yet.',
  finding: 'The exception is part of the finding named.',
  'risk-accepted': 'The client accepts the risk; the conclusion stays an exception.',
  'false-positive': 'The check is wrong about this member, for the reason given.',
  immaterial: 'True, and of no weight for the conclusion, for the reason given.'
}

const references: readonly (readonly [string, string])[] = [
  ['C.ROOT-01.111122223333', 'A test: control ROOT-01 for that account (sheet 03).'],
  ['LOG-07 ?', 'As a control not met: the data could not decide it for the row.'],
  ['SF-003:14', 'Line 14 of the file SF-003 of the source register (sheet 01B).'],
  ['Policies[3].PolicyVersionList[0]', 'The element a row comes from, as a path in the JSON of that file.'],
  ['Not known', 'As an account: neither the file nor its name or folder says to which account it belongs.'],
  ['OV-001', 'An override: a conclusion better than its automated outcome (sheet 03).'],
  ['E-0012', 'A piece of evidence (sheet 09).'],
  ['F-2026-001', 'A finding (sheet 06). References are never used twice.'],
  ['<user ARN>#access-key-1', 'The first access key of that user; the report gives no key ids.'],
  ['<principal ARN>#<policy name>', 'An inline policy of that principal.']
]

const method: readonly (readonly [string, string])[] = [
  [
    'What the results show',
    'The configuration of IAM as the exports show it at the as-of date. Changes before or after that date, and anything the exports do not carry, are outside the results.'
  ],
  [
    'Whole population',
    'Automated checks test every member of the population, not a sample. The population, its exceptions and what could not be decided stand on every row of sheet 03.'
  ],
  [
    'Ages',
    `Counted in whole days from the as-of date of the file a fact stands in: ${Object.values(asOfOrigins).join('; else ')}.`
  ],
  [
    'Missing evidence',
    'Absence is never taken as a pass. A test without its evidence is "Not tested"; a record that could not be read makes the tests that need it "Not determinable" or "Not tested".'
  ],
  [
    'Policies',
    'A policy is judged by its default version. A statement under a condition is not taken as unconditional. What resource policies outside IAM, session policies or other services allow is not evaluated.'
  ],
  [
    'Frameworks',
    'Sheet 03F sets the tests beside the requirements of frameworks. They test a part of a requirement and never show alone that it is met. A threshold looser than a framework asks (sheet 12B) leaves the requirement undecided where nothing was found.'
  ],
  [
    'Completeness of the exports',
    'Exports are compared with each other, with the manifests they were collected by and with what an auditor saw live (sheet 01D). What nothing could be compared with is not proved complete.'
  ],
  [
    'Noteworthy',
    'On the sheets of populations: facts worth a look, in words. They are not results of checks. "Controls not met" names those the checks found not met by the row (sheet 08X).'
  ],
  [
    'Other tools',
    'Their results corroborate (sheet P14A) and are never a source of a result. A difference needs an explanation, not a correction.'
  ],
  [
    'Formulas',
    'Totals are formulas over the rows beside them; every other cell is a value. The workbook has no macros and no links to other files.'
  ]
]

const entries: readonly SheetRow[] = [
  ...section('How the results were made', method),
  ...section('Automated outcome', inWords(outcomes, outcomeMeanings)),
  ...section('Automated outcome', [[manualStep, 'No check can decide this; the auditor tests it by hand.']]),
  ...section('Automated outcome', [
    [notCovered, 'No control tests this requirement of a framework (sheet 03F).']
  ]),
  ...section('Conclusion', inWords(conclusions, conclusionMeanings)),
  ...section('Result of a member', inWords(memberStatuses, statusMeanings)),
  ...section('Result of a member', [
    [
      'Not tested',
      'No check found anything on this member, but at least one check of its population could not be run.'
    ],
    ['Not applicable', 'No check of this population applies to the account.']
  ]),
  ...section('Severity of a control', inPlainWords(severities, severityMeanings)),
  ...section('Sign of the matrix', [
    ...(Object.keys(outcomes) as Outcome[]).map(
      (outcome) => [signs[outcome], outcomes[outcome].workbook] as const
    ),
    [signs.manual, manualStep] as const,
    ...(Object.keys(conclusions) as Conclusion[]).map(
      (conclusion) => [`[${letters[conclusion]}]`, conclusions[conclusion].workbook] as const
    )
  ]),
  ...section('State of a source', inPlainWords(sourceStates, stateMeanings)),
  ...section('Acceptance of a source', inPlainWords(acceptances, acceptanceMeanings)),
  ...section('Completeness of an export', [
    ...inPlainWords(coverageStates, coverageMeanings),
    [notReceived, 'An export that only helps and was not received.'] as const
  ]),
  ...section('Result of a proof', inPlainWords(proofResults, proofMeanings)),
  ...section('Agreement with another tool', inPlainWords(agreements, agreementMeanings)),
  ...section(
    'Mark of an item of a sample',
    Object.values(tickMarks).map(({ sign, title }) => [sign, `${title}.`] as const)
  ),
  ...section('Disposition of an exception', inWords(dispositions, dispositionMeanings)),
  ...section('Reference', references)
]

export default {
  id: 'legend',
  name: '12A Legend',
  ref: '12A',
  order: 90,
  title: 'Legend and method',
  editions: everyEdition,
  purpose: 'Explains every word and sign of the workbook and what the results can and cannot show.',
  source: 'The definitions the workbench works with.',
  procedure: 'One row for each word, sign, reference or rule.',
  frozenColumns: 2,
  columns: [
    { key: 'section', title: 'Section', type: 'text', width: 26 },
    { key: 'term', title: 'Term', type: 'outcome', width: 30 },
    { key: 'meaning', title: 'Meaning', type: 'long', width: 110 }
  ],
  count: () => entries.length + 1,
  rows: ({ actionData }) => [...section('How the results were made', knownActions(actionData)), ...entries]
} satisfies Sheet

function knownActions(label: SheetContext['actionData']): readonly (readonly [string, string])[] {
  return [
    [
      'Actions of AWS',
      `Wildcards, access levels and condition keys are read with ${label}. An action that AWS added later is unlisted, and never an exception for it.`
    ]
  ]
}

function section(title: string, terms: readonly (readonly [string, string])[]): SheetRow[] {
  return terms.map(([term, meaning]) => ({ section: title, term, meaning }))
}

function inWords<Word extends string>(
  words: Readonly<Record<Word, { readonly workbook: string }>>,
  meanings: Readonly<Record<Word, string>>
): (readonly [string, string])[] {
  return (Object.keys(words) as Word[]).map((word) => [words[word].workbook, meanings[word]])
}

function inPlainWords<Word extends string>(
  words: Readonly<Record<Word, string>>,
  meanings: Readonly<Record<Word, string>>
): (readonly [string, string])[] {
  return (Object.keys(words) as Word[]).map((word) => [words[word], meanings[word]])
}
