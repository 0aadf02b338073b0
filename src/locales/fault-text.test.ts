import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { afterEach, describe, expect, it } from 'vitest'
import { answerCalls, CallClient, type CallPort } from '../../electron/contract/calls'
import { FaultError, toFault, type Fault } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import chinese from '../../resources/faults.zh-CN.json'
import { i18n } from '.'
import { faultText } from './fault-text'

// What the sources say is read from the sources: a sentence is wherever its tag is.
const ROOT = resolve(import.meta.dirname, '../..')
const sources = ['src', 'electron'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|vue)$/.test(path) && !/\.(test|bench)\.ts$/.test(path))
    .map((path) => join(ROOT, folder, path)),
)

interface Said {
  readonly texts: Set<string>
  /** Faults of words that no catalogue can translate. */
  readonly plain: string[]
}

function saidIn(paths: readonly string[]): Said {
  const said: Said = { texts: new Set(), plain: [] }
  for (const path of paths) {
    const text = readFileSync(path, 'utf8')
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
    visit(file, said)
  }
  return said
}

function visit(node: ts.Node, said: Said): void {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sentence') {
    said.texts.add(textOf(node.template))
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'FaultError') {
    const words = node.arguments?.[1]
    if (words && (ts.isStringLiteralLike(words) || ts.isTemplateExpression(words))) {
      said.plain.push(words.getText())
    }
  }
  ts.forEachChild(node, (child) => visit(child, said))
}

function textOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
  const parts = template.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`)
  return template.head.text + parts.join('')
}

const slots = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort()
const said = saidIn(sources.filter((path) => path.endsWith('.ts')))

describe('the Chinese sentences of faults', () => {
  it('are those that the sources say, no more and no fewer', () => {
    expect(said.texts.size).toBeGreaterThan(250)
    expect(Object.keys(chinese).sort()).toEqual([...said.texts].sort())
  })

  it('have the very values of the English ones', () => {
    for (const [english, translated] of Object.entries(chinese)) {
      expect(slots(translated), english).toEqual(slots(english))
    }
  })

  it('are Chinese', () => {
    const worded = Object.entries(chinese).filter(([english]) => /[a-z]{3}/i.test(english))
    expect(worded.filter(([, translated]) => !/\p{Script=Han}/u.test(translated))).toEqual([])
  })

  it('cover every fault: none is thrown with bare words, but for the command line', () => {
    expect(said.plain).toEqual(['`The folder ${resolve(out)} cannot be made (${error.code}).`'])
    const templates = sources.filter((path) => path.endsWith('.vue'))
    expect(
      templates.filter((path) => readFileSync(path, 'utf8').includes('contract/sentence')),
    ).toEqual([])
  })
})

afterEach(() => (i18n.global.locale.value = 'en'))

const full = sentence`the disk is full`
const saving = sentence`${'map.png'} was not saved: ${full}. A file that was there before is unchanged; choose another place and save again.`

/** A fault as it arrives: thrown on one side of a port, caught on the other. */
async function crossing(thrown: Error): Promise<Fault> {
  const { port1, port2 } = new MessageChannel()
  const adapt = (port: MessagePort): CallPort => ({
    post: (message) => port.postMessage(message),
    listen: (listener) => (port.onmessage = ({ data }) => listener(data)),
  })
  answerCalls<{ save: () => void }>(adapt(port2), {
    save: () => {
      throw thrown
    },
  })
  const client = new CallClient<{ save: () => void }>(adapt(port1))
  try {
    await client.call('save', undefined)
  } catch (error) {
    return toFault(error)
  } finally {
    port1.close()
  }
  throw new Error('the call went through')
}

describe('a fault that crossed a port', () => {
  it('reads in the language of the window, with what stands inside it, and follows a switch', async () => {
    const fault = await crossing(new FaultError('file-failed', saving))
    expect(faultText(fault)).toBe(
      'map.png was not saved: the disk is full. A file that was there before is unchanged; choose another place and save again.',
    )
    i18n.global.locale.value = 'zh-CN'
    expect(faultText(fault)).toBe(
      'map.png 没有保存：磁盘已满。原有的文件没有变化；请另选位置再保存。',
    )
  })

  it('of foreign words keeps them, behind a Chinese lead-in', async () => {
    const fault = await crossing(new TypeError('x is not a function'))
    i18n.global.locale.value = 'zh-CN'
    expect(faultText(fault)).toBe('实验室出错：x is not a function')
    expect(faultText({ code: 'internal', message: 'No | @ {such} words.' })).toBe(
      '实验室出错：No | @ {such} words.',
    )
  })

  it('with a text that no catalogue has, even that of an object of its own, stays readable', () => {
    i18n.global.locale.value = 'zh-CN'
    const strange = {
      code: 'internal',
      message: 'Odd.',
      sentence: { text: 'toString', values: [] },
    }
    expect(faultText(strange as Fault)).toBe('实验室出错：Odd.')
  })
})
