import { describe, expect, it } from 'vitest'
import { TensorMemory } from '../../tensors/memory'
import { ModuleEmitter } from '../wasm/module'
import type { CreateWorker, WorkerNews, WorkerOrder } from './control'
import { createForgetting } from './forget-routines'
import type { Strip } from './serve-strips'
import { WorkerPool } from './worker-pool'

/** A pool of one thread that notes its orders and obeys none. */
function notingPool() {
  const orders: WorkerOrder[] = []
  const create: CreateWorker = () => {
    let tell: (news: WorkerNews) => void = () => undefined
    return {
      post: (order) => {
        orders.push(order)
        if (order.kind === 'wait') tell({ kind: 'waiting' })
      },
      onNews: (listener) => void (tell = listener),
      onDeath: () => undefined,
      terminate: () => Promise.resolve(),
    }
  }
  const pool = new WorkerPool(new TensorMemory(true), create, 1)
  const told = () => orders.splice(0).map(({ kind }) => kind)
  return { pool, orders, told }
}

describe('routines that nobody runs any more', () => {
  it('reach the threads together with the next one that is learnt, and cost nothing before', async () => {
    const { pool, orders, told } = notingPool()
    const module = await WebAssembly.compile(new ModuleEmitter(true).finish())
    const first = await pool.load(module)
    const second = await pool.load(module)
    expect(told()).toEqual(['start', 'load', 'wait', 'load', 'wait'])
    pool.unload(first)
    pool.unload(second)
    pool.unload(second)
    await Promise.resolve()
    expect(orders).toEqual([])
    const third = await pool.load(module)
    expect(orders[0]).toEqual({ kind: 'unload', routines: [first, second] })
    expect(told()).toEqual(['unload', 'load', 'wait'])
    expect(third).not.toBe(first)
    await pool.load(module)
    expect(told()).toEqual(['load', 'wait'])
    pool.dispose()
  })

  it('leave a thread at once, by number', () => {
    const routines = new Map<number, Strip>([1, 2, 3].map((routine) => [routine, () => undefined]))
    const forget = createForgetting(routines)
    forget([1, 3])
    expect([...routines.keys()]).toEqual([2])
  })
})
