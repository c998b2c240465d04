/** The room against a city's site on 127.0.0.x: what comes, what is asked for, what is told. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Acquired, createFetcher, type FetcherOptions } from '../../pipeline/acquire/index.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import type { Origin, Validators } from '../../pipeline/lib/origin.ts'
import { type CitySite, createCitySite, type Fault, type FaultOptions } from '../helpers/city-site.ts'

const CSV = 'ID,名称\n1,市役所\n2,公民館\n'
let site: CitySite
let root: string

beforeEach(async () => {
  site = await createCitySite()
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-fetch-'))
})
afterEach(async () => {
  await site.close()
  fs.rmSync(root, { recursive: true, force: true })
})

const waited: number[] = []

function fetcher(options: Partial<FetcherOptions> = {}) {
  waited.length = 0
  return createFetcher(
    {
      ...nodeEffects(),
      pause: (ms) => {
        waited.push(ms)
        return Promise.resolve()
      },
      chance: (count) => new Uint8Array(count),
    },
    { version: '1.2.3', robots: path.join(root, 'robots'), timeoutSeconds: 2, perSecond: 1000, ...options },
  )
}

function seek(origin: Origin, known: Validators = {}, by = fetcher()): Promise<Acquired> {
  return by.fetch({ origin, known, root, into: path.join(root, 'into'), where: { key: 'from' } })
}

const at = (name: string): string => `${site.url}${name}`
const url = (name: string, more: Partial<Origin> = {}): Origin => ({ url: at(name), private: true, ...more })

function came(acquired: Acquired): string {
  if (acquired.state !== 'fetched')
    throw new Error(acquired.state === 'failed' ? acquired.problem.message.en : acquired.state)
  return fs.readFileSync(acquired.path, 'utf8')
}

function told(acquired: Acquired): { code: string; ja: string; en: string } {
  if (acquired.state !== 'failed') throw new Error(acquired.state)
  const { code, message, remedy } = acquired.problem
  const texts = [message.ja, message.en, remedy.ja, remedy.en].join('\n')
  expect(texts, 'a place that nothing was filled into').not.toMatch(/\{\w+\}/)
  expect(acquired.problem.where).toEqual({ key: 'from' })
  return { code, ja: message.ja, en: message.en }
}

/** Nothing is left of what did not come whole. */
function nothingLeft(): void {
  const into = path.join(root, 'into')
  expect(fs.existsSync(into) ? fs.readdirSync(into) : []).toEqual([])
}

