/** Adds to a style sheet, for every cell style, the same style with the mark that keeps text from becoming a formula. */

export interface QuotedStyles {
  readonly styleSheet: string
  /** The number of the marked twin of a style. */
  readonly quotedStyleOf: (plain: number) => number
}

export function quotedStyles(styleSheet: string): QuotedStyles {
  const list = /<cellXfs count="(\d+)">(.*?)<\/cellXfs>/s.exec(styleSheet)
  if (!list) throw new Error('A style sheet without cell styles')
  const [found, count, styles] = list
  const twins = (styles ?? '').replaceAll('<xf ', '<xf quotePrefix="1" ')
  return {
    styleSheet: styleSheet.replace(
      found,
      () => `<cellXfs count="${Number(count) * 2}">${styles}${twins}</cellXfs>`
    ),
    quotedStyleOf: (plain) => plain + Number(count)
  }
}
