import { describe, expect, test } from 'vitest'
import { appArguments, parseMode } from './command-line'

describe("the lab's own words", () => {
  test('stand behind the folder, whatever switches come before it', () => {
    const argv = ['/e/electron', '--no-sandbox', '-r', '/p/loader.js', '/work/lab', 'run', 'a.json']
    expect(appArguments(argv, '/work/lab')).toEqual(['run', 'a.json'])
  })

  test('keep options that look like switches', () => {
    const argv = ['/e/electron', '/work/lab', 'run', 'a.json', '--json']
    expect(appArguments(argv, '/work/lab')).toEqual(['run', 'a.json', '--json'])
  })

  test('begin with a word: switches that development puts behind the folder are Chromium’s', () => {
    const argv = ['/e/electron', '/work/lab', '--no-sandbox', 'demo']
    expect(appArguments(argv, '/work/lab')).toEqual(['demo'])
  })

  test('a packaged lab has no folder: Chromium takes what comes before the first word', () => {
    expect(appArguments(['/opt/lab', '--no-sandbox', 'demo'], '/opt/app.asar')).toEqual(['demo'])
    expect(appArguments(['/opt/lab', '--no-sandbox'], '/opt/app.asar')).toEqual([])
  })
})

describe('what the lab is started for', () => {
  test.each([
    [[], { mode: 'window', files: [] }],
    [['a.png', 'b.npy'], { mode: 'window', files: ['a.png', 'b.npy'] }],
    [['demo'], { mode: 'demo' }],
    [['run', 'a.json'], { mode: 'run', jobsFile: 'a.json', out: '.', json: false }],
    [
      ['run', '--json', 'a.json', '--out', 'd'],
      { mode: 'run', jobsFile: 'a.json', out: 'd', json: true },
    ],
    [['run', 'a.json', '--out=d'], { mode: 'run', jobsFile: 'a.json', out: 'd', json: false }],
  ])('%j', (words, mode) => {
    expect(parseMode(words)).toEqual(mode)
  })

  test.each([
    [['run'], 'run needs a jobs file'],
    [['run', 'a.json', 'b.json'], 'one jobs file, not also "b.json"'],
    [['run', 'a.json', '--out'], '--out needs a folder'],
    [['run', 'a.json', '--out', '--json'], '--out needs a folder'],
    [['run', 'a.json', '--fast'], 'no option "--fast"'],
    [['demo', 'now'], 'demo takes no "now"'],
    [['a.png', '--paint'], 'no option "--paint"'],
  ])('%j is a wrong call', (words, problem) => {
    expect(parseMode(words)).toMatchObject({
      mode: 'usage',
      problem: expect.stringContaining(problem) as string,
    })
  })
})
