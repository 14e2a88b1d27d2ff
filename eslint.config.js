import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import boundaries from 'eslint-plugin-boundaries'
import svelte from 'eslint-plugin-svelte'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'

import svelteConfig from './svelte.config.js'

const room = (...types) => ({ element: { type: types } })
const npm = (...names) => ({ module: { origin: 'external', source: names } })
const frontDoor = { file: { categories: 'front-door' } }
const node = { module: { origin: 'core' } }
const coreRooms = [
  'iam',
  'importers',
  'checks',
  'checklists',
  'sheets',
  'reports',
  'interchange',
  'integrity',
  'store',
  'workbook',
  'procedures'
]

/** Who may enter which room; everything not listed is refused. */
const doors = [
  ['shared', 'shared', npm('valibot')],
  ['iam', 'iam', 'shared', npm('virtual:aws-actions')],
  ['importers', 'importers', 'iam', 'shared'],
  ['checks', 'checks', 'iam', 'shared'],
  ['checklists', 'checklists', 'shared'],
  ['sheets', 'sheets', 'shared'],
  ['reports', 'reports', 'shared'],
  ['interchange', 'interchange', 'reports', 'shared'],
  ['integrity', 'integrity', 'shared', node],
  ['store', 'store', 'integrity', 'iam', 'shared', npm('better-sqlite3'), node],
  ['workbook', 'workbook', 'shared', npm('hucre', 'xlsx')],
  ['procedures', 'shared', ...coreRooms, node],
  [frontDoor, 'procedures', 'store', 'integrity', 'shared', frontDoor, node],
  ['main', 'main', frontDoor, 'shared', npm('electron'), node],
  ['preload', 'preload', 'shared', npm('electron')],
  [
    'renderer',
    'renderer',
    'shared',
    npm(
      'svelte',
      'svelte/*',
      'bits-ui',
      '@lucide/svelte',
      '@lucide/svelte/*',
      'tinykeys',
      '@fontsource-variable/*'
    )
  ]
]

/** What Electron's security checklist and our own ask for, as far as syntax can show it. */
const bannedSyntax = [
  ['Property[key.name=/^nodeIntegration/][value.value=true]', 'No Node in a renderer.'],
  [
    'Property[key.name=/^(contextIsolation|sandbox|webSecurity)$/][value.value=false]',
    'Keep the renderer locked down.'
  ],
  [
    'Property[key.name=/^(allowRunningInsecureContent|experimentalFeatures|webviewTag)$/][value.value=true]',
    'Keep the renderer locked down.'
  ],
  ['Property[key.name=/^(enableBlinkFeatures|additionalArguments)$/]', 'Not in this app.'],
  ["CallExpression[callee.property.name='executeJavaScript']", 'No code from strings.'],
  ["CallExpression[callee.property.name='openExternal']", 'The workbench opens nothing outside itself.'],
  ["MemberExpression[object.name='ipcRenderer'][property.name=/^(sendSync|sendToHost)$/]", 'Use invoke.'],
  [
    "CallExpression[callee.property.name='exposeInMainWorld'] > Identifier[name='ipcRenderer']",
    'Never expose ipcRenderer.'
  ],
  [
    "CallExpression[callee.object.name='ipcMain'][callee.property.name=/^(on|once|handleOnce)$/]",
    'One door: ipc.ts.'
  ],
  // `style:` directives go through the style object and pass the content security policy; a `style` attribute does not.
  ["SvelteAttribute[key.name='style']", 'No style attribute; use a class or a style: directive.'],
  ['AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]', 'No markup from strings.']
].map(([selector, message]) => ({ selector, message }))

const childProcess = {
  name: 'node:child_process',
  message: 'Only src/main/open-browser.ts starts a process.'
}

export default defineConfig(
  globalIgnores([
    'out/',
    'dist/',
    'coverage/',
    'test-results/',
    'playwright-report/',
    'test/estates/',
    'resources/sample/'
  ]),
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte']
      }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }]
    }
  },
  { files: ['src/main/**', 'src/core/**', 'test/**'], languageOptions: { globals: globals.node } },
  { files: ['src/renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-dom-manipulating': 'error'
    }
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node }
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    rules: { 'no-restricted-syntax': ['error', ...bannedSyntax] }
  },
  {
    // The workbench has no network.
    files: ['src/core/**', 'src/shared/**', 'src/main/**'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
      'no-restricted-imports': ['error', { paths: [childProcess] }]
    }
  },
  { files: ['src/main/open-browser.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['src/**/*.{ts,svelte}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': {
        typescript: {
          alwaysTryTypes: true,
          noWarnOnMultipleProjects: true,
          project: ['tsconfig.node.json', 'tsconfig.web.json']
        }
      },
      'boundaries/files': [{ category: 'front-door', pattern: 'src/core/*.ts' }],
      'boundaries/elements': [
        { type: 'shared', pattern: 'src/shared' },
        ...coreRooms.map((name) => ({ type: name, pattern: `src/core/${name}` })),
        { type: 'main', pattern: 'src/main' },
        { type: 'preload', pattern: 'src/preload' },
        { type: 'renderer', pattern: 'src/renderer' }
      ]
    },
    rules: {
      'boundaries/no-unknown-files': 2,
      'boundaries/dependencies': [
        2,
        {
          default: 'disallow',
          checkAllOrigins: true,
          checkUnknownLocals: true,
          checkInternals: false,
          policies: doors.flatMap(([from, ...to]) =>
            to.map((target) => ({
              from: typeof from === 'string' ? room(from) : from,
              allow: { to: typeof target === 'string' ? room(target) : target }
            }))
          )
        }
      ]
    }
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' }
  },
  prettier,
  svelte.configs.prettier
)