describe('a file at an address', () => {
  test('comes with what is known of it', async () => {
    site.put('/data/aed.csv', CSV, { lastModified: 'Mon, 07 Apr 2025 00:00:00 GMT' })
    const got = await seek(url('data/aed.csv'))
    expect(came(got)).toBe(CSV)
    expect(got).toMatchObject({
      name: 'aed.csv',
      bytes: Buffer.byteLength(CSV),
      mediaType: 'text/csv',
      from: at('data/aed.csv'),
      validators: { url: at('data/aed.csv'), lastModified: 'Mon, 07 Apr 2025 00:00:00 GMT' },
    })
    const asked = site.heard.at(-1)
    expect(asked?.headers).toMatchObject({ 'user-agent': 'Hiraku/1.2.3', 'accept-encoding': 'identity' })
    expect(site.conditional()).toBe(0)
  })

  test.each([
    ['ETag', { etag: '"a1"', lastModified: 'Mon, 07 Apr 2025 00:00:00 GMT' }, { 'if-none-match': '"a1"' }],
    ['a weak one', { etag: 'W/"a1"' }, { 'if-none-match': 'W/"a1"' }],
    [
      'a date',
      { etag: null, lastModified: 'Mon, 07 Apr 2025 00:00:00 GMT' },
      { 'if-modified-since': 'Mon, 07 Apr 2025 00:00:00 GMT' },
    ],
  ])('is asked for by %s, and is as it was', async (_, about, headers) => {
    site.put('/a.csv', CSV, about)
    const first = await seek(url('a.csv'))
    if (first.state !== 'fetched') throw new Error(first.state)
    expect(await seek(url('a.csv'), first.validators)).toEqual({
      state: 'unchanged',
      validators: first.validators,
    })
    expect(site.notModified('/a.csv')).toBe(1)
    const asked = site.heard.at(-1)?.headers ?? {}
    expect(asked).toMatchObject(headers)
    expect('if-none-match' in asked && 'if-modified-since' in asked).toBe(false)
    site.put('/a.csv', `${CSV}3,図書館\n`, { lastModified: 'Tue, 07 Apr 2026 00:00:00 GMT' })
    expect(came(await seek(url('a.csv'), first.validators))).toBe(`${CSV}3,図書館\n`)
  })

  test('what is remembered of another address is not asked by', async () => {
    site.put('/b.csv', CSV, { etag: '"x"' })
    expect(came(await seek(url('b.csv'), { url: at('a.csv'), etag: '"x"' }))).toBe(CSV)
    expect(site.conditional()).toBe(0)
  })

  test('is found through redirects, and asked for by condition where they end', async () => {
    site.put('/2025/a.csv', CSV)
    for (const [i, status] of [301, 302, 303, 307, 308].entries())
      site.redirect(`/r${i}`, i === 4 ? '/2025/a.csv' : `/r${i + 1}`, status)
    const first = await seek(url('r0'))
    expect(came(first)).toBe(CSV)
    if (first.state !== 'fetched') throw new Error(first.state)
    expect(first.from).toBe(at('2025/a.csv'))
    expect(await seek(url('r0'), first.validators)).toMatchObject({ state: 'unchanged' })
    site.redirect('/before', '/r0')
    expect(told(await seek(url('before'))).code).toBe('acquire/redirects')
  })

  test('packed though nobody asked for it, it is unpacked; a length that counts the packed bytes is right', async () => {
    site.put('/a.csv', CSV.repeat(1000))
    site.fault('/a.csv', 'gzip')
    expect(came(await seek(url('a.csv')))).toBe(CSV.repeat(1000))
  })

  test('a packed one that is cut or damaged is not taken', async () => {
    const packed = gzipSync(Buffer.from(CSV.repeat(1000)))
    const damaged = Buffer.from(packed)
    damaged.fill(255, 20, 60)
    for (const body of [packed.subarray(0, packed.length >> 1), damaged]) {
      site.put('/a.csv', body, { headers: { 'content-encoding': 'gzip' } })
      expect(told(await seek(url('a.csv'))).code).toBe('acquire/packed')
      nothingLeft()
    }
  })

  test.each<[Fault, string, FaultOptions?, Partial<Origin>?]>([
    ['cut', 'acquire/broken'],
    ['cut-chunks', 'acquire/broken'],
    ['lies-length', 'acquire/broken'],
    ['reset', 'acquire/broken'],
    ['silent', 'acquire/no-answer', {}, { seconds: 0.2 }],
    ['drip', 'acquire/too-slow', { ms: 20 }, { seconds: 0.2 }],
    ['endless', 'acquire/too-large', {}, { maxBytes: 300_000 }],
    ['bomb', 'acquire/too-large', {}, { maxBytes: 300_000 }],
    ['empty', 'acquire/empty'],
    ['lies-packing', 'acquire/packed'],
    ['unasked-304', 'acquire/status'],
    [400, 'acquire/status'],
    [401, 'acquire/sign-in'],
    [403, 'acquire/forbidden'],
    [404, 'acquire/not-found'],
    [410, 'acquire/not-found'],
    [429, 'acquire/too-many'],
    [451, 'acquire/legal'],
    [500, 'acquire/server-error'],
    [503, 'acquire/server-error'],
  ])('%s: one problem, and nothing left', async (fault, code, options, more) => {
    site.put('/a.csv', CSV)
    site.fault('/a.csv', fault, options)
    expect(told(await seek(url('a.csv', more))).code).toBe(code)
    nothingLeft()
  })

  test('what is asked of a host is asked of no other port of it', async () => {
    const other = await createCitySite()
    other.put('/a.csv', CSV)
    site.redirect('/a.csv', `${other.url}a.csv`)
    const said = told(await seek(url('a.csv')))
    expect(said.code).toBe('acquire/other-host')
    expect(said.ja).toContain(other.host)
    expect(other.heard).toEqual([])
    // by its port, or with whatever port
    expect(came(await seek(url('a.csv', { hosts: [other.host] })))).toBe(CSV)
    expect(came(await seek(url('a.csv', { hosts: ['127.0.0.1'] })))).toBe(CSV)
    expect(told(await seek(url('a.csv', { hosts: ['127.0.0.1:1'] }))).code).toBe('acquire/other-host')
    await other.close()
  })

  test('one that says it is too large is not read', async () => {
    site.put('/a.csv', CSV)
    expect(told(await seek(url('a.csv', { maxBytes: 10 }))).code).toBe('acquire/too-large')
    expect(came(await seek(url('a.csv', { maxBytes: Buffer.byteLength(CSV) })))).toBe(CSV)
  })

  test.each<[Fault]>([['cut'], ['reset'], [503], [429]])('%s once: it is tried again', async (fault) => {
    site.put('/a.csv', CSV)
    site.fault('/a.csv', fault, { times: 1, retryAfter: '7' })
    expect(came(await seek(url('a.csv')))).toBe(CSV)
    expect(site.asked('/a.csv')).toBe(2)
    expect(waited.some((ms) => ms >= 7000)).toBe(typeof fault === 'number')
  })

  test('who asks for an hour of quiet is not asked again in the run, and it is told until when', async () => {
    site.put('/b.csv', CSV)
    site.fault('/a.csv', 429, { retryAfter: '3600' })
    const now = new Date('2026-11-23T04:05:06Z')
    const by = createFetcher(
      { ...nodeEffects(), now: () => now, pause: () => Promise.resolve() },
      { version: '1', robots: path.join(root, 'robots'), perSecond: 1000 },
    )
    for (const name of ['a.csv', 'b.csv']) {
      const said = told(await seek(url(name), {}, by))
      expect(said.code).toBe('acquire/asked-to-wait')
      // in Japan
      expect(said.ja).toContain('2026-11-23 14:06')
      expect(said.en).toContain('2026-11-23 14:06')
    }
    expect(site.asked()).toBe(1)
  })

  test('a robots.txt that asks for an hour of quiet', async () => {
    site.put('/a.csv', CSV)
    site.fault('/robots.txt', 503, { retryAfter: '3600' })
    expect(told(await seek(url('a.csv'))).code).toBe('acquire/asked-to-wait')
    expect(site.heard.length).toBe(1)
    expect(waited).toEqual([])
  })

  test('a no is not tried again, not even for another source', async () => {
    site.fault('/a.csv', 403)
    const by = fetcher()
    expect(told(await seek(url('a.csv'), {}, by)).code).toBe('acquire/forbidden')
    expect(told(await seek(url('a.csv'), {}, by)).code).toBe('acquire/forbidden')
    expect(site.asked('/a.csv')).toBe(1)
    expect(by.requests()).toBe(2)
  })

  test.each([
    ['ftp://example.jp/a.csv', 'acquire/bad-address'],
    ['a.csv', 'acquire/bad-address'],
    ['http://me:hush@127.0.0.1/a.csv', 'acquire/password-in-address'],
    ['http://portal.invalid/a.csv', 'acquire/unknown-host'],
  ])('%s', async (address, code) => {
    const said = told(await seek({ url: address, private: true }))
    expect(said.code).toBe(code)
    expect(said.ja).not.toContain('hush')
  })

  test('secrets of an address are in no text', async () => {
    const said = told(await seek(url('a.csv?token=hush1&year=2025&api_key=hush2')))
    expect(said.ja).toContain('year=2025')
    expect(said.ja).not.toContain('hush')
    site.put('/b.csv', CSV)
    const got = await seek(url('b.csv?token=hush1'))
    expect(JSON.stringify(got)).not.toContain('hush')
    if (got.state !== 'fetched') throw new Error(got.state)
    expect(await seek(url('b.csv?token=hush1'), got.validators)).toMatchObject({ state: 'unchanged' })
  })

  test('of where a redirect leads, only what stands in the source is shown of its query', async () => {
    const where = '/dl;jsessionid=hush3?id=7&se=hush4&hush5'
    site.redirect('/go', where)
    site.put(where, CSV, { lastModified: 'Mon, 07 Apr 2025 00:00:00 GMT' })
    const got = await seek(url('go?id=7'))
    if (got.state !== 'fetched') throw new Error(got.state)
    expect(JSON.stringify(got)).not.toContain('hush')
    expect(got.from).toBe(at('dl;jsessionid=…?id=7&se=…&…'))
    expect(await seek(url('go?id=7'), got.validators)).toMatchObject({ state: 'unchanged' })
    // another one of the same look is not asked by a date, which says nothing of it
    const { etag: _, ...dated } = got.validators
    site.forget()
    expect(came(await seek(url('go?id=7'), dated))).toBe(CSV)
    expect(site.conditional()).toBe(0)
    for (const status of [404, 403, 500] as const) {
      site.fault(where, status)
      expect(told(await seek(url('go?id=7'))).ja).not.toContain('hush')
    }
    site.redirect('/go', `http://127.0.0.3${where}`)
    expect(told(await seek(url('go'))).ja).not.toContain('hush')
  })

  test('marks that turn text around reach nobody', async () => {
    const page = '<a href="/a%E2%80%AEvsc.csv">A\u202e\u0085\u001b[2JED\u2066</a><a href="/b.csv">AED</a>'
    site.put('/p/', page)
    const said = told(await seek({ page: at('p/'), link: 'E', private: true }))
    expect(said.code).toBe('acquire/several-links')
    const texts = said.ja + said.en
    expect(texts).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    expect(texts).toContain('<U+202E>')
    expect(texts).toContain('a%E2%80%AEvsc.csv')
  })

  test.each([
    ['"a\u0085b"', undefined],
    ['"\u00e3\u0081\u0082"', undefined],
    [`"${'x'.repeat(2000)}"`, undefined],
    ['W/"a b"', 'W/"a b"'],
    ['plain', 'plain'],
  ])('an ETag %j is kept as %j', async (etag, kept) => {
    site.put('/a.csv', CSV, { etag })
    const got = await seek(url('a.csv'))
    if (got.state !== 'fetched') throw new Error(got.state)
    expect(got.validators.etag).toBe(kept)
    // nor is one sent that was kept before
    await seek(url('a.csv'), { url: at('a.csv'), etag })
    expect(site.conditional()).toBe(kept === undefined ? 0 : 1)
  })
})

