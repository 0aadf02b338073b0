import { useLayoutStore } from '../stores/layout'
import type { Command } from './command'

/** The kernel doctor, in place of the receipt. */
export function doctorCommands(): readonly Command[] {
  const layout = useLayoutStore()
  return [
    {
      id: 'doctor.show',
      menu: 'kernels',
      group: 1,
      shortcut: 'Mod+Shift+D',
      isChecked: () => layout.strip === 'doctor',
      run: () => layout.toggleDoctor(),
    },
  ]
}
