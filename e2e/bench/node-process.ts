import { setFlagsFromString } from 'node:v8'
import { openInNode } from './engines/open-in-node'
import { createStage, type StageCalls } from './stage'
import type { StageAnswer, StageAsk } from './start-node'

// Node 20 has relaxed SIMD behind a flag; newer ones have it and refuse the flag.
if (process.versions.node.startsWith('20.')) {
  setFlagsFromString('--experimental-wasm-relaxed-simd')
}

const stage: StageCalls = createStage(openInNode)

async function answer({ id, name, argument }: StageAsk): Promise<StageAnswer> {
  try {
    const call = stage[name] as (argument: unknown) => Promise<unknown>
    return { id, ok: true, value: await call(argument) }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

process.on('message', (ask: StageAsk) => {
  void answer(ask).then((reply) => process.send?.(reply))
})
process.on('disconnect', () => process.exit(0))
