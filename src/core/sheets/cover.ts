/** 00: who the workbook is for, how to verify it, what limits it, and the index of its sheets. */
import { roles } from '../../shared/permissions.ts'
import type { SignRole } from '../../shared/states/sign-off.ts'
import { conclusions, outcomes } from '../../shared/vocabulary.ts'
import { everyEdition } from './editions.ts'
import { manualStep, outcomeOf } from './checklist-results.ts'
import { statusLine } from './render.ts'
import type { Sheet, SheetContext } from './sheet.ts'

export default {
  id: 'cover',
  name: '00 Cover',
  ref: '00',
  order: 0,
  title: 'AWS IAM review: cover and index',
  editions: everyEdition,
  purpose: 'Internal edition: the complete workpapers of the review of AWS identity and access management.',
  source: 'Files the client exported (sheet 01B) and the record of the engagement.',
  wording: {
    'client-response': {
      purpose:
        'Client response edition: the findings of the review and the sheets 07A and 07B, whose yellow cells are yours to fill in and send back.'
    },
    final: {
      purpose:
        'Final edition: the workpapers of the closed period of the review of AWS identity and access management.'
    }
  },
  procedure: 'Each sheet is listed with its number of rows; the name leads to it, and "← Index" leads back.',
  heading: (context) => ({
    'Prepared by': {
      label: 'Prepared by',
      text: [statusLine(context), ...people(context), ...review(context)].join(' · ')
    },
    Source: { label: 'To verify', text: verification(context) },
    Procedure: {
      label: 'Limitation',
      text: 'Results show the configuration at the as-of date, as the exports show it. What was not received is "Not tested", never a pass (sheet 02B; method: sheet 12A).'
    },
    Results: { label: 'Results', text: results(context) }
  }),
  frozenColumns: 0,
  columns: [
    { key: 'name', title: 'Sheet', type: 'text', width: 24, linksTo: 'id' },
    { key: 'ref', title: 'W/P ref', type: 'id', width: 10 },
    { key: 'title', title: 'Title', type: 'text', width: 52 },
    { key: 'rows', title: 'Rows', type: 'integer', width: 12 },
    { key: 'preparedBy', title: 'Prepared by', type: 'text', width: 28 },
    { key: 'reviewedBy', title: 'Reviewed by', type: 'text', width: 28 }
  ],
  count: (context) => context.index.length,
  rows: (context) =>
    context.index.map(({ id, name, ref, title, rows }) => ({
      id,
      name,
      ref,
      title,
      rows,
      preparedBy: signerOf(context, 'preparer') ?? context.auditor,
      reviewedBy: signerOf(context, 'reviewer') ?? 'Not recorded'
    }))
} satisfies Sheet

/** Each with role and the fingerprint of the key that signatures are checked with. */
function people({ people }: SheetContext): readonly string[] {
  return people.map(({ name, title, role, fingerprint, leftAt }) => {
    const called = title === '' ? name : `${name}, ${title}`
    const left = leftAt === null ? '' : `, left ${leftAt.slice(0, 10)}`
    return `${called}: ${roles[role].title.toLowerCase()}, key ${fingerprint}${left}`
  })
}

/** What a reader must know of a review that nobody else looked over. */
function review({ separation }: SheetContext): readonly string[] {
  return separation === 'single-auditor' ? ['Self-reviewed: no independent review was performed.'] : []
}

/** Who signed the period in a role, while that still covers what is there. */
function signerOf({ signOffs }: SheetContext, role: SignRole): string | null {
  const signed = signOffs.findLast(
    (one) => one.scope === 'period' && one.role === role && one.state === 'valid'
  )
  return signed ? `${signed.name}, ${signed.signedAt.slice(0, 10)}` : null
}

function verification({ issued }: SheetContext): string {
  if (!issued) return 'Preview: an issued workbook carries its number and the head of the event log here.'
  return (
    `Issued as ${issued.id}, ${issued.at.slice(0, 16).replace('T', ' ')} UTC. Event log at entry ${issued.chainSeq}, ${issued.chainHead}. ` +
    'Compare the SHA-256 of this file with the one kept in the engagement, and that entry with its event log.'
  )
}

function results({ tests }: SheetContext): string {
  const words = [...Object.values(outcomes).map(({ workbook }) => workbook), manualStep]
  const counted = words.map((word) => `${word} ${tests.filter((test) => outcomeOf(test) === word).length}`)
  const concluded = tests.filter(({ conclusion }) => conclusion !== null).length
  const exceptions = tests.filter(({ conclusion }) => conclusion?.conclusion === 'exception').length
  return `Tests: ${tests.length} · Automated outcome: ${counted.join(', ')} · Concluded: ${concluded}, of these ${conclusions.exception.workbook} ${exceptions}`
}
