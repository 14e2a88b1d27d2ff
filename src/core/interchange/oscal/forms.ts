/** The forms values take in OSCAL 1.2 documents (pages.nist.gov/OSCAL/reference/datatypes): single lines, tokens, lists that are never empty. */

export const oscalVersion = '1.2.0'

/** Names of ours, where OSCAL has none: severities, outcomes, references. */
export const ourNamespace = 'urn:tickmark:oscal'

export interface Property {
  readonly name: string
  readonly ns: string
  readonly value: string
}

/** A property of ours. `value` becomes one line; a property without a value is not allowed, so it says that there is none. */
export function property(name: string, value: string | number): Property {
  return { name, ns: ourNamespace, value: lineOf(String(value)) }
}

/** Text in one line without blanks around it, as OSCAL's strings are; "none" where nothing is left. */
export function lineOf(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return line === '' ? 'none' : line
}

/** Prose keeps its lines; "None given." where there is nothing, as OSCAL wants a text. */
export function proseOf(text: string): string {
  const prose = text.replaceAll('\r\n', '\n').trim()
  return prose === '' ? 'None given.' : prose
}

/** A list under its name, or nothing: OSCAL's lists have a member or are left out. */
export function listed<Name extends string, Member>(
  name: Name,
  members: readonly Member[]
): { readonly [N in Name]?: readonly Member[] } {
  return members.length === 0 ? {} : ({ [name]: members } as { readonly [N in Name]: readonly Member[] })
}
