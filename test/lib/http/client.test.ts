import { describe, expect, test } from 'vitest'
import {
  type ClientLimits,
  createHttpClient,
  isHttpFault,
  type Wait,
} from '../../../pipeline/lib/http/client.ts'
import type { HttpFault, HttpOutcome, HttpRequest } from '../../../pipeline/lib/http/http.ts'
import type { Tries } from '../../../pipeline/lib/http/retry.ts'

const LIMITS: ClientLimits = { concurrency: 100, perSecond: 1000, timeoutSeconds: 7, tries: 4 }
const URL = 'https://portal.example/a'

interface World {
  readonly sent: { readonly url: string; readonly at: number }[]
  readonly pauses: number[]
  readonly waits: Wait[]
  readonly requests: HttpRequest[]
  readonly givenUp: () => number
}

/** A clock that runs only while somebody waits, and what the other side says in turn (the last one for ever). */
function world(
  says: readonly (
    | HttpFault
    | { readonly status: number; readonly retryAfter?: string; readonly breaks?: true }
  )[],
  limits: Partial<ClientLimits> = {},
  chance = 255,
) {
  let clock = Date.UTC(2026, 0, 1)
  const start = clock
  let givenUp = 0
  const told: World = { sent: [], pauses: [], waits: [], requests: [], givenUp: () => givenUp }
  const sleepers: { readonly at: number; readonly wake: () => void }[] = []
  /** the one who wakes first moves the clock, when nobody has anything else to do */
  const tick = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    sleepers.sort((a, b) => a.at - b.at)
    const first = sleepers.shift()
    if (first === undefined) return
    clock = Math.max(clock, first.at)
    first.wake()
  }
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      told.pauses.push(milliseconds)
      sleepers.push({ at: clock + milliseconds, wake: resolve })
      void tick()
    })
  const client = createHttpClient(
    {
      send: async (request): Promise<HttpOutcome> => {
        const say = says[Math.min(told.sent.length, says.length - 1)] ?? { status: 200 }
        told.sent.push({ url: request.url, at: clock - start })
        told.requests.push(request)
        if ('fault' in say) return say
        return {
          answer: {
            status: say.status,
            headers: say.retryAfter === undefined ? {} : { 'retry-after': say.retryAfter },
            body: {
              [Symbol.asyncIterator]: () => {
                let left = 2
                return {
                  next: async () => {
                    left -= 1
                    if (say.breaks && left < 1)
                      throw Object.assign(new Error('cut'), { fault: 'broken', detail: 'cut' })
                    return left < 0
                      ? { done: true as const, value: undefined }
                      : { done: false as const, value: Buffer.from(`${say.status}`) }
                  },
                  return: async () => {
                    givenUp += 1
                    return { done: true as const, value: undefined }
                  },
                }
              },
            },
          },
        }
      },
      pause,
      now: () => new Date(clock),
      chance: (count) => new Uint8Array(count).fill(chance),
      waits: (wait) => told.waits.push(wait),
    },
    { ...LIMITS, ...limits },
  )
  return { client, told, pause }
}

const GET = { method: 'GET', url: URL, headers: { a: 'b' } } as const
const broken: HttpFault = { fault: 'broken', detail: 'reset' }

