import { defineConfig } from '@playwright/test'

/** Stories in a real Electron: one at a time, since they measure and share the screen. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/stories',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/stories.json' }]],
  use: { testIdAttribute: 'data-test' },
})
