import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import vue from '@vitejs/plugin-vue'

// The oldest runtime that is supported, so that what is tested is what is shipped.
process.env['ELECTRON_MAJOR_VER'] ??= '25'

const from = (path: string): string => resolve(__dirname, path)

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: from('out/main'),
      lib: { entry: from('electron/main/index.ts'), formats: ['cjs'] },
      rollupOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      outDir: from('out/preload'),
      rollupOptions: {
        input: {
          lab: from('electron/preload/lab.ts'),
          compute: from('electron/preload/compute.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('.'),
    publicDir: false,
    worker: { format: 'es' },
    plugins: [vue()],
    build: {
      outDir: from('out/pages'),
      minify: true,
      target: 'chrome114',
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        input: { lab: from('src/index.html'), compute: from('electron/compute/index.html') },
      },
    },
  },
})
