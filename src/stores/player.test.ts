import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPlayer } from './player'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function counting(most = Infinity) {
  let steps = 0
  const player = createPlayer({
    step: () => Promise.resolve(void steps++),
    mayGoOn: () => steps < most,
    stepsPerSecond: () => 4,
  })
  return { ...player, steps: () => steps }
}

it('steps at once and then four times a second, until it is paused', async () => {
  const player = counting()
  player.play()
  expect(player.steps()).toBe(1)
  await vi.advanceTimersByTimeAsync(249)
  expect(player.steps()).toBe(1)
  await vi.advanceTimersByTimeAsync(501)
  expect(player.steps()).toBe(4)
  player.pause()
  await vi.advanceTimersByTimeAsync(5000)
  expect([player.steps(), player.isPlaying.value]).toEqual([4, false])
})

it('does not play twice at once', async () => {
  const player = counting()
  player.play()
  player.play()
  await vi.advanceTimersByTimeAsync(250)
  expect(player.steps()).toBe(2)
})

it('ends by itself when it may not go on', async () => {
  const player = counting(3)
  player.play()
  await vi.advanceTimersByTimeAsync(5000)
  expect([player.steps(), player.isPlaying.value]).toEqual([3, false])
})
