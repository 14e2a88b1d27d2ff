import { beforeEach, describe, expect, test } from 'vitest'

import {
  columnOf,
  headerIndex,
  lettersOf,
  saved,
  savedBook,
  withParts,
  partOf
} from '../../workbook/returned-books.ts'
import { sitDown, type Desk } from '../desk.ts'
import { issued, plan, raise, respond, withExceptions, type FollowUp } from '../follow-up.ts'
import { answered, handOut, proposals, remediationSheet, response, takeIn } from './returned.ts'

let desk: Desk
let first: FollowUp

beforeEach(async () => {
  desk = await withExceptions()
  first = await issued(desk)
})

/** Three findings with a remediation each. */
async function threeHandedOut(): Promise<Uint8Array> {
  for (const title of ['Second', 'Third']) {
    const { ref } = await raise(desk, { title })
    await desk.ask('finding.issue', { finding: ref })
  }
  return handOut(desk)
}

describe('a workbook that comes back', () => {
  test('as it went out, or only saved again, proposes nothing', async () => {
    const bytes = await threeHandedOut()

    expect(await takeIn(desk, bytes)).toMatchObject({ list: [], waiting: 0, carriers: { protection: true } })
    expect(await takeIn(desk, savedBook(bytes))).toMatchObject({
      list: [],
      carriers: { properties: true, manifest: true, keys: true, tags: true, protection: false, remarks: [] }
    })
  })

  test('with a locked cell changed, rows sorted, doubled and deleted, a column inserted: each is what it is', async () => {
    const bytes = await threeHandedOut()
    const edited = saved(answered(bytes, response, 2), remediationSheet, (rows) => {
      const table = rows.slice(headerIndex + 1)
      const [one = [], two = [], three = []] = table
      const [title, owner] = [columnOf(rows, 'Title'), columnOf(rows, 'Action owner')]
      one[title] = { t: 's', v: 'Nothing to see' }
      const copy = [...three]
      copy[owner] = { t: 's', v: 'K. Lang' }
      expect(two.length).toBeGreaterThan(10)
      return [...rows.slice(0, headerIndex + 1), three, copy, one].map((row, r) =>
        row.toSpliced(5, 0, { t: 's', v: r === headerIndex ? 'Our notes' : 'seen' })
      )
    })

    expect(proposals(await takeIn(desk, edited))).toEqual([
      'clean R-2026-001.position Agrees',
      'clean R-2026-001.response We will enforce MFA.',
      'clean R-2026-001.action Enforce by policy',
      'clean R-2026-001.owner T. Braun',
      'clean R-2026-001.ownerEmail t.braun@halden.example',
      'clean R-2026-001.planned 2026-03-31',
      'tampered R-2026-002.title Nothing to see',
      'duplicate R-2026-001. Action owner: K. Lang',
      'not-returned R-2026-003.'
    ])
  })

  test('edited part by part says the same: a locked cell, an answer as rich text, protection taken off', async () => {
    const bytes = await handOut(desk)
    const edited = withParts(bytes, (parts) => {
      const path = partOf(parts, remediationSheet)
      const sheet = parts.get(path) ?? ''
      const set = (xml: string, column: string, content: string): string =>
        xml.replace(
          new RegExp(`<c r="${column}11"([^>]*?)(?: t="\\w+")?([^>]*?)(?:/>|>.*?</c>)`, 's'),
          (_, before: string, after: string) =>
            `<c r="${column}11"${before}${after} t="inlineStr"><is>${content}</is></c>`
        )
      return {
        [path]: set(
          set(sheet, lettersOf(bytes, remediationSheet, 'Title'), '<t>Nothing to see</t>'),
          lettersOf(bytes, remediationSheet, 'Action owner'),
          '<r><t>T. </t></r><r><rPr><b/></rPr><t>Braun&#13;&#10;</t></r>'
        ).replace(/<sheetProtection[^>]*>/, '')
      }
    })

    const view = await takeIn(desk, edited)

    expect(proposals(view)).toEqual([
      'clean R-2026-001.owner T. Braun',
      'tampered R-2026-001.title Nothing to see'
    ])
    expect(view.carriers.protection).toBe(false)
    expect(view.list[0]?.place).toMatch(/^07A Remediation![A-Z]+11$/)
  })

  test('is kept as evidence of who sent it and when, with an event', async () => {
    const view = await takeIn(desk, answered(await handOut(desk), response))

    expect(view).toMatchObject({
      ref: 'WR-001',
      evidence: 'E-0002',
      receivedFrom: 'T. Braun',
      version: 1,
      waiting: 6
    })
    const [event] = await desk.ask('event.list', { before: null, limit: 1 })
    expect(event).toMatchObject({ action: 'return.receive', entity: 'workbook-return', entityId: 'WR-001' })
    expect(await desk.ask('return.list', {})).toMatchObject([
      { ref: 'WR-001', waiting: 6, decided: 0, changes: 6 }
    ])
    expect((await desk.ask('engagement.verify', {})).faults).toEqual([])
  })

  test('changes nothing by itself', async () => {
    await takeIn(desk, answered(await handOut(desk), response))

    const finding = await desk.ask('finding.show', { finding: first.finding })
    expect(finding).toMatchObject({
      responses: [],
      dueDates: [],
      remediation: { state: 'awaiting-response' }
    })
  })

  test('again is known by its bytes', async () => {
    const bytes = answered(await handOut(desk), response)
    await takeIn(desk, bytes)

    const again = await desk.ask('return.receive', {
      job: 'again',
      upload: await desk.send('other name.xlsx', bytes),
      receivedFrom: 'K. Lang',
      receivedAt: '2026-02-02'
    })

    expect(again).toEqual({
      ref: 'WR-001',
      isNew: false,
      sentence: 'This file was imported already on 2026-02-02 by M. Okafor, as WR-001. It was not read again.'
    })
    expect(await desk.ask('return.list', {})).toHaveLength(1)
  })
})

