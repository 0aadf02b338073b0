import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Reason } from '../../contract/jobs'
import type {
  Convolution,
  ErrorBound,
  OnProgress,
  PreparedConvolution,
  RunResult,
  Tensor,
} from '../engine'
import { exactErrorBound } from '../measure/agreement'
import type { DeviceKeeper } from './keeper'
import { Pacer, type Pacing } from './pacing'
import { Resources } from './resources'
import { runOn, type Work } from './run'
import type { Session } from './session'
import type { ChosenVariant } from './variants'

/** What an engine lends to all its prepared convolutions. */
export interface EngineParts {
  readonly keeper: DeviceKeeper
  readonly pacing: Pacing
  /** Runs follow one another: they share buffers. */
  inTurn<T>(act: () => Promise<T>): Promise<T>
  /** The engine's result array, with room for `length` values. */
  resultOf(length: number): Float32Array
  /** A number that differs from the one before, from 1 on. */
  nextNonce(): number
  released(): void
}

/** A convolution on the GPU, ready to run again and again; survives the loss of its device. */
export class PreparedGpuConvolution implements PreparedConvolution {
  readonly variant: string
  readonly reason: Reason
  readonly threads = 1
  readonly errorBound: ErrorBound
  readonly #parts: EngineParts
  readonly #convolution: Convolution
  readonly #chosen: ChosenVariant
  readonly #work: Work
  readonly #pacer: Pacer
  #resources: Resources | null = null
  #hasGoodTimestamps = true
  #prepareMs = 0
  #isDisposed = false

  private constructor(parts: EngineParts, convolution: Convolution, chosen: ChosenVariant) {
    this.variant = chosen.name
    this.reason = chosen.reason
    this.errorBound = exactErrorBound(convolution)
    this.#parts = parts
    this.#convolution = convolution
    this.#chosen = chosen
    this.#work = workOf(convolution, chosen, parts.pacing)
    const macsPerTile = chosen.plan.macsPerTileAndChannel * this.#work.channelsPerPass
    this.#pacer = new Pacer(parts.pacing, macsPerTile)
  }

  /** Compiles and uploads. started: when preparing began (`performance.now`). */
  static async create(
    parts: EngineParts,
    convolution: Convolution,
    chosen: ChosenVariant,
    started: number,
  ): Promise<PreparedGpuConvolution> {
    const prepared = new PreparedGpuConvolution(parts, convolution, chosen)
    await parts.keeper.use(
      async (session) => {
        await prepared.#resourcesOn(session)
        await session.answer(session.device.queue.onSubmittedWorkDone())
        session.checkRefusals()
      },
      () => undefined,
    )
    prepared.#prepareMs = performance.now() - started
    return prepared
  }

  get software(): boolean {
    return this.#parts.keeper.session.info.software
  }

  get prepareMs(): number {
    return this.#prepareMs
  }

  /** Besides the faults of `PreparedConvolution.run`: `gpu-lost` after a second loss, `bad-spec`. */
  run(input: Tensor, signal: AbortSignal, onProgress: OnProgress): Promise<RunResult> {
    return this.#parts.inTurn(() => {
      checkInput(this.#convolution, input)
      return this.#parts.keeper.use(
        (session) => this.#runOn(session, { input, signal, onProgress }),
        () => this.#pacer.halve(),
      )
    })
  }

  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    void this.#parts.inTurn(async () => {
      this.#resources?.dispose()
      this.#resources = null
      this.#parts.released()
    })
  }

  async #runOn(
    session: Session,
    given: { input: Tensor; signal: AbortSignal; onProgress: OnProgress },
  ): Promise<RunResult> {
    const resources = await this.#resourcesOn(session)
    const { channels, height, width } = this.#convolution.geometry.output
    const result = this.#parts.resultOf(channels * height * width + 1)
    const times = await runOn(resources, {
      ...given,
      work: this.#work,
      pacer: this.#pacer,
      nonce: this.#parts.nextNonce(),
      result,
      useTimestamps: this.#hasGoodTimestamps,
    })
    this.#hasGoodTimestamps = times.clock === 'gpu-timestamps'
    return { ...times, output: result.subarray(0, -1) }
  }

  /** Made again after a lost device. */
  async #resourcesOn(session: Session): Promise<Resources> {
    if (this.#resources?.session === session) return this.#resources
    this.#resources = await Resources.create(session, this.#convolution, this.#chosen.plan)
    return this.#resources
  }
}

function workOf({ geometry }: Convolution, { plan }: ChosenVariant, pacing: Pacing): Work {
  const taps = geometry.spec.kernel.height * geometry.spec.kernel.width
  const channelsPerPass = Math.min(
    geometry.inChannelsPerGroup,
    Math.max(1, Math.floor(pacing.tapsPerPass / taps)),
  )
  return { geometry, tiles: plan.tiles, channelsPerPass }
}

function checkInput({ geometry }: Convolution, { shape, data }: Tensor): void {
  const { channels, height, width } = geometry.spec.input
  const fits = shape.channels === channels && shape.height === height && shape.width === width
  if (fits && data.length === channels * height * width) return
  throw new FaultError(
    'bad-spec',
    sentence`The input is [${shape.channels}, ${shape.height}, ${shape.width}] with ${data.length} values; this convolution was prepared for [${channels}, ${height}, ${width}].`,
  )
}
