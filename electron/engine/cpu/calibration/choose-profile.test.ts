import { describe, expect, it } from 'vitest'
import { detectFeatures } from '../features'
import { ONE_TAP_128, ORDERED_128, ORDERED_256, PROFILES, type Profile } from '../profile'
import { chooseProfile, type ProfileMemory } from './choose-profile'
import { tryProfile } from './trial'

const features = detectFeatures(false)

function attempting(gflops: Partial<Record<Profile['name'], number>>) {
  const timed: boolean[] = []
  const attempt: typeof tryProfile = (profile, _features, isTimed) => {
    timed.push(isTimed)
    const speed = gflops[profile.name]
    return Promise.resolve({ profile, isRight: speed !== undefined, gflops: speed ?? 0 })
  }
  return { attempt, timed }
}

function remembering(name: string | null): ProfileMemory & { written: string | null } {
  return {
    written: null,
    read: () => name,
    write(chosen) {
      this.written = chosen
    },
  }
}

describe('chooseProfile', () => {
  it('takes the quickest and remembers it', async () => {
    const memory = remembering(null)
    const { attempt } = attempting({ 'one-tap-128': 50, 'ordered-128': 24, 'ordered-256': 98 })
    const chosen = await chooseProfile(features, memory, attempt)
    expect(chosen).toMatchObject({ profile: ORDERED_256, isRight: true, isRemembered: false })
    expect(memory.written).toBe('ordered-256')
  })

  it('takes none whose result is wrong, however quick', async () => {
    const { attempt } = attempting({ 'one-tap-128': 50, 'ordered-128': 54 })
    const { profile, trials } = await chooseProfile(features, null, attempt)
    expect(profile).toBe(ONE_TAP_128)
    expect(trials.map(({ isRight }) => isRight)).toEqual([true, true, false])
  })

  it('takes the better of two turns, and trusts none that was wrong once', async () => {
    const turns: Record<string, number[]> = {
      'one-tap-128': [50, 40],
      'ordered-128': [20, 70],
      'ordered-256': [99, NaN],
    }
    const attempt: typeof tryProfile = (profile) => {
      const gflops = turns[profile.name]!.shift()!
      return Promise.resolve({ profile, isRight: !Number.isNaN(gflops), gflops })
    }
    const { profile, trials } = await chooseProfile(features, null, attempt)
    expect(profile).toBe(ORDERED_128)
    expect(trials.map(({ gflops }) => gflops)).toEqual([50, 70, 0])
  })

  it('says so when no code is right', async () => {
    const memory = remembering(null)
    const chosen = await chooseProfile(features, memory, attempting({}).attempt)
    expect(chosen.isRight).toBe(false)
    expect(memory.written).toBeNull()
  })

  it('only checks a remembered one, without a clock', async () => {
    const { attempt, timed } = attempting({ 'one-tap-128': 9, 'ordered-128': 1 })
    const chosen = await chooseProfile(features, remembering('ordered-128'), attempt)
    expect(chosen).toMatchObject({ profile: ORDERED_128, isRemembered: true })
    expect(timed).toEqual([false])
  })

  it.each(['ordered-256', 'ordered-512'])('tries all anew when %s fails', async (name) => {
    const memory = remembering(name)
    const { attempt } = attempting({ 'one-tap-128': 9, 'ordered-128': 30 })
    const chosen = await chooseProfile(features, memory, attempt)
    expect(chosen).toMatchObject({ profile: ORDERED_128, isRemembered: false })
    expect(memory.written).toBe('ordered-128')
  })
})

describe('tryProfile', () => {
  it.each(PROFILES)('$name agrees with the reference here, and is timed', async (profile) => {
    const { isRight, gflops } = await tryProfile(profile, features, true)
    expect(isRight).toBe(true)
    expect(gflops).toBeGreaterThan(0)
  })

  it('gives no time when none is wanted', async () => {
    expect((await tryProfile(ONE_TAP_128, features, false)).gflops).toBe(0)
  })
})
