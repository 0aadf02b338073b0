import { join } from 'node:path'
import { defineConfig } from 'vite'

const from = (path: string): string => join(import.meta.dirname, path)

/** The part of the benchmarks that Node runs; the page is bundled when it is asked for. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: from('out'),
    emptyOutDir: false,
    rollupOptions: {
      input: {
        bench: from('bench.ts'),
        'node-process': from('node-process.ts'),
        'node-thread': from('../../electron/engine/cpu/pool/node-thread.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
