import { cpus } from 'node:os'
import type { MachineInfo } from '../contract/machine'
import type { ComputeClient } from './compute'

/** What this machine is, as the page in the compute window sees it too. */
export async function describeMachine(client: ComputeClient): Promise<MachineInfo> {
  const [{ gpu, absence }, cpu] = await Promise.all([
    client.call('gpu', undefined),
    client.call('cpu', undefined),
  ])
  const processors = cpus()
  return {
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    cpus: processors.length,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    ...cpu,
    gpu,
    gpuAbsence: absence,
  }
}
