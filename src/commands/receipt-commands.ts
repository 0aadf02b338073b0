import { copyReceipt } from '../panels/copied-receipt'
import { useProbeStore } from '../stores/probe'
import { useWalkStore } from '../stores/walk'
import type { Command } from './command'

/** The receipt: keep its pixel, copy it, lead its window over a small region. */
export function receiptCommands(): readonly Command[] {
  const probe = useProbeStore()
  const walk = useWalkStore()
  const isThere = (): boolean => probe.place !== null
  const command = (key: string, own: Pick<Command, 'run'> & Partial<Command>): Command => ({
    id: `receipt.${key}`,
    menu: 'view',
    group: 5,
    isEnabled: isThere,
    needs: () => 'pixel',
    ...own,
  })
  return [
    command('pin', { isChecked: () => probe.isPinned, run: () => probe.pin() }),
    command('copy', { shortcut: 'Mod+Shift+C', run: copyReceipt }),
    command('first', { shortcut: 'Shift+F7', run: () => walk.toFirst() }),
    command('back', { shortcut: 'F7', run: () => walk.step(-1) }),
    command('play', {
      shortcut: 'F8',
      isEnabled: () => isThere() && !walk.isReduced,
      needs: () => (isThere() ? 'motion' : 'pixel'),
      isChecked: () => walk.isPlaying,
      run: () => walk.toggle(),
    }),
    command('on', { shortcut: 'F9', run: () => walk.step(1) }),
    command('last', { shortcut: 'Shift+F9', run: () => walk.toLast() }),
  ]
}
