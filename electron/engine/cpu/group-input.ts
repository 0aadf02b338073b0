import type { Geometry } from '../../contract/spec'
import { PARAMETER } from './variant'
import type { FunctionEmitter, Local } from './wasm/emitter'

/** to ← the address of the first input channel of a group, [c_i/groups,H,W]. */
export function emitGroupInput(
  f: FunctionEmitter,
  { spec, inChannelsPerGroup }: Geometry,
  { parameters, group, to }: { parameters: Local; group: Local; to: Local },
): void {
  const { height, width } = spec.input
  f.get(parameters).op('i32.load', PARAMETER.input)
  f.get(group)
    .int(inChannelsPerGroup * height * width * 4)
    .op('i32.mul')
  f.op('i32.add').set(to)
}
