import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import type { CreateWorker } from './control'
import { createNodeWorkers } from './node-worker'

/**
 * Bundles node-thread.ts, which Node cannot load as TypeScript; gives a way to make threads.
 * prelude: JavaScript that each of them runs first.
 */
export async function bundleNodeThread(prelude = ''): Promise<CreateWorker> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      ssr: join(import.meta.dirname, 'node-thread.ts'),
      rollupOptions: { output: { format: 'cjs' } },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined
  if (!chunk) throw new Error('the thread was not bundled')
  const path = join(await mkdtemp(join(tmpdir(), 'convolution-lab-')), 'node-thread.cjs')
  await writeFile(path, `${prelude};\n${chunk.code}`)
  return createNodeWorkers(() => new Worker(path))
}
