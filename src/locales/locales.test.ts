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

  it('leave no English sentence in Chinese', () => {
    const same = [...chinese].filter(
      ([path, sentence]) => sentence === english.get(path) && /[a-z]{4,} [a-z]{2,}/i.test(sentence),
    )
    expect(same).toEqual([])
  })
})
