import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import type { Page } from '@playwright/test'

const SAMPLES = join(__dirname, '..', 'resources', 'samples')

/** The bytes of a picture that ships with the lab. */
export function sampleBytes(file: string): Buffer {
  return readFileSync(join(SAMPLES, file))
}

/** An 8-bit RGB PNG decoded by another library than the lab uses for it: the values 0–1 by place. */
export interface Decoded {
  readonly height: number
  readonly width: number
  at(channel: number, y: number, x: number): number
}

export function decodeSample(file: string): Decoded {
  const { width, height, data, channels } = decode(sampleBytes(file))
  return {
    width,
    height,
    at: (channel, y, x) => (data[(y * width + x) * channels + channel] ?? NaN) / 255,
  }
}

/** Smallest, mean and largest value of a channel, f64. */
export function statisticsOf(picture: Decoded, channel: number) {
  let [min, max, sum] = [Infinity, -Infinity, 0]
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const value = picture.at(channel, y, x)
      min = Math.min(min, value)
      max = Math.max(max, value)
      sum += value
    }
  }
  return { min, max, mean: sum / (picture.height * picture.width) }
}

/** A photo-like PNG: gradients, waves and seeded noise, so that it neither packs nor hashes away. */
export function generatePng(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 3)
  let seed = 20240607
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      const noise = seed >>> 28
      data[at] = Math.round((x / width) * 240) + noise
      data[at + 1] = Math.round((Math.sin(x / 40) * Math.cos(y / 30) + 1) * 115) + noise
      data[at + 2] = Math.round((y / height) * 240) + noise
    }
  }
  return encode({ width, height, data, channels: 3, depth: 8 })
}

export interface NamedBytes {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

type Carrier = 'drop' | 'paste'

/** Drops or pastes a file on the window, as the browser would hand it to the page. */
export async function bring(page: Page, how: Carrier, file: NamedBytes): Promise<void> {
  const base64 = Buffer.from(file.bytes).toString('base64')
  const { name, type } = file
  await page.evaluate(
    async ({ how, name, type, base64 }) => {
      const binary = atob(base64)
      const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
      const carried = new DataTransfer()
      carried.items.add(new File([bytes], name, { type }))
      const options = { bubbles: true, cancelable: true }
      window.dispatchEvent(
        how === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: carried })
          : new ClipboardEvent('paste', { ...options, clipboardData: carried }),
      )
    },
    { how, name, type, base64 },
  )
}
