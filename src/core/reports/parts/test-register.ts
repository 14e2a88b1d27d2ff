/** Every test, by its automated outcome and by what was concluded: what the figures of the report count. */
import type {
  Block,
  Phrase,
  Section,
  Table,
  TableGroup,
  TableRow,
  Text
} from '../../../shared/records/report.ts'
import { conclusions, severities, type Conclusion, type Topic } from '../../../shared/vocabulary.ts'
import type { ReportRecord, ReportTest } from '../record.ts'
import {
  byStanding,
  conclusionAnchor,
  conclusionOrder,
  conclusionWords,
  exceptionsAnchor,
  notConcluded,
  reasonOf,
  standingAnchor,
  standingMeanings,
  standingOf,
  standings,
  standingWords,
  type Standing
} from '../tests.ts'
import { anchorOf, code, count, joined, link, listed, muted, number, topicTitle } from '../words.ts'

export function testRegister(record: ReportRecord): Section {
  const grouped = byStanding(record.tests)
  return {
    anchor: 'tests',
    title: 'Appendix A: every test',
    onNewPage: true,
    blocks: [
      {
        kind: 'paragraph',
        text:
          record.tests.length === 0
            ? 'No test was made: no account is in scope yet.'
            : 'A test is one control for one account. Controls with the same outcome in several accounts share a row.'
      }
    ],
    sections: [
      ...standings.map((standing) => outcomeSection(standing, grouped.get(standing) ?? [])),
      ...[...conclusionOrder, null].map((conclusion) => conclusionSection(conclusion, record))
    ]
  }
}

function outcomeSection(standing: Standing, tests: readonly ReportTest[]): Section {
  return {
    anchor: standingAnchor(standing),
    title: `Outcome ${standingWords[standing]}: ${count(tests.length, 'test')}`,
    blocks:
      tests.length === 0
        ? [{ kind: 'paragraph', text: 'There is none.' }]
        : [{ kind: 'paragraph', text: standingMeanings[standing] }, outcomeTable(standing, tests)]
  }
}

function outcomeTable(standing: Standing, tests: readonly ReportTest[]): Table {
  return {
    kind: 'table',
    caption: `Tests with the outcome ${standingWords[standing]}`,
    columns: [
      { title: 'Control', share: 11 },
      { title: 'Criterion' },
      { title: 'Severity', share: 13 },
      { title: 'Accounts', share: 23 },
      { title: 'Conclusion', share: 18 }
    ],
    groups: [...Map.groupBy(tests, ({ topic }) => topic)].flatMap(([topic, of]) =>
      standing === 'not-tested' ? groupsByReason(topic, of) : [groupOf(standing, topic, of)]
    )
  }
}

function groupOf(standing: Standing, topic: Topic, tests: readonly ReportTest[]): TableGroup {
  return {
    anchor: standingAnchor(standing, topic),
    title: `${topicTitle(topic)}: ${count(tests.length, 'test')}`,
    rows: rowsOf(standing, topic, tests)
  }
}

/** What is missing stands once above all the tests that need it. A control that lacks this here and that there keeps its first place. */
function groupsByReason(topic: Topic, tests: readonly ReportTest[]): readonly TableGroup[] {
  const placed = new Set<string>()
  return [...Map.groupBy(tests, reasonOf)].map(([reason, of], place) => ({
    ...(place === 0 ? { anchor: standingAnchor('not-tested', topic) } : {}),
    title: [`${topicTitle(topic)}: ${count(of.length, 'test')}. `, muted(reason)],
    rows: rowsOf('not-tested', topic, of).map(({ anchor, cells }) => {
      if (anchor === undefined || placed.has(anchor)) return { cells }
      placed.add(anchor)
      return { anchor, cells }
    })
  }))
}

function rowsOf(standing: Standing, topic: Topic, tests: readonly ReportTest[]): readonly TableRow[] {
  return [...Map.groupBy(tests, ({ control }) => control).values()].flatMap((of) => {
    const [first] = of
    if (first === undefined) return []
    return [
      {
        anchor: rowAnchor(first),
        cells: [
          code(first.control),
          first.criterion,
          severities[first.severity],
          joined(of.map((test) => accountOf(standing, topic, test))),
          concluded(of)
        ]
      }
    ]
  })
}

function accountOf(
  standing: Standing,
  topic: Topic,
  { account, accountName, control, result }: ReportTest
): Phrase {
  if (result === null || (standing !== 'fail' && standing !== 'needs-review')) return accountName
  const members = standing === 'fail' ? result.exceptions : result.needsReview
  if (members === 0) return accountName
  return link(`${accountName} (${number(members)})`, exceptionsAnchor(topic, account, control))
}

/** The word where all accounts share it, else each word with its accounts. */
function concluded(tests: readonly ReportTest[]): Text {
  const groups = [...Map.groupBy(tests, conclusionWords)]
  const [only] = groups
  if (groups.length === 1 && only) return only[0] === notConcluded ? muted(notConcluded) : only[0]
  return groups.map(([word, of]) => `${word}: ${listed(of.map(({ accountName }) => accountName))}`).join('. ')
}

/** Conclusions that a reader asks the reason of. */
const reasoned: ReadonlySet<Conclusion | null> = new Set<Conclusion>(['observation', 'inconclusive'])

function conclusionSection(conclusion: Conclusion | null, { tests, accounts }: ReportRecord): Section {
  const of = tests.filter((test) => (test.conclusion?.conclusion ?? null) === conclusion)
  const word = conclusion === null ? notConcluded : `Concluded ${conclusions[conclusion].workbook}`
  return {
    anchor: conclusionAnchor(conclusion),
    title: `${word}: ${count(of.length, 'test')}`,
    blocks: of.length === 0 ? [{ kind: 'paragraph', text: 'There is none.' }] : [listing()]
  }

  function listing(): Block {
    if (!reasoned.has(conclusion)) return { kind: 'paragraph', text: controlsOf(of, accounts.length) }
    return {
      kind: 'table',
      caption: `${word}, by the auditor's reason`,
      columns: [{ title: "Auditor's reason", share: 45 }, { title: 'Controls and accounts' }],
      groups: [
        {
          rows: [...Map.groupBy(of, (test) => test.conclusion?.reason ?? '')].map(([reason, ofReason]) => ({
            cells: [
              reason === '' ? muted('None is written down.') : reason,
              controlsOf(ofReason, accounts.length)
            ]
          }))
        }
      ]
    }
  }
}

/** "MFA-01 (all accounts); MFA-02 (prod, test)", each leading to its row. */
function controlsOf(tests: readonly ReportTest[], accounts: number): readonly Phrase[] {
  const controls = [...Map.groupBy(tests, ({ control }) => control).values()]
  return controls.flatMap((of, place): readonly Phrase[] => {
    const [first] = of
    if (first === undefined) return []
    const names =
      of.length === accounts && accounts > 1
        ? 'all accounts'
        : of.map(({ accountName }) => accountName).join(', ')
    return [...(place === 0 ? [] : ['; ']), link(first.control, rowAnchor(first)), ` (${names})`]
  })
}

function rowAnchor(test: ReportTest): string {
  return anchorOf('outcome', standingOf(test), test.control)
}
