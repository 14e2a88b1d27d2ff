/** Draws docs/security.md from the tests that carry a requirement's number in their name, so that the page cannot go stale. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

const requirements: Readonly<Record<string, string>> = {
  1: 'Only the workbench’s own page is loaded',
  2: 'No Node.js in the page',
  3: 'The page and the preload live in separate worlds',
  4: 'Every renderer is sandboxed, before anything is shown',
  5: 'Permissions are refused, but copying a value',
  6: 'Web security stays on',
  7: 'One strict content security policy on every answer',
  8: 'No insecure content',
  9: 'No experimental features',
  10: 'No Blink features switched on',
  11: 'No webviews',
  12: 'An attached webview is prevented',
  13: 'The page cannot navigate away',
  14: 'No new windows',
  15: 'Nothing is opened outside the workbench',
  17: 'Calls are heard from our page’s main frame only',
  18: 'Files are served under a scheme of our own, inside one folder',
  20: 'The page is given two functions and nothing of Electron',
  a: 'No request leaves the machine',
  b: 'Nothing of the client on disk but the engagement file',
  c: 'Every input passes its schema; inherited names are no methods',
  d: 'Hostile exports are read, refused or not recognised, and nothing else',
  e: 'Hostile engagement files are refused',
  f: 'Workbooks hold no formula but the declared totals',
  g: 'The loopback host lets in one browser and answers only its own page',
  h: 'No developer tools and one instance where the program is packaged',
  i: 'Dangerous syntax does not pass the linter'
}

/** Rules of the linter that stand for a requirement; each must be in its configuration. */
const linted: Readonly<Record<string, string>> = {
  2: 'nodeIntegration',
  3: 'contextIsolation',
  6: 'webSecurity',
  8: 'allowRunningInsecureContent',
  9: 'experimentalFeatures',
  10: 'enableBlinkFeatures',
  11: 'webviewTag',
  15: 'openExternal',
  i: 'no-at-html-tags'
}

function taggedTests(): Map<string, string[]> {
  const files = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(test|spec)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const tagged = new Map<string, string[]>()
  for (const file of files)
    for (const [, tags = '', name = ''] of readFileSync(file, 'utf8').matchAll(
      /['"`]security: ((?:\d{1,2} )+|[a-i] )([^'"`\n]+)['"`]/g
    ))
      for (const tag of tags.trim().split(' '))
        tagged.set(tag, [
          ...(tagged.get(tag) ?? []),
          `${name} (${relative(root, file).replaceAll('\\', '/')})`
        ])
  return tagged
}

test('every requirement is proved by a test or by the linter', async () => {
  const tagged = taggedTests()
  const linter = readFileSync(join(root, 'eslint.config.js'), 'utf8')
  const rows = Object.entries(requirements).map(([tag, requirement]) => {
    const rule = linted[tag]
    const proofs = [
      ...(rule !== undefined && linter.includes(rule) ? [`linter: \`${rule}\``] : []),
      ...(tagged.get(tag) ?? [])
    ]
    return { tag, requirement, proofs }
  })
  const page = [
    '# Security',
    '',
    'What the workbench promises and the test that proves it. Drawn from the tests: `npx vitest run test/house -u`.',
    '',
    ...rows.flatMap(({ tag, requirement, proofs }) => [
      `## ${tag}. ${requirement}`,
      '',
      ...proofs.map((proof) => `- ${proof}`),
      ''
    ])
  ].join('\n')

  expect(rows.filter(({ proofs }) => proofs.length === 0).map(({ tag }) => tag)).toEqual([])
  expect([...tagged.keys()].filter((tag) => !Object.hasOwn(requirements, tag))).toEqual([])
  await expect(page).toMatchFileSnapshot(join(root, 'docs/security.md'))
})
