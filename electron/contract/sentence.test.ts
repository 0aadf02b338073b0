import { describe, expect, it } from 'vitest'
import { asError, toFault, unwrap, type Fault } from './faults'
import { compose, isSentence, sentence, type Sentence } from './sentence'

const inner = sentence`the disk is full`
const outer = sentence`${'map.png'} was not saved: ${inner}; ${3} others were.`

describe('a sentence', () => {
  it('keeps its values apart and says them in English', () => {
    expect(outer.text).toBe('{0} was not saved: {1}; {2} others were.')
    expect(compose(outer)).toBe('map.png was not saved: the disk is full; 3 others were.')
  })

  it('takes its values in the order of a translation, those inside translated too', () => {
    const words: Record<string, string> = {
      '{0} was not saved: {1}; {2} others were.': '{1}: {0} ({2})',
      'the disk is full': 'plein',
    }
    expect(compose(outer, (text) => words[text] ?? text)).toBe('plein: map.png (3)')
  })

  it('says a value as it is, even one that looks like a place', () => {
    expect(compose(sentence`${'{1}'} and ${'$&'}`)).toBe('{1} and $&')
  })
})

function nested(depth: number): Sentence {
  return depth === 1 ? inner : { text: '{0}', values: [nested(depth - 1)] }
}

describe('what another process sends', () => {
  it.each([
    ['a text', 'words'],
    ['nothing', null],
    ['a text that is none', { text: 7, values: [] }],
    ['values that are no list', { text: 'a', values: 'b' }],
    ['a value that is no text, number or sentence', { text: '{0}', values: [true] }],
    ['no value', { text: '{0}', values: [null] }],
    ['too long a text', { text: 'a'.repeat(1001), values: [] }],
    ['too many values', { text: 'a', values: new Array(13).fill(1) }],
    ['sentences too deep in sentences', nested(5)],
  ])('is no sentence: %s', (_, found) => {
    expect(isSentence(found)).toBe(false)
  })

  it('is one with values and sentences in it', () => {
    expect(isSentence(structuredClone(outer))).toBe(true)
    expect(isSentence(nested(4))).toBe(true)
  })

  it('is left out of a fault when it is junk; the English words stay', () => {
    const fault = {
      code: 'internal',
      message: 'Broken.',
      sentence: { text: 7 },
    } as unknown as Fault
    expect(() => unwrap({ ok: false, fault })).toThrow('Broken.')
    expect(toFault(asError(fault))).toEqual({ code: 'internal', message: 'Broken.' })
  })
})
