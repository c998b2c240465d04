/** Files to a bucket, at a server that verifies every signature: which requests are sent, and what comes of faults. */
import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { sendHttp } from '../../../pipeline/effects-http.ts'
import { createHttpClient } from '../../../pipeline/lib/http/client.ts'
import { s3PlaceOf } from '../../../pipeline/publish/s3/place.ts'
import { createS3Target } from '../../../pipeline/publish/s3/target.ts'
import { errorXml, KEY, type S3Options, type S3Server, SECRET, startS3 } from '../../helpers/s3.ts'
import {
  actionsOf,
  CHANGED,
  codesOf,
  type Dist,
  FEWER,
  offeringOf,
  offersOf,
  PAGED,
  planned,
  published,
  sha256,
  sha256Of,
  TWO,
  withSums,
} from '../files/fixture.ts'

const open: S3Server[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function server(options: Partial<S3Options> = {}): Promise<S3Server> {
  const started = await startS3({ bucket: 'open-data', ...options })
  open.push(started)
  return started
}

interface Settings {
  readonly to?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly tries?: number
  readonly now?: () => Date
}

function targetOf({ url }: { readonly url: string }, settings: Settings = {}) {
  const { to = 'open-data/城/site', env = {}, tries = 3, now = () => new Date() } = settings
  const placed = s3PlaceOf(to, {
    AWS_ACCESS_KEY_ID: KEY,
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_REGION: 'ap-northeast-1',
    AWS_ENDPOINT_URL: url,
    ...env,
  })
  if ('problems' in placed) throw new Error(JSON.stringify(placed.problems))
  const client = createHttpClient(
    { send: sendHttp, pause: async () => undefined, now: () => new Date(), chance: randomBytes },
    { concurrency: 6, perSecond: 10_000, timeoutSeconds: 5, tries },
  )
  return createS3Target({ client, now, sha256 }, placed.place)
}

const publish = (at: S3Server, dist: Dist, settings: Settings = {}) =>
  published(targetOf(at, settings), offeringOf(dist))

function stateOf({ objects }: S3Server): Dist {
  return Object.fromEntries(
    [...objects].sort().map(([key, { data }]) => [key.replace(/^城\/site\//, ''), data.toString()]),
  )
}

async function having(options: Partial<S3Options>, ...dists: readonly Dist[]): Promise<S3Server> {
  const at = await server(options)
  for (const dist of dists) await publish(at, dist)
  at.log.length = 0
  return at
}

describe('a publish', () => {
  test('the first one: everything is there, with its type and its sha256', async () => {
    const at = await server()
    const { items, problems } = await publish(at, TWO)
    expect([actionsOf(items), problems]).toEqual([
      ['create 142140_aed', 'create 142140_toilet', 'create catalog'],
      [],
    ])
    expect(stateOf(at)).toEqual(withSums(TWO))
    const csv = at.objects.get('城/site/datasets/142140_aed/142140_aed.csv')
    expect(csv?.headers).toEqual({
      'content-type': 'text/csv; charset=utf-8',
      'x-amz-meta-sha256': sha256Of(TWO['datasets/142140_aed/142140_aed.csv'] ?? ''),
    })
    expect(at.log.filter((line) => line.startsWith('PUT')).at(-1)).toBe('PUT 城/site/SHA256SUMS')
  })

  test('again: one list, and nothing else', async () => {
    const at = await having({}, TWO)
    const target = targetOf(at)
    const { items } = await published(target, offeringOf(TWO))
    expect(new Set(items.map(({ action }) => action))).toEqual(new Set(['unchanged']))
    expect([at.log, target.requests()]).toEqual([['LIST 城/site/'], 1])
  })

  test('a list of many pages is read to its end', async () => {
    const at = await having({ page: 3 }, TWO)
    await publish(at, TWO)
    expect(at.log).toEqual(Array(3).fill('LIST 城/site/'))
  })

  test('one file changed', async () => {
    const at = await having({}, TWO)
    await publish(at, CHANGED)
    expect(at.log.filter((line) => line.startsWith('PUT'))).toEqual([
      'PUT 城/site/datasets/142140_aed/142140_aed.csv',
      'PUT 城/site/catalog/catalog.ttl',
      'PUT 城/site/SHA256SUMS',
    ])
  })

  test('what is offered no more goes, what is another’s stays', async () => {
    const at = await having({}, PAGED)
    const other = { data: Buffer.from('x'), headers: {}, etag: '9dd4e461268c8034f5c8564e155c67a6' }
    at.objects.set('城/site/datasets/142140_aed/a b+c.png', other)
    at.objects.set('other/file', other)
    const { problems } = await publish(at, FEWER)
    expect(problems.map(({ actual }) => actual)).toEqual(['datasets/142140_aed/a b+c.png'])
    expect(stateOf(at)).toEqual({
      ...withSums(FEWER),
      'datasets/142140_aed/a b+c.png': 'x',
      'other/file': 'x',
    })
  })

  test('a bucket’s root, and a temporary key', async () => {
    const at = await server({ session: 'temporary/token' })
    const { problems } = await publish(at, TWO, {
      to: 'open-data',
      env: { AWS_SESSION_TOKEN: 'temporary/token' },
    })
    expect([problems, stateOf(at)]).toEqual([[], withSums(TWO)])
  })
})

describe('what is called unchanged', () => {
  test.each<[NonNullable<S3Options['etags']>, number]>([
    ['kms', 0],
    ['parts', 0],
    // one download tells that its ETags are no MD5s
    ['other', 1],
  ])('ETags that are no MD5s (%s): HEAD tells', async (etags, gets) => {
    const at = await having({ etags }, TWO)
    const { items } = await publish(at, TWO)
    expect(new Set(items.map(({ action }) => action))).toEqual(new Set(['unchanged']))
    const count = (what: string) => at.log.filter((line) => line.startsWith(what)).length
    expect([count('LIST'), count('HEAD'), count('GET')]).toEqual([1, Object.keys(TWO).length + 1, gets])
  })
  test.each(['md5', 'kms', 'parts', 'other'] as const)(
    'other bytes of the same size are found (%s)',
    async (etags) => {
      const at = await having({ etags }, TWO)
      const key = '城/site/datasets/142140_aed/README.md'
      at.objects.set(key, {
        data: Buffer.from('# AEF'),
        headers: {},
        etag: '0123456789abcdef0123456789abcdef',
      })
      const { items } = await publish(at, TWO)
      expect(items[0]?.changes.map(({ what }) => what)).toEqual(['file datasets/142140_aed/README.md'])
      expect(stateOf(at)).toEqual(withSums(TWO))
    },
  )
  test('other bytes under the sha256 of ours are found by their MD5', async () => {
    const at = await having({}, TWO)
    const object = at.objects.get('城/site/datasets/142140_aed/README.md')
    if (object === undefined) throw new Error('no object')
    object.data = Buffer.from('# AEF')
    object.etag = createHash('md5').update(object.data).digest('hex')
    await publish(at, TWO)
    expect(stateOf(at)).toEqual(withSums(TWO))
  })
})

describe('verify', () => {
  test.each<[string, (at: S3Server) => void, readonly string[]]>([
    ['as it should be', () => undefined, []],
    [
      'gone',
      ({ objects }) => objects.delete('城/site/datasets/142140_aed/README.md'),
      ['publish/file-absent'],
    ],
    [
      'another type',
      ({ objects }) => {
        const object = objects.get('城/site/datasets/142140_aed/142140_aed.csv')
        if (object !== undefined) object.headers = { 'content-type': 'application/octet-stream' }
      },
      ['publish/file-type'],
    ],
    [
      'another content',
      ({ objects }) => {
        const object = objects.get('城/site/datasets/142140_aed/142140_aed.csv')
        if (object !== undefined) object.data = Buffer.from('x')
      },
      ['publish/file-differs'],
    ],
    [
      'broken off in the middle',
      (at) => {
        at.fault = (what) => (what.endsWith('README.md') ? 'cut' : undefined)
      },
      ['publish/s3-unreachable'],
    ],
  ])('%s', async (_, harm, codes) => {
    const at = await having({}, TWO)
    harm(at)
    const [offer] = offersOf(withSums(TWO))
    if (offer === undefined) throw new Error('no offer')
    expect(codesOf(await targetOf(at).verify(offer, () => undefined))).toEqual(codes)
  })
})

const says =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): S3Server['fault'] =>
  () =>
  (response) =>
    response.writeHead(status, headers).end(body)

describe('what is refused is told with its remedy, changes nothing and tells no secret', () => {
  test.each<[string, Settings, S3Server['fault'] | undefined, string]>([
    ['a wrong secret', { env: { AWS_SECRET_ACCESS_KEY: 'wrong/secret' } }, undefined, 'publish/s3-keys'],
    ['an unknown key', { env: { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN' } }, undefined, 'publish/s3-keys'],
    ['a token out of date', { env: { AWS_SESSION_TOKEN: 'old/token' } }, undefined, 'publish/s3-keys'],
    ['a clock that is late', { now: () => new Date(Date.now() - 3_600_000) }, undefined, 'publish/s3-clock'],
    ['no such bucket', { to: 'open-date/site' }, undefined, 'publish/s3-no-bucket'],
    ['another region', { env: { AWS_REGION: 'us-west-2' } }, undefined, 'publish/s3-region'],
    [
      'another region, by a redirect',
      {},
      says(301, errorXml('PermanentRedirect', 'x'), { 'x-amz-bucket-region': 'eu-west-1' }),
      'publish/s3-region',
    ],
    ['a redirect', {}, says(302, '', { location: 'https://login.example.jp/' }), 'publish/s3-moved'],
    ['no right', {}, says(403, errorXml('AccessDenied', 'no')), 'publish/s3-denied'],
    ['HTML', {}, says(200, '<!DOCTYPE html><html><title>ログイン</title></html>'), 'publish/s3-strange'],
    ['HTML as a no', {}, says(403, '<html><body>blocked</body></html>'), 'publish/s3-strange'],
    ['half a list', {}, says(200, '<ListBucketResult><Contents><Key>a</Key>'), 'publish/s3-strange'],
    ['busy', {}, says(503, errorXml('SlowDown', 'slow')), 'publish/s3-busy'],
    ['its own fault', {}, says(500, errorXml('InternalError', 'x')), 'publish/s3-busy'],
    ['any other no', {}, says(400, errorXml('MalformedPolicy', 'x')), 'publish/s3-refused'],
    [
      'a no that gives back what was sent',
      {},
      says(400, errorXml('Odd', `${SECRET} ${KEY}`)),
      'publish/s3-refused',
    ],
    [
      'nobody there',
      { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } },
      undefined,
      'publish/s3-unreachable',
    ],
  ])('%s', async (_, settings, fault, code) => {
    const at = await server()
    if (fault !== undefined) at.fault = fault
    const { items, problems } = await publish(at, TWO, settings)
    expect(codesOf(problems)).toEqual([code])
    expect([items.length, at.objects.size]).toEqual([1, 0])
    const told = JSON.stringify(items)
    for (const secret of [SECRET, KEY, 'wrong/secret', 'old/token']) expect(told).not.toContain(secret)
    expect(told).not.toMatch(/\{\w+\}/)
  })

  test('a quota reached in the middle: what goes before is there, the catalog is not', async () => {
    const at = await server()
    at.fault = (what) =>
      what.includes('PUT') && what.includes('toilet')
        ? (response) => response.writeHead(403).end(errorXml('QuotaExceeded', 'full'))
        : undefined
    const { problems } = await publish(at, TWO)
    expect(codesOf(problems)).toEqual(['publish/s3-full', 'publish/files-incomplete'])
    expect([...at.objects.keys()].some((key) => /catalog|SUMS/.test(key))).toBe(false)
    at.fault = () => undefined
    await publish(at, TWO)
    expect(stateOf(at)).toEqual(withSums(TWO))
  })

  test('bytes that are not those of the plan are refused', async () => {
    const at = await server()
    const offering = offeringOf(TWO)
    const target = targetOf(at)
    const items = await planned(target, offering)
    const harmed = offersOf(withSums(TWO)).map((offer) => ({
      ...offer,
      files: offer.files.map((file) => ({ ...file, read: () => [new Uint8Array(file.bytes)] })),
    }))
    const again = targetOf(at)
    const [item] = await planned(again, {
      ...offering,
      datasets: async function* () {
        yield* harmed
      },
    })
    if (item === undefined) throw new Error('no item')
    const { outcome, problems } = await again.apply(item, harmed[0], () => undefined)
    expect([items.length, outcome, codesOf(problems)[0]]).toEqual([3, 'failed', 'publish/file-altered'])
    expect([...at.objects.keys()].filter((key) => key.endsWith('.csv'))).toEqual([])
  })

  test('a file above what one PUT takes is refused by the plan', async () => {
    const at = await server()
    const offering = offeringOf(TWO)
    const [first] = offersOf(withSums(TWO))
    if (first === undefined) throw new Error('no offer')
    const huge = { ...first, files: first.files.map((file) => ({ ...file, bytes: 6e9 })) }
    const items = await planned(targetOf(at), {
      ...offering,
      datasets: async function* () {
        yield huge
      },
    })
    expect(codesOf(items[0]?.problems ?? [])).toContain('publish/s3-too-large')
  })
})

describe('whatever breaks', () => {
  test('a few faults are overcome by trying again', async () => {
    const at = await server()
    const faults = [
      'drop',
      'after',
      (response: { writeHead(n: number): { end(text: string): void } }) =>
        response.writeHead(503).end(errorXml('SlowDown', 'slow')),
    ] as const
    at.fault = (_, count) => (count % 3 === 0 ? faults[(count / 3) % 3] : undefined)
    const { problems } = await publish(at, TWO, { tries: 5 })
    expect([problems, stateOf(at)]).toEqual([[], withSums(TWO)])
  })

  test('broken off after every request, then run again', async () => {
    for (let stop = 0; ; stop += 1) {
      const at = await server()
      await publish(at, PAGED)
      const from = at.log.length
      at.fault = (_, count) => (count - from >= stop ? (stop % 2 === 0 ? 'drop' : 'after') : undefined)
      const { problems } = await publish(at, FEWER, { tries: 1 })
      at.fault = () => undefined
      await publish(at, FEWER)
      expect(stateOf(at), `after ${stop}`).toEqual(withSums(FEWER))
      await at.close()
      if (problems.length === 0) return
    }
  })

  test('any faults anywhere: the same state at last', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('drop', 'after', undefined, undefined, 'busy'), {
          minLength: 5,
          maxLength: 40,
        }),
        fc.constantFrom(TWO, CHANGED, FEWER),
        async (faults, dist) => {
          const at = await server()
          await publish(at, PAGED)
          const from = at.log.length
          at.fault = (_, count) => {
            const fault = faults[count - from]
            return fault === 'busy'
              ? (response) => response.writeHead(503).end(errorXml('SlowDown', ''))
              : fault
          }
          for (let run = 0; run < 30; run += 1) {
            const { problems } = await publish(at, dist, { tries: 2 })
            if (problems.length === 0) break
          }
          at.fault = () => undefined
          await publish(at, dist)
          expect(stateOf(at)).toEqual(withSums(dist))
          await at.close()
        },
      ),
      { numRuns: 15 },
    )
  })
})
