/** 07B: the milestones of every remediation; the day first given stays beside the last one. */
import { milestoneAnswersOf, milestoneInputs } from '../../shared/client-inputs.ts'
import { workpaperEditions } from '../../shared/editions.ts'
import { everyEdition } from './editions.ts'
import { inOrder } from './findings.ts'
import { filledByClient, inputColumns } from './input-columns.ts'
import { countOf, type Sheet } from './sheet.ts'

export default {
  id: 'milestones',
  name: '07B Milestones',
  ref: '07B',
  order: 80.2,
  title: 'Milestones of remediation',
  editions: everyEdition,
  purpose: 'Shows how far the client came on the way to each due date.',
  source: 'Plans and reports of the client as recorded with their evidence.',
  procedure:
    'In the order of sheet 07A. The original date never changes; the revised one is empty while it holds.',
  wording: { 'client-response': { procedure: filledByClient } },
  rowKey: ({ remediation, n }) => `${String(remediation)}/${String(n)}`,
  frozenColumns: 2,
  columns: [
    {
      key: 'remediation',
      title: 'Remediation',
      type: 'id',
      width: 13,
      leadsTo: { sheet: 'remediations', column: 'ref' }
    },
    { key: 'n', title: 'No', type: 'integer', width: 5 },
    { key: 'finding', title: 'Finding', type: 'id', width: 13 },
    { key: 'text', title: 'Milestone', type: 'long', width: 44 },
    { key: 'originalDate', title: 'Original date', type: 'date', width: 13 },
    ...inputColumns(milestoneInputs),
    { key: 'comment', title: 'Comment', type: 'long', width: 36, editions: workpaperEditions }
  ],
  count: (context) => countOf(context, 'select count(*) as n from milestone'),
  rows: (context) =>
    inOrder(context).flatMap((finding) =>
      finding.milestones.map((milestone) => ({
        remediation: finding.remediation?.ref ?? null,
        n: milestone.n,
        finding: finding.ref,
        text: milestone.text,
        originalDate: milestone.originalDate,
        ...milestoneAnswersOf(milestone),
        comment: milestone.comment || null
      }))
    )
} satisfies Sheet
