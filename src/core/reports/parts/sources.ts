/** The register of files received, by what the auditor decided of them, each with its hash. */
import type { Section, Tone } from '../../../shared/records/report.ts'
import { acceptances, sourceStates, type Acceptance } from '../../../shared/vocabulary.ts'
import type { ReportRecord } from '../record.ts'
import { anchorOf, code, count, day } from '../words.ts'

export const acceptanceTones: Readonly<Record<Acceptance, Tone>> = {
  accepted: 'pass',
  'accepted-with-limitation': 'warn',
  rejected: 'fail',
  received: 'unsure',
  superseded: 'none'
}

/** Where the files of one state are listed. */
export function sourcesAnchor(acceptance: Acceptance): string {
  return anchorOf('sources', acceptance)
}

export function sourceRegister({ sources }: ReportRecord): Section {
  const groups = Map.groupBy(sources, ({ acceptance }) => acceptance)
  return {
    anchor: 'sources',
    title: 'Appendix C: files received',
    onNewPage: true,
    blocks: [
      {
        kind: 'paragraph',
        text:
          sources.length === 0
            ? 'No file was received.'
            : 'Every file is kept as it was received, under its SHA-256. "SF-003:14" names line 14 of file SF-003.'
      },
      {
        kind: 'table',
        caption: 'Files received',
        columns: [
          { title: 'File', share: 9 },
          { title: 'Name and SHA-256', isCode: true },
          { title: 'What it is', share: 20 },
          { title: 'Accounts', share: 17, isCode: true },
          { title: 'As of', share: 14 }
        ],
        groups: (Object.keys(acceptanceTones) as Acceptance[]).flatMap((acceptance) => {
          const of = groups.get(acceptance) ?? []
          if (of.length === 0) return []
          return [
            {
              anchor: sourcesAnchor(acceptance),
              title: `${acceptances[acceptance]}: ${count(of.length, 'file')}`,
              rows: of.map(({ ref, name, sha256, kindTitle, state, accounts, asOf }) => ({
                anchor: anchorOf('source', ref),
                cells: [
                  code(ref),
                  [name, ' ', { text: sha256, look: 'muted' as const }],
                  state === 'read' || state === 'superseded'
                    ? (kindTitle ?? sourceStates[state])
                    : `${kindTitle ?? 'Unknown kind'}: ${sourceStates[state].toLowerCase()}`,
                  accounts.length > 3
                    ? `${accounts.slice(0, 2).join(', ')} and ${count(accounts.length - 2, 'other')}`
                    : accounts.join(', '),
                  asOf ? day(asOf.at) : ''
                ]
              }))
            }
          ]
        })
      }
    ]
  }
}
