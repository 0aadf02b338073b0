import { LOCALES, type Locale } from '../../electron/contract/requests'
import type { Command } from './command'
import { titleOf } from './registry'

export interface Found {
  readonly command: Command
  readonly title: string
}

/**
 * The commands whose title holds every word of `query`, in either language; those that begin with it
 * come first, then those that can be run now. An empty query finds everything.
 */
export function searchCommands(
  commands: readonly Command[],
  query: string,
  locale: Locale,
): readonly Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return commands
    .filter((command) => {
      const names = LOCALES.map((each) => titleOf(command, each))
        .join('\n')
        .toLowerCase()
      return words.every((word) => names.includes(word))
    })
    .map((command) => ({ command, title: titleOf(command, locale) }))
    .map((found, index) => ({ found, index, rank: rankOf(found, words) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ found }) => found)
}

function rankOf({ command, title }: Found, words: readonly string[]): number {
  const isDisabled = command.isEnabled?.() === false
  const starts = words.length > 0 && title.toLowerCase().startsWith(words[0] ?? '')
  return (isDisabled ? 2 : 0) + (starts ? 0 : 1)
}
