// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LabBridge } from '../electron/contract/requests'
import { LAB_PORT } from '../electron/contract/requests'

type Listener = (payload: unknown) => void

/** A main process: remembers who listens and hands out ports when it is told to. */
function fakeMain() {
  const listeners = new Map<string, Listener[]>()
  const invoke = vi.fn(() => Promise.resolve({ ok: true, value: undefined }))
  const bridge = {
    invoke,
    on: (name: string, listener: Listener) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => undefined
    },
    pathOf: () => '',
    demonstrated: () => undefined,
  }
  Object.defineProperty(window, 'lab', {
    value: bridge as unknown as LabBridge,
    configurable: true,
  })
  const emit = (name: string, payload: unknown) =>
    listeners.get(name)?.forEach((listener) => listener(payload))
  return { invoke, emit }
}

interface FakePort {
  onmessage: ((event: { data: unknown }) => void) | null
  readonly sent: { ask: number; name: string }[]
  postMessage: (message: { ask: number; name: string }) => void
}

function givePort(): FakePort {
  const sent: FakePort['sent'] = []
  const port: FakePort = {
    onmessage: null,
    sent,
    postMessage: (message) => void sent.push(message),
  }
  const event = new Event('message')
  Object.assign(event, { ports: [port], source: window, data: { type: LAB_PORT } })
  window.dispatchEvent(event)
  return port
}

const MAPS = {
  tensor: { kind: 'maps' },
  channels: [0],
  region: null,
  maxWidth: 9,
  maxHeight: 9,
} as const

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => vi.resetModules())

describe('the direct port', () => {
  it('is asked for once, and calls wait for it', async () => {
    const main = fakeMain()
    const lab = await import('./lab')
    lab.connectLab()
    const planes = lab.readChannels(MAPS)
    await settled()
    expect(main.invoke.mock.calls).toEqual([['connectPort']])
    const port = givePort()
    await settled()
    port.onmessage?.({ data: { answer: port.sent[0]!.ask, reply: { ok: true, value: [] } } })
    expect(await planes).toEqual([])
  })

  it('loses what waits when the compute window restarts, and is asked for again when it is ready', async () => {
    const main = fakeMain()
    const lab = await import('./lab')
    lab.connectLab()
    givePort()
    const lost = lab.readChannels(MAPS)
    await settled()
    main.emit('compute', { state: 'restarting', deaths: 1, jobWillRunAgain: false })
    await expect(lost).rejects.toMatchObject({ code: 'compute-lost' })
    main.emit('compute', { state: 'ready' })
    await settled()
    expect(main.invoke.mock.calls).toEqual([['connectPort'], ['connectPort']])
    const port = givePort()
    const again = lab.readChannels(MAPS)
    await settled()
    port.onmessage?.({ data: { answer: port.sent[0]!.ask, reply: { ok: true, value: [] } } })
    expect(await again).toEqual([])
  })

  it('throws the fault of a request with its code and sentence', async () => {
    const main = fakeMain()
    main.invoke.mockResolvedValueOnce({
      ok: false,
      fault: { code: 'bad-picture', message: 'It ends early.' },
    } as never)
    const lab = await import('./lab')
    await expect(lab.openSample('x')).rejects.toMatchObject({
      code: 'bad-picture',
      message: 'It ends early.',
    })
  })
})
