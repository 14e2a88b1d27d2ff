/** Keeps two workbenches from working in one engagement file at the same time. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

import { WorkbenchError } from '../../shared/errors.ts'

/** Takes the lock beside the file and answers how to give it back; a lock of a process that is gone is taken over. */
export function lock(file: string): () => void {
  const path = `${file}-lock`
  for (let attempt = 0; attempt < 2; attempt++)
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (isAlive(Number(readFileSync(path, 'utf8')))) break
      rmSync(path, { force: true })
    }
  throw new WorkbenchError(
    'file-busy',
    `${file.split(/[\\/]/).at(-1)} is open in another workbench; close it there first.`
  )
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
