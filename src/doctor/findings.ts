import type { Band, Inspection, Parity } from '../../electron/contract/doctor'
import { formatFixed, formatShare, formatShort } from '../format'

/** A key of the locale area `doctor` and its numbers. */
export interface Said {
  readonly key: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** One line of the kernel doctor: its numbers, and what they mean in one sentence. */
export interface Finding {
  readonly name: 'sum' | 'range' | 'clipping' | 'symmetry' | 'rank' | 'frequency'
  readonly values: readonly Said[]
  readonly sentence: Said
}

/** The lines of the kernel doctor, in the order of their importance. */
export function findingsOf(inspection: Inspection): readonly Finding[] {
  return [
    sum(inspection),
    range(inspection),
    clipping(inspection),
    symmetry(inspection),
    rank(inspection),
    frequency(inspection),
  ]
}

/** 20·log₁₀ of a gain, two decimals; −∞ for 0. */
export function decibels(gain: number): string {
  if (gain === 0) return '−∞'
  const level = formatFixed(20 * Math.log10(Math.abs(gain)), 2)
  return String(level.replace(/^−(0\.00)$/, '$1')).replace(/\.?0+$/, '')
}

function sum({ facts }: Inspection): Finding {
  const gain = facts.sum
  const isKept = Math.abs(gain - 1) < 1e-5
  const kind = isKept ? 'kept' : gain === 0 ? 'nothing' : gain < 0 ? 'negative' : 'scaled'
  const params = { sum: formatShort(gain), decibels: decibels(gain) }
  return { name: 'sum', values: [{ key: 'sum.value', params }], sentence: say('sum', kind, params) }
}

function range({ facts, bias }: Inspection): Finding {
  const [low, high] = [facts.negative + bias, facts.positive + bias]
  const params = { low: formatShort(low), high: formatShort(high) }
  const kind = low >= 0 && high <= 1 + 1e-6 ? 'inside' : 'beyond'
  return {
    name: 'range',
    values: [{ key: 'range.value', params }],
    sentence: say('range', kind, params),
  }
}

function clipping({ clipping }: Inspection): Finding {
  if (!clipping) {
    return { name: 'clipping', values: [{ key: 'unknown' }], sentence: { key: 'clipping.unknown' } }
  }
  const { below, above, total } = clipping
  const share = (count: number): string => formatShare(count / total)
  const values = [
    { key: 'clipping.below', params: { share: share(below) } },
    { key: 'clipping.above', params: { share: share(above) } },
  ]
  const params = { share: share(below + above) }
  return {
    name: 'clipping',
    values,
    sentence: say('clipping', below + above > 0 ? 'some' : 'none', params),
  }
}

function symmetry({ facts }: Inspection): Finding {
  const { symmetry, separation } = facts
  if (separation.kernels === 0) {
    return { name: 'symmetry', values: [{ key: 'unknown' }], sentence: { key: 'zeros' } }
  }
  const parities = Object.entries(symmetry) as [keyof typeof symmetry, Parity][]
  const values = parities
    // Two mirrors make half a turn: that needs no words of its own.
    .filter(([key, parity]) => parity !== null && !(key === 'halfTurn' && symmetry.x && symmetry.y))
    .map(([key, parity]) => ({ key: `symmetry.${key}.${parity}` }))
  return {
    name: 'symmetry',
    values: values.length > 0 ? values : [{ key: 'symmetry.noneShort' }],
    sentence: say('symmetry', meaning(symmetry)),
  }
}

function meaning({ halfTurn, quarterTurn }: Inspection['facts']['symmetry']): string {
  if (halfTurn === 'even') return quarterTurn === 'even' ? 'round' : 'centred'
  return halfTurn === 'odd' ? 'directed' : 'none'
}

function rank({ facts }: Inspection): Finding {
  const { kernels, rank, direct, separable } = facts.separation
  if (kernels === 0) {
    return {
      name: 'rank',
      values: [{ key: 'rank.value', params: { rank } }],
      sentence: { key: 'zeros' },
    }
  }
  const saved = formatShare((direct - separable) / direct)
  const params = { kernels, rank, direct, separable, saved }
  const values = [
    { key: 'rank.value', params },
    { key: 'rank.cost', params },
  ]
  const pays = separable < direct ? 'saves' : 'costs'
  return { name: 'rank', values, sentence: say('rank', kernels > 1 ? `${pays}Many` : pays, params) }
}

function frequency({ facts: { response } }: Inspection): Finding {
  const { x, y } = response
  const values = [
    { key: 'frequency.x', params: { band: bandText(x) } },
    { key: 'frequency.y', params: { band: bandText(y) } },
  ]
  return { name: 'frequency', values, sentence: say('frequency', bandKind(x, y)) }
}

/** `0 … 0.155` in cycles per pixel; a dash where nothing passes. */
export function bandText(band: Band | null): string {
  if (!band) return '–'
  const text = (frequency: number): string => formatFixed(frequency, 3).replace(/\.?0+$/, '')
  return `${text(band.low ?? 0)}\u00a0…\u00a0${text(band.high ?? 0.5)}`
}

function bandKind(...bands: readonly (Band | null)[]): string {
  const there = bands.filter((band) => band !== null)
  if (there.length === 0) return 'nothing'
  if (there.every(({ low, high }) => low === null && high === null)) return 'all'
  if (there.every(({ low }) => low === null)) return 'low'
  return there.every(({ high }) => high === null) ? 'high' : 'band'
}

function say(name: Finding['name'], kind: string, params?: Said['params']): Said {
  return { key: `${name}.${kind}`, ...(params && { params }) }
}
