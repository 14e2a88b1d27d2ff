import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

interface Locked {
  readonly version: string
  readonly license?: string
  readonly dependencies?: Record<string, string>
}

interface Manifest {
  readonly dependencies: Record<string, string>
  readonly optionalDependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
}

const lock = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>
}
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as Manifest
const documented = readFileSync(resolve(root, 'docs/dependencies.md'), 'utf8')
const [shipped = '', built = ''] = documented.split('## Builds and tests')

/** Package names in the first column of the tables. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^\| ([^|]+?) \|/gm)]
    .flatMap(([, cell = '']) => cell.replace(/\(.*\)/, '').split(','))
    .map((name) => name.trim())
    .filter((name) => name !== 'package' && !name.startsWith('-'))
}

/** A package and all it brings along, as node resolves them from the lockfile. */
function tree(name: string, from = '', seen = new Map<string, Locked>()): Map<string, Locked> {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    const found = lock.packages[path]
    if (found) {
      if (seen.has(path)) return seen
      seen.set(path, found)
      for (const dependency of Object.keys(found.dependencies ?? {})) tree(dependency, path, seen)
      return seen
    }
    if (folder === '') return seen
  }
}

/** The first line of a package's licence text, for one that does not name it in its manifest. */
function licenceFile(path: string): string {
  const file = resolve(root, path, 'LICENSE')
  return existsSync(file) ? (readFileSync(file, 'utf8').trim().split('\n')[0] ?? '') : 'no licence'
}

describe('dependencies', () => {
  test('every direct dependency has its reason in docs/dependencies.md, and nothing else stands there', () => {
    const direct = Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies
    })

    expect([...namesIn(shipped), ...namesIn(built)].sort()).toEqual(direct.sort())
  })

  test('every version is exact', () => {
    const versions = Object.values({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies
    })

    expect(versions.filter((version) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  test('nothing that ships is under GPL, AGPL or SSPL', () => {
    const packages = namesIn(shipped).flatMap((name) => [...tree(name)])
    const licences = packages.map(([path, { license }]) => `${path}: ${license ?? licenceFile(path)}`)

    expect(packages.length).toBeGreaterThan(20)
    expect(licences.filter((line) => /no licence|GPL|SSPL/i.test(line.split(': ')[1] ?? ''))).toEqual([])
  })
})
