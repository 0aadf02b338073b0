import type { Locale } from '../electron/contract/requests'
import samples from '../resources/samples/samples.json'

export interface Sample {
  readonly id: string
  readonly name: Readonly<Record<Locale, string>>
  readonly credit: Readonly<Record<Locale, string>>
  /** Address of a small picture of it. */
  readonly thumbnail: string
}

const thumbnails = import.meta.glob<string>('../resources/samples/thumbnails/*.jpg', {
  eager: true,
  import: 'default',
  query: '?url',
})

/** The pictures that ship with the lab. */
export const SAMPLES: readonly Sample[] = samples.map(({ id, name, credit }) => ({
  id,
  name,
  credit,
  thumbnail: thumbnails[`../resources/samples/thumbnails/${id}.jpg`] ?? '',
}))
