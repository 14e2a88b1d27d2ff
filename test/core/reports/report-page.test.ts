import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { reportPage } from '../../../src/core/reports/html/report-page.ts'
import { reportOf } from '../../../src/core/reports/report-of.ts'
import { recordOf, reportWith, stamp } from './record.ts'

const page = reportPage(reportWith())

describe('the page', () => {
  test('the same record gives the same bytes', () => {
    expect(reportPage(reportWith())).toBe(page)
  })

  test('security: 7 runs nothing, loads nothing and says so to the browser', () => {
    expect(page).not.toMatch(
      /<script|<link|<iframe|<object|<img|<form|\son[a-z]+=|javascript:|url\(|@import/i
    )
    expect(
      page.match(/https?:\/\/[^"]*/g)?.filter((address) => address !== 'http://www.w3.org/2000/svg')
    ).toEqual([])
    expect(page).toContain('http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;')
  })

  test('every link stays within it and leads to an element that is there', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const links = [...page.matchAll(/ href="([^"]+)"/g)].map(([, to]) => to ?? '')

    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((to) => !to.startsWith('#') || !ids.has(to.slice(1)))).toEqual([])
  })

  test('each picture says in words what it shows, and a table beside it has its numbers', () => {
    const pictures = page.match(/<svg/g) ?? []

    expect(pictures.length).toBe(3)
    expect(page.match(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/g)).toHaveLength(pictures.length)
    expect(page.match(/<\/figure><div class="table"/g)).toHaveLength(pictures.length)
  })

  test('a client whose name has quotes ends no rule of the style sheet', () => {
    const hostile = reportPage(reportWith({ clientName: `O'Neill"; } </style><script>` }))

    expect(hostile).not.toMatch(/<script/)
    expect(hostile).toContain(
      "content: 'O\\27 Neill\\22 \\3b  \\7d  \\3c \\2f style\\3e \\3c script\\3e  \\b7  AWS IAM review\\2c  January 2026'"
    )
  })

  test('control characters and marks that turn the direction of writing are shown as what they are', () => {
    expect(reportPage(reportWith({ clientName: 'a\u0000b\u202Ec\uD800d' }))).toContain(
      'a\uFFFDb\uFFFDc\uFFFDd'
    )
  })
})

describe('security: hostile exports', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '</style><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      '<!-- -->',
      '&lt;b&gt;',
      ']]>',
      '`${1}`',
      '\u2028<b>\u2029',
      'javascript:alert(1)'
    )
  )

  /** Elements and their attributes in order, without what is theirs to say. */
  function skeleton(html: string): readonly string[] {
    const withoutStyle = html.replace(/<style>[^]*?<\/style>/, '<style></style>')
    return [...withoutStyle.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
  }

  const benign = skeleton(pageOf('x'))

  function pageOf(text: string): string {
    return reportPage(reportOf(replaced(recordOf(), text), { ...stamp, id: text }, text))
  }

  test('no text of the record opens a tag or an attribute, wherever it stands', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => text.trim() !== ''),
        (text) => {
          expect(skeleton(pageOf(text))).toEqual(benign)
        }
      ),
      { numRuns: 150 }
    )
  })
})

/** Words of ours, by which the report is laid out; everything else may come from a file or be typed in. */
const ours = new Set([
  'kind',
  'outcome',
  'conclusion',
  'severity',
  'originalSeverity',
  'topic',
  'state',
  'stage',
  'status',
  'acceptance',
  'role',
  'position',
  'edition',
  'separation',
  'origin',
  'is',
  'format',
  'class',
  'period',
  'label',
  'fingerprint',
  'control',
  'account',
  'accounts',
  'at',
  'due',
  'originalDue',
  'date',
  'raisedAt',
  'recordedAt',
  'signedAt',
  // A reference and a line, both numbered by us.
  'place'
])

/** The record with every text of people and files replaced. */
function replaced<T>(value: T, text: string, key = ''): T {
  if (typeof value === 'string') return (ours.has(key) ? value : text) as T
  if (Array.isArray(value)) return value.map((one: unknown) => replaced(one, text, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, replaced(one as unknown, text, name)])
  ) as T
}
