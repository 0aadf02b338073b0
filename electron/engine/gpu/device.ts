import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import type { GpuInfo } from '../../contract/machine'
import { describeAdapter } from './adapter'
import { acceptsTimestamps } from './timestamps'

/** A device, what its adapter is, and whether its timestamps can be used. */
export interface OpenedDevice {
  readonly device: GPUDevice
  readonly info: GpuInfo
}

/** Limits that are raised to whatever the adapter offers. */
const RAISED_LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
] as const

/**
 * Opens a device on the fastest adapter, with the adapter's own limits and, when there,
 * timestamps. Throws `gpu-unavailable` with one sentence per cause.
 */
export async function openDevice(gpu: GPU | undefined): Promise<OpenedDevice> {
  if (!gpu) {
    throw unavailable(sentence`WebGPU is not there: this page has no navigator.gpu.`)
  }
  const adapter = await requestAdapter(gpu)
  const description = await describeAdapter(adapter)
  const device =
    (await requestRaisedDevice(adapter)) ?? (await requestPlainDevice(gpu, description.adapter))
  const hasTimestamps = await acceptsTimestamps(device)
  return { device, info: { ...description, hasTimestamps } }
}

async function requestAdapter(gpu: GPU): Promise<GPUAdapter> {
  const adapter =
    (await requestAdapterFor(gpu, { powerPreference: 'high-performance' })) ??
    (await requestAdapterFor(gpu, {}))
  if (adapter) return adapter
  throw unavailable(
    sentence`WebGPU is there, but it found no adapter: no graphics driver that it can use.`,
  )
}

async function requestAdapterFor(
  gpu: GPU,
  options: GPURequestAdapterOptions,
): Promise<GPUAdapter | null> {
  try {
    return await gpu.requestAdapter(options)
  } catch (error) {
    throw unavailable(sentence`WebGPU failed to look for an adapter: ${textOf(error)}.`)
  }
}

/** A device with all that the adapter offers; null when its driver refuses that. */
async function requestRaisedDevice(adapter: GPUAdapter): Promise<GPUDevice | null> {
  try {
    return await adapter.requestDevice(raisedDescriptor(adapter))
  } catch {
    return null // asked once more with less by `requestPlainDevice`, which reports a refusal
  }
}

/** A device with the default limits, on a new adapter: an adapter gives one device only. */
async function requestPlainDevice(gpu: GPU, name: string): Promise<GPUDevice> {
  const adapter = await requestAdapter(gpu)
  try {
    return await adapter.requestDevice()
  } catch (error) {
    throw unavailable(sentence`The adapter "${name}" refused to open a device: ${textOf(error)}.`)
  }
}

function raisedDescriptor(adapter: GPUAdapter): GPUDeviceDescriptor {
  const requiredLimits: Record<string, number> = {}
  for (const limit of RAISED_LIMITS) requiredLimits[limit] = adapter.limits[limit]
  const requiredFeatures: GPUFeatureName[] = adapter.features.has('timestamp-query')
    ? ['timestamp-query']
    : []
  return { label: 'convolution lab', requiredFeatures, requiredLimits }
}

function unavailable(said: Sentence): FaultError {
  return new FaultError(
    'gpu-unavailable',
    sentence`${said} The CPU engine does all of this without it.`,
  )
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
