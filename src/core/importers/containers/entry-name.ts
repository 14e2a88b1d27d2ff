/** Judges the name of an entry: whether it stays inside the archive, and whether it is an export or what a file manager left there. */

export type NameJudgement =
  { readonly name: string } | { readonly flaw: string } | { readonly is: 'folder' | 'junk' }

/** Characters; file systems end at 255 for each folder and 4,096 in all. */
const longestName = 1024

/** Windows writes `\` between folders; names from AWS hold none. */
export function judgeName(raw: string): NameJudgement {
  const name = raw.replaceAll('\\', '/')
  if (name.length > longestName)
    return {
      flaw: `Its name has ${name.length} characters, more than any file system takes; it was left out.`
    }
  // Direction marks let a name read otherwise than it is.
  if (/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u.test(name))
    return { flaw: 'Its name holds characters that cannot be seen; it was left out.' }
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name))
    return { flaw: 'Its name is a place on a disk, not one inside the archive; it was left out.' }
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return { flaw: 'Its name leads out of the archive (`..`); it was left out.' }
  const last = parts.at(-1)
  if (last === undefined || name.endsWith('/')) return { is: 'folder' }
  if (parts[0] === '__MACOSX' || last.startsWith('._') || leftBehind.has(last.toLowerCase()))
    return { is: 'junk' }
  return { name: parts.join('/') }
}

const leftBehind = new Set(['.ds_store', 'thumbs.db', 'desktop.ini'])
