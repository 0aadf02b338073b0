import { describe, expect, it } from 'vitest'
import { LUMAS } from '../electron/contract/tensors'
import { LUMA_WEIGHTS, channelName, inputColour, inputName } from './channels'

describe('luma weights', () => {
  it.each(LUMAS)('of %s keep white white: they add up to 1', (luma) => {
    const sum = LUMA_WEIGHTS[luma].reduce((total, weight) => total + weight, 0)
    expect(sum).toBeCloseTo(1, 12)
  })

  it('give the equal-grey pair of BT.601 the values 76.2 and 76.3, which BT.709 tells apart', () => {
    const grey = ([red, green]: [number, number], luma: 'bt601' | 'bt709') =>
      Number((LUMA_WEIGHTS[luma][0] * red + LUMA_WEIGHTS[luma][1] * green).toFixed(1))
    expect([grey([255, 0], 'bt601'), grey([0, 130], 'bt601')]).toEqual([76.2, 76.3])
    expect([grey([255, 0], 'bt709'), grey([0, 130], 'bt709')]).toEqual([54.2, 93.0])
  })
})

describe('channelName', () => {
  it('names R, G, B and A, and numbers the channels of any other tensor', () => {
    expect([0, 1, 2, 3].map((channel) => channelName(channel, 4))).toEqual(['R', 'G', 'B', 'A'])
    expect(channelName(1, 2)).toBe('C1')
    expect(channelName('bt601', 3)).toBe('Y′')
  })
})

describe('inputName', () => {
  it('calls the inputs of the first layer as the picture does, and of a later one by its maps', () => {
    expect(inputName(3, { count: 4, areMaps: false })).toBe('A')
    expect(inputName(3, { count: 4, areMaps: true })).toBe('Y3')
    expect(inputColour(0, { count: 3, areMaps: false })).toBe('var(--channel-0)')
    expect(inputColour(0, { count: 3, areMaps: true })).toBe('var(--text)')
  })
})
