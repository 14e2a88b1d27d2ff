/** Reads the structs of an Athena result, which it prints as `{type=Root, arn=…, sessioncontext={…}}`. */

/**
 * The fields at the top of a struct by name, those without a value left out; null where the text is no struct. A comma and a blank
 * part the fields: names of sessions hold commas and equals signs, and never blanks.
 */
export function fieldsOfStruct(text: string): ReadonlyMap<string, string> | null {
  const struct = text.trim()
  if (!struct.startsWith('{') || !struct.endsWith('}')) return null
  const fields = new Map<string, string>()
  let depth = 0
  let open: { readonly name: string; readonly from: number } | null = null

  function close(end: number): void {
    if (open === null) return
    const value = struct.slice(open.from, end).trim()
    if (value !== '' && value !== 'null') fields.set(open.name, value)
    open = null
  }

  for (let at = 0; at < struct.length; at++) {
    const c = struct[at]
    const start =
      c === '{' && depth === 0 ? at + 1 : struct.startsWith(', ', at) && depth === 1 ? at + 2 : null
    if (c === '{') depth++
    else if (c === '}') depth--
    if (depth === 0) {
      close(at)
      break
    }
    const name = start === null ? null : nameAt(struct, start)
    if (start === null || name === null) continue
    close(at)
    open = { name, from: start + name.length + 1 }
    at = open.from - 1
  }
  return fields
}

const fieldName = /\w{1,64}(?==)/y

function nameAt(struct: string, start: number): string | null {
  fieldName.lastIndex = start
  return fieldName.exec(struct)?.[0] ?? null
}
