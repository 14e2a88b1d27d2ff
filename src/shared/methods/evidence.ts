/** Evidence: kept, described, linked to what it backs, read again, withdrawn. */
import * as v from 'valibot'

import type { EvidenceCheck, EvidenceDetail, EvidenceExcerpt, EvidencePage } from '../records/evidence.ts'
import type { EvidenceView } from '../records/test.ts'
import { evidenceTypes, type EvidenceType } from '../vocabulary.ts'
import { read, write } from './declare.ts'
import { account, control, day, finding, given, nothing, period, text, whole } from './schemas.ts'

const accounts = v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000))
const piece = v.pipe(v.string(), v.regex(/^E-\d{4,}$/))
/** A place as it is typed (`readLocator`); '' for the whole. */
const locator = text(1000)
const dayOrNone = v.union([day, v.literal('')])
const origin = v.strictObject({
  obtainedFrom: text(200),
  obtainedBy: text(120),
  obtainedAt: dayOrNone,
  asOf: dayOrNone,
  address: text(1000),
  byClient: v.boolean(),
  redacted: v.boolean()
})

export const evidenceMethods = {
  'evidence.list': read<readonly EvidenceView[]>()(nothing),
  /** The library narrowed down; null for everything. `mark` is a piece whose place among the rows is asked for. */
  'evidence.search': read<EvidencePage>()(
    v.strictObject({
      search: text(200),
      type: v.nullable(v.picklist(Object.keys(evidenceTypes) as EvidenceType[])),
      state: v.nullable(v.picklist(['used', 'unused', 'withdrawn', 'damaged'])),
      period: v.nullable(period),
      control: v.nullable(control),
      finding: v.nullable(finding),
      mark: v.nullable(piece),
      offset: whole,
      limit: v.pipe(whole, v.maxValue(1000))
    })
  ),
  'evidence.show': read<EvidenceDetail>()(v.strictObject({ evidence: piece })),
  'evidence.excerpt': read<EvidenceExcerpt>()(v.strictObject({ evidence: piece, locator })),
  /**
   * Reads on through the bytes of evidence, for a moment, and says how far it is: asked again until it is done. `begin` starts over, with
   * one piece, with what is not withdrawn, or with everything.
   */
  'evidence.verify': read<EvidenceCheck>()(
    v.strictObject({ begin: v.nullable(v.union([v.picklist(['in-use', 'all']), piece])) })
  ),

  /** Without control and accounts it backs nothing yet. */
  'evidence.attach': write<EvidenceView>()(
    v.strictObject({
      control: v.exactOptional(control),
      accounts: v.exactOptional(accounts),
      title: given(200),
      upload: whole,
      mime: text(120),
      origin: v.exactOptional(origin)
    })
  ),
  'evidence.note': write<EvidenceView>()(
    v.strictObject({
      control: v.exactOptional(control),
      accounts: v.exactOptional(accounts),
      title: given(200),
      text: given(20_000),
      origin: v.exactOptional(origin)
    })
  ),
  'evidence.describe': write<null>()(v.strictObject({ evidence: piece, origin })),
  /** One place of a piece, for tests of the open period and for findings. Answers how many links are new. */
  'evidence.link': write<{ readonly linked: number }>()(
    v.strictObject({
      evidence: piece,
      locator,
      tests: v.pipe(v.array(v.strictObject({ control, accounts })), v.maxLength(500)),
      findings: v.pipe(v.array(finding), v.maxLength(500)),
      purpose: text(200)
    })
  ),
  /** Takes links back; they stay in the record. `ref` as the detail of the piece says it. */
  'evidence.unlink': write<null>()(
    v.strictObject({
      evidence: piece,
      target: v.picklist(['test', 'finding']),
      ref: given(40),
      locator,
      reason: given(2000)
    })
  ),
  'evidence.withdraw': write<null>()(v.strictObject({ evidence: whole, reason: given(2000) }))
} as const
