export async function runDemonstration(): Promise<number> {
  return 1
}