describe('tried anew', () => {
  test.each<readonly [string, Parameters<typeof world>[0][number], Tries, number]>([
    ['429', { status: 429 }, 'again', 4],
    ['502', { status: 502 }, 'again', 4],
    ['503', { status: 503 }, 'again', 4],
    ['504', { status: 504 }, 'again', 4],
    ['a broken connection', broken, 'again', 4],
    ['an answer cut short', { status: 200, breaks: true }, 'again', 4],
    ['no answer in time', { fault: 'timeout', detail: '' }, 'again', 4],
    ['a server that starts anew', { fault: 'refused', detail: '', unsent: true }, 'again', 4],
    // what may have been done is not done twice
    ['429', { status: 429 }, 'once', 4],
    ['502', { status: 502 }, 'once', 1],
    ['503', { status: 503 }, 'once', 1],
    ['504', { status: 504 }, 'once', 1],
    ['a broken connection', broken, 'once', 1],
    ['an answer cut short', { status: 200, breaks: true }, 'once', 1],
    ['no answer in time', { fault: 'timeout', detail: '' }, 'once', 1],
    ['a server that starts anew', { fault: 'refused', detail: '', unsent: true }, 'once', 4],
    ['a connection that never came about', { fault: 'timeout', detail: '', unsent: true }, 'once', 4],
    ...[200, 301, 400, 401, 403, 404, 409, 413, 422, 500, 501, 507].flatMap((status) =>
      (['again', 'once'] as const).map((tries) => [String(status), { status }, tries, 1] as const),
    ),
    ['an unknown host', { fault: 'unknown-host', detail: '', unsent: true }, 'again', 1],
    ['a bad certificate', { fault: 'certificate', detail: '', unsent: true }, 'again', 1],
    ['a proxy that says no', { fault: 'proxy', detail: '', unsent: true }, 'again', 1],
    ['anything else', { fault: 'other', detail: '' }, 'again', 1],
  ])('%s, %o, %s: %i in all', async (_, say, tries, count) => {
    const { client, told } = world([say])
    const outcome = await client.read(GET, tries, 100)
    expect(told.sent.length).toBe(count)
    expect(client.requests()).toBe(count)
    if ('fault' in say) expect(outcome).toEqual(say)
    else if (say.breaks) expect(outcome).toEqual({ fault: 'broken', detail: 'cut' })
    else expect(outcome).toMatchObject({ answer: { status: say.status } })
  })

  test('until it works', async () => {
    const { client, told } = world([{ status: 503 }, broken, { status: 200, breaks: true }, { status: 200 }])
    expect(await client.read(GET, 'again', 100)).toMatchObject({
      answer: { status: 200, body: new Uint8Array(Buffer.from('200200')) },
    })
    expect(told.sent.length).toBe(4)
    expect(told.waits.map(({ why }) => why)).toEqual(['503', 'broken', 'broken'])
    expect(told.requests[0]).toEqual({ ...GET, answerWithin: 7000, silenceWithin: 7000 })
  })

  test('an answer to be read by the caller: those given up before it are let go', async () => {
    const { client, told } = world([{ status: 503 }, { status: 429 }, { status: 200 }])
    const outcome = await client.open(GET, 'again')
    if ('fault' in outcome) throw new Error(outcome.detail)
    expect(told.givenUp()).toBe(2)
    const chunks = []
    for await (const chunk of outcome.answer.body) chunks.push(Buffer.from(chunk).toString())
    expect(chunks).toEqual(['200', '200'])
  })

  test('how long a whole try may take is handed on; one that took longer is not tried again', async () => {
    const { client, told } = world([{ fault: 'slow', detail: '' }])
    await client.take({ ...GET, wholeSeconds: 3 }, (answer) => Promise.resolve(answer))
    expect(told.requests).toEqual([{ ...GET, answerWithin: 7000, silenceWithin: 7000, wholeWithin: 3000 }])
  })

  test('authorities are handed on', async () => {
    const { client, told } = world([{ status: 200 }], { authorities: 'PEM' })
    await client.read(GET, 'once', 100)
    expect(told.requests[0]).toMatchObject({ authorities: 'PEM' })
  })
})

