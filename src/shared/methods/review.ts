/** Review notes, the close-out gate and sign-offs. */
import * as v from 'valibot'

import type { GateView, ReviewNote } from '../records/review.ts'
import type { FindingSignatures, SignOffChanges, SignOffOverview, SignOffView } from '../records/sign-off.ts'
import { noteClasses, type NoteClass } from '../states/review-note.ts'
import { opinions, signRoles, type Opinion, type SignRole } from '../states/sign-off.ts'
import { read, write } from './declare.ts'
import { finding, given, line, noteTarget, nothing, reference, signScope, text, whole } from './schemas.ts'

export const reviewMethods = {
  /** What must hold before the period is closed out, and what stands against it. */
  'gate.show': read<GateView>()(nothing),
  /** The chain of signatures of the period, its tests by topic, and what whoever works can sign. */
  'sign-off.show': read<SignOffOverview>()(nothing),
  /** Of the finding, its retests and risk acceptances; with who closes it, where that waits. */
  'sign-off.finding': read<FindingSignatures>()(v.strictObject({ finding })),
  'sign-off.list': read<readonly SignOffView[]>()(
    v.strictObject({ scope: v.exactOptional(signScope), ref: v.exactOptional(reference) })
  ),
  /** What changed since something was signed. */
  'sign-off.changes': read<SignOffChanges>()(v.strictObject({ signOff: whole })),
  'review-note.list': read<readonly ReviewNote[]>()(
    v.strictObject({ target: v.exactOptional(noteTarget), ref: v.exactOptional(reference) })
  ),
  'review-note.raise': write<ReviewNote>()(
    v.strictObject({
      target: noteTarget,
      ref: reference,
      class: v.picklist(Object.keys(noteClasses) as NoteClass[]),
      text: given(8000),
      assignedTo: text(80),
      pointsForward: v.boolean()
    })
  ),
  'review-note.step': write<ReviewNote>()(
    v.strictObject({
      note: given(20),
      step: v.picklist(['responded', 'reopened', 'cleared', 'withdrawn']),
      text: text(8000)
    })
  ),
  /** Why a warning of the gate may stand. */
  'gate.explain': write<null>()(
    v.strictObject({ warning: v.pipe(v.string(), v.regex(/^W\d$/)), sentence: given(2000) })
  ),
  'period.opinion': write<null>()(
    v.strictObject({
      opinion: v.picklist(Object.keys(opinions) as Opinion[]),
      statement: text(8000)
    })
  ),
  /** All of them or none; `meaning` '' for the usual one of the role. */
  'sign-off.sign': write<readonly SignOffView[]>()(
    v.strictObject({
      scope: signScope,
      refs: v.pipe(v.array(reference), v.minLength(1), v.maxLength(10_000)),
      role: v.picklist(Object.keys(signRoles) as SignRole[]),
      meaning: text(2000)
    })
  ),
  /** Those that rest on it are taken back with it. */
  'sign-off.withdraw': write<null>()(v.strictObject({ signOff: whole, reason: given(2000) })),
  /** What the client's management signed on paper: its page becomes evidence. */
  'sign-off.acknowledge': write<SignOffView>()(
    v.strictObject({ name: line(80), title: line(120), meaning: given(2000), upload: whole, mime: text(120) })
  )
} as const
