/** What a page test may count on. */
export async function describePage(): Promise<{
  isolated: boolean
  sharedMemory: boolean
  webgpu: boolean
}> {
  const adapter = await navigator.gpu.requestAdapter()
  return {
    isolated: crossOriginIsolated,
    sharedMemory: typeof SharedArrayBuffer === 'function',
    webgpu: adapter !== null,
  }
}

export function add(a: number, b: number): number {
  return a + b
}
