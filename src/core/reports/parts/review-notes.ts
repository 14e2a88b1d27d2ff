/** The review notes of the team and what the close-out gate still holds against the period; of the internal edition only. */
import type { Block, Section } from '../../../shared/records/report.ts'
import { noteClasses, noteStates } from '../../../shared/states/review-note.ts'
import type { ReportRecord } from '../record.ts'
import { code, count, day } from '../words.ts'

export function reviewNotes({ openRules, reviewNotes }: ReportRecord): Section {
  return {
    anchor: 'review',
    title: 'Appendix D: review',
    onNewPage: true,
    blocks: [
      ...gate(openRules),
      ...(reviewNotes.length === 0
        ? [{ kind: 'paragraph' as const, text: 'No review note was raised.' }]
        : [
            {
              kind: 'table' as const,
              caption: 'Review notes',
              columns: [
                { title: 'Note', share: 9 },
                { title: 'About', share: 18, isCode: true as const },
                { title: 'Text and replies' },
                { title: 'Raised', share: 20 },
                { title: 'State', share: 13 }
              ],
              groups: [
                {
                  rows: reviewNotes.map((note) => ({
                    cells: [
                      code(note.ref),
                      note.targetRef,
                      [
                        note.text,
                        ...note.replies.flatMap(({ text, by }) => (text === '' ? [] : [`\n${by}: ${text}`]))
                      ],
                      `${note.raisedBy}, ${day(note.raisedAt)}`,
                      `${noteStates[note.state]}, ${noteClasses[note.class].toLowerCase()}`
                    ]
                  }))
                }
              ]
            }
          ])
    ]
  }
}

function gate(openRules: ReportRecord['openRules']): readonly Block[] {
  if (openRules.length === 0)
    return [{ kind: 'paragraph', text: 'Nothing stands against the close-out of the period.' }]
  return [
    {
      kind: 'table',
      caption: `${count(openRules.length, 'rule')} of the close-out gate ${openRules.length === 1 ? 'does' : 'do'} not hold`,
      columns: [{ title: 'No.', share: 9 }, { title: 'What stands against it' }],
      groups: [{ rows: openRules.map(({ code, sentence }) => ({ cells: [code, sentence] })) }]
    }
  ]
}
