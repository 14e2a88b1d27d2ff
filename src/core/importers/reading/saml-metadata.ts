/** Finds in SAML metadata as whom an identity provider signs, without parsing the XML: no entity or DTD in it is ever followed. */

/** The `entityID` of the first EntityDescriptor near the start of the document; null where there is none. */
export function entityIdIn(metadata: string): string | null {
  const head = metadata.slice(0, mostCharacters)
  const tag = /<(?:[\w.-]{1,40}:)?EntityDescriptor\s/.exec(head)
  if (!tag) return null
  const attributes = head.slice(tag.index, tag.index + mostTagCharacters)
  const found = /\sentityID\s{0,8}=\s{0,8}(?:"([^"<]{1,1024})"|'([^'<]{1,1024})')/.exec(attributes)
  const id = found?.[1] ?? found?.[2]
  return id === undefined
    ? null
    : id.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => plain[name] ?? '')
}

/** Comments and a declaration may stand before the first element; an entityID has at most 1,024 characters (SAML 2.0 metadata, 2.2.1). */
const mostCharacters = 65_536
const mostTagCharacters = 8_192

/** The escapes XML itself defines. */
const plain: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
