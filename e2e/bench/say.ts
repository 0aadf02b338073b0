/** Progress and faults, for people: always on stderr, since stdout may be a JSON document. */
export function tell(text: string): void {
  process.stderr.write(`[bench] ${text}\n`)
}
