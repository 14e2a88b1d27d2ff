/** The last head of every engagement's event log on this machine, beside the files: by it an older copy in a file's place is known. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { HeadReport, KnownHeads } from '../core/workbench.ts'

/** None where there is no such file, or it is none of ours: then nothing is known. It holds ids, numbers and hashes, nothing of a client. */
export function readHeads(home: string): KnownHeads {
  try {
    const read: unknown = JSON.parse(readFileSync(fileIn(home), 'utf8'))
    const heads = typeof read === 'object' && read !== null ? Object.entries(read) : []
    return Object.fromEntries(heads.filter((entry): entry is [string, HeadReport] => isHead(entry[1])))
  } catch {
    return {}
  }
}

function isHead(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    Number.isSafeInteger(value.seq) &&
    'hash' in value &&
    typeof value.hash === 'string'
  )
}

/** Where it cannot be written, the former head stays the one that is known. */
export function rememberHead(home: string, { uuid, seq, hash }: Omit<HeadReport, 'remark'>): void {
  const heads = { ...readHeads(home), [uuid]: { seq, hash } }
  const next = `${fileIn(home)}.next`
  try {
    writeFileSync(next, JSON.stringify(heads), { mode: 0o600 })
    renameSync(next, fileIn(home))
  } catch {
    return
  }
}

function fileIn(home: string): string {
  return join(home, 'known-heads.json')
}
