/** The built page's own files, and nothing else of the disk. */
import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative } from 'node:path'

import { refusal, reply, type Reply } from './reply.ts'

/** What a built page consists of; a file of another kind is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2'
}

/** The file a page's address names; `/` is the page itself. Anything outside the folder is "not found". */
export async function answerAsset(folder: string, pathname: string): Promise<Reply> {
  const path = pathInside(folder, pathname === '/' ? '/index.html' : pathname)
  const type = path === null ? undefined : types[extname(path)]
  if (path === null || type === undefined) return notFound()
  try {
    return reply(200, type, await readFile(path))
  } catch {
    return notFound()
  }
}

/** The path below the folder, or null where the address leads out of it in any spelling. */
export function pathInside(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!decoded.startsWith('/') || decoded.includes('\\') || decoded.includes('\0')) return null
  const path = join(folder, decoded)
  const below = relative(folder, path)
  return below === '' || below.startsWith('..') || isAbsolute(below) ? null : path
}

function notFound(): Reply {
  return refusal(404, 'There is no such page.')
}
