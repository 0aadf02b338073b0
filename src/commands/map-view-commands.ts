import { translateTo } from '../locales'
import { COMPARISONS, MAP_VIEWS, useMapViewsStore } from '../stores/map-views'
import type { Command } from './command'

const STEP = 0.05

/** Tiles, the composite of three maps, and the comparison of two planes. */
export function mapViewCommands(): readonly Command[] {
  const views = useMapViewsStore()
  const isWiping = (): boolean => views.view === 'compare' && views.comparison === 'wipe'
  const other = (name: string, run: () => unknown, isEnabled: () => boolean): Command => ({
    id: `maps.${name}`,
    menu: null,
    group: 4,
    isEnabled,
    run,
  })
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
      () => views.swap(),
      () => views.view === 'compare',
    ),
    other(
      'compositeShared',
      () => (views.isShared = !views.isShared),
      () => views.view === 'composite',
    ),
    other('dividerLeft', () => views.moveDivider(views.divider - STEP), isWiping),
    other('dividerRight', () => views.moveDivider(views.divider + STEP), isWiping),
  ]
}
