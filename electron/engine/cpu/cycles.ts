/** Cycles in a millisecond of the core that every variant's `estimate` is fitted to: 3.4 GHz. */
export const CYCLES_PER_MS = 3.4e6
