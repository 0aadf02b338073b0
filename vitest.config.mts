import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'

export default defineConfig({
  plugins: [vue()],
  test: {
    environment: 'node',
    include: [
      'electron/**/*.test.{ts,mjs}',
      'src/**/*.test.ts',
      'resources/**/*.test.ts',
      'e2e/page/**/*.test.ts',
      'e2e/bench/*.test.ts',
      'e2e/bench/engines/*.test.ts',
    ],
    exclude: ['node_modules/**', 'out/**'],
    // Two cores: more workers than that only wait for each other.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    onConsoleLog: (log) => {
      throw new Error(`A test wrote to the console: ${log}`)
    },
  },
})
