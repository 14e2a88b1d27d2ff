/** 07B: the milestones of every remediation; the day first given stays beside the last one. */
import { inOrder } from './findings.ts'
import { countOf, type Sheet } from './sheet.ts'

export default {
  id: 'milestones',
  name: '07B Milestones',
  ref: '07B',
  order: 80.2,
  title: 'Milestones of remediation',
  purpose: 'Shows how far the client came on the way to each due date.',
  source: 'Plans and reports of the client as recorded with their evidence.',
  procedure: 'In the order of sheet 07A. The original date never changes.',
  frozenColumns: 2,
  columns: [
    { key: 'remediation', title: 'Remediation', type: 'id', width: 13 },
    { key: 'n', title: 'No', type: 'integer', width: 5 },
    { key: 'finding', title: 'Finding', type: 'id', width: 13 },
    { key: 'text', title: 'Milestone', type: 'long', width: 44 },
    { key: 'originalDate', title: 'Original date', type: 'date', width: 13 },
    { key: 'date', title: 'Date', type: 'date', width: 12 },
    { key: 'doneAt', title: 'Done on', type: 'date', width: 12 },
    { key: 'comment', title: 'Comment', type: 'long', width: 36 }
  ],
  count: (context) => countOf(context, 'select count(*) as n from milestone'),
  rows: (context) =>
    inOrder(context).flatMap((finding) =>
      finding.milestones.map(({ comment, ...milestone }) => ({
        remediation: finding.remediation?.ref ?? null,
        finding: finding.ref,
        ...milestone,
        comment: comment || null
      }))
    )
} satisfies Sheet
