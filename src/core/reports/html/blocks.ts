/** Writes the blocks of a report as HTML. */
import {
  isCell,
  type Block,
  type Phrase,
  type Table,
  type TableColumn,
  type TableRow,
  type Text
} from '../../../shared/records/report.ts'
import { element, emptyElement, joined, text, type Markup } from './markup.ts'
import { pictureMarkup } from './picture.ts'

export function blockMarkup(block: Block): Markup {
  switch (block.kind) {
    case 'paragraph':
      return element('p', {}, inline(block.text))
    case 'notice':
      return element(
        'div',
        { class: `notice ${block.tone}` },
        element('p', {}, element('strong', {}, text(block.title)), text(' '), inline(block.text))
      )
    case 'list':
      return element(
        block.isOrdered ? 'ol' : 'ul',
        {},
        ...block.items.map((item) => element('li', {}, inline(item)))
      )
    case 'facts':
      return element(
        'dl',
        {},
        ...block.facts.map(({ label, value, tone }) =>
          element(
            'div',
            {},
            element('dt', {}, text(label)),
            element(
              'dd',
              {},
              tone ? element('span', { class: `chip ${tone}` }, inline(value)) : inline(value)
            )
          )
        )
      )
    case 'figures':
      return element(
        'ul',
        { class: 'figures' },
        ...block.figures.map(({ value, label, note, to }) =>
          element(
            'li',
            {},
            element(
              'a',
              { href: `#${to}` },
              element('strong', {}, text(value)),
              text(' '),
              element('span', {}, text(label))
            ),
            element('small', {}, text(note))
          )
        )
      )
    case 'chart':
      return joined([pictureMarkup(block.picture), tableMarkup(block.table, 'unseen')])
    case 'table':
      return tableMarkup(block)
  }
}

/** Its own frame, which scrolls sideways where the page is narrow. */
function tableMarkup({ caption, columns, groups }: Table, captionClass: string | null = null): Markup {
  return element(
    'div',
    { class: 'table', role: 'region', 'aria-label': caption, tabindex: 0 },
    element(
      'table',
      {},
      element('caption', { class: captionClass }, text(caption)),
      columnGroup(columns),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map(({ title, align }) => element('th', { scope: 'col', class: align }, inline(title)))
        )
      ),
      ...groups.map(({ anchor, title, rows }) =>
        element(
          'tbody',
          { id: anchor },
          ...(title === undefined
            ? []
            : [
                element(
                  'tr',
                  { class: 'group' },
                  element('th', { scope: 'rowgroup', colspan: columns.length }, inline(title))
                )
              ]),
          ...rows.map((row) => rowMarkup(row, columns))
        )
      )
    )
  )
}

/** Shares become classes, as no element has a style of its own. */
function columnGroup(columns: readonly TableColumn[]): Markup {
  return element(
    'colgroup',
    {},
    ...columns.map(({ share }) =>
      emptyElement('col', { class: share === undefined ? null : `w${String(share)}` })
    )
  )
}

function rowMarkup({ anchor, cells }: TableRow, columns: readonly TableColumn[]): Markup {
  return element(
    'tr',
    { id: anchor },
    ...cells.map((cell, place) => {
      const column = columns[place]
      const { text: content, tone } = isCell(cell) ? cell : { text: cell, tone: undefined }
      const classes = [column?.align, column?.isCode ? 'code' : undefined, tone].filter(
        (name) => name !== undefined
      )
      return place === 0
        ? element('th', { scope: 'row', class: classes.join(' ') || null }, inline(content))
        : element('td', { class: classes.join(' ') || null }, inline(content))
    })
  )
}

export function inline(content: Text): Markup {
  const phrases = Array.isArray(content) ? (content as readonly Phrase[]) : [content as Phrase]
  return joined(phrases.map(phraseMarkup))
}

function phraseMarkup(phrase: Phrase): Markup {
  if (typeof phrase === 'string') return text(phrase)
  const { to, look } = phrase
  const words =
    look === 'strong'
      ? element('strong', {}, text(phrase.text))
      : look === 'mono'
        ? element('code', {}, text(phrase.text))
        : look === 'muted'
          ? element('span', { class: 'muted' }, text(phrase.text))
          : text(phrase.text)
  return to === undefined ? words : element('a', { href: `#${to}` }, words)
}
