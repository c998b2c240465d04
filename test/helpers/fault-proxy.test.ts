/** The proxy itself: each fault really happens to what goes through it. */
import http from 'node:http'
import { Agent, fetch } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { chance, FAULTS, type Fault, type FaultProxy, startFaultProxy, USUAL } from './fault-proxy.ts'

const dispatcher = new Agent({ pipelining: 0 })
const BODY = 'x'.repeat(200_000)

/** What the tiny portal got: whole bodies only, and how many came cut. */
let whole: string[] = []
let cut = 0
let portal = ''
const tiny = http.createServer((request, response) => {
  let got = ''
  request.on('data', (chunk) => {
    got += chunk
  })
  request.on('end', () => {
    whole.push(got)
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ at: `${portal}/x`, times: whole.length, long: 'y'.repeat(100_000) }))
  })
  request.on('error', () => {
    cut += 1
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => void tiny.listen(0, '127.0.0.1', resolve))
  const address = tiny.address()
  portal = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => {
  tiny.closeAllConnections()
  tiny.close()
})
beforeEach(() => {
  whole = []
  cut = 0
})

async function ask(proxy: FaultProxy): Promise<{ status?: number; text?: string; retry?: string | null }> {
  try {
    const answer = await fetch(`${proxy.url}/a?b=1`, { dispatcher, method: 'POST', body: BODY })
    const retry = answer.headers.get('retry-after')
    return { status: answer.status, retry, text: await answer.text() }
  } catch {
    return {}
  }
}

interface Expected {
  /** undefined: the connection breaks before the answer is whole */
  readonly status?: number
  readonly delivered: number
  readonly retry?: string
  readonly times?: number
}

const CASES: Readonly<Record<Fault, Expected>> = {
  drop: { delivered: 0 },
  'drop-after': { delivered: 1 },
  delay: { status: 200, delivered: 1, times: 1 },
  '429': { status: 429, delivered: 0, retry: '1' },
  '502': { status: 502, delivered: 0 },
  '503': { status: 503, delivered: 0, retry: '1' },
  '502-after': { status: 502, delivered: 1 },
  '503-after': { status: 503, delivered: 1, retry: '1' },
  '504-after': { status: 504, delivered: 1 },
  'cut-answer': { delivered: 1 },
  'cut-request': { delivered: 0 },
  'twice-first': { status: 200, delivered: 2, times: 1 },
  'twice-second': { status: 200, delivered: 2, times: 2 },
  html: { status: 200, delivered: 0 },
  overtaken: { status: 504, delivered: 1 },
}

describe('fault proxy', () => {
  test.each(FAULTS)('%s', async (fault) => {
    const { status, delivered, retry, times } = CASES[fault]
    const proxy = await startFaultProxy({
      portal,
      choose: () => fault,
      retryAfterSeconds: 1,
      delayMilliseconds: 80,
    })
    const before = performance.now()
    const got = await ask(proxy)
    if (fault === 'delay') expect(performance.now() - before).toBeGreaterThan(70)
    await proxy.close()
    expect(got.status).toBe(status)
    expect(got.retry ?? undefined).toBe(retry)
    expect(whole).toEqual(Array.from({ length: delivered }, () => BODY))
    // the portal learns of the break a moment later
    await vi.waitFor(() => expect(cut).toBe(fault === 'cut-request' ? 1 : 0))
    if (times !== undefined) expect(JSON.parse(got.text ?? '')).toMatchObject({ times, at: `${proxy.url}/x` })
    if (fault === 'html') expect(got.text).toContain('<html>')
    expect(proxy.seen).toEqual([{ n: 0, method: 'POST', path: '/a?b=1', fault, delivered }])
    expect(proxy.counts()).toEqual({ [fault]: 1 })
  })

  test('nothing befalls what it passes on', async () => {
    const proxy = await startFaultProxy({ portal })
    expect(await ask(proxy)).toMatchObject({ status: 200 })
    await proxy.close()
    expect(proxy.counts()).toEqual({})
  })

  test('what befalls is of the seed, and every fault has its turn', async () => {
    const run = async (seed: number): Promise<readonly (Fault | undefined)[]> => {
      const proxy = await startFaultProxy({ portal, seed, rate: 0.5, delayMilliseconds: 1 })
      for (let at = 0; at < 30; at++) await ask(proxy)
      await proxy.close()
      return proxy.seen.map((one) => one.fault)
    }
    const first = await run(7)
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)

    const drawn = Array.from({ length: 2000 }, (_, n) => chance(3, n, 0))
    expect(drawn.filter((one) => one < 0.2).length / 2000).toBeCloseTo(0.2, 1)
    const kinds = new Set(drawn.map((_, n) => USUAL[Math.floor(chance(3, n, 1) * USUAL.length)]))
    expect(kinds.size).toBe(USUAL.length)
  })
})
