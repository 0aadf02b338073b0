import { expect, test } from 'vitest'
import { toFault, type Fault } from '../contract/faults'
import { faultySettings } from '../contract/faulty-settings'
import { DEFAULT_SETTINGS, type LayerSettings } from '../contract/spec'
import { resolveConvolution } from '../engine/convolution/spec'

type Four = [number, number, number, number]
const INPUT = { channels: 4, height: 10, width: 10 }

/** What the engine says of a layer on 4×10×10. */
function faultOf(settings: Partial<LayerSettings>, shape: Four = [2, 4, 3, 3]): Fault | null {
  const data = new Float32Array(shape.reduce((product, side) => product * side, 1))
  try {
    const layer = { ...DEFAULT_SETTINGS, ...settings, weights: { shape, data }, bias: null }
    resolveConvolution(layer, INPUT)
    return null
  } catch (error) {
    return toFault(error)
  }
}

const sides = { top: 0, right: 0, bottom: 0, left: 0 }

test.each<[string, Partial<LayerSettings>, Four, string[]]>([
  ['a kernel higher than the picture', {}, [2, 4, 11, 3], ['kernel']],
  ['a kernel wider than the picture', {}, [2, 4, 3, 11], ['kernel']],
  ['a kernel without rows', {}, [2, 4, 0, 3], ['kernel']],
  ['a kernel without columns', {}, [2, 4, 3, 0], ['kernel']],
  ['taps too far apart', { dilation: { y: 6, x: 1 } }, [2, 4, 3, 3], ['dilation', 'kernel']],
  ['no dilation down', { dilation: { y: 0, x: 1 } }, [2, 4, 3, 3], ['dilation']],
  ['no dilation across', { dilation: { y: 1, x: 0 } }, [2, 4, 3, 3], ['dilation']],
  ['no stride down', { stride: { y: 0, x: 1 } }, [2, 4, 3, 3], ['stride']],
  ['no stride across', { stride: { y: 1, x: 0 } }, [2, 4, 3, 3], ['stride']],
  ['groups of no channels', { groups: 0 }, [2, 4, 3, 3], ['groups']],
  ['groups that leave inputs over', { groups: 3 }, [2, 4, 3, 3], ['groups']],
  ['groups that leave outputs over', { groups: 4 }, [2, 1, 3, 3], ['groups']],
  ['no number outside', constant(NaN), [2, 4, 3, 3], ['padding']],
])('%s is told from the fault', (_, settings, shape, settingsOf) => {
  const fault = faultOf(settings, shape)
  expect(fault).not.toBeNull()
  expect([...faultySettings(fault!)].sort()).toEqual(settingsOf)
})

test.each(['top', 'right', 'bottom', 'left'] as const)('padding %s is told from it', (side) => {
  for (const [value, paddingMode] of [
    [-1, 'zero'],
    [10, 'reflect'],
  ] as const) {
    const fault = faultOf({ padding: { ...sides, [side]: value }, paddingMode })
    expect([...faultySettings(fault!)]).toEqual(['padding'])
  }
})

test('a fault of another kind, or without a sentence, names none', () => {
  const fault = faultOf({ stride: { y: 0, x: 1 } })!
  expect(faultySettings({ ...fault, code: 'file-failed' }).size).toBe(0)
  expect(faultySettings({ code: 'bad-spec', message: fault.message }).size).toBe(0)
})

function constant(paddingValue: number): Partial<LayerSettings> {
  return { paddingMode: 'constant', paddingValue }
}