test.each([
  ['refused', 'acquire/no-answer'],
  ['timeout', 'acquire/no-answer'],
  ['proxy', 'acquire/proxy'],
  ['not-https', 'acquire/certificate'],
  ['other', 'acquire/network'],
] as const)('what the network says: %s', async (fault, code) => {
  const by = createFetcher(
    {
      ...nodeEffects(),
      pause: () => Promise.resolve(),
      http: () => Promise.resolve({ fault, detail: 'said so' }),
    },
    { version: '1', robots: path.join(root, 'robots'), contact: 'mailto:it@city.example.jp' },
  )
  const said = told(await seek({ url: 'https://city.example.jp/a.csv' }, {}, by))
  expect(said.code).toBe(code)
  expect(said.en).toContain('city.example.jp')
})

describe('other hosts', () => {
  test('are gone to where the source names them', async () => {
    const other = await createCitySite({ host: '127.0.0.2' })
    other.put('/a.csv', CSV)
    site.redirect('/a.csv', `${other.url}a.csv`)
    const said = told(await seek(url('a.csv')))
    expect(said.code).toBe('acquire/other-host')
    expect(said.ja).toContain('127.0.0.2')
    expect(other.heard).toEqual([])
    expect(came(await seek(url('a.csv', { hosts: ['127.0.0.2'] })))).toBe(CSV)
    // its rules are asked for as well
    expect(other.asked('/robots.txt')).toBe(1)
    await other.close()
  })

  test('inside a network are not gone to, unless the source says so', async () => {
    site.put('/a.csv', CSV)
    const said = told(await seek({ url: at('a.csv') }))
    expect(said.code).toBe('acquire/private-address')
    expect(said.ja).toContain('127.0.0.1')
    expect(site.heard).toEqual([])
  })

  test.each(['169.254.169.254', '[::ffff:a9fe:a9fe]', 'localhost'])(
    'on every hop: a redirect to %s',
    async (host) => {
      const real = nodeEffects()
      const sent: string[] = []
      const by = createFetcher(
        {
          ...real,
          http: (request) => {
            sent.push(request.url)
            if (new URL(request.url).hostname !== 'city.example.jp') return real.http(request)
            const isFile = request.url.endsWith('/a.csv')
            const headers: Record<string, string> = isFile ? { location: `http://${host}/latest/` } : {}
            const body = (async function* (): AsyncGenerator<Uint8Array> {})()
            return Promise.resolve({ answer: { status: isFile ? 302 : 404, headers, body } })
          },
        },
        { version: '1', robots: path.join(root, 'robots'), perSecond: 1000 },
      )
      const origin = { url: 'http://city.example.jp/a.csv', hosts: [host] }
      expect(told(await seek(origin, {}, by)).code).toBe('acquire/private-address')
      expect(sent.at(-1)).toBe(`http://${host}/robots.txt`)
      expect(told(await seek({ url: origin.url }, {}, by)).code).toBe('acquire/other-host')
    },
  )

  test('a way from https to http is not taken', async () => {
    const pem = (name: string) =>
      fs.readFileSync(path.join(import.meta.dirname, '../fixtures/tls', name), 'utf8')
    const safe = await createCitySite({ tls: { cert: pem('local.pem'), key: pem('local.key') } })
    safe.redirect('/a.csv', at('a.csv'))
    site.put('/a.csv', CSV)
    const by = fetcher({ authorities: pem('local.pem') })
    const said = told(await seek({ url: `${safe.url}a.csv`, private: true }, {}, by))
    expect(said.code).toBe('acquire/insecure-redirect')
    expect(site.heard).toEqual([])
    expect(told(await seek({ url: `${safe.url}a.csv`, private: true })).code).toBe('acquire/certificate')
    await safe.close()
  })
})

