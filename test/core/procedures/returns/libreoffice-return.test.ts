/** The client edition saved again by LibreOffice, as a workbook and by way of its own format, says the same when it comes back. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { issued, plan, respond, withExceptions } from '../follow-up.ts'
import { answered, handOut, milestoneSheet, proposals, takeIn } from './returned.ts'

const office = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((path) => existsSync(path))

/** Converted to one format after the other. */
function saved(bytes: Uint8Array, ...formats: readonly ('ods' | 'xlsx')[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-office-'))
  try {
    let path = join(folder, 'book.xlsx')
    writeFileSync(path, bytes)
    for (const [step, format] of formats.entries()) {
      const out = join(folder, String(step))
      execFileSync(
        office ?? '',
        [
          `-env:UserInstallation=file://${folder}/profile`,
          '--headless',
          '--convert-to',
          format,
          '--outdir',
          out,
          path
        ],
        { stdio: 'ignore', timeout: 200_000 }
      )
      path = join(out, `book.${format}`)
    }
    return new Uint8Array(readFileSync(path))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe.skipIf(office === undefined)(
  `in LibreOffice${office === undefined ? ' (skipped: soffice is not installed)' : ''}`,
  () => {
    it.each([[['xlsx']], [['ods', 'xlsx']]] as const)(
      'a client edition saved as %j proposes the same as before',
      { timeout: 400_000 },
      async (formats) => {
        const desk = await withExceptions()
        const followUp = await issued(desk)
        await respond(followUp, { response: 'We will enforce MFA.\nBy policy, for everybody.' })
        await plan(followUp)
        const bytes = await handOut(desk)
        expect((await takeIn(desk, saved(bytes, ...formats))).list).toEqual([])

        const filled = answered(
          answered(bytes, {
            Ticket: 'OPS-1',
            Title: 'Nothing to see',
            'Client comment': 'As agreed on the phone.',
            'Requested new due date': '2026-05-01'
          }),
          { 'Done on': '2026-02-01' },
          0,
          milestoneSheet
        )
        const [before, after] = [await takeIn(desk, filled), await takeIn(desk, saved(filled, ...formats))]

        expect(proposals(after)).toEqual(proposals(before))
        expect(after).toMatchObject({
          producer: expect.stringContaining('LibreOffice'),
          carriers: { properties: true, manifest: true, keys: true, tags: true }
        })
        expect(after.carriers.remarks).toEqual([])
      }
    )
  }
)