describe('a workbook is known', () => {
  const without = (
    bytes: Uint8Array,
    ...lost: readonly ('properties' | 'manifest' | 'keys' | 'tags')[]
  ): Uint8Array =>
    savedBook(
      saved(bytes, remediationSheet, (rows) =>
        lost.includes('keys') || lost.includes('tags')
          ? rows.map((row, r) =>
              r < headerIndex
                ? row
                : row.filter(
                    (_, c) => !((c === 0 && lost.includes('keys')) || (c === 1 && lost.includes('tags')))
                  )
            )
          : rows
      ),
      (book) => {
        if (lost.includes('properties')) delete book.Custprops
        if (lost.includes('manifest')) {
          book.SheetNames = book.SheetNames.filter((name) => name !== '_manifest')
          if (book.Workbook) delete book.Workbook.Sheets
        }
      }
    )

  test.each([
    ['its properties', ['manifest', 'keys', 'tags']],
    ['its hidden sheet', ['properties', 'keys', 'tags']],
    ['the hidden keys of its rows', ['properties', 'manifest']],
    ['the marks of its rows alone', ['properties', 'manifest', 'keys']]
  ] as const)('by %s', async (_, lost) => {
    const bytes = answered(await handOut(desk), { 'Action owner': 'T. Braun' })

    const view = await takeIn(desk, without(bytes, ...lost))

    expect(proposals(view)).toEqual(['clean R-2026-001.owner T. Braun'])
    for (const mark of lost) expect(view.carriers[mark]).toBe(false)
  })

  test('and not without any of them', async () => {
    const bytes = without(await handOut(desk), 'properties', 'manifest', 'keys', 'tags')
    await expect(takeIn(desk, bytes)).rejects.toThrow(/carries no mark of a workbook issued here/)
  })

  test('as one of another engagement, though both count from one', async () => {
    const other = await withExceptions()
    await issued(other, { title: 'Another finding' })
    await handOut(desk)
    await expect(takeIn(desk, await handOut(other))).rejects.toThrow(
      /says that it is IAM-2026-01-CLR-v1, and its content is of no workbook issued in this engagement/
    )
  })

  test('as an edition without cells to fill in', async () => {
    await handOut(desk)
    const { id } = await desk.ask('workbook.issue', {})
    const { bytes } = await desk.ask('file.read', { of: 'workbook', id })
    await expect(takeIn(desk, bytes)).rejects.toThrow(/IAM-2026-01-INT-v1, which has no cells to fill in/)
  })

  test('as nothing where none was issued', async () => {
    const bytes = await handOut(desk)
    const other = sitDown()
    await expect(takeIn(other, bytes)).rejects.toThrow(/no client edition was issued in this engagement yet/)
  })

  test('where a later one was issued, and compared with what the record says now', async () => {
    const old = await handOut(desk)
    await respond(first, { owner: 'K. Lang' })
    await handOut(desk)

    const view = await takeIn(desk, answered(old, { ...response, 'Management position': 'Agrees' }))

    expect(view).toMatchObject({ version: 1, isSuperseded: true })
    expect(proposals(view)).toEqual([
      'clean R-2026-001.planned 2026-03-31',
      'conflict R-2026-001.owner T. Braun'
    ])
    expect(view.list[1]).toMatchObject({ base: '', mine: 'K. Lang' })
  })
})

