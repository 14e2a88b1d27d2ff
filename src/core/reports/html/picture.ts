/** Writes a picture as SVG within the page. */
import type { Picture, Shape } from '../../../shared/records/report.ts'
import { element, text, type Markup } from './markup.ts'

export function pictureMarkup({ width, height, title, description, shapes }: Picture): Markup {
  return element(
    'figure',
    {},
    element('figcaption', {}, text(title)),
    element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `0 0 ${String(width)} ${String(height)}`,
        role: 'img',
        'aria-label': title
      },
      element('title', {}, text(title)),
      element('desc', {}, text(description)),
      ...shapes.map(shapeMarkup)
    )
  )
}

function shapeMarkup(shape: Shape): Markup {
  switch (shape.kind) {
    case 'area': {
      const { x, y, width, height, tone } = shape
      return element('rect', { class: `area ${tone}`, x, y, width, height })
    }
    case 'line': {
      const { x1, y1, x2, y2 } = shape
      return element('line', { x1, y1, x2, y2 })
    }
    case 'label': {
      const { x, y, align, look } = shape
      const anchor = { start: null, middle: 'middle', end: 'end' }[align]
      const kind = typeof look === 'string' ? look : `inside ${look.inside}`
      return element('text', { class: kind, x, y, 'text-anchor': anchor }, text(shape.text))
    }
  }
}
