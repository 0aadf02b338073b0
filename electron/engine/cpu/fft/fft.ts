import { sentence, type Sentence } from '../../../contract/sentence'
import type { Geometry } from '../../../contract/spec'
import type { Routine, Variant } from '../variant'
import { chooseSides } from './choose-sides'
import { estimateFft } from './estimate'
import { BLOCK_SIDES } from './order'
import { MAX_SPECTRA_BYTES, planFft, spectraBytes } from './plan'
import { emitFft } from './routine'
import { writeSpectra } from './spectra'

/** Published bound; the largest error seen in tests is a tenth of it. */
const ERROR_FACTOR = 128

/** Any kernel at stride 1, through Fourier transforms of blocks: the larger, the better. */
export const FFT: Variant = {
  family: 'wasm-fft',
  isExact: false,
  refusal: ({ geometry }) => refusal(geometry),
  estimate: ({ geometry }, profile) => estimateFft(geometry, profile),
  errorBound: () => ({ factor: ERROR_FACTOR, against: 'peaks' }),
  build({ geometry }, profile, features): Routine {
    const plan = planFft(geometry, profile)
    return {
      name: `wasm-fft-${plan.layout.height}x${plan.layout.width}-${profile.vectorBits}`,
      module: emitFft(plan, features),
      strips: plan.strips,
      scratchBytes: plan.scratch.bytes,
      constantsBytes: plan.constants.bytes,
      writeConstants: (convolution, floats, integers) => {
        writeSpectra(plan, convolution, floats)
        floats.set(convolution.bias, plan.constants.bias / 4)
        floats.set(plan.twiddles.values, plan.constants.twiddles / 4)
        integers.set(plan.sources.rows, plan.constants.rows / 4)
        integers.set(plan.sources.columns, plan.constants.columns / 4)
      },
    }
  },
}

function refusal(geometry: Geometry): Sentence | null {
  const { stride } = geometry.spec
  if (stride.y !== 1 || stride.x !== 1) {
    return sentence`wasm-fft covers stride 1, not ${stride.y}, ${stride.x}; wasm-direct covers it.`
  }
  const largest = Math.max(geometry.effectiveKernel.height, geometry.effectiveKernel.width)
  const most = Math.max(...BLOCK_SIDES) / 2
  if (largest > most) {
    return sentence`wasm-fft covers kernels that span up to ${most} pixels, not ${largest}; wasm-direct covers it.`
  }
  const bytes = spectraBytes(geometry, chooseSides(geometry, 128))
  if (bytes <= MAX_SPECTRA_BYTES) return null
  const mebibytes = (size: number): number => Math.round(size / 2 ** 20)
  return sentence`wasm-fft would need ${mebibytes(bytes)} MiB of transformed weights, more than ${mebibytes(MAX_SPECTRA_BYTES)}; wasm-direct covers it.`
}
