/** How the review was made, by which thresholds, what its words mean, and how anybody can verify this report. */
import type { Section } from '../../../shared/records/report.ts'
import {
  conclusions,
  severities,
  severityOrder,
  type Conclusion,
  type Severity
} from '../../../shared/vocabulary.ts'
import type { ReportRecord, ReportStamp } from '../record.ts'
import { conclusionOrder, standingMeanings, standings, standingWords } from '../tests.ts'
import { code, link, number } from '../words.ts'

const severityMeanings: Readonly<Record<Severity, string>> = {
  critical: 'One step from control over the account.',
  high: 'A direct way to privileges or data, or a missing barrier against it.',
  medium: 'Makes an attack easier or its discovery harder.',
  low: 'Untidy, or a risk only together with others.',
  info: 'For information.'
}

const conclusionMeanings: Readonly<Record<Conclusion, string>> = {
  effective: 'The auditor found no exception.',
  exception: 'The auditor found the criterion not met.',
  observation: 'Worth reporting, but not an exception.',
  'not-applicable': 'The control does not apply to the account.',
  inconclusive: 'The auditor could not test; this limits the scope.'
}

export function method({ parameters, actionData, toolVersion }: ReportRecord): Section {
  return {
    anchor: 'method',
    title: 'Method',
    onNewPage: true,
    blocks: [
      {
        kind: 'list',
        items: [
          'The client exports the configuration with read-only commands; the auditor works on these files without any access to the accounts.',
          'Automated checks test the whole population, not a sample. A check proposes an outcome; the auditor concludes, and gives a reason where the conclusion differs.',
          [
            'Absence is never a pass: a test without its evidence is "Not tested", and what the data cannot decide is "Not determinable" (',
            link('what was not tested', 'not-tested'),
            ').'
          ],
          'Ages are counted in whole days from the as-of date of the file a fact stands in, so that the review can be repeated.',
          'A policy is judged by its default version. What resource policies outside IAM, session policies or other services allow is not evaluated.',
          `Statements are read with what AWS publishes of its actions: ${actionData}.`,
          `Made with Tickmark ${toolVersion}, which runs without a network.`
        ]
      },
      {
        kind: 'table',
        caption: 'What the words mean',
        columns: [{ title: 'Word', share: 26 }, { title: 'Meaning' }],
        groups: [
          {
            title: 'Automated outcome',
            rows: standings.map((standing) => ({
              cells: [standingWords[standing], standingMeanings[standing]]
            }))
          },
          {
            title: 'Conclusion',
            rows: conclusionOrder.map((conclusion) => ({
              cells: [conclusions[conclusion].workbook, conclusionMeanings[conclusion]]
            }))
          },
          {
            title: 'Severity',
            rows: severityOrder.map((severity) => ({
              cells: [severities[severity], severityMeanings[severity]]
            }))
          }
        ]
      },
      {
        kind: 'table',
        caption: 'Thresholds in force',
        columns: [
          { title: 'Threshold' },
          { title: 'Value', align: 'end', share: 16 },
          { title: 'Default', align: 'end', share: 16 }
        ],
        groups: [
          {
            rows: parameters.map((parameter) => ({
              cells: [
                parameter.title,
                {
                  text: `${number(parameter.value)} ${parameter.unit}`.trim(),
                  ...(parameter.value === parameter.default ? {} : { tone: 'info' as const })
                },
                `${number(parameter.default)} ${parameter.unit}`.trim()
              ]
            }))
          }
        ]
      }
    ]
  }
}

export function verification(stamp: ReportStamp | null): Section {
  return {
    anchor: 'verify',
    title: 'How to verify this report',
    blocks: [
      {
        kind: 'list',
        isOrdered: true,
        items: [
          [
            'Compute the SHA-256 of this file (',
            code('sha256sum'),
            ' on Linux and macOS, ',
            code('Get-FileHash'),
            ' on Windows) and compare it with the one the auditor gives. It is listed with the issued reports and stands in the event log.'
          ],
          stamp
            ? [
                `Look up ${stamp.id} in the event log: the entry before it, number ${String(stamp.chainSeq)}, has the hash `,
                code(stamp.chainHead),
                '. Each entry holds the hash of the one before, so that no earlier entry can be changed unseen.'
              ]
            : "An issued report names the entry of the event log it follows, and that entry's hash.",
          [
            'Open the archive of the engagement: it holds this file, every file received under its SHA-256, the whole log and the signatures, and proves itself with ',
            code('sha256sum'),
            ' and ',
            code('ssh-keygen'),
            ' alone.'
          ],
          'Follow any number to its rows, any row to its source line, and compare that line with the file received.'
        ]
      }
    ]
  }
}
