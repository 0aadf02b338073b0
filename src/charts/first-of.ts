/** More than this is a list that nobody reads or listens to. */
const MOST_NAMED = 8

/** The first eight texts and, in the language of `t`, how many more there are. */
export function firstOf(
  texts: readonly string[],
  t: (key: string, named: { readonly count: number }) => string,
): string[] {
  const named = texts.slice(0, MOST_NAMED)
  const count = texts.length - named.length
  return count > 0 ? [...named, t('race.more', { count })] : named
}