describe('robots.txt', () => {
  test('is asked for once a day, and what it forbids is not', async () => {
    site.robots('User-agent: *\nDisallow: /private/\n')
    site.put('/a.csv', CSV)
    site.put('/private/a.csv', CSV)
    const by = fetcher()
    expect(came(await seek(url('a.csv'), {}, by))).toBe(CSV)
    expect(told(await seek(url('private/a.csv'), {}, by)).code).toBe('acquire/robots')
    expect(came(await seek(url('a.csv'), {}, fetcher()))).toBe(CSV)
    expect(site.asked('/robots.txt')).toBe(1)
    expect(site.asked('/private/a.csv')).toBe(0)
    // two days later
    const now = new Date(Date.now() + 48 * 3600_000)
    const later = createFetcher(
      { ...nodeEffects(), now: () => now },
      { version: '1', robots: path.join(root, 'robots') },
    )
    expect(came(await seek(url('a.csv'), {}, later))).toBe(CSV)
    expect(site.asked('/robots.txt')).toBe(2)
  })

  test('redirects into what it forbids are not followed', async () => {
    site.robots('User-agent: Hiraku\nDisallow: /x\n')
    site.put('/x/a.csv', CSV)
    site.redirect('/a.csv', '/x/a.csv')
    expect(told(await seek(url('a.csv'))).code).toBe('acquire/robots')
  })

  test.each<[Fault, string | undefined]>([
    [404, undefined],
    [403, undefined],
    [500, 'acquire/robots-unreachable'],
    [503, 'acquire/robots-unreachable'],
    [429, 'acquire/robots-unreachable'],
    ['reset', 'acquire/broken'],
  ])('answered by %s', async (fault, code) => {
    site.put('/a.csv', CSV)
    site.fault('/robots.txt', fault)
    const got = await seek(url('a.csv'))
    if (code === undefined) expect(came(got)).toBe(CSV)
    else expect(told(got).code).toBe(code)
  })

  test('packed, it holds as well', async () => {
    site.robots(`User-agent: *\nDisallow: /a\n${'# \n'.repeat(300_000)}`)
    site.fault('/robots.txt', 'gzip')
    site.put('/a.csv', CSV)
    expect(told(await seek(url('a.csv'))).code).toBe('acquire/robots')
  })

  test('packed so that nobody can read it, nothing is fetched', async () => {
    site.robots('')
    site.fault('/robots.txt', 'lies-packing')
    site.put('/a.csv', CSV)
    expect(told(await seek(url('a.csv'))).code).toBe('acquire/packed')
    expect(site.asked('/a.csv')).toBe(0)
  })

  test('that never ends coming stops only its own host', async () => {
    site.robots(`User-agent: *\n${'#'.repeat(1000)}`)
    site.fault('/robots.txt', 'drip', { ms: 50 })
    site.put('/a.csv', CSV)
    const began = Date.now()
    const said = told(await seek(url('a.csv'), {}, fetcher({ timeoutSeconds: 0.3 })))
    expect(said.code).toBe('acquire/robots-unreachable')
    expect(Date.now() - began).toBeLessThan(3000)
  })

  test('its pauses are held, but no longer than a minute', async () => {
    site.robots('User-agent: *\nCrawl-delay: 20\n')
    site.put('/a.csv', CSV)
    const by = fetcher()
    await seek(url('a.csv'), {}, by)
    await seek(url('a.csv'), {}, by)
    expect(waited.some((ms) => ms > 15_000 && ms <= 20_000)).toBe(true)
    fs.rmSync(path.join(root, 'robots'), { recursive: true })
    site.robots('User-agent: *\nCrawl-delay: 3600\n')
    expect(told(await seek(url('a.csv'))).code).toBe('acquire/robots-delay')
  })
})

