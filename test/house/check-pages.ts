/** Draws the pages of docs/checks from the definitions of the checks: one for each topic, and the index. */
import { isAutomated, type AutomatedCheck, type Check } from '../../src/core/checks/check.ts'
import { checkOfControl } from '../../src/core/checks/index.ts'
import { awsIam } from '../../src/core/checklists/aws-iam.ts'
import { referencesOf } from '../../src/core/checklists/references.ts'
import { importerOf } from '../../src/core/importers/index.ts'
import { parameters } from '../../src/shared/parameters.ts'
import { severities, topics, type Topic } from '../../src/shared/vocabulary.ts'

const drawn =
  '<!-- Drawn from the definitions in src/core/checks by `npm run docs`; never edited by hand. -->'

/** The text of each page by its file's name. */
export function checkPages(): ReadonlyMap<string, string> {
  const sections = awsIam.sections
    .map(({ topic, controls }) => ({
      topic,
      checks: controls.flatMap((control) => checkOfControl(control) ?? [])
    }))
    .filter(({ checks }) => checks.length > 0)
  return new Map([
    ['README.md', index(sections)],
    ...sections.map(({ topic, checks }) => [`${topic}.md`, page(topic, checks)] as const)
  ])
}

interface Section {
  readonly topic: Topic
  readonly checks: readonly Check[]
}

function index(sections: readonly Section[]): string {
  const all = sections.flatMap(({ checks }) => checks)
  const manual = all.filter((check) => !isAutomated(check)).length
  return [
    drawn,
    '',
    '# Checks',
    '',
    `${all.length} controls in ${sections.length} topics, in the order of the checklist: ${all.length - manual} are tested from the exports, ${manual} are manual steps.`,
    '',
    'AWS Secure Baseline, which some of the Terraform lines name, is the module `nozaq/secure-baseline/aws` of the Terraform Registry.',
    '',
    ...sections.flatMap(({ topic, checks }) => [
      `## [${topics[topic].title}](${topic}.md)`,
      '',
      '| Control | Severity | What holds | Tested |',
      '| --- | --- | --- | --- |',
      ...checks.map(
        (check) =>
          `| [${check.control}](${topic}.md#${anchorOf(check)}) | ${severities[check.severity]} | ${cell(check.criterion)} | ${isAutomated(check) ? 'From the exports' : 'By hand'} |`
      ),
      ''
    ])
  ].join('\n')
}

function page(topic: Topic, checks: readonly Check[]): string {
  return [
    drawn,
    '',
    `# ${topics[topic].title}`,
    '',
    '[All checks](README.md)',
    '',
    ...checks.flatMap(section)
  ].join('\n')
}

function section(check: Check): readonly string[] {
  const { limits, sources } = check
  return [
    `## ${check.control} ${check.id}`,
    '',
    `**${text(check.criterion)}**`,
    '',
    `- Severity: ${severities[check.severity]}`,
    `- Tested: ${testedFor(check)}`,
    `- What is at risk: ${text(check.effect)}`,
    '',
    `Recommendation: ${text(check.recommendation)}`,
    '',
    ...list('Procedure', check.procedure, true),
    ...(isAutomated(check) ? evidence(check) : list('Evidence expected', [check.evidenceExpected])),
    ...list('What the result cannot see', limits),
    ...list('How to carry out the recommendation', [
      `Console: ${check.remediation.console}`,
      `AWS CLI: ${check.remediation.cli}`,
      `Terraform: ${check.remediation.terraform}`
    ]),
    ...list('Where the rule comes from', sources),
    ...list(
      'Frameworks that ask for it',
      referencesOf(check.control).map(({ framework, ids }) => `${framework}: ${ids.join(', ')}`)
    )
  ]
}

function testedFor(check: Check): string {
  const how = isAutomated(check) ? 'from the exports' : 'by hand'
  return check.scope === 'organization' ? `${how}, once for the organization` : `${how}, for each account`
}

function evidence(check: AutomatedCheck): readonly string[] {
  return [
    ...list(
      'Exports it needs',
      check.needs.map((need) =>
        typeof need === 'string' ? exportOf(need) : `One of: ${need.map(exportOf).join(' or ')}`
      ),
      false,
      code
    ),
    ...list('Exports it uses where they are there', (check.wants ?? []).map(exportOf), false, code),
    ...list(
      'Thresholds',
      check.parameters.map((name) => {
        const { title, default: value, unit, source } = parameters[name]
        return `${title}: ${value} ${unit} (${source})`
      })
    ),
    ...list('Where there is nothing to test', [check.whenEmpty])
  ]
}

/** A kind, `trails`, or a part of one, `account-authorization-details.roles`, with the command that makes it. */
function exportOf(need: string): string {
  const [kind = '', part] = need.split('.')
  const importer = importerOf(kind)
  if (!importer) return need
  return `${importer.title}${part === undefined ? '' : ` (${part})`}: \`${importer.command}\``
}

function list(
  title: string,
  lines: readonly string[],
  isNumbered = false,
  write: (line: string) => string = text
): readonly string[] {
  if (lines.length === 0) return []
  return [
    `### ${title}`,
    '',
    ...lines.map((line, at) => `${isNumbered ? `${at + 1}.` : '-'} ${write(line)}`),
    ''
  ]
}

/** As Markdown shows it: signs that would format the sentence stand for themselves. */
function text(sentence: string): string {
  return sentence.replace(/[\\`*_[\]<>]/g, '\\$&')
}

/** A line whose code is marked as such already. */
function code(line: string): string {
  return line
    .split('`')
    .map((part, at) => (at % 2 === 0 ? text(part) : part))
    .join('`')
}

function cell(sentence: string): string {
  return text(sentence).replaceAll('|', '\\|')
}

/** The anchor that GitHub and others give the heading of a check. */
function anchorOf({ control, id }: Check): string {
  return `${control} ${id}`.toLowerCase().replaceAll(' ', '-')
}
