import { describe, expect, it } from 'vitest'
import { displayOf } from './machine.mjs'
import { chromiumSwitches, labArguments } from './switches.mjs'

const desktop = {
  platform: 'linux',
  isRoot: false,
  display: 'x11',
  hasGpu: true,
  sharedMemoryBytes: 8e9,
}

describe('chromiumSwitches', () => {
  it('gives a person with a display and a GPU none', () => {
    expect(chromiumSwitches(desktop)).toEqual([])
  })

  it('gives a person with a display but no GPU none either', () => {
    expect(chromiumSwitches({ ...desktop, hasGpu: false })).toEqual([])
  })

  it('computes in software without a display and a GPU', () => {
    expect(chromiumSwitches({ ...desktop, display: 'none', hasGpu: false })).toEqual([
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
      '--enable-features=Vulkan',
      '--use-vulkan=swiftshader',
      '--disable-vulkan-surface',
    ])
  })

  it('uses the GPU of a machine without a display', () => {
    expect(chromiumSwitches({ ...desktop, display: 'none' })).toEqual([])
  })

  it('leaves the sandbox only as root', () => {
    expect(chromiumSwitches({ ...desktop, isRoot: true })).toEqual(['--no-sandbox'])
  })

  it('keeps away from a small /dev/shm', () => {
    const container = { ...desktop, sharedMemoryBytes: 64 * 1024 * 1024 }
    expect(chromiumSwitches(container)).toEqual(['--disable-dev-shm-usage'])
  })

  it('opens on Wayland where there is only that', () => {
    expect(chromiumSwitches({ ...desktop, display: 'wayland' })).toEqual([
      '--ozone-platform-hint=auto',
    ])
  })

  it('computes in software for tests, on every system', () => {
    const mac = { ...desktop, platform: 'darwin', display: 'native', sharedMemoryBytes: Infinity }
    expect(chromiumSwitches(mac, { software: true })).toHaveLength(5)
    expect(chromiumSwitches(mac)).toEqual([])
  })
})

describe('displayOf', () => {
  it.each([
    ['linux', {}, 'none'],
    ['linux', { DISPLAY: '' }, 'none'],
    ['linux', { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'x11'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
    ['win32', {}, 'native'],
  ])('%s with %o is %s', (platform, env, expected) => {
    expect(displayOf(platform, env)).toBe(expected)
  })
})

describe('labArguments', () => {
  const server = { ...desktop, display: 'none' }

  it('plays the demonstration where nobody can look', () => {
    expect(labArguments(['--lang=zh'], server)).toEqual(['demo', '--lang=zh'])
  })

  it('passes a batch through as it is', () => {
    const words = ['run', 'jobs.json', '--out', 'demo', '--json']
    expect(labArguments(words, server)).toEqual(words)
  })

  it('asks for the demonstration once', () => {
    expect(labArguments(['demo'], server)).toEqual(['demo'])
  })

  it('opens the lab for a person, with the file they named', () => {
    expect(labArguments(['photo.png'], desktop)).toEqual(['photo.png'])
  })
})
