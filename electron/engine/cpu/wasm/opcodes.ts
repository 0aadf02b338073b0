/** The value types that routines use. */
export type ValueType = 'i32' | 'f32' | 'f64' | 'v128'

/** What follows an opcode in the binary. */
export type Immediate = 'none' | 'memory' | 'lane' | 'shuffle' | 'memory-lane'

export interface Opcode {
  /** Bytes of the instruction: one, or a prefix and a LEB128 number. */
  readonly code: readonly [number] | readonly [number, number]
  readonly takes: readonly ValueType[]
  readonly gives: readonly ValueType[]
  readonly immediate: Immediate
}

const I = 'i32'
const F = 'f32'
const D = 'f64'
const V = 'v128'
const SIMD = 0xfd

function plain(code: number, takes: ValueType[], gives: ValueType[]): Opcode {
  return { code: [code], takes, gives, immediate: 'none' }
}
function simd(code: number, takes: ValueType[], gives: ValueType[]): Opcode {
  return { code: [SIMD, code], takes, gives, immediate: 'none' }
}
function at(immediate: Immediate, opcode: Opcode): Opcode {
  return { ...opcode, immediate }
}

/**
 * One line per instruction: its bytes, the operands it takes from the stack and what it gives.
 * (WebAssembly core specification, "Instructions"; relaxed SIMD proposal for `relaxed_madd`)
 */
export const OPCODES = {
  'i32.load': at('memory', plain(0x28, [I], [I])),
  'f32.load': at('memory', plain(0x2a, [I], [F])),
  'f64.load': at('memory', plain(0x2b, [I], [D])),
  'i32.store': at('memory', plain(0x36, [I, I], [])),
  'f32.store': at('memory', plain(0x38, [I, F], [])),
  'f64.store': at('memory', plain(0x39, [I, D], [])),
  'i32.eqz': plain(0x45, [I], [I]),
  'i32.eq': plain(0x46, [I, I], [I]),
  'i32.ne': plain(0x47, [I, I], [I]),
  'i32.lt_s': plain(0x48, [I, I], [I]),
  'i32.lt_u': plain(0x49, [I, I], [I]),
  'i32.gt_s': plain(0x4a, [I, I], [I]),
  'i32.gt_u': plain(0x4b, [I, I], [I]),
  'i32.le_u': plain(0x4d, [I, I], [I]),
  'i32.ge_s': plain(0x4e, [I, I], [I]),
  'i32.ge_u': plain(0x4f, [I, I], [I]),
  'i32.add': plain(0x6a, [I, I], [I]),
  'i32.sub': plain(0x6b, [I, I], [I]),
  'i32.mul': plain(0x6c, [I, I], [I]),
  'i32.div_u': plain(0x6e, [I, I], [I]),
  'i32.rem_u': plain(0x70, [I, I], [I]),
  'i32.and': plain(0x71, [I, I], [I]),
  'i32.shl': plain(0x74, [I, I], [I]),
  'i32.shr_u': plain(0x76, [I, I], [I]),
  'f32.add': plain(0x92, [F, F], [F]),
  'f32.mul': plain(0x94, [F, F], [F]),
  'f64.add': plain(0xa0, [D, D], [D]),
  'f64.sub': plain(0xa1, [D, D], [D]),
  'f64.mul': plain(0xa2, [D, D], [D]),
  'f64.div': plain(0xa3, [D, D], [D]),
  'f32.demote_f64': plain(0xb6, [D], [F]),
  'f64.promote_f32': plain(0xbb, [F], [D]),
  'i32.trunc_sat_f64_s': { ...plain(0xfc, [D], [I]), code: [0xfc, 2] },
  select: plain(0x1b, [I, I, I], [I]),
  'v128.load': at('memory', simd(0x00, [I], [V])),
  'v128.load32_splat': at('memory', simd(0x09, [I], [V])),
  'v128.store': at('memory', simd(0x0b, [I, V], [])),
  'v128.and': simd(0x4e, [V, V], [V]),
  /** Lanes 0 and 1, or 2 and 3. */
  'v128.store64_lane': at('memory-lane', simd(0x5b, [I, V], [])),
  'i32x4.splat': simd(0x11, [I], [V]),
  'i32x4.extract_lane': at('lane', simd(0x1b, [V], [I])),
  'i32x4.min_s': simd(0xb6, [V, V], [V]),
  'i8x16.shuffle': at('shuffle', simd(0x0d, [V, V], [V])),
  'f32x4.splat': simd(0x13, [F], [V]),
  'f32x4.extract_lane': at('lane', simd(0x1f, [V], [F])),
  'f32x4.neg': simd(0xe1, [V], [V]),
  'f32x4.add': simd(0xe4, [V, V], [V]),
  'f32x4.sub': simd(0xe5, [V, V], [V]),
  'f32x4.mul': simd(0xe6, [V, V], [V]),
  /** The second where it is smaller (larger) than the first, else the first. */
  'f32x4.pmin': simd(0xea, [V, V], [V]),
  'f32x4.pmax': simd(0xeb, [V, V], [V]),
  'f64x2.splat': simd(0x14, [D], [V]),
  'f64x2.extract_lane': at('lane', simd(0x21, [V], [D])),
  'f64x2.add': simd(0xf0, [V, V], [V]),
  'f64x2.sub': simd(0xf1, [V, V], [V]),
  'f64x2.mul': simd(0xf2, [V, V], [V]),
  /** Lanes 0 and 1. */
  'f64x2.promote_low_f32x4': simd(0x5f, [V], [V]),
  /** To lanes 0 and 1; 2 and 3 become 0. */
  'i32x4.trunc_sat_f64x2_s_zero': simd(0xfc, [V], [V]),
  /** a·b + c, fused or not as the machine likes */
  'f32x4.relaxed_madd': simd(0x105, [V, V, V], [V]),
  /** −(a·b) + c */
  'f32x4.relaxed_nmadd': simd(0x106, [V, V, V], [V]),
} as const satisfies Record<string, Opcode>

export type OpcodeName = keyof typeof OPCODES
