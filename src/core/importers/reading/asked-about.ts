/** Finds what an answer is about where only the command or the file's name says so: a bucket, a key, a function. */
import type { Reading } from '../importer.ts'
import { lastOfName } from './ids-in-name.ts'

/** A call that answers about one thing, and the option that names the thing. */
export interface Asked {
  /** `get-bucket-policy` */
  readonly command: string
  readonly option: string
}

/** The option of the command that made the file, else what its name says; null where neither does. */
export function askedAbout(reading: Reading, calls: readonly Asked[]): string | null {
  for (const { option } of calls) {
    const value = reading.option(option)
    if (value !== null) return value
  }
  for (const { command } of calls) {
    const object = objectInName(reading.name, command)
    if (object !== null) return object
  }
  return null
}

/**
 * `s3/<bucket>.get-bucket-policy.json`, `s3api-get-bucket-policy.<bucket>.json` and `s3/<bucket>/get-bucket-policy.json`. A file
 * named after the command alone says nothing: its folder may be called anything.
 */
export function objectInName(name: string, command: string): string | null {
  const { folder, base } = lastOfName(name)
  if (base.endsWith(`.${command}`)) return unescaped(base.slice(0, -command.length - 1))
  const at = base.indexOf(`${command}.`)
  if (at === 0 || (at > 0 && /^[a-z0-9]{2,20}-$/.test(base.slice(0, at))))
    return unescaped(base.slice(at + command.length + 1))
  const isCommandAlone =
    base === command || (base.endsWith(`-${command}`) && !base.slice(0, -command.length - 1).includes('-'))
  const service = name.split(/[\\/]/).at(-3) ?? ''
  return isCommandAlone && services.has(service.toLowerCase()) ? unescaped(folder) : null
}

/** What stands for a resource that nothing names, so that two such files are not taken for one. */
export function unnamedIn(name: string): string {
  return `not named (${lastOfName(name).base.slice(0, 200)})`
}

/** Folders of a service, that hold a folder for each of its things. */
const services = new Set(['ecr', 'kms', 'lambda', 's3', 's3api', 's3control', 'secretsmanager', 'sns', 'sqs'])

/** With its %-escapes undone; as it is where they are none, null where nothing is left. */
function unescaped(text: string): string | null {
  if (text === '') return null
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
