/** An answer to a request for a page or a file, before a host turns it into its own kind of response. */
import { securityHeaders } from './security-policy.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Pieces where it is too much to be held. */
  readonly body: Body
}

export type Body = Uint8Array | string | AsyncIterable<Uint8Array>

/** A reply with the headers of every answer; `headers` may tighten them. */
export function reply(
  status: number,
  type: string,
  body: Body,
  headers: Readonly<Record<string, string>> = {}
): Reply {
  return { status, headers: { ...securityHeaders, 'Content-Type': type, ...headers }, body }
}

/** A refusal in one sentence of plain text. */
export function refusal(
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {}
): Reply {
  return reply(status, 'text/plain; charset=utf-8', `${sentence}\n`, headers)
}
