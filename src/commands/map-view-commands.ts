import { translateTo } from '../locales'
import { COMPARISONS, MAP_VIEWS, useMapViewsStore } from '../stores/map-views'
import type { Command, Need } from './command'

const STEP = 0.05

/** Tiles, the composite of three maps, and the comparison of two planes. */
export function mapViewCommands(): readonly Command[] {
  const views = useMapViewsStore()
  const isWiping = (): boolean => views.view === 'compare' && views.comparison === 'wipe'
  const other = (name: string, own: Pick<Command, 'run' | 'isEnabled'>, need: Need): Command => ({
    id: `maps.${name}`,
    menu: null,
    group: 4,
    needs: () => need,
    ...own,
  })
  const divider = (name: string, step: number): Command =>
    other(name, { run: () => views.moveDivider(views.divider + step), isEnabled: isWiping }, 'wipe')
  return [
    ...MAP_VIEWS.map((view): Command => ({
      id: `maps.view.${view}`,
      menu: 'view',
      group: 4,
      title: (locale) =>
        translateTo(locale, 'commands.maps.view', {
          name: translateTo(locale, `maps.views.${view}`),
        }),
      isChecked: () => views.view === view,
      run: () => views.show(view),
    })),
    ...COMPARISONS.map((how): Command => ({
      id: `maps.compare.${how}`,
      menu: null,
      group: 4,
      title: (locale) =>
        translateTo(locale, 'commands.maps.compare', {
          name: translateTo(locale, `maps.compare.${how}`),
        }),
      isChecked: () => views.view === 'compare' && views.comparison === how,
      run: () => views.compare(how),
    })),
    other(
      'swapCompared',
      { run: () => views.swap(), isEnabled: () => views.view === 'compare' },
      'compared',
    ),
    other(
      'compositeShared',
      {
        run: () => (views.isShared = !views.isShared),
        isEnabled: () => views.view === 'composite',
      },
      'composite',
    ),
    divider('dividerLeft', -STEP),
    divider('dividerRight', STEP),
  ]
}
