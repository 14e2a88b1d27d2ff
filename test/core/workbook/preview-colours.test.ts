/** The preview on screen draws the workbook in the page's tokens: they must be the colours it is written with. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { colourRules, headerStyle, linkStyle } from '../../../src/core/workbook/appearance.ts'
import { sheetTones } from '../../../src/shared/sheet-look.ts'

const tokens = readFileSync(new URL('../../../src/renderer/style/tokens.css', import.meta.url), 'utf8')

function token(name: string): string | undefined {
  return new RegExp(`--sheet-${name}: #([0-9a-f]{6});`).exec(tokens)?.[1]?.toUpperCase()
}

test('every tone has the fill and the text colour of its rule', () => {
  const written = colourRules('A11:A12', 'A11', 1).map(({ style }) => [
    style?.fill?.type === 'pattern' ? style.fill.bgColor?.rgb : undefined,
    style?.font?.color?.rgb
  ])

  expect(Object.keys(sheetTones).map((tone) => [token(`${tone}-bg`), token(`${tone}-fg`)])).toEqual(written)
})

test('header and links have theirs', () => {
  const fill = headerStyle.fill?.type === 'pattern' ? headerStyle.fill.fgColor?.rgb : undefined

  expect([token('ink'), token('on-ink'), token('link')]).toEqual([
    fill,
    headerStyle.font?.color?.rgb,
    linkStyle.font?.color?.rgb
  ])
})
