/** Decodes the names in a zip: UTF-8 where they say or show so, else the code page of the first PCs. */

/** Characters 128–255 of code page 437 (APPNOTE.TXT, appendix D). */
const codePage437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** The Finder writes UTF-8 without saying so; text of the code page is next to never valid UTF-8. */
export function zipText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return Array.from(bytes, (byte) =>
      byte < 128 ? String.fromCharCode(byte) : (codePage437[byte - 128] ?? '')
    ).join('')
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
