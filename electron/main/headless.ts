export async function runHeadless(): Promise<number> {
  return 2
}
