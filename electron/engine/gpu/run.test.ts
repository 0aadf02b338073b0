import { afterAll, describe, expect, it } from 'vitest'
import { loadCase } from '../convolution/cases'
import type { OnProgress } from '../engine'
import { compareWithReference } from '../measure/agreement'
import { createGpuEngine, type GpuEngine } from './engine'
import { openNodeGpu } from './node-gpu'
import { DEFAULT_PACING, type Pacing } from './pacing'

const { gpu, absence } = await openNodeGpu()
const titled = (text: string) => (absence === null ? text : `${text} (skipped: ${absence})`)
const never = new AbortController().signal

/** One tile and one input channel per submission. */
const TINY: Pacing = { aimMs: 1e-9, firstMacs: 1, tapsPerPass: 1 }
const LAYER = {
  name: 'splitting',
  input: [5, 33, 37],
  weights: [6, 5, 3, 3],
  settings: { padding: 'same' },
} as const

const opened: GpuEngine[] = []
afterAll(() => opened.forEach((engine) => engine.dispose()))

/** An engine whose devices can be taken away. */
async function openEngine(pacing: Pacing = DEFAULT_PACING) {
  const devices: GPUDevice[] = []
  const watched = {
    async requestAdapter(options?: GPURequestAdapterOptions) {
      const adapter = (await gpu!.requestAdapter(options))!
      const { info, limits, features } = adapter
      const requestDevice = async (descriptor?: GPUDeviceDescriptor) => {
        const device = await adapter.requestDevice(descriptor)
        devices.push(device)
        return device
      }
      return { info, limits, features, requestDevice }
    },
  } as unknown as GPU
  const engine = await createGpuEngine(watched, pacing)
  opened.push(engine)
  return { engine, devices }
}

async function runLayer(engine: GpuEngine, variant: string, onProgress: OnProgress) {
  const { convolution, input } = loadCase(LAYER)
  const prepared = await engine.prepare(convolution, { variant, threads: 0 })
  const { output } = await prepared.run(input, never, onProgress)
  const agreement = compareWithReference(convolution, input, { ...prepared, output })
  prepared.dispose()
  return { output: output.slice(), agreement }
}

describe.skipIf(!gpu)(titled('splitting'), () => {
  it.each(['wgsl-direct', 'wgsl-tiled'])(
    '%s: gives the same bits in any pieces',
    async (variant) => {
      const [whole, pieces] = [await openEngine(), await openEngine(TINY)]
      const steps: number[] = []
      const { output, agreement } = await runLayer(pieces.engine, variant, (f) => steps.push(f))
      const { output: expected } = await runLayer(whole.engine, variant, () => undefined)
      expect(agreement.agrees).toBe(true)
      expect(output).toEqual(expected)
      // 5×5 tiles of 8×8 for 6 channels, or 3×3 of 16×16 for 2 blocks; 5 input channels one by one.
      expect(steps).toHaveLength((variant === 'wgsl-direct' ? 150 : 18) * 5)
      expect(steps).toEqual([...steps].sort((a, b) => a - b))
      expect(steps.at(-1)).toBe(1)
    },
  )
})

describe.skipIf(!gpu)(titled('cancelling'), () => {
  it('stops after the submission that is under way, and the engine goes on', async () => {
    const { engine } = await openEngine(TINY)
    const { convolution, input } = loadCase(LAYER)
    const prepared = await engine.prepare(convolution, { variant: 'wgsl-direct', threads: 0 })
    const controller = new AbortController()
    let submissions = 0
    const stopAtThird = () => {
      if (++submissions === 3) controller.abort()
    }
    await expect(prepared.run(input, controller.signal, stopAtThird)).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(submissions).toBe(3)
    const { output } = await prepared.run(input, never, () => undefined)
    expect(compareWithReference(convolution, input, { ...prepared, output }).agrees).toBe(true)
    prepared.dispose()
  })

  it('never begins a run that was cancelled while it waited', async () => {
    const { engine } = await openEngine()
    const { convolution, input } = loadCase(LAYER)
    const prepared = await engine.prepare(convolution, { variant: 'wgsl-direct', threads: 0 })
    const controller = new AbortController()
    const first = prepared.run(input, never, () => undefined)
    const second = prepared.run(input, controller.signal, () => expect.unreachable())
    controller.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    await first
    prepared.dispose()
  })
})

describe.skipIf(!gpu)(titled('losing the device'), () => {
  it('in the middle of a run: another is opened and the job runs again', async () => {
    const { engine, devices } = await openEngine(TINY)
    let isFirst = true
    const { agreement } = await runLayer(engine, 'wgsl-direct', (fraction) => {
      if (isFirst && fraction > 0.1) {
        isFirst = false
        devices.at(-1)?.destroy()
      }
    })
    expect(agreement.agrees).toBe(true)
    expect(devices).toHaveLength(2)
  })

  it('between two runs: the next run does not notice', async () => {
    const { engine, devices } = await openEngine()
    const { convolution, input } = loadCase(LAYER)
    const prepared = await engine.prepare(convolution, { variant: 'wgsl-direct', threads: 0 })
    await prepared.run(input, never, () => undefined)
    devices[0]?.destroy()
    await devices[0]?.lost
    const { output } = await prepared.run(input, never, () => undefined)
    expect(compareWithReference(convolution, input, { ...prepared, output }).agrees).toBe(true)
    prepared.dispose()
  })

  it('twice in one job: the fault says so and names the way out', async () => {
    const { engine, devices } = await openEngine(TINY)
    const losing = runLayer(engine, 'wgsl-direct', () => devices.at(-1)?.destroy())
    await expect(losing).rejects.toMatchObject({
      code: 'gpu-lost',
      message: expect.stringMatching(
        /^The GPU device was lost twice .*run it on the CPU engine\.$/,
      ),
    })
    expect(devices).toHaveLength(2)
  })

  it('again and again: no more devices are opened', async () => {
    const { engine, devices } = await openEngine(TINY)
    const lose = () =>
      runLayer(engine, 'wgsl-direct', () => devices.at(-1)?.destroy()).catch((error) => error)
    await lose()
    expect(await lose()).toMatchObject({ code: 'gpu-lost' })
    expect(await lose()).toMatchObject({ code: 'gpu-lost' })
    expect(devices.length).toBeLessThanOrEqual(3)
  })
})

describe.skipIf(!gpu)(titled('a result that was never written'), () => {
  it('is noticed by its missing mark', async () => {
    const { engine, devices } = await openEngine()
    const { convolution, input } = loadCase(LAYER)
    const prepared = await engine.prepare(convolution, { variant: 'wgsl-direct', threads: 0 })
    await prepared.run(input, never, () => undefined)
    // A device that swallows dispatches: buffers then still hold the last run's result.
    for (const device of devices) swallowDispatches(device)
    const { output } = await prepared.run(input, never, () => undefined)
    expect(devices).toHaveLength(2)
    expect(compareWithReference(convolution, input, { ...prepared, output }).agrees).toBe(true)
    prepared.dispose()
  })

  /** Every compute pass of this device does nothing. */
  function swallowDispatches(device: GPUDevice): void {
    const createCommandEncoder = device.createCommandEncoder.bind(device)
    device.createCommandEncoder = () => {
      const encoder = createCommandEncoder()
      const beginComputePass = encoder.beginComputePass.bind(encoder)
      encoder.beginComputePass = (descriptor) => {
        const pass = beginComputePass(descriptor)
        pass.dispatchWorkgroups = () => undefined
        return pass
      }
      return encoder
    }
  }
})
