/** Evidence, sources, workbooks and reports as files a browser shows or saves (`/files/<of>/<id>`), and what is on its way out (`/files/outgoing/<id>`). */
import type { Output } from '../shared/contract.ts'
import type { Answer, ErrorCode } from '../shared/errors.ts'

import type { Library } from './library.ts'
import { refusal, reply, type Reply } from './reply.ts'
import { storedFileSecurityPolicy } from './security-policy.ts'

const address = /^\/files\/(evidence|source|workbook|report|receipt|outgoing)\/(\d{1,15})$/

/** Pictures a browser only draws; SVG is not among them, because it can carry script. */
const shownInline = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** Whether an address asks for a stored file. */
export function isStoredFile(pathname: string): boolean {
  return pathname.startsWith('/files/')
}

/** The stored file an address names; `download` saves also what could be shown. */
export async function answerStoredFile(
  library: Pick<Library, 'ask' | 'take'>,
  pathname: string,
  download: boolean
): Promise<Reply> {
  const [, of, id] = address.exec(pathname) ?? []
  if (of === undefined || id === undefined) return refusal(404, 'There is no such file.')
  if (of === 'outgoing') return answerOutgoing(library, Number(id))

  const answer = (await library.ask('file.read', { of, id: Number(id) })) as Answer<Output<'file.read'>>
  if (!answer.ok) return refusal(statusOf(answer.error.code), answer.error.message)

  const { name, mime, bytes } = answer.value
  const isShown = shownInline.has(mime) && !download
  return reply(200, isShown ? mime : 'application/octet-stream', bytes, {
    'Content-Security-Policy': storedFileSecurityPolicy,
    'Content-Disposition': disposition(isShown ? 'inline' : 'attachment', name)
  })
}

/** A file that is given out once, in pieces. */
function answerOutgoing(library: Pick<Library, 'take'>, id: number): Reply {
  const outgoing = library.take(id)
  if (outgoing === null) return refusal(404, 'That file was taken already, or given up; ask for it again.')
  return reply(200, outgoing.mime, outgoing.pieces, {
    'Content-Security-Policy': storedFileSecurityPolicy,
    'Content-Disposition': disposition('attachment', outgoing.name)
  })
}

/** A Content-Disposition that carries any name without letting it end the header (RFC 6266). */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const file = name.split(/[/\\]/).at(-1) ?? ''
  const plain = file.replace(/[^\w .()+,=@-]/g, '_').trim() || 'file'
  // Half a surrogate pair cannot be encoded.
  const whole = encodeURIComponent(file.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}

function statusOf(code: ErrorCode): number {
  if (code === 'not-found' || code === 'no-engagement') return 404
  return code === 'input-invalid' ? 400 : 500
}
