/** What a writer of the bench tells about itself when it is done. */
import { readFileSync } from 'node:fs'

/** Printed as JSON: the seconds the processor worked, and the most memory it held at once in megabytes. */
export function told(): void {
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ processor: (user + system) / 1e6, megabytes: peak() }))
}

/** Linux tells a new process's own peak in its status alone: what `getrusage` tells begins with that of the process before it. */
function peak(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kilobytes !== undefined) return Number(kilobytes) / 1024
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024
}
