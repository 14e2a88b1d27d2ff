/** Names of files and folders that every file system takes (learn.microsoft.com: Naming files, paths, and namespaces). */

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** `most`: characters at most. Never empty: what has nothing left is called "untitled". */
export function safeName(text: string, most: number): string {
  const plain = Array.from(
    text
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Cf}<>:"/\\|?*\uFFFD]+/gu, ' ')
      .replaceAll(/\s+/g, ' ')
  )
    .slice(0, most)
    .join('')
    .replaceAll(/^[ .]+|[ .]+$/g, '')
  if (plain === '') return 'untitled'
  return reserved.test(plain) ? `_${plain}` : plain
}

/** The ending of a file's name with its dot: `.png`; empty where it has none that is safe. */
export function endingOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,10}$/.exec(fileName)?.[0] ?? ''
}
