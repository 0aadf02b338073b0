import { describe, expect, test } from 'vitest'
import { FaultError } from '../../contract/faults'
import { DEFAULT_SETTINGS, type LayerSettings } from '../../contract/spec'
import { CASES, loadCase } from '../convolution/cases'
import { createReference } from '../convolution/reference'
import { resolveConvolution } from '../convolution/spec'
import { probeOutput } from './probe'

const DECK = {
  shape: { channels: 2, height: 3, width: 3 },
  data: new Float32Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
}

const deckConvolution = (settings: Partial<LayerSettings> = {}) =>
  resolveConvolution(
    {
      ...DEFAULT_SETTINGS,
      ...settings,
      weights: { shape: [1, 2, 2, 2], data: new Float32Array([0, 1, 2, 3, 1, 2, 3, 4]) },
      bias: new Float32Array([0.5]),
    },
    DECK.shape,
  )

const numbers = (list: ArrayLike<number>): number[] => Array.from(list)

describe("the deck's receipt", () => {
  const probe = probeOutput(deckConvolution(), DECK, { channel: 0, y: 0, x: 0 })

  test('every product, the partial sums 19 and 37, and the value', () => {
    expect(probe.channels.map(({ products }) => numbers(products))).toEqual([
      [0, 1, 6, 12],
      [1, 4, 12, 20],
    ])
    expect(probe.channels.map(({ sum }) => sum)).toEqual([19, 37])
    expect([probe.bias, probe.value, probe.engineValue]).toEqual([0.5, 56.5, null])
  })

  test('the receptive field', () => {
    const [first] = probe.channels
    expect(numbers(first!.inputs)).toEqual([0, 1, 3, 4])
    expect(numbers(first!.weights)).toEqual([0, 1, 2, 3])
    expect(numbers(first!.rows)).toEqual([0, 0, 1, 1])
    expect(numbers(first!.columns)).toEqual([0, 1, 0, 1])
    expect(numbers(first!.isPadding)).toEqual([0, 0, 0, 0])
  })
})

test('flipped: weights stay as drawn, the inputs come from the other end', () => {
  const { channels, value } = probeOutput(deckConvolution({ flip: true }), DECK, {
    channel: 0,
    y: 0,
    x: 0,
  })
  expect(numbers(channels[0]!.weights)).toEqual([0, 1, 2, 3])
  expect(numbers(channels[0]!.inputs)).toEqual([4, 3, 1, 0])
  expect(numbers(channels[0]!.rows)).toEqual([1, 1, 0, 0])
  expect(value).toBe(28.5)
})

describe('padding is marked', () => {
  const padding = { top: 1, right: 0, bottom: 0, left: 1 }
  const corner = { channel: 0, y: 0, x: 0 }

  test('zero: nothing is behind it', () => {
    const { channels } = probeOutput(deckConvolution({ padding }), DECK, corner)
    expect(numbers(channels[1]!.isPadding)).toEqual([1, 1, 1, 0])
    expect(numbers(channels[1]!.rows)).toEqual([-1, -1, 0, 0])
    expect(numbers(channels[1]!.columns)).toEqual([-1, 0, -1, 0])
    expect(numbers(channels[1]!.inputs)).toEqual([0, 0, 0, 1])
  })

  test('constant and reflect: what the mode puts there', () => {
    const inputs = (settings: Partial<LayerSettings>): number[] =>
      numbers(
        probeOutput(deckConvolution({ padding, ...settings }), DECK, corner).channels[0]!.inputs,
      )
    expect(inputs({ paddingMode: 'constant', paddingValue: 9 })).toEqual([9, 9, 9, 0])
    expect(inputs({ paddingMode: 'reflect' })).toEqual([4, 3, 1, 0])
  })
})

test.each(CASES.map(loadCase))('$name: the reference’s value', ({ input, convolution }) => {
  const { output, inChannelsPerGroup } = convolution.geometry
  const at = createReference(convolution, input)
  const last = { channel: output.channels - 1, y: output.height - 1, x: output.width - 1 }
  for (const place of [{ channel: 0, y: 0, x: 0 }, last]) {
    const probe = probeOutput(convolution, input, place)
    const { value, magnitude } = at(place.channel, place.y, place.x)
    const total = probe.channels.reduce((sum, channel) => sum + channel.sum, probe.bias)
    expect(probe.value).toBe(value)
    expect(Math.abs(total - value)).toBeLessThanOrEqual(1e-13 * magnitude)
    expect(probe.channels).toHaveLength(inChannelsPerGroup)
  }
})

test('the channels are those of the output’s group', () => {
  const { convolution, input } = loadCase(CASES.find(({ name }) => name === 'groups 2')!)
  const channels = (channel: number) =>
    probeOutput(convolution, input, { channel, y: 0, x: 0 }).channels.map((one) => one.channel)
  expect([channels(0), channels(2), channels(3), channels(5)]).toEqual([
    [0, 1],
    [0, 1],
    [2, 3],
    [2, 3],
  ])
})

test.each([
  { channel: 1, y: 0, x: 0 },
  { channel: 0, y: 2, x: 0 },
  { channel: 0, y: 0, x: -1 },
  { channel: 0, y: 0.5, x: 0 },
])('there is no output %j', (place) => {
  expect(() => probeOutput(deckConvolution(), DECK, place)).toThrow(FaultError)
  expect(() => probeOutput(deckConvolution(), DECK, place)).toThrow(
    `There is no output (${place.x}, ${place.y}) of map ${place.channel}; ` +
      'the result has 1 map(s) of 2 × 2, counted from 0.',
  )
})
