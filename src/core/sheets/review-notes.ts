/** 05: what the review asked, what was answered and who settled it. */
import { noteClasses, noteStates, noteTargets } from '../../shared/states/review-note.ts'
import { internalOnly } from './editions.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'review-notes',
  name: '05 Review notes',
  ref: '05',
  order: 79.5,
  title: 'Review notes',
  editions: internalOnly,
  purpose: 'Keeps what the reviewer asked of the work and how it was settled; of the internal edition only.',
  source: 'Review notes of the record.',
  procedure: 'Open notes first. A note is settled by who raised it or by a partner.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Note', type: 'id', width: 9 },
    { key: 'about', title: 'About', type: 'id', width: 24 },
    { key: 'kind', title: 'Kind', type: 'text', width: 10 },
    { key: 'class', title: 'Class', type: 'text', width: 15 },
    { key: 'state', title: 'State', type: 'text', width: 12 },
    { key: 'text', title: 'Asked', type: 'long', width: 44 },
    { key: 'raisedBy', title: 'Raised by', type: 'text', width: 16 },
    { key: 'raisedAt', title: 'Raised (UTC)', type: 'time', width: 16 },
    { key: 'assignedTo', title: 'Assigned to', type: 'text', width: 16 },
    { key: 'replies', title: 'Replies', type: 'long', width: 44 },
    { key: 'settledBy', title: 'Settled by', type: 'text', width: 16 },
    { key: 'settledAt', title: 'Settled (UTC)', type: 'time', width: 16 },
    { key: 'forward', title: 'For next month', type: 'text', width: 15 }
  ],
  tallies: [{ column: 'state', words: Object.values(noteStates) }],
  count: (context) => context.reviewNotes.length,
  rows: (context) =>
    context.reviewNotes
      .toSorted((a, b) => weight(a.state) - weight(b.state) || a.id - b.id)
      .map((note) => {
        const settled = note.replies.find(({ step }) => step === 'cleared' || step === 'withdrawn')
        return {
          ref: note.ref,
          about: note.targetRef,
          kind: noteTargets[note.target],
          class: noteClasses[note.class],
          state: noteStates[note.state],
          text: note.text,
          raisedBy: note.raisedBy,
          raisedAt: note.raisedAt,
          assignedTo: note.assignedTo || null,
          replies:
            note.replies
              .filter(({ text }) => text !== '')
              .map(({ by, text }) => `${by}: ${text}`)
              .join('\n') || null,
          settledBy: settled?.by ?? null,
          settledAt: settled?.at ?? null,
          forward: note.pointsForward ? 'Yes' : null
        }
      })
} satisfies Sheet

function weight(state: keyof typeof noteStates): number {
  return Object.keys(noteStates).indexOf(state)
}