describe('a link on a page', () => {
  const PAGE =
    '<!DOCTYPE html><meta charset="utf-8"><base href="/files/"><body><a href="#top">上</a><a href="mailto:a@b">メール</a>' +
    '<ul><li><a href="aed_r7.csv">ＡＥＤ設置箇所一覧（令和７年４月１日現在）</a><li><a href="aed_r7.pdf">AED設置箇所一覧（PDF）</a>' +
    '<li><a href="shelter.csv?a=1&amp;b=2">避難所&nbsp;一覧</a><li><a href="toilet.csv"><img alt="公衆トイレ一覧"></a></ul>'
  beforeEach(() => {
    site.put('/opendata/', PAGE)
    site.put('/files/aed_r7.csv', CSV)
    site.put('/files/aed_r7.pdf', 'pdf')
    site.put('/files/shelter.csv?a=1&b=2', '避難所')
    site.put('/files/toilet.csv', 'トイレ')
  })
  const page = (more: object): Origin => ({ page: at('opendata/'), private: true, ...more })

  test.each([
    ['text and pattern', { link: 'AED設置箇所一覧', pattern: '\\.csv$' }, CSV],
    ['pattern', { pattern: 'aed_r\\d+\\.csv$' }, CSV],
    ['the first of several', { link: 'AED設置箇所一覧', pick: 'first' }, CSV],
    ['the last of several', { link: 'AED設置箇所一覧', pick: 'last' }, 'pdf'],
    ['entities and spaces', { link: '避難所一覧' }, '避難所'],
    ['the words of an image', { link: '公衆トイレ一覧' }, 'トイレ'],
  ])('is found by %s', async (_, how, body) => {
    expect(came(await seek(page(how)))).toBe(body)
  })

  test('is found in its new place the next year, and nothing is asked by what was known of the old one', async () => {
    const how = page({ link: 'AED設置箇所一覧（令和7', pattern: 'csv$' })
    const first = await seek(how)
    if (first.state !== 'fetched') throw new Error(first.state)
    expect(await seek(how, first.validators)).toMatchObject({ state: 'unchanged' })
    site.put('/opendata/', PAGE.replaceAll('aed_r7.csv', 'aed_r8.csv'))
    site.put('/files/aed_r8.csv', 'neu')
    expect(came(await seek(how, first.validators))).toBe('neu')
  })

  test.each(['shift_jis', 'euc-jp'])('on a page in %s', async (label) => {
    // AED設置箇所一覧 in that encoding
    const words = {
      shift_jis: '414544 90dd 9275 89d3 8f8a 88ea 9797',
      'euc-jp': '414544 c0df c3d6 b2d5 bdea b0ec cdf7',
    }[label]
    const bytes = Buffer.from((words ?? '').replaceAll(' ', ''), 'hex')
    for (const type of ['text/html', `text/html; charset=${label}`]) {
      const meta = type === 'text/html' ? `<meta charset="${label}">` : ''
      const html = [Buffer.from(`${meta}<a href="/files/aed_r7.csv">`), bytes, Buffer.from('</a>')]
      site.put('/opendata/', Buffer.concat(html), { type })
      expect(came(await seek(page({ link: 'AED設置箇所一覧' })))).toBe(CSV)
    }
  })

  test('that fits several is told with all of them; none, with the nearest', async () => {
    const several = told(await seek(page({ link: 'AED設置箇所一覧' })))
    expect(several.code).toBe('acquire/several-links')
    expect(several.ja).toMatch(/aed_r7\.csv.*aed_r7\.pdf/)
    const none = told(await seek(page({ link: '避難場所一覧' })))
    expect(none.code).toBe('acquire/no-link')
    expect(none.ja).toMatch(/近いもの: 「避難所 一覧」/)
    expect(told(await seek(page({ pattern: '(' }))).code).toBe('acquire/bad-pattern')
  })

  test('of a page that is nested without end is not read', async () => {
    site.put('/opendata/', '<div>'.repeat(5000))
    expect(told(await seek(page({ link: 'a' }))).code).toBe('acquire/page-unreadable')
  })

  test('on a page that comes packed', async () => {
    site.fault('/opendata/', 'gzip')
    expect(came(await seek(page({ link: '避難所一覧' })))).toBe('避難所')
    site.fault('/opendata/', 'lies-packing')
    expect(told(await seek(page({ link: '避難所一覧' }))).code).toBe('acquire/packed')
    site.fault('/opendata/', 'bomb')
    expect(told(await seek(page({ link: '避難所一覧' }))).code).toBe('acquire/page-unreadable')
  })

  test('on a page that never ends coming: its seconds are over, and others have theirs', async () => {
    site.fault('/opendata/', 'drip', { ms: 20, times: 1 })
    const by = fetcher()
    const [first, second] = await Promise.all([
      seek(page({ link: '避難所一覧', seconds: 0.3 }), {}, by),
      seek(page({ link: '避難所一覧' }), {}, by),
    ])
    expect(told(first).code).toBe('acquire/too-slow')
    expect(came(second)).toBe('避難所')
  })

  test('a page is asked for once for all its sources', async () => {
    const by = fetcher()
    await Promise.all(
      ['\\.csv\\?', 'aed_r7.csv', 'aed_r7.pdf'].map((pattern) => seek(page({ pattern }), {}, by)),
    )
    expect(site.asked('/opendata/')).toBe(1)
    expect(site.most()).toBeLessThanOrEqual(2)
  })
})

