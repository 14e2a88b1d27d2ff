/** `tickmark serve`: the workbench in a browser of this machine. */
import { resolve } from 'node:path'

import { engagementHome } from '../engagement-folder.ts'
import { serve } from '../serve.ts'
import { noMoreThan, optional, WrongUse, type Command, type Given } from './command.ts'

export const serveCommand: Command = {
  name: 'serve',
  usage: '[--home <folder>] [--port <number>] [--no-window]',
  summary: 'serve the workbench to a browser of this machine',
  help: [
    '  --home <folder>    where the engagements are (TICKMARK_HOME, else your data folder)',
    '  --port <number>    the port of 127.0.0.1 (any free one where left out)',
    '  --no-window        only print the address, open no browser',
    'Runs until it is stopped (Control-C). Each address lets one browser in, once; a new one follows.'
  ],
  options: { home: { type: 'string' }, port: { type: 'string' }, 'no-window': { type: 'boolean' } },
  async run(given, terminal, files) {
    noMoreThan(0, given)
    const home = resolve(optional(given, 'home') ?? engagementHome())
    await serve({
      home,
      files,
      port: portGiven(given),
      opensWindow: given.values['no-window'] !== true,
      tellAddress: (address, turn) => {
        if (terminal.isJson) terminal.print(JSON.stringify({ address, home }))
        else
          terminal.print(turn === 'first' ? `Tickmark runs at ${address}` : `For another browser: ${address}`)
      },
      tell: (sentence) => terminal.tell(sentence)
    })
    return { exitCode: 0, report: null, lines: [] }
  }
}

function portGiven(given: Given): number {
  const text = optional(given, 'port') ?? '0'
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new WrongUse(`--port must be a number up to 65535, found "${text}".`)
  return port
}
