import { emitGroupInput } from '../group-input'
import {
  emitSliceBlocks,
  emitSlicePlace,
  emitTileFunctions,
  type SlicePlace,
  type TileFunctions,
} from '../slices'
import { PARAMETER } from '../variant'
import type { WasmFeatures } from '../profile'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitPanelCopy } from './panel'
import type { ProductPlan } from './plan'
import { emitTileRow } from './tile'

/**
 * Work division of `wasm-product`: a strip is a panel of pixels of one group (and one slice of its
 * output channels). The thread packs the panel of all input channels into its scratch, channel below
 * channel, so that planes which lie a multiple of 4 KiB apart do not fight for the same cache sets.
 * Then it walks over blocks of M output channels and along the panel in tiles of N vectors; each
 * tile's M·N sums stay in registers over all input channels. Only M output rows are written at a time.
 */
export function emitProduct(plan: ProductPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const copyPanel = emitPanelCopy(module, plan)
  const tiles = emitTileFunctions(plan.slices, (shape) =>
    emitTileRow(module, plan, { shape, features }),
  )
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { copyPanel, tiles }))
  return module.finish()
}

interface Callees {
  readonly copyPanel: Callee
  readonly tiles: TileFunctions
}

function emitStrip(f: FunctionEmitter, plan: ProductPlan, { copyPanel, tiles }: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const place = emitPlace(f, index, plan)
  const [constants, input] = f.locals('i32', 2)
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  emitGroupInput(f, plan.geometry, { parameters, group: place.group, to: input })
  f.get(input, place.firstPixel).int(2).op('i32.shl').op('i32.add')
  f.get(scratch, place.pixels).call(copyPanel)
  const { outChannelsPerGroup } = plan.geometry
  emitSliceBlocks(f, { slices: plan.slices, place, outChannelsPerGroup, tiles }, (channel, tile) =>
    emitBlock(f, plan, { channel, tile, place, scratch, parameters, constants }),
  )
}

/** Where a strip lies: its group, slice, first pixel and number of pixels. */
interface Place extends SlicePlace {
  readonly firstPixel: Local
  readonly pixels: Local
}

/** index = (group · slices + slice) · panels + panel; the last panel has what is left. */
function emitPlace(f: FunctionEmitter, index: Local, plan: ProductPlan): Place {
  const { panels, panelPixels, slices } = plan
  const [group, slice, firstPixel, pixels, panel] = f.locals('i32', 5)
  f.get(index).int(panels).op('i32.rem_u').tee(panel).int(panelPixels).op('i32.mul').set(firstPixel)
  emitSlicePlace(f, index, { parts: panels, slices: slices.length, to: { group, slice } })
  f.int(plan.pixels - (panels - 1) * panelPixels).int(panelPixels)
  f.get(panel)
    .int(panels - 1)
    .op('i32.eq')
    .op('select')
    .set(pixels)
  return { group, slice, firstPixel, pixels }
}

interface BlockContext {
  readonly channel: Local
  readonly tile: Callee
  readonly place: Place
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
}

/** The panel's pixels of one block of M output channels. */
function emitBlock(f: FunctionEmitter, plan: ProductPlan, context: BlockContext): void {
  const { channel, tile, place, scratch, parameters, constants } = context
  f.get(scratch)
  f.get(constants, channel)
    .int(plan.geometry.inChannelsPerGroup * 4)
    .op('i32.mul')
    .op('i32.add')
  f.get(constants, channel).int(2).op('i32.shl').op('i32.add')
  f.get(parameters).op('i32.load', PARAMETER.output)
  f.get(channel).int(plan.pixels).op('i32.mul').get(place.firstPixel).op('i32.add')
  f.int(2).op('i32.shl').op('i32.add')
  f.get(place.pixels).call(tile)
}
