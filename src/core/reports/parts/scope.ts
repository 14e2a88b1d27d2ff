/** Scope and sources: which accounts, from which files, how far these are proved complete and accurate, and what limits that. */
import type { Block, Section, Table } from '../../../shared/records/report.ts'
import { acceptances, asOfOrigins, type Acceptance } from '../../../shared/vocabulary.ts'
import type { ReportRecord } from '../record.ts'
import { acceptanceTones, sourcesAnchor } from './sources.ts'
import { code, count, counted, day, link, number } from '../words.ts'

export function scope(record: ReportRecord): Section {
  return {
    anchor: 'scope',
    title: 'Scope and sources',
    onNewPage: true,
    blocks: [
      {
        kind: 'paragraph',
        text: [
          `The review covers AWS identity and access management in ${count(record.accounts.length, 'account')}, as `,
          link(count(record.sources.length, 'file'), 'sources'),
          ' exported by the client show it. Results show the configuration at the as-of date; changes between two monthly exports are not detected.'
        ]
      },
      accounts(record),
      reliance(record),
      ...limitations(record)
    ]
  }
}

function accounts({ accounts, sources, tests }: ReportRecord): Table {
  return {
    kind: 'table',
    caption: 'Accounts in scope',
    columns: [
      { title: 'Account', share: 18, isCode: true },
      { title: 'Name' },
      { title: 'As of', share: 30 },
      { title: 'Files', align: 'end', share: 9 },
      { title: 'Tests', align: 'end', share: 9 },
      { title: 'Concluded', align: 'end', share: 12 }
    ],
    groups: [
      {
        rows: accounts.map(({ id, name, asOf, isManagement }) => {
          const own = tests.filter(({ account }) => account === id)
          return {
            cells: [
              code(id),
              isManagement ? `${name} (management account)` : name,
              asOf
                ? `${day(asOf.at)}, ${asOfOrigins[asOf.origin]}`
                : { text: 'No export of it was received', tone: 'unsure' },
              number(sources.filter((source) => source.accounts.includes(id)).length),
              number(own.length),
              number(own.filter(({ conclusion }) => conclusion !== null).length)
            ]
          }
        })
      }
    ]
  }
}

const acceptanceMeanings: Readonly<Record<Acceptance, string>> = {
  accepted: 'The auditor relies on it.',
  'accepted-with-limitation': 'The auditor relies on it with the limitation below.',
  rejected: 'The auditor does not rely on it; nothing of it is in the results.',
  received: 'Whether to rely on it is not decided yet.',
  superseded: 'A later file took its place.'
}

/** Information produced by the entity: what was decided of it. */
function reliance({ sources }: ReportRecord): Table {
  const order = Object.keys(acceptanceMeanings) as Acceptance[]
  const differ = sources.filter(({ proofs }) => (proofs?.failed ?? 0) > 0).length
  const open = sources.filter(({ proofs }) => (proofs?.open ?? 0) > 0).length
  return {
    kind: 'table',
    caption: 'Whether the files are complete and accurate',
    columns: [
      { title: 'State', share: 30 },
      { title: 'Files', align: 'end', share: 10 },
      { title: 'Meaning' }
    ],
    groups: [
      {
        rows: order.map((acceptance) => {
          const files = sources.filter((source) => source.acceptance === acceptance).length
          return {
            cells: [
              {
                text: acceptances[acceptance],
                ...(files === 0 ? {} : { tone: acceptanceTones[acceptance] })
              },
              counted(files, sourcesAnchor(acceptance)),
              acceptanceMeanings[acceptance]
            ]
          }
        })
      },
      {
        title: 'Proofs of completeness and accuracy',
        rows: [
          {
            cells: [
              'Differ',
              number(differ),
              'At least one proof shows another number or content than expected.'
            ]
          },
          {
            cells: [
              'Not performed',
              number(open),
              'At least one proof could not be made with what was received.'
            ]
          }
        ]
      }
    ]
  }
}

function limitations({ sources, decisions, explained }: ReportRecord): readonly Block[] {
  const blocks: Block[] = []
  const reasons = new Map(decisions.map(({ source, reason }) => [source, reason]))
  const limited = sources.filter(
    ({ acceptance }) => acceptance === 'accepted-with-limitation' || acceptance === 'rejected'
  )
  if (limited.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'Limitations of the files',
      columns: [
        { title: 'File', share: 12 },
        { title: 'Name', share: 32, isCode: true },
        { title: 'Limitation' }
      ],
      groups: [
        {
          rows: limited.map(({ id, ref, name, acceptance }) => ({
            cells: [
              code(ref, `source--${ref}`),
              name,
              `${acceptances[acceptance]}: ${reasons.get(id) ?? 'no reason is written down.'}`
            ]
          }))
        }
      ]
    })
  if (explained.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'Warnings of the close-out that may stand',
      columns: [
        { title: 'No.', share: 8 },
        { title: 'What should hold', share: 40 },
        { title: 'Why it may stand' }
      ],
      groups: [{ rows: explained.map(({ code, title, sentence }) => ({ cells: [code, title, sentence] })) }]
    })
  return blocks
}
