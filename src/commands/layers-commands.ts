import { useFusionStore } from '../stores/fusion'
import { useLayerStore } from '../stores/layer'
import type { Command } from './command'

/** The stack of layers. */
export function layersCommands(): readonly Command[] {
  const layers = useLayerStore()
  const fusion = useFusionStore()
  const at = (): number => layers.stack.at
  const last = (): number => layers.stack.entries.length - 1
  const entry = (key: string, own: Pick<Command, 'run'> & Partial<Command>): Command => ({
    id: `layers.${key}`,
    menu: 'kernels',
    group: 3,
    ...own,
  })
  return [
    entry('add', { shortcut: 'Mod+Shift+L', run: () => layers.addLayer() }),
    entry('duplicate', { run: () => layers.duplicateLayer() }),
    entry('remove', {
      isEnabled: () => last() > 0,
      needs: () => 'layers',
      run: () => layers.removeLayer(),
    }),
    entry('before', {
      isEnabled: () => at() > 0,
      needs: () => 'layerBefore',
      run: () => layers.moveLayer(-1),
    }),
    entry('after', {
      isEnabled: () => at() < last(),
      needs: () => 'layerAfter',
      run: () => layers.moveLayer(1),
    }),
    entry('previous', {
      shortcut: 'Mod+PageUp',
      isEnabled: () => at() > 0,
      needs: () => 'layerBefore',
      run: () => layers.chooseLayer(at() - 1),
    }),
    entry('next', {
      shortcut: 'Mod+PageDown',
      isEnabled: () => at() < last(),
      needs: () => 'layerAfter',
      run: () => layers.chooseLayer(at() + 1),
    }),
    entry('fuse', {
      isEnabled: () => layers.canFuse,
      needs: () => (at() < last() ? 'linear' : 'layerAfter'),
      run: () => fusion.fuse(),
    }),
  ]
}
