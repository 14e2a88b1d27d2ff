/** The three editions of an engagement whose client is at work: hostile names, exceptions, findings, answers, a plan with milestones. */
import { resolve } from 'node:path'

import { writeContext } from '../../../src/core/dispatch.ts'
import { sheetContext, sheetsOf } from '../../../src/core/procedures/sheet-context.ts'
import { draftOf } from '../../../src/core/procedures/workbook-draft.ts'
import { rowTag } from '../../../src/core/procedures/workbook-tag.ts'
import { render, type RenderedSheet } from '../../../src/core/sheets/render.ts'
import { editionNames, type Edition } from '../../../src/shared/editions.ts'
import { filesOf, type Desk } from '../procedures/desk.ts'
import { issued, plan, raise, respond, withExceptions } from '../procedures/follow-up.ts'

export interface DrawnEdition {
  readonly edition: Edition
  readonly bytes: Uint8Array
  /** What was to be written. */
  readonly sheets: readonly RenderedSheet[]
}

/** Two findings with the client: one planned, one without an answer. */
export async function withClient(): Promise<Desk> {
  const desk = await withExceptions()
  await desk.receive(filesOf(resolve(import.meta.dirname, '../../estates/hostile')))
  const followUp = await issued(desk, {
    title: '=cmd|calc',
    cause: 'Nobody asked.\nNobody answered & <went>.'
  })
  await respond(followUp)
  await plan(followUp, {
    due: '2026-02-20',
    milestones: [
      { text: 'Policy drafted', date: '2026-02-10' },
      { text: '@enforced', date: '2026-02-18' }
    ]
  })
  const { ref } = await raise(desk, { title: '0012 keys' })
  await desk.ask('finding.issue', { finding: ref })
  return desk
}

/** As they would be issued now; the record stays as it is. */
export async function editionsOf(desk: Desk): Promise<readonly DrawnEdition[]> {
  const drawn: DrawnEdition[] = []
  for (const edition of editionNames) drawn.push(await drawnEdition(desk, edition))
  return drawn
}

/** The final edition can be drawn long before the period it is issued with is concluded. */
export async function drawnEdition({ db, session }: Desk, edition: Edition): Promise<DrawnEdition> {
  const context = writeContext({
    db,
    session,
    uploads: new Map(),
    now: () => '2026-02-05T10:30:00.000Z',
    emit: () => undefined
  })
  const { issued: issue, key, bytes } = await draftOf(context, edition)
  const sheets = sheetContext(db, edition, { issued: issue, tagOf: (locked) => rowTag(key, locked) })
  return { edition, bytes, sheets: sheetsOf(edition).map((sheet) => render(sheet, sheets)) }
}
