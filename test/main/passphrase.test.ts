import { EventEmitter } from 'node:events'

import { describe, expect, it } from 'vitest'

import { passphraseGiven } from '../../src/main/cli/passphrase.ts'

/** A terminal that hears what is typed and keeps what was shown. */
function terminal(isTTY = true) {
  const shown: string[] = []
  const modes: boolean[] = []
  const input = Object.assign(new EventEmitter(), {
    isTTY,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
    pause: () => undefined,
    resume: () => undefined
  })
  const ask = (environment: Record<string, string> = {}): Promise<string> =>
    passphraseGiven('TICKMARK_PASSPHRASE', 'Passphrase of a.tickmark', environment, input as never, {
      write: (text: string) => shown.push(text) > 0
    })
  const type = (text: string): boolean => input.emit('data', Buffer.from(text))
  return { ask, type, shown, modes }
}

describe('a passphrase on the command line', () => {
  it('is read without being shown, with corrections', async () => {
    const { ask, type, shown, modes } = terminal()

    const asked = ask()
    type('grüne ')
    type('Wiesex\u007f')
    type('n\r')

    expect(await asked).toBe('grüne Wiesen')
    expect(shown.join('')).toBe('Passphrase of a.tickmark: \n')
    expect(modes).toEqual([true, false])
  })

  it('is taken from the environment without asking', async () => {
    const { ask, shown } = terminal()

    expect(await ask({ TICKMARK_PASSPHRASE: 'from elsewhere' })).toBe('from elsewhere')
    expect(shown).toEqual([])
  })

  it('is given up with Control-C, and the terminal is as before', async () => {
    const { ask, type, modes } = terminal()

    const asked = ask()
    type('half\u0003')

    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    expect(modes).toEqual([true, false])
  })

  it('is asked of nobody where there is no terminal; the variable is named', async () => {
    const { ask } = terminal(false)

    await expect(ask()).rejects.toMatchObject({
      code: 'passphrase-required',
      message: 'Passphrase of a.tickmark: set TICKMARK_PASSPHRASE, or type it at a terminal.'
    })
  })
})
