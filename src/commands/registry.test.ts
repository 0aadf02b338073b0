import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Command } from './command'
import { useCommandRegistry } from './registry'

const command = (id: string, own: Partial<Command> = {}): Command => ({
  id,
  menu: null,
  group: 0,
  run: vi.fn(),
  ...own,
})

describe('the registry', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('takes neither a name nor keys twice', () => {
    const registry = useCommandRegistry()
    registry.register([command('a', { shortcut: 'Mod+K' }), command('b')])
    expect(() => registry.register([command('b')])).toThrow('Two commands want to be b.')
    const clash = [command('c', { shortcut: 'Mod+K' })]
    expect(() => registry.register(clash)).toThrow('Two commands want to be Mod+K.')
    expect(registry.commands.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('runs what is enabled, and forgets an area that was taken back', () => {
    const registry = useCommandRegistry()
    const [on, off] = [command('on'), command('off', { isEnabled: () => false })]
    const takeBack = registry.register([on, off])
    expect([registry.run('on'), registry.run('off'), registry.run('none')]).toEqual([
      true,
      false,
      false,
    ])
    expect(on.run).toHaveBeenCalledTimes(1)
    expect(off.run).not.toHaveBeenCalled()
    takeBack()
    expect(registry.run('on')).toBe(false)
  })
})
