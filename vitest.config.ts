import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

import { awsActions } from './scripts/aws-actions.mjs'

const at = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  plugins: [awsActions(import.meta.dirname)],
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores are what the tests are made for; by itself vitest leaves one of them idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          environment: 'node',
          include: ['test/{collect,core,house,renderer,shared}/**/*.test.ts']
        }
      },
      {
        // The contract suite and the estates run against the built engine in out/main.
        extends: true,
        test: { name: 'contract', environment: 'node', include: ['test/contract/**/*.test.ts'] }
      },
      {
        // What takes many minutes; `npm run test:deep`.
        extends: true,
        test: { name: 'deep', environment: 'node', include: ['test/deep/**/*.test.ts'] }
      },
      {
        // Measured and printed, never judged by time; `npm run bench`.
        extends: true,
        test: {
          name: 'bench',
          environment: 'node',
          include: ['test/bench/**/*.bench.ts'],
          testTimeout: 600_000
        }
      },
      {
        extends: true,
        resolve: { alias: { electron: at('test/main/electron-double.ts') } },
        test: { name: 'main', environment: 'node', include: ['test/main/**/*.test.ts'] }
      }
    ]
  }
})
