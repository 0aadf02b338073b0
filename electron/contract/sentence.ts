/** A number, a text that needs no translation (a name, a size), or a sentence inside the sentence. */
export type SentenceValue = string | number | Sentence

/** A sentence apart from its values, so that the window can say it in its own language. */
export interface Sentence {
  /** English, with {0}, {1}, … where the values stand: "There is no file {0}." */
  readonly text: string
  readonly values: readonly SentenceValue[]
}

/** Tag of a template that keeps the values apart: sentence`There is no file ${path}.` */
export function sentence(
  parts: TemplateStringsArray,
  ...values: readonly SentenceValue[]
): Sentence {
  return { text: parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`), values }
}

/** The sentence with its values, in English, or as `translate` gives each of its texts. */
export function compose(
  { text, values }: Sentence,
  translate: (text: string) => string = (english) => english,
): string {
  return translate(text).replace(/\{(\d+)\}/g, (slot, index: string) => {
    const value = values[Number(index)] ?? slot
    return typeof value === 'object' ? compose(value, translate) : String(value)
  })
}

const LONGEST_TEXT = 1000
const MOST_VALUES = 12
const MOST_DEPTH = 4

/** Whether something from another process is a sentence; the depth and the number of values are bounded. */
export function isSentence(found: unknown, depth = MOST_DEPTH): found is Sentence {
  if (typeof found !== 'object' || found === null || depth === 0) return false
  const { text, values } = found as Partial<Record<keyof Sentence, unknown>>
  if (typeof text !== 'string' || text.length > LONGEST_TEXT) return false
  if (!Array.isArray(values) || values.length > MOST_VALUES) return false
  return values.every((value: unknown) =>
    typeof value === 'object' ? isSentence(value, depth - 1) : isPlain(value),
  )
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}
