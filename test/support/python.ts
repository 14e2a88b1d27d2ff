/** Finds a Python that has a module; the tests that need one are skipped with the reason where there is none. */
import { execFileSync } from 'node:child_process'

/** A version manager's Python stands before the system's, which has what the system's packages bring. */
const programs = ['python3', '/usr/bin/python3'] as const

/** The program to call, or null. */
export function pythonWith(module: string): string | null {
  for (const program of programs)
    try {
      execFileSync(program, ['-c', `import ${module}`], { stdio: 'ignore', timeout: 30_000 })
      return program
    } catch {
      continue
    }
  return null
}
