/** What is known of an adapter before a device is opened. */
export interface AdapterDescription {
  readonly adapter: string
  /** True for an adapter that runs on the processor. */
  readonly software: boolean
}

/** The parts of `GPUAdapter` that differ between Chromium 114 and now. */
interface AdapterOfAnyAge {
  readonly info?: GPUAdapterInfo
  readonly isFallbackAdapter?: boolean
  requestAdapterInfo?(): Promise<GPUAdapterInfo>
}

/** SwiftShader (Chromium), llvmpipe and lavapipe (Mesa), WARP (Windows). */
const SOFTWARE_NAMES =
  /swiftshader|llvmpipe|lavapipe|softpipe|software|\bwarp\b|microsoft basic render|\bcpu\b/i

/** Names an adapter for people and tells whether it is a software one. */
export async function describeAdapter(adapter: GPUAdapter): Promise<AdapterDescription> {
  const aged = adapter as unknown as AdapterOfAnyAge
  const info = aged.info ?? (await aged.requestAdapterInfo?.())
  const adapterName = nameOf(info)
  const isFallback = aged.isFallbackAdapter ?? info?.isFallbackAdapter ?? false
  return { adapter: adapterName, software: isFallback || SOFTWARE_NAMES.test(allOf(info)) }
}

/** The driver's own sentence when there is one, else vendor and architecture. */
function nameOf(info: GPUAdapterInfo | undefined): string {
  if (!info) return 'unnamed adapter'
  if (info.description) return info.description
  const words = [info.vendor, info.architecture || info.device].filter(Boolean)
  return words.length > 0 ? words.join(' ') : 'unnamed adapter'
}

function allOf(info: GPUAdapterInfo | undefined): string {
  return [info?.vendor, info?.architecture, info?.device, info?.description].join(' ')
}
