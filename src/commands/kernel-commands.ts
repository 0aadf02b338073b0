import { kernelSize } from '../bench/bench-edits'
import { CODES, type CodeName } from '../code/code'
import { translateTo } from '../locales'
import { useCopiedCodeStore } from '../stores/copied-code'
import { useLayerStore } from '../stores/layer'
import type { Command } from './command'

const SIDES = [1, 3, 5, 7, 9, 11] as const

/** Rows of the wall and the kernel's size. */
export function kernelCommands(): readonly Command[] {
  const layers = useLayerStore()
  const name = (): { name: string } => ({ name: `Y${layers.selectedOutput}` })
  const last = (): number => layers.outputNames.length - 1
  const row = (key: string, own: Pick<Command, 'run'> & Partial<Command>): Command => ({
    id: `kernels.${key}`,
    menu: 'kernels',
    group: 0,
    ...own,
  })
  return [
    row('addOutput', { shortcut: 'Mod+Shift+N', run: () => layers.addOutput() }),
    row('duplicateOutput', {
      shortcut: 'Mod+D',
      params: name,
      run: () => layers.duplicateOutput(layers.selectedOutput),
    }),
    row('removeOutput', {
      params: name,
      isEnabled: () => last() > 0,
      needs: () => 'outputs',
      run: () => layers.removeOutput(layers.selectedOutput),
    }),
    row('moveUp', {
      shortcut: 'Mod+Shift+ArrowUp',
      params: name,
      isEnabled: () => layers.selectedOutput > 0,
      needs: () => 'above',
      run: () => layers.moveOutput(layers.selectedOutput, -1),
    }),
    row('moveDown', {
      shortcut: 'Mod+Shift+ArrowDown',
      params: name,
      isEnabled: () => layers.selectedOutput < last(),
      needs: () => 'below',
      run: () => layers.moveOutput(layers.selectedOutput, 1),
    }),
    row('selectAbove', {
      shortcut: 'Mod+ArrowUp',
      isEnabled: () => layers.selectedOutput > 0,
      needs: () => 'above',
      run: () => layers.selectedOutput--,
    }),
    row('selectBelow', {
      shortcut: 'Mod+ArrowDown',
      isEnabled: () => layers.selectedOutput < last(),
      needs: () => 'below',
      run: () => layers.selectedOutput++,
    }),
    ...codeCommands(),
    ...sizeCommands(),
  ]
}

function codeCommands(): readonly Command[] {
  return (Object.keys(CODES) as CodeName[]).map((code): Command => ({
    id: `kernels.copyAs.${code}`,
    menu: 'kernels',
    group: 2,
    title: (locale) => translateTo(locale, 'commands.kernels.copyAs', { name: CODES[code].name }),
    run: () => useCopiedCodeStore().show(code),
  }))
}

function sizeCommands(): readonly Command[] {
  const layers = useLayerStore()
  return SIDES.map((side): Command => ({
    id: `kernels.size${side}`,
    menu: null,
    group: 1,
    run: () => layers.setKernelSize({ height: side, width: side }),
    isChecked: () => isSquare(kernelSize(layers.bench), side),
  }))
}

function isSquare({ height, width }: { height: number; width: number }, side: number): boolean {
  return height === side && width === side
}
