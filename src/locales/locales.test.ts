import { describe, expect, it } from 'vitest'
import { messages } from '.'

type Tree = { readonly [key: string]: Tree | string }

/** Every sentence by its path: `maps.legend.clamp`. */
function flat(tree: Tree, prefix = ''): [path: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = prefix ? `${prefix}.${key}` : key
    return typeof value === 'string' ? [[path, value]] : flat(value, path)
  })
}

const english = new Map(flat(messages.en as Tree))
const chinese = new Map(flat(messages['zh-CN'] as Tree))
/** Without what is quoted for vue-i18n: {'|'}. */
const withoutQuoted = (sentence: string): string => sentence.replaceAll(/\{'[^']*'\}/g, '')
/** Both forms say much the same: they share more than half of the words of the shorter one. */
function isPlural(one: string, many: string): boolean {
  const words = (text: string) => new Set(text.replaceAll(/\{\w+\}|\d/g, '').match(/\w{3,}/g) ?? [])
  const stems = [...words(many)].map((word) => word.slice(0, 3))
  const singles = [...words(one)].map((word) => word.slice(0, 3))
  const shared = singles.filter((stem) => stems.includes(stem)).length
  return many !== '' && shared > singles.length / 2
}
const slots = (sentence = ''): string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort()

describe('the two languages', () => {
  it('have the same sentences', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
    expect(english.size).toBeGreaterThan(50)
  })

  it('say nothing that is empty', () => {
    const empty = [...english, ...chinese].filter(([, sentence]) => sentence === '')
    expect(empty.map(([path]) => path)).toEqual(['maps.legend.space'])
  })

  it('fill Chinese with values that English has as well', () => {
    for (const [path, sentence] of chinese) {
      for (const slot of slots(sentence)) expect(slots(english.get(path)), path).toContain(slot)
    }
  })

  it("say a bar only between singular and plural: a sign is written {'|'}", () => {
    // Each sentence that is meant to have two forms has a count in the second.
    const bars = [...english].filter(([, sentence]) => withoutQuoted(sentence).includes('|'))
    expect(bars.length).toBeGreaterThan(10)
    for (const [path, sentence] of bars) {
      const [one = '', many = '', ...more] = withoutQuoted(sentence).split(' | ')
      expect(more, path).toEqual([])
      expect(/[|]/.test(one + many), path).toBe(false)
      expect(isPlural(one, many), `${path}: ${sentence}`).toBe(true)
    }
    const chineseBars = [...chinese].filter(([, sentence]) => withoutQuoted(sentence).includes('|'))
    expect(chineseBars).toEqual([])
  })

  it('leave no English sentence in Chinese', () => {
    const same = [...chinese].filter(
      ([path, sentence]) => sentence === english.get(path) && /[a-z]{4,} [a-z]{2,}/i.test(sentence),
    )
    expect(same).toEqual([])
  })
})
