/**
 * Files to an S3 server that other people wrote: it agrees with what we sign, and lists as we read. Built by
 * scripts/s3.sh; without it this is skipped with a line, with CI=true it fails.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import { s3PlaceOf } from '../../pipeline/publish/s3/place.ts'
import { createS3Target } from '../../pipeline/publish/s3/target.ts'
import { PACKAGE } from '../helpers/job.ts'
import {
  CHANGED,
  codesOf,
  type Dist,
  FEWER,
  offeringOf,
  offersOf,
  PAGED,
  published,
  sha256,
  TWO,
  withSums,
} from '../publish/files/fixture.ts'

const SERVER = path.join(PACKAGE, '.hiraku/s3/versitygw-v1.8.0')
const isThere = fs.existsSync(SERVER)
const KEYS = {
  AWS_ACCESS_KEY_ID: 'live-key',
  AWS_SECRET_ACCESS_KEY: 'live/secret+1',
  AWS_REGION: 'ap-northeast-1',
}

if (!isThere) {
  test.skipIf(process.env['CI'] !== 'true')(
    'an S3 server is there (scripts/s3.sh builds it; skipped without)',
    () => {
      expect(isThere, 'scripts/s3.sh').toBe(true)
    },
  )
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function answers(port: number): Promise<void> {
  for (let tried = 0; tried < 200; tried += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the S3 server does not answer')
}

describe.skipIf(!isThere).each([
  ['ETags that are MD5s', []],
  ['ETags that are none', ['--data-integrity-etag']],
])('%s', (_, options) => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-s3-'))
  const buckets = path.join(home, 'buckets')
  const bucket = path.join(buckets, 'bucket')
  let child: ChildProcess | undefined
  let url = ''

  beforeAll(async () => {
    fs.mkdirSync(bucket, { recursive: true })
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const { AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region } = KEYS
    const keys = ['--access', access, '--secret', secret, '--region', region]
    // metadata beside the files: not every file system of a CI has extended attributes
    const sidecar = path.join(home, 'sidecar')
    fs.mkdirSync(sidecar)
    child = spawn(
      SERVER,
      [...keys, '--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--sidecar', sidecar, ...options, buckets],
      { stdio: 'ignore' },
    )
    await answers(port)
  })
  afterAll(() => {
    child?.kill()
    fs.rmSync(home, { recursive: true, force: true })
  })

  function targetOf(env: Readonly<Record<string, string>> = {}, to = 'bucket/城 市/a+b') {
    const placed = s3PlaceOf(to, { ...KEYS, AWS_ENDPOINT_URL: url, ...env })
    if ('problems' in placed) throw new Error(JSON.stringify(placed.problems))
    const client = createHttpClient(
      { send: sendHttp, pause: async () => undefined, now: () => new Date(), chance: randomBytes },
      { concurrency: 6, perSecond: 10_000, timeoutSeconds: 10, tries: 2 },
    )
    return createS3Target({ client, now: () => new Date(), sha256 }, placed.place)
  }

  function stateOf(): Dist {
    const under = path.join(bucket, '城 市/a+b')
    const names = fs.readdirSync(under, { recursive: true, encoding: 'utf8' })
    const files = names.filter((name) => fs.statSync(path.join(under, name)).isFile())
    return Object.fromEntries(files.map((name) => [name, fs.readFileSync(path.join(under, name), 'utf8')]))
  }

  test('first, again, changed, fewer; verified', async () => {
    for (const dist of [PAGED, TWO, CHANGED, FEWER]) {
      const { problems } = await published(targetOf(), offeringOf(dist))
      expect(codesOf(problems)).toEqual([])
      expect(stateOf()).toEqual(withSums(dist))
      const again = targetOf()
      const { applied, items } = await published(again, offeringOf(dist))
      expect([applied, new Set(items.map(({ action }) => action))]).toEqual([[], new Set(['unchanged'])])
      const files = Object.keys(dist).length + 1
      // one list; where the ETags tell nothing, one HEAD a file
      expect(again.requests()).toBe(options.length === 0 ? 1 : files + 1)
      for (const offer of offersOf(withSums(dist)))
        expect(await targetOf().verify(offer, () => undefined)).toEqual([])
    }
  })

  test('a list of more than one page', async () => {
    const many: Dist = Object.fromEntries(
      Array.from({ length: 1100 }, (_, i) => [`datasets/142140_many/142140_many.${i}.csv`, `${i}`]),
    )
    expect(codesOf((await published(targetOf({}, 'bucket/many'), offeringOf(many))).problems)).toEqual([])
    const again = targetOf({}, 'bucket/many')
    expect((await published(again, offeringOf(many))).applied).toEqual([])
    if (options.length === 0) expect(again.requests()).toBe(2)
  })

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, 'bucket', 'publish/s3-keys'],
    ['an unknown key', { AWS_ACCESS_KEY_ID: 'wrong' }, 'bucket', 'publish/s3-keys'],
    ['no such bucket', {}, 'bukket', 'publish/s3-no-bucket'],
    ['another region', { AWS_REGION: 'us-west-2' }, 'bucket', 'publish/s3-region'],
  ])('%s', async (_, env, to, code) => {
    expect(codesOf((await published(targetOf(env, to), offeringOf(TWO))).problems)).toEqual([code])
  })
})
