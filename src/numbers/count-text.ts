import type { Locale } from '../../electron/contract/requests'

/**
 * A large count in four digits with the space that its word needs: `25.92M ` before "multiply-adds",
 * `2592 万` right before 次, `324 ` before either. Spaces do not break, and messages add none.
 */
export function countText(count: number, locale: Locale): string {
  const short = count.toLocaleString(locale, {
    notation: 'compact',
    maximumSignificantDigits: 4,
  })
  const spaced = short.replace(/(?<=\d)\p{Script=Han}$/u, '\u00a0$&')
  return spaced === short ? `${short}\u00a0` : spaced
}
