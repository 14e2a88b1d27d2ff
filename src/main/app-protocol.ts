/** The `app:` scheme: the page and the engagement's files for the window, without a server. */
import { answerAsset } from './assets.ts'
import type { Library } from './library.ts'
import { refusal, type Body, type Reply } from './reply.ts'
import { isOwnAddress } from './security.ts'
import { answerStoredFile, isStoredFile } from './stored-files.ts'

/** The scheme with no privilege beyond an origin of its own: it may not bypass the policy, CORS or the sandbox. */
export const appScheme = { scheme: 'app', privileges: { standard: true, secure: true } } as const

/** What `protocol.handle` is given. */
export function appProtocol(
  library: Pick<Library, 'ask' | 'take'>,
  assets: string
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { status, headers, body } = await answer(request)
    return new Response(bodyOf(body), { status, headers })
  }

  function answer(request: Request): Reply | Promise<Reply> {
    if (!isOwnAddress(request.url)) return refusal(404, 'There is no such page.')
    if (request.method !== 'GET') return refusal(405, 'Only GET is answered.', { Allow: 'GET' })
    const { pathname, searchParams } = new URL(request.url)
    return isStoredFile(pathname)
      ? answerStoredFile(library, pathname, searchParams.has('download'))
      : answerAsset(assets, pathname)
  }
}

function bodyOf(body: Body): string | Uint8Array<ArrayBuffer> | ReadableStream {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new Uint8Array(body) : ReadableStream.from(body)
}
