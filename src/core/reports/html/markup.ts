/** Markup that cannot be broken out of: names are ours, every text and every value of an attribute is escaped here and nowhere else. */

/** Text that is markup. Only the functions of this file make it. */
export type Markup = string & { readonly madeHere: unique symbol }

/** Names of elements and attributes are written in the code; values come from anywhere. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>

/** An element with its children; attributes without a value are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  return `<${name}${written(attributes)}>${children.join('')}</${name}>` as Markup
}

/** An element that has no end: `meta`, `col`. */
export function emptyElement(name: string, attributes: Attributes): Markup {
  return `<${name}${written(attributes)}>` as Markup
}

export function text(value: string): Markup {
  return escaped(value) as Markup
}

export function joined(parts: readonly Markup[], between = ''): Markup {
  return parts.join(between) as Markup
}

/** A style sheet of our own; `values` fill its `--name` places as strings that end neither the rule nor the element. */
export function styleSheet(css: string, values: Readonly<Record<string, string>>): Markup {
  const filled = Object.entries(values).reduce(
    (sheet, [name, value]) => sheet.replaceAll(`'{${name}}'`, () => cssString(value)),
    css
  )
  if (/<\/?[a-z!]/i.test(filled)) throw new Error('A style sheet with markup in it')
  return element('style', {}, filled as Markup)
}

/** A whole page, doctype and all. */
export function page(html: Markup): string {
  return `<!doctype html>\n${html}\n`
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;'
}

/**
 * Besides what HTML gives a meaning, control characters and halves of characters are replaced, so that the page is what its bytes say, and
 * marks that turn the direction of what follows are shown as what they are.
 */
function escaped(value: string): string {
  return value
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]/gu, '\uFFFD')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD')
    .replace(/[&<>"'`]/g, (character) => entities[character] ?? '')
}

/** Every character but plain ones by its number (CSS Syntax, 4.3.7). */
function cssString(value: string): string {
  const plain = value.toWellFormed().replace(/\p{Cc}/gu, '\uFFFD')
  return `'${plain.replace(/[^A-Za-z0-9 ._-]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}'`
}
