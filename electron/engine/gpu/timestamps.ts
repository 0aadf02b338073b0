/** Most submissions of one run that are timed; a longer run is measured by the wall clock. */
const MOST_SUBMISSIONS = 256
const BYTES = MOST_SUBMISSIONS * 2 * BigUint64Array.BYTES_PER_ELEMENT

/** GPU time of the compute passes of one run, summed. Owns a query set and its two buffers. */
export class Timestamps {
  readonly #device: GPUDevice
  readonly #queries: GPUQuerySet
  readonly #resolved: GPUBuffer
  readonly #readback: GPUBuffer

  /** device: one with `timestamp-query` for which `acceptsTimestamps` is true. */
  constructor(device: GPUDevice) {
    this.#device = device
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 * MOST_SUBMISSIONS })
    this.#resolved = device.createBuffer({
      size: BYTES,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    })
    this.#readback = device.createBuffer({
      size: BYTES,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    })
  }

  /** How the pass of the run's submission with this number (0, 1, …) is timed; undefined beyond. */
  passOf(submission: number): GPUComputePassTimestampWrites | undefined {
    if (submission >= MOST_SUBMISSIONS) return undefined
    return {
      querySet: this.#queries,
      beginningOfPassWriteIndex: 2 * submission,
      endOfPassWriteIndex: 2 * submission + 1,
    }
  }

  /**
   * Sums the passes of a run, ms; null when they were too many or a value makes no sense
   * (zero, or an end before its beginning).
   */
  async read(submissions: number): Promise<number | null> {
    if (submissions === 0 || submissions > MOST_SUBMISSIONS) return null
    const encoder = this.#device.createCommandEncoder()
    encoder.resolveQuerySet(this.#queries, 0, 2 * submissions, this.#resolved, 0)
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#readback, 0, 16 * submissions)
    this.#device.queue.submit([encoder.finish()])
    await this.#readback.mapAsync(GPUMapMode.READ, 0, 16 * submissions)
    const times = new BigUint64Array(this.#readback.getMappedRange(0, 16 * submissions))
    const elapsed = sumOfPasses(times)
    this.#readback.unmap()
    return elapsed
  }

  dispose(): void {
    this.#queries.destroy()
    this.#resolved.destroy()
    this.#readback.destroy()
  }
}

/**
 * Milliseconds of pairs (begin, end) in nanoseconds. Null when nothing measurable passed or a
 * pair runs backwards: browsers quantise to 0.1 ms, and some drivers write nothing at all.
 */
export function sumOfPasses(times: BigUint64Array): number | null {
  let nanoseconds = 0n
  for (let pair = 0; pair + 1 < times.length; pair += 2) {
    const [begin = 0n, end = 0n] = [times[pair], times[pair + 1]]
    if (end < begin || end === 0n) return null
    nanoseconds += end - begin
  }
  return nanoseconds > 0n ? Number(nanoseconds) / 1e6 : null
}

/**
 * Tries one empty pass: Chromium before 117 has the feature but takes its `timestampWrites` as a
 * list, which throws here; such a device is measured by the wall clock.
 */
export async function acceptsTimestamps(device: GPUDevice): Promise<boolean> {
  if (!device.features.has('timestamp-query')) return false
  device.pushErrorScope('validation')
  const threw = triesPass(device)
  return (await device.popErrorScope()) === null && !threw
}

/** True when the pass could not even be begun. */
function triesPass(device: GPUDevice): boolean {
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 })
  try {
    const encoder = device.createCommandEncoder()
    const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 }
    encoder.beginComputePass({ timestampWrites }).end()
    encoder.finish()
    return false
  } catch (error) {
    if (error instanceof TypeError) return true
    throw error
  } finally {
    querySet.destroy()
  }
}
