import type { BarSeriesOption, CustomSeriesOption, ScatterSeriesOption } from 'echarts/charts'
import type {
  AriaComponentOption,
  GridComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { TimedRow } from './race-rows'

export type RaceOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | AriaComponentOption
>

/** Colours and faces of the theme. */
export interface ChartLook {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly panel: string
  readonly processor: string
  readonly gpu: string
  readonly font: string
  /** How much larger than usual the text is. */
  readonly digits: number
}

/** The chart's words in the language of the moment. */
export interface ChartWords {
  readonly axis: string
  readonly median: string
  readonly spread: string
  readonly run: string
  readonly describe: string
}

export interface RaceChart {
  readonly rows: readonly TimedRow[]
  /** Times on a logarithmic axis. */
  readonly isLog: boolean
}

/** Bars of the medians, whiskers from the fastest to the slowest run, and every run as a point. */
export function raceOption(
  { rows, isLog }: RaceChart,
  look: ChartLook,
  words: ChartWords,
): RaceOption {
  const size = faceSize(look)
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.text, fontSize: size },
    aria: { enabled: true, label: { description: words.describe } },
    grid: { top: 8, right: 168 * look.digits, bottom: 4, left: 4, outerBoundsMode: 'same' },
    tooltip: { trigger: 'item', confine: true, ...tooltipLook(look) },
    xAxis: {
      type: isLog ? 'log' : 'value',
      min: isLog ? logStart(rows) : 0,
      name: words.axis,
      nameLocation: 'middle',
      nameGap: 28 * look.digits,
      nameTextStyle: { color: look.muted, fontSize: size },
      axisLabel: { color: look.muted, fontSize: size },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(rowLabel),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.text, fontSize: size, lineHeight: size * 1.3 },
    },
    series: [
      bars(rows, look, words),
      whiskers(rows, look, words),
      points(rows, look, words),
      readings(rows, look),
    ],
  }
}

/** The chart's one size of text, CSS pixels. */
function faceSize({ digits }: ChartLook): number {
  return 12 * digits
}

/** Engine and variant, one under the other. */
export function rowLabel({ name, report }: TimedRow): string {
  return `${name}\n${report.variant}`
}

function bars(rows: readonly TimedRow[], look: ChartLook, words: ChartWords): BarSeriesOption {
  return {
    type: 'bar',
    name: words.median,
    barMaxWidth: 22,
    data: rows.map(({ report }) => ({
      value: report.computeMs.median,
      itemStyle: {
        color: report.engine === 'webgpu' && !report.software ? look.gpu : look.processor,
        opacity: 0.85,
      },
    })),
  }
}

/** [category, fastest, slowest] per line. */
function whiskers(
  rows: readonly TimedRow[],
  look: ChartLook,
  words: ChartWords,
): CustomSeriesOption {
  return {
    type: 'custom',
    name: words.spread,
    silent: true,
    z: 4,
    encode: { x: [1, 2], y: 0 },
    data: rows.map(({ report }, index) => [index, report.computeMs.min, report.computeMs.max]),
    renderItem: (_, api) => {
      const [left = 0, middle = 0] = api.coord([api.value(1), api.value(0)])
      const [right = 0] = api.coord([api.value(2), api.value(0)])
      const style = { stroke: look.text, lineWidth: 1.5 }
      const line = (x1: number, y1: number, x2: number, y2: number) =>
        ({ type: 'line', shape: { x1, y1, x2, y2 }, style }) as const
      return {
        type: 'group',
        children: [
          line(left, middle, right, middle),
          line(left, middle - 6, left, middle + 6),
          line(right, middle - 6, right, middle + 6),
        ],
      }
    },
  }
}

/** Every run as [ms, category]. */
function points(
  rows: readonly TimedRow[],
  look: ChartLook,
  words: ChartWords,
): ScatterSeriesOption {
  return {
    type: 'scatter',
    name: words.run,
    z: 5,
    symbolSize: 6,
    itemStyle: { color: look.panel, borderColor: look.text, borderWidth: 1 },
    data: rows.flatMap(({ report }, index) => report.runsMs.map((ms) => [ms, index])),
    tooltip: {
      formatter: ({ data, seriesName }) => {
        const [ms] = data as [number, number]
        return `${seriesName ?? ''}: ${timeText(ms)} ms`
      },
    },
  }
}

/** Median and throughput, written to the right of the slowest run. */
function readings(rows: readonly TimedRow[], look: ChartLook): ScatterSeriesOption {
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 0,
    data: rows.map(({ report }, index) => [report.computeMs.max, index]),
    label: {
      show: true,
      position: 'right',
      distance: 10,
      color: look.text,
      fontSize: faceSize(look),
      fontWeight: 600,
      formatter: ({ dataIndex }) => readingText(rows[dataIndex]),
    },
  }
}

function readingText(row: TimedRow | undefined): string {
  if (!row) return ''
  const { computeMs, gflops } = row.report
  return `${timeText(computeMs.median)} ms · ${timeText(gflops)} GFLOP/s`
}

/** A power of ten below every run, so that bars of a logarithmic axis have a foot. */
function logStart(rows: readonly TimedRow[]): number {
  const fastest = Math.min(1, ...rows.map(({ report }) => report.computeMs.min))
  return 10 ** (Math.floor(Math.log10(Math.max(fastest, 1e-6))) - (fastest < 1 ? 0 : 1))
}

/** Milliseconds with three significant digits. */
export function timeText(ms: number): string {
  return ms >= 1000 ? Math.round(ms).toString() : String(Number(ms.toPrecision(3)))
}

function tooltipLook(look: ChartLook): TooltipComponentOption {
  return {
    backgroundColor: look.panel,
    borderColor: look.line,
    textStyle: { color: look.text, fontSize: faceSize(look) },
    valueFormatter: (value) => `${timeText(Number(value))} ms`,
  }
}
