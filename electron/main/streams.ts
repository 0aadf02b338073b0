/** Tells the person at a terminal something that is not the result: stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Writes the result to stdout and waits until it has left this process. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()))
  })
}