describe('a file is refused and leaves nothing behind', () => {
  test.each([
    ['text', 'answers.csv', Buffer.from('Row key,Row tag\n'), /not an Excel workbook/],
    ['nothing', 'answers.xlsx', new Uint8Array(), /not an Excel workbook/]
  ])('%s', async (_, name, bytes, sentence) => {
    await handOut(desk)
    const before = desk.db.get(
      'select (select count(*) from object) as objects, (select max(seq) from audit_event) as seq'
    )
    await expect(takeIn(desk, bytes, name)).rejects.toThrow(sentence)
    await desk.ask('upload.discard', { upload: await desk.send('a', 'a') })
    expect(
      desk.db.get(
        'select (select count(*) from object) as objects, (select max(seq) from audit_event) as seq'
      )
    ).toEqual(before)
  })

  test('a day to come, a workbook without its sheets, a cancelled reading', async () => {
    const bytes = await handOut(desk)
    const given = { job: 'a', receivedFrom: 'T. Braun', receivedAt: '2026-02-02' }
    await expect(
      desk.ask('return.receive', {
        ...given,
        upload: await desk.send('a.xlsx', bytes),
        receivedAt: '2026-02-03'
      })
    ).rejects.toThrow(/not a day until today/)
    const bare = savedBook(bytes, (book) => {
      book.SheetNames = book.SheetNames.filter((name) => !name.startsWith('07'))
      if (book.Workbook) delete book.Workbook.Sheets
    })
    await expect(takeIn(desk, bare)).rejects.toThrow(
      /holds neither of the sheets "07A Remediation" and "07B Milestones"/
    )
    desk.cancelled = true
    await expect(takeIn(desk, answered(bytes, response))).rejects.toThrow(/cancelled while it was read/)
    expect(await desk.ask('return.list', {})).toEqual([])
  })
})

describe('milestones', () => {
  test('come back row by row', async () => {
    await respond(first)
    await plan(first, {
      milestones: [
        { text: 'Policy drafted', date: '2026-02-28' },
        { text: 'Enforced', date: '2026-03-31' }
      ]
    })
    const bytes = answered(await handOut(desk), { 'Done on': '2026-02-01' }, 0, '07B Milestones')
    const both = answered(bytes, { 'Revised date': '15.03.2026', Reason: 'Holidays' }, 1, '07B Milestones')

    expect(proposals(await takeIn(desk, both))).toEqual([
      'clean R-2026-001/1.doneOn 2026-02-01',
      'clean R-2026-001/2.revisedDate 2026-03-15',
      'clean R-2026-001/2.revisionReason Holidays'
    ])
  })
})
