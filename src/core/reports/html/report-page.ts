/** Writes a report as one HTML file: no script, nothing loaded from anywhere, readable on screen and on A4. */
import type { Report, Section } from '../../../shared/records/report.ts'
import { blockMarkup } from './blocks.ts'
import { layoutStyle } from './layout-style.ts'
import { element, emptyElement, page, styleSheet, text, type Markup } from './markup.ts'
import { paperStyle } from './paper-style.ts'
import { pictureStyle } from './picture-style.ts'
import { toneStyle } from './tone-style.ts'

/** The width of a column, in hundredths of its table's, is a class. */
const widestShare = 45
const shares = Array.from(
  { length: widestShare },
  (_, place) => `.w${String(place + 1)}{width:${String(place + 1)}%}`
).join('\n')

/** What the page may do: show itself. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** The same report gives the same bytes. */
export function reportPage(report: Report): string {
  const { title, clientName, status, running, cover, sections } = report
  return page(
    element(
      'html',
      { lang: 'en' },
      element(
        'head',
        {},
        emptyElement('meta', { charset: 'utf-8' }),
        emptyElement('meta', { 'http-equiv': 'Content-Security-Policy', content: reportPolicy }),
        emptyElement('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        emptyElement('meta', { name: 'color-scheme', content: 'light dark' }),
        emptyElement('meta', { name: 'referrer', content: 'no-referrer' }),
        element('title', {}, text(`${clientName}: ${title}`)),
        styleSheet([toneStyle, layoutStyle, pictureStyle, shares, paperStyle].join('\n'), running)
      ),
      element(
        'body',
        {},
        element(
          'header',
          {},
          element('p', { class: 'kicker' }, text(status)),
          element('h1', {}, text(title)),
          element('p', { class: 'client' }, text(clientName)),
          ...cover.map(blockMarkup)
        ),
        contents(sections),
        element('main', {}, ...sections.map((section) => sectionMarkup(section, 2))),
        element('footer', {}, element('p', {}, text(`${running.head} · ${running.foot}`)))
      )
    )
  )
}

function contents(sections: readonly Section[]): Markup {
  return element(
    'nav',
    { 'aria-label': 'Contents' },
    element('h2', {}, text('Contents')),
    element(
      'ol',
      {},
      ...sections.map(({ anchor, title, sections: below = [] }) =>
        element(
          'li',
          {},
          element('a', { href: `#${anchor}` }, text(title)),
          ...(anchor === 'findings' && below.length > 0
            ? [
                element(
                  'ol',
                  {},
                  ...below.map((one) =>
                    element('li', {}, element('a', { href: `#${one.anchor}` }, text(one.title)))
                  )
                )
              ]
            : [])
        )
      )
    )
  )
}

function sectionMarkup({ anchor, title, blocks, sections = [], onNewPage }: Section, level: 2 | 3): Markup {
  return element(
    'section',
    { id: anchor, class: onNewPage ? 'new-page' : null },
    element(`h${String(level)}`, {}, text(title)),
    ...blocks.map(blockMarkup),
    ...sections.map((section) => sectionMarkup(section, 3))
  )
}