describe('waits', () => {
  test.each([
    [255, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    [0, [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]],
  ])('twice as long each time, up to half of it by chance (%i)', async (chance, expected) => {
    const { client, told } = world([broken], { tries: 9 }, chance)
    await client.read(GET, 'again', 100)
    expect(told.waits.map(({ milliseconds }) => milliseconds)).toEqual(expected)
  })

  test.each([
    ['3', 3000],
    ['0', 500],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Thu, 01 Jan 2020 00:00:00 GMT', 500],
    ['soon', 500],
    ['-1', 500],
    ['', 500],
  ])('as the host asks: Retry-After %j', async (retryAfter, expected) => {
    const { client, told } = world([{ status: 429, retryAfter }, { status: 200 }])
    await client.read(GET, 'once', 100)
    expect(told.waits).toEqual([{ host: 'portal.example', milliseconds: expected, why: '429' }])
  })

  test.each([
    [429, 'once', '121'],
    [503, 'again', '86400'],
    [503, 'once', 'Thu, 01 Jan 2026 01:00:00 GMT'],
  ] as const)(
    'longer than anybody waits (%i, %s, %s): that host is asked no more until then',
    async (status, tries, retryAfter) => {
      const { client, told, pause } = world([{ status, retryAfter }, { status: 200 }])
      const said = { answer: { status, headers: { 'retry-after': retryAfter } } }
      expect(await client.read(GET, tries, 100)).toMatchObject(said)
      expect(told.waits).toEqual([])
      // it stands for every other answer of that host, said as a date
      const again = await client.read({ ...GET, url: `${URL}/2` }, tries, 100)
      expect(again).toMatchObject({ answer: { status, body: new Uint8Array(0) } })
      if ('fault' in again) return
      expect(again.answer.headers['retry-after']).toMatch(/ GMT$/)
      const taken = await client.take({ ...GET, url: `${URL}/3` }, (answer) => Promise.resolve(answer))
      expect(taken).toMatchObject({ answer: { status } })
      expect(told.sent.length).toBe(1)
      expect(client.requests()).toBe(1)
      expect(await client.read({ ...GET, url: 'https://other.example/' }, tries, 100)).toMatchObject({
        answer: { status: 200 },
      })
      await pause(86_400_000)
      expect(await client.read(GET, tries, 100)).toMatchObject({ answer: { status: 200 } })
    },
  )

  test.each([429, 502, 503, 504])(
    'what is asked for is held also after the last try (%i)',
    async (status) => {
      const { client, told } = world([{ status, retryAfter: '60' }], { tries: 1 })
      await client.read(GET, 'again', 100)
      await client.read({ ...GET, url: `${URL}/2` }, 'again', 100)
      expect(told.sent[1]?.at).toBeGreaterThanOrEqual(60_000)
    },
  )

  test('hold for all that is asked of that host, and of no other', async () => {
    const { client, told } = world([{ status: 429, retryAfter: '10' }, { status: 200 }])
    const first = client.read(GET, 'once', 100)
    await new Promise((resolve) => setImmediate(resolve))
    await Promise.all([
      client.read({ ...GET, url: 'https://other.example/' }, 'once', 100),
      client.read({ ...GET, url: `${URL}/2` }, 'once', 100),
      first,
    ])
    const at = Object.fromEntries(told.sent.map((one) => [one.url, one.at]))
    expect(at['https://other.example/']).toBeLessThan(10_000)
    expect(at[`${URL}/2`]).toBeGreaterThanOrEqual(10_000)
    expect(at[URL]).toBeGreaterThanOrEqual(10_000)
  })
})

describe('limits of a host', () => {
  test('so many a second', async () => {
    const { client, told } = world([{ status: 200 }], { perSecond: 4 })
    await Promise.all(Array.from({ length: 9 }, () => client.read(GET, 'once', 100)))
    expect(told.sent.map(({ at }) => at)).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000])
  })

  test('so many at once, until the answer is read', async () => {
    let under = 0
    let most = 0
    const { pause } = world([])
    const client = createHttpClient(
      {
        send: async () => {
          under += 1
          most = Math.max(most, under)
          return {
            answer: {
              status: 200,
              headers: {},
              body: (async function* () {
                await pause(50)
                yield Buffer.from('x')
                under -= 1
              })(),
            },
          }
        },
        pause,
        now: () => new Date(0),
        chance: (count) => new Uint8Array(count),
      },
      { ...LIMITS, concurrency: 3, perSecond: Number.POSITIVE_INFINITY },
    )
    await Promise.all(Array.from({ length: 10 }, () => client.read(GET, 'once', 100)))
    expect(most).toBe(3)
    expect(under).toBe(0)
  })

  test('a place is free again after a fault, and after what is thrown', async () => {
    let thrown = false
    const client = createHttpClient(
      {
        send: async () => {
          if (thrown) return { fault: 'other', detail: 'no' }
          thrown = true
          throw new Error('ours')
        },
        pause: async () => undefined,
        now: () => new Date(0),
        chance: (count) => new Uint8Array(count),
      },
      { ...LIMITS, concurrency: 1, perSecond: Number.POSITIVE_INFINITY },
    )
    await expect(client.read(GET, 'once', 100)).rejects.toThrow('ours')
    expect(await client.read(GET, 'once', 100)).toEqual({ fault: 'other', detail: 'no' })
    expect(await client.read(GET, 'once', 100)).toEqual({ fault: 'other', detail: 'no' })
  })
})

test('an answer longer than it may be is given up', async () => {
  const { client, told } = world([{ status: 200 }])
  expect(await client.read(GET, 'again', 5)).toEqual({
    fault: 'other',
    detail: 'an answer of more than 5 bytes',
  })
  expect(told.givenUp()).toBe(1)
  expect(told.sent.length).toBe(1)
})

test.each([
  [Object.assign(new Error('x'), { fault: 'broken', detail: 'x' }), true],
  [{ fault: 'timeout', detail: '' }, true],
  [new Error('x'), false],
  [{ fault: 1, detail: '' }, false],
  [null, false],
  ['broken', false],
])('%o is a fault: %s', (value, expected) => {
  expect(isHttpFault(value)).toBe(expected)
})
