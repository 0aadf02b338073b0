import { usePicturesStore } from '../stores/pictures'
import { useZoomStore } from '../stores/zoom'
import { largestLevel, STEP } from '../zoom/window'
import type { Command, Need } from './command'

/** The one zoom of the input, its channels and all maps. */
export function zoomCommands(): readonly Command[] {
  const zoom = useZoomStore()
  const pictures = usePicturesStore()
  const isOpen = (): boolean => pictures.current !== null
  const isZoomed = (): boolean => isOpen() && zoom.level > 1
  const zoomFirst = (): Need => (isOpen() ? 'zoomed' : 'picture')
  const canZoom = (): boolean => isOpen() && zoom.level < largestLevel(zoom.size)
  const entry = (
    name: string,
    rest: Pick<Command, 'shortcut' | 'isEnabled' | 'needs' | 'run'>,
  ): Command => ({
    id: `zoom.${name}`,
    menu: 'view',
    group: 5,
    ...rest,
  })
  const pan = (y: number, x: number) => (): void =>
    zoom.panBy({ y: (y * zoom.picture.height) / 8, x: (x * zoom.picture.width) / 8 })
  const way = (name: string, run: () => void): Command => ({
    ...entry(name, { isEnabled: isZoomed, needs: zoomFirst, run }),
    menu: null,
  })
  return [
    entry('in', {
      shortcut: 'F4',
      isEnabled: canZoom,
      needs: () => (isOpen() ? 'closer' : 'picture'),
      run: () => zoom.zoomBy(STEP),
    }),
    entry('out', {
      shortcut: 'F3',
      isEnabled: isZoomed,
      needs: zoomFirst,
      run: () => zoom.zoomBy(1 / STEP),
    }),
    entry('fit', {
      shortcut: 'F2',
      isEnabled: isZoomed,
      needs: zoomFirst,
      run: () => zoom.fit(),
    }),
    way('left', pan(0, -1)),
    way('right', pan(0, 1)),
    way('up', pan(-1, 0)),
    way('down', pan(1, 0)),
  ]
}
