import * as v from 'valibot'
import { MENUS } from '../contract/commands'
import { FAULT_CODES } from '../contract/faults'
import { ENGINES, REASONS } from '../contract/jobs'
import { LOCALES, THEMES, ZOOMS, type RequestName, type Requests } from '../contract/requests'
import { layerSettings, whole } from './layer-schema'
import { keptPresets } from './preset-schema'

const MAX_TEXT = 4096
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const count = v.pipe(whole, v.minValue(0))
const runs = (least: number) => v.pipe(whole, v.minValue(least), v.maxValue(10_000))
const bytes = v.pipe(
  v.instance(Uint8Array),
  v.transform((value) => new Uint8Array(value)),
)

const weights = v.object({
  shape: v.tuple([count, count, count, count]),
  data: v.instance(Float32Array),
})

const layer = v.object({
  ...layerSettings,
  weights,
  bias: v.nullable(v.instance(Float32Array)),
})

/** How engines are run; shared with the jobs file. */
export const runOptions = {
  engines: v.pipe(v.array(v.picklist(ENGINES)), v.minLength(1), v.maxLength(ENGINES.length)),
  variant: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  threads: v.pipe(whole, v.minValue(0), v.maxValue(256)),
  warmup: runs(0),
  runs: runs(1),
}

const compare = v.object({ ...runOptions, picture: id, layer })
const menuEntry = v.object({
  id,
  menu: v.picklist(MENUS),
  group: count,
  label: text,
  accelerator: v.nullable(v.pipe(v.string(), v.maxLength(40))),
  isEnabled: v.boolean(),
  isChecked: v.nullable(v.boolean()),
})
const change = v.object({
  locale: v.optional(v.picklist(LOCALES)),
  theme: v.optional(v.picklist(THEMES)),
  isProjector: v.optional(v.boolean()),
  zoom: v.optional(v.picklist(ZOOMS)),
})

/** The shape of every request's arguments; what does not fit is refused before a handler sees it. */
export const ARGUMENTS = {
  machine: v.strictTuple([]),
  settings: v.strictTuple([]),
  changeSettings: v.strictTuple([change]),
  openDialog: v.strictTuple([]),
  openSample: v.strictTuple([id]),
  openPath: v.strictTuple([text]),
  openBytes: v.strictTuple([text, bytes]),
  closePicture: v.strictTuple([id]),
  useAlpha: v.strictTuple([id, v.boolean()]),
  compare: v.strictTuple([id, compare]),
  cancelJob: v.strictTuple([id]),
  saveFile: v.strictTuple([text, bytes]),
  ownPresets: v.strictTuple([]),
  keepOwnPresets: v.strictTuple([keptPresets]),
  connectPort: v.strictTuple([]),
  setMenu: v.strictTuple([v.pipe(v.array(menuEntry), v.maxLength(300))]),
} satisfies { [N in RequestName]: v.GenericSchema<unknown, Parameters<Requests[N]>> }

const spread = v.object({ median: v.number(), min: v.number(), max: v.number(), n: whole })
const candidate = v.object({ variant: text, ms: v.number() })
const reason = v.object({
  kind: v.picklist(REASONS),
  candidates: v.optional(v.array(candidate), []),
})
const report = v.object({
  engine: v.picklist(ENGINES),
  variant: text,
  reason,
  threads: whole,
  software: v.boolean(),
  prepareMs: v.number(),
  uploadMs: v.number(),
  computeMs: spread,
  runsMs: v.array(v.number()),
  coldMs: v.number(),
  readbackMs: v.number(),
  clock: v.picklist(['wall', 'gpu-timestamps']),
  gflops: v.number(),
  maxAbsError: v.number(),
  relativeError: v.number(),
  agrees: v.boolean(),
  compared: whole,
  whole: v.boolean(),
})
const fault = v.object({ code: v.picklist(FAULT_CODES), message: text })
const outcome = v.variant('ok', [
  v.object({ engine: v.picklist(ENGINES), ok: v.literal(true), report }),
  v.object({ engine: v.picklist(ENGINES), ok: v.literal(false), fault }),
])

/** What main reads of the result that the demonstration's page shows. */
export const demonstratedResult = v.object({ engines: v.array(outcome) })
