/** Whether two tensors of one shape hold the same values from element `start` to before `end`. */
export function hasSameValues(
  one: Float32Array,
  other: Float32Array,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  for (let at = start; at < end; at++) if (one[at] !== other[at]) return false
  return true
}
