/** A matrix [rows × columns], row-major. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/** matrix = Σ_r values[r] · left[r] ⊗ right[r]; the largest first, every vector of length 1 or 0. */
export interface SingularValues {
  readonly values: Float64Array
  /** [r][rows] */
  readonly left: readonly Float64Array[]
  /** [r][columns] */
  readonly right: readonly Float64Array[]
}

/** Sweeps over all pairs at most; a handful is enough for sides of hundreds. */
const MOST_SWEEPS = 60
/** Two columns count as orthogonal below this cosine. */
const ORTHOGONAL = 2 ** -52

/**
 * Singular value decomposition by one-sided Jacobi rotations: pairs of columns are rotated until
 * all are orthogonal; their lengths are the singular values (Hestenes 1958; Golub and Van Loan,
 * "Matrix Computations", 8.6.3). Small values come out accurate too. Throws on values that are not finite.
 */
export function singularValues(matrix: Matrix): SingularValues {
  if (!matrix.values.every(Number.isFinite))
    throw new Error('a matrix with values that are not finite has no singular values')
  if (matrix.columns > matrix.rows) {
    const { values, left, right } = singularValues(transposed(matrix))
    return { values, left: right, right: left }
  }
  const columns = columnsOf(matrix)
  const turns = identity(matrix.columns)
  for (let sweep = 0; sweep < MOST_SWEEPS && rotateAll(columns, turns); sweep++);
  return sorted(columns, turns)
}

function transposed({ rows, columns, values }: Matrix): Matrix {
  const turned = values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0)
  return { rows: columns, columns: rows, values: turned }
}

function columnsOf({ rows, columns, values }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, x) =>
    Float64Array.from({ length: rows }, (_, y) => values[y * columns + x] ?? 0),
  )
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, at) =>
    Float64Array.from({ length: size }, (_, x) => (x === at ? 1 : 0)),
  )
}

/** One sweep; true when anything was rotated. */
function rotateAll(columns: readonly Float64Array[], turns: readonly Float64Array[]): boolean {
  let isRotated = false
  columns.forEach((one, p) => {
    columns.slice(p + 1).forEach((other, behind) => {
      const [a, b, between] = [dot(one, one), dot(other, other), dot(one, other)]
      if (Math.abs(between) <= ORTHOGONAL * Math.sqrt(a) * Math.sqrt(b)) return
      const angle = (b - a) / (2 * between)
      const tangent = (angle < 0 ? -1 : 1) / (Math.abs(angle) + Math.hypot(1, angle))
      const cosine = 1 / Math.hypot(1, tangent)
      rotate(one, other, [cosine, cosine * tangent])
      const [turn, otherTurn] = [turns[p], turns[p + 1 + behind]]
      if (turn && otherTurn) rotate(turn, otherTurn, [cosine, cosine * tangent])
      isRotated = true
    })
  })
  return isRotated
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}

function rotate(
  one: Float64Array,
  other: Float64Array,
  [cosine, sine]: readonly [number, number],
): void {
  one.forEach((first, at) => {
    const second = other[at] ?? 0
    one[at] = cosine * first - sine * second
    other[at] = sine * first + cosine * second
  })
}

function sorted(columns: readonly Float64Array[], turns: readonly Float64Array[]): SingularValues {
  const found = columns
    .map((column, at) => ({
      value: Math.sqrt(dot(column, column)),
      column,
      right: turns[at] ?? new Float64Array(0),
    }))
    .sort((one, other) => other.value - one.value)
  return {
    values: Float64Array.from(found, ({ value }) => value),
    left: found.map(({ value, column }) => column.map((x) => (value > 0 ? x / value : 0))),
    right: found.map(({ right }) => right),
  }
}
