/** Prints an HTML page as PDF with a browser of this machine, for hosts that are none themselves. The page never touches a disk. */
import type { Readable } from 'node:stream'

import { WorkbenchError } from '../shared/errors.ts'

import { findBrowser, openUnseen, type UnseenBrowser } from './open-browser.ts'

/** How a page is printed, by every host: its own paper size and margins, with tags and an outline for those who cannot see it. */
export const printOptions = {
  preferCSSPageSize: true,
  printBackground: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true
} as const

/** A browser that has not printed by then does not. */
const longestPrint = 180_000

/** Throws `not-allowed` where there is no browser, or it does not print. `program` is for tests. */
export async function printPage(page: string, program = findBrowser()): Promise<Uint8Array> {
  if (program === null)
    throw new WorkbenchError(
      'not-allowed',
      'No Chrome, Edge or Chromium was found on this machine, and one of them prints the PDF. Issue the report as HTML, open it in a browser and print it from there.'
    )
  const browser = await openUnseen(program).catch(() => {
    throw new WorkbenchError('not-allowed', `${program} could not be started to print the PDF. ${instead}`)
  })
  const late = setTimeout(() => void browser.close(), longestPrint)
  try {
    return await printIn(browser, page)
  } catch (thrown) {
    if (thrown instanceof WorkbenchError) throw thrown
    throw new WorkbenchError('not-allowed', `${program} did not print the PDF. ${instead}`)
  } finally {
    clearTimeout(late)
    await browser.close()
  }
}

const instead = 'Issue the report as HTML, open it in a browser and print it from there.'

/** In a context that is kept in memory, where no script runs. */
async function printIn(browser: UnseenBrowser, page: string): Promise<Uint8Array> {
  const ask = protocol(browser)
  const { browserContextId } = await ask<{ browserContextId: string }>('Target.createBrowserContext')
  const { targetId } = await ask<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    browserContextId
  })
  const { sessionId } = await ask<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  await ask('Emulation.setScriptExecutionDisabled', { value: true }, sessionId)
  const { frameTree } = await ask<{ frameTree: { frame: { id: string } } }>(
    'Page.getFrameTree',
    {},
    sessionId
  )
  await ask('Page.setDocumentContent', { frameId: frameTree.frame.id, html: page }, sessionId)
  const { data } = await ask<{ data: string }>('Page.printToPDF', printOptions, sessionId)
  return Buffer.from(data, 'base64')
}

type Ask = <Answer>(method: string, params?: object, sessionId?: string) => Promise<Answer>

/** Commands and their answers over the two pipes; a command fails where the browser refuses it or ends. */
function protocol({ commands, answers, closed }: UnseenBrowser): Ask {
  const waiting = new Map<number, (answer: Reply | null) => void>()
  let asked = 0
  eachMessage(answers, (text) => {
    const reply = JSON.parse(text) as Reply
    if (reply.id === undefined) return
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  void closed.then(() => {
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
  })
  return <Answer>(method: string, params: object = {}, sessionId?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const id = ++asked
      waiting.set(id, (reply) => {
        if (reply?.result === undefined)
          reject(new Error(`${method}: ${reply?.error?.message ?? 'the browser ended'}`))
        else resolve(reply.result as Answer)
      })
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
}

interface Reply {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

function eachMessage(stream: Readable, told: (text: string) => void): void {
  let held: Buffer[] = []
  stream.on('data', (chunk: Buffer) => {
    let from = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
      told(Buffer.concat([...held, chunk.subarray(from, end)]).toString('utf8'))
      held = []
      from = end + 1
    }
    held.push(chunk.subarray(from))
  })
}
