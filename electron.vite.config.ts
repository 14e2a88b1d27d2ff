import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

import { awsActions } from './scripts/aws-actions.mjs'

const at = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    plugins: [awsActions(import.meta.dirname)],
    build: {
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          cli: at('src/main/cli.ts'),
          worker: at('src/core/worker.ts')
        }
      }
    }
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file with nothing left to require but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    build: {
      sourcemap: false,
      minify: 'oxc',
      // Fonts and pictures stay files: the content security policy allows no data: addresses.
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: at('src/renderer/index.html') }
    }
  }
})
