import type { Artifact, EngineName, Job } from '../contract/jobs'
import type { Tensor } from '../engine/engine'
import { writeNpy } from '../engine/tensors/npy'
import { encodePng } from '../engine/tensors/png'
import { channelOf, statisticsOf } from '../engine/tensors/statistics'

/**
 * The files that a job wants of one engine's result [O,mh,mw]: `<name>.<engine>.npy` and
 * `<name>.<engine>.<o>.png`, each map from its smallest to its largest value.
 */
export function artifactsOf(job: Job, engine: EngineName, result: Tensor): readonly Artifact[] {
  const stem = `${job.name}.${engine}`
  return job.save.flatMap((format): readonly Artifact[] =>
    format === 'npy' ? [npyOf(stem, result)] : pngsOf(stem, result),
  )
}

function npyOf(stem: string, { shape, data }: Tensor): Artifact {
  const bytes = writeNpy([shape.channels, shape.height, shape.width], data)
  return { fileName: `${stem}.npy`, bytes }
}

function pngsOf(stem: string, result: Tensor): readonly Artifact[] {
  return Array.from({ length: result.shape.channels }, (_, channel) => {
    const values = channelOf(result, channel)
    const { min, max } = statisticsOf(values)
    const range = Number.isFinite(max - min) ? { low: min, high: max } : { low: 0, high: 0 }
    return { fileName: `${stem}.${channel}.png`, bytes: encodePng(values, result.shape, range) }
  })
}