describe('a resource of a CKAN', () => {
  const RESOURCES = [
    { id: 'r-1', name: 'AED設置箇所一覧（令和7年）', format: 'CSV', url: '/files/aed.csv' },
    { id: 'r-2', name: 'AED設置箇所一覧（令和7年）', format: 'XLSX', url: 'http://127.0.0.2/aed.xlsx' },
  ]
  const API = '/api/3/action/package_show?id=aed%2Fx'
  const ckan = (more: object): Origin => ({ ckan: site.url, dataset: 'aed/x', private: true, ...more })
  beforeEach(() => {
    site.put(API, JSON.stringify({ success: true, result: { resources: RESOURCES } }), {
      type: 'application/json',
    })
    site.put('/files/aed.csv', CSV)
    site.robots('User-agent: *\nDisallow: /api/\n')
  })

  test.each([[{ format: 'csv' }], [{ resource: 'r-1' }], [{ resource: 'AED設置箇所一覧', format: '.CSV' }]])(
    '%j',
    async (how) => {
      expect(came(await seek(ckan(how)))).toBe(CSV)
    },
  )

  test.each([
    [{}, 'acquire/several-resources'],
    [{ resource: 'r-9' }, 'acquire/no-resource'],
    [{ resource: 'r-2' }, 'acquire/other-host'],
    [{ dataset: 'no' }, 'acquire/no-dataset'],
  ])('%j: %s', async (how, code) => {
    expect(told(await seek(ckan(how))).code).toBe(code)
  })

  test('whose answer comes packed, or never ends coming', async () => {
    site.fault(API, 'gzip')
    expect(came(await seek(ckan({ format: 'CSV' })))).toBe(CSV)
    site.fault(API, 'drip', { ms: 20 })
    expect(told(await seek(ckan({ format: 'CSV', seconds: 0.3 }))).code).toBe('acquire/too-slow')
  })

  test.each(['<html>', '{}', '{"success":true,"result":{"resources":{}}}', 'null'])(
    '%s is none',
    async (text) => {
      site.put(API, text)
      expect(told(await seek(ckan({ format: 'CSV' }))).code).toBe('acquire/no-ckan')
    },
  )
})
