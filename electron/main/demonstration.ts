import { app } from 'electron'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toFault } from '../contract/faults'
import type { EngineOutcome } from '../contract/jobs'
import { JOB_DEFAULTS } from './jobs-schema'
import type { Problems } from './errors'
import { demonstration } from './ipc'
import { layerSource } from './layer-entry'
import { openLab, type Lab } from './lab'
import { describeMachine } from './machine'
import { ROOT } from './pages'
import { samplePath } from './samples'
import { engineTable, FLOP_NOTE, machineLine } from './report-table'
import { saveFile } from './save-file'
import { print, say } from './streams'

const SAMPLE = 'coffee'
const PRESET = 'sobel-x'
/** How long the lab page may take to show the result, ms. */
const SHOW_MS = 60_000

/**
 * Plays the lab's main job in its window: a sample picture, an edge layer, CPU and WebGPU compared.
 * Prints the timing table and what it saved. Returns the exit code.
 */
export async function runDemonstration(problems: Problems): Promise<number> {
  try {
    const folder = await outputFolder()
    const lab = await openLab(problems)
    const shown = demonstration(() => lab.window, SHOW_MS)
    lab.tell('command', { kind: 'demonstrate', sample: SAMPLE, preset: PRESET })
    const { engines } = await shown
    const window = await saveWindow(lab, folder)
    const maps = await saveMaps(lab, folder)
    const machine = await describeMachine(await lab.compute.ready())
    await print(
      [
        machineLine(machine),
        `The sample "${SAMPLE}" through the preset "${PRESET}":`,
        ...engineTable(engines),
        FLOP_NOTE,
        `The window: ${window}`,
        ...maps.map((map) => `A feature map: ${map}`),
      ].join('\n'),
    )
    return engines.every(hasWorked) ? 0 : 1
  } catch (error) {
    say(`The demonstration stopped: ${toFault(error).message}`)
    return 1
  }
}

/** A machine without WebGPU is no failure of the lab; the table says why there is none. */
function hasWorked(outcome: EngineOutcome): boolean {
  return outcome.ok ? outcome.report.agrees : outcome.fault.code === 'gpu-unavailable'
}

/** out/demonstration of the project; a temporary folder for a packaged lab. */
async function outputFolder(): Promise<string> {
  if (app.isPackaged) return await mkdtemp(join(tmpdir(), 'convolution-lab-demonstration-'))
  const folder = join(ROOT, 'out/demonstration')
  await mkdir(folder, { recursive: true })
  return folder
}

async function saveWindow({ window }: Lab, folder: string): Promise<string> {
  const picture = await window.webContents.capturePage()
  const path = join(folder, 'window.png')
  await saveFile(path, picture.toPNG(), { keepPrevious: false })
  return path
}

/** The layer once more on the CPU, with its maps as files. */
async function saveMaps({ pictures, queue }: Lab, folder: string): Promise<readonly string[]> {
  const picture = await pictures.open({ kind: 'path', path: samplePath(SAMPLE) })
  const entry = { ...JOB_DEFAULTS, name: SAMPLE, input: SAMPLE, bias: undefined }
  const layer = await layerSource(
    { ...entry, weights: { preset: PRESET }, settings: { padding: 'same' } },
    ROOT,
    picture.shape.channels,
  )
  const { artifacts } = await queue.run({
    id: 'demonstration-maps',
    name: `${SAMPLE}.${PRESET}`,
    picture: picture.id,
    layer,
    save: ['png'],
    engines: ['cpu'],
    variant: 'auto',
    threads: 0,
    warmup: 0,
    runs: 1,
  })
  const paths = artifacts.map(({ fileName }) => join(folder, fileName))
  for (const [index, { bytes }] of artifacts.entries()) {
    await saveFile(paths[index] ?? folder, bytes, { keepPrevious: false })
  }
  return paths
}
