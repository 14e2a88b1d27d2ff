/** The local log of our own faults: what kind and where in the code, never what it was about. */

/** Writes a fault to standard error. The message is left out because it may quote a client's data. */
export function logFault(thrown: unknown): void {
  process.stderr.write(`${faultLines(thrown).join('\n')}\n`)
}

/** The lines a fault is logged with. */
export function faultLines(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [`fault: a ${typeof thrown} was thrown`]
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` ${thrown.code}` : ''
  return [`fault: ${thrown.name}${code}`, ...frames]
}
