import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sendHttp } from '../../../pipeline/effects-http.ts'
import { createHttpClient, type HttpClient } from '../../../pipeline/lib/http/client.ts'
import type { HttpFault } from '../../../pipeline/lib/http/http.ts'
import type { CallOptions, CkanApi, Download, Refusal } from '../../../pipeline/publish/ckan/api.ts'
import { createCkanApi } from '../../../pipeline/publish/ckan/call.ts'
import { type Answer, closedPort, type Listening, listen, pem } from '../../helpers/listen.ts'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ0b2tlbiJ9.c2VjcmV0LXNpZ25hdHVyZQ'
const TRIES = 2

function apiOf(url: string, token: string | undefined = TOKEN, authorities?: string): CkanApi {
  const limits = { concurrency: 4, perSecond: 1000, timeoutSeconds: 0.4, tries: TRIES, authorities }
  const client = createHttpClient(
    { send: sendHttp, pause: async () => undefined, now: () => new Date(0), chance: randomBytes },
    limits,
  )
  return createCkanApi({ id: 'city', url, limits }, token, client)
}

const json =
  (status: number, body: unknown): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body))
const html =
  (status: number, body: string): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body)
const refused = (status: number, error: unknown): Answer => json(status, { help: 'h', success: false, error })
const to =
  (location: string, status = 302): Answer =>
  (_, response) =>
    response.writeHead(status, { location }).end()

/** What CKAN answers, as it was seen on 2.11.6 and 2.12.0, and what stands between. */
const REFUSALS: readonly (readonly [
  string,
  Answer,
  { readonly kind: Refusal['kind']; readonly code: string; readonly says: RegExp; readonly remedy: RegExp },
])[] = [
  [
    'a wrong token, or no right',
    refused(403, {
      __type: 'Authorization Error',
      message: 'Access denied: User  not authorized to create packages',
    }),
    {
      kind: 'not-allowed',
      code: 'publish/not-allowed',
      says: /トークンが違う.*not authorized to create packages/,
      remedy: /API トークン/,
    },
  ],
  [
    'what is not there',
    refused(404, { __type: 'Not Found Error', message: 'Not found' }),
    {
      kind: 'not-found',
      code: 'publish/not-found',
      says: /見つかりません.*Not found/,
      remedy: /--apply なしで/,
    },
  ],
  [
    'fields that are not as they should be',
    refused(409, {
      tags: ['Tag "税" length is less than minimum 2'],
      resources: [{}, { id: ['Invalid id provided'] }],
      __type: 'Validation Error',
    }),
    {
      kind: 'invalid',
      code: 'publish/portal-invalid',
      says: /CKAN の答え: tags: Tag "税" length .* resources\.2\.id: Invalid id provided$/,
      remedy: /元のデータか portals/,
    },
  ],
  [
    'a word of ours that sounds like a quota',
    refused(409, { tags: ['Tag "貯水容量・m3" must be alphanumeric'], __type: 'Validation Error' }),
    { kind: 'invalid', code: 'publish/portal-invalid', says: /貯水容量/, remedy: /tags/ },
  ],
  [
    'a request that CKAN can not read',
    json(400, 'Bad request - JSON Error: Error decoding JSON data.'),
    { kind: 'invalid', code: 'publish/portal-invalid', says: /JSON Error/, remedy: /portals/ },
  ],
  [
    'an action that the portal has not',
    json(400, 'Bad request: Action name not known: datastore_create'),
    { kind: 'invalid', code: 'publish/no-action', says: /拡張が入っていません/, remedy: /datastore: false/ },
  ],
  [
    'a file that is too large for CKAN',
    refused(409, { upload: ['File upload too large'], __type: 'Validation Error' }),
    {
      kind: 'too-large',
      code: 'publish/too-large',
      says: /大きすぎ.*File upload too large/,
      remedy: /max_resource_size/,
    },
  ],
  [
    'a file that is too large for the server before it',
    html(413, '<html><head><title>413 Request Entity Too Large</title></head></html>'),
    {
      kind: 'too-large',
      code: 'publish/too-large',
      says: /413 Request Entity Too Large/,
      remedy: /前段のサーバー/,
    },
  ],
  [
    'no space left',
    html(507, '<title>507 Insufficient Storage</title>'),
    { kind: 'quota', code: 'publish/quota', says: /容量がいっぱい/, remedy: /容量を増やして/ },
  ],
  [
    'a quota of an extension',
    refused(409, { upload: ['Organization storage quota exceeded'], __type: 'Validation Error' }),
    { kind: 'quota', code: 'publish/quota', says: /quota exceeded/, remedy: /要らなくなった/ },
  ],
  [
    'an error inside',
    refused(500, { __type: 'Internal Server Error', message: 'Internal Server Error' }),
    { kind: 'portal-error', code: 'publish/portal-error', says: /HTTP 500/, remedy: /管理者/ },
  ],
  [
    'an error page',
    html(500, '<h1>Server Error</h1>'),
    { kind: 'portal-error', code: 'publish/portal-error', says: /Server Error/, remedy: /管理者/ },
  ],
  [
    'a page where JSON was due',
    html(200, '<html><title>ひらく市\n ポータル</title></html>'),
    { kind: 'not-ckan', code: 'publish/not-ckan', says: /「ひらく市 ポータル」/, remedy: /api\/3\/action/ },
  ],
  [
    'a page that is not there',
    html(404, '<title>404 Not Found</title>'),
    { kind: 'not-ckan', code: 'publish/not-ckan', says: /HTTP 404/, remedy: /url/ },
  ],
  [
    'JSON that is none of CKAN’s',
    json(200, { message: 'hello' }),
    { kind: 'not-ckan', code: 'publish/not-ckan', says: /hello/, remedy: /url/ },
  ],
  [
    'JSON that is no object',
    json(200, [1, 2]),
    { kind: 'not-ckan', code: 'publish/not-ckan', says: /\[1,2\]/, remedy: /url/ },
  ],
  [
    'success that is none',
    json(200, { success: 'yes', result: 1 }),
    { kind: 'not-ckan', code: 'publish/not-ckan', says: /yes/, remedy: /url/ },
  ],
  [
    'a page to sign in',
    to('/user/login?came_from=/api/3'),
    { kind: 'not-allowed', code: 'publish/portal-login', says: /ログイン画面/, remedy: /シングルサインオン/ },
  ],
  [
    'basic authentication',
    html(401, '<title>401 Authorization Required</title>'),
    { kind: 'not-allowed', code: 'publish/portal-login', says: /HTTP 401/, remedy: /Basic 認証/ },
  ],
  [
    'a firewall',
    html(403, '<title>Request blocked</title>'),
    {
      kind: 'not-allowed',
      code: 'publish/portal-blocked',
      says: /「Request blocked」/,
      remedy: /IP アドレス/,
    },
  ],
  [
    'a proxy that wants a password',
    html(407, ''),
    { kind: 'unreachable', code: 'publish/proxy-login', says: /プロキシ/, remedy: /HTTPS_PROXY/ },
  ],
  [
    'the portal at another path',
    to('/data/api/3/action/package_show', 301),
    {
      kind: 'unreachable',
      code: 'publish/moved',
      says: /正しい場所は http:\/\/127[^ ]*\/data\/ です/,
      remedy: /書き直して/,
    },
  ],
  [
    'a redirect to nowhere',
    (_, response) => response.writeHead(302).end(),
    { kind: 'not-ckan', code: 'publish/not-ckan', says: /HTTP 302/, remedy: /url/ },
  ],
]

describe('refused', () => {
  test.each(REFUSALS)('%s', async (_, answer, { kind, code, says, remedy }) => {
    const portal = await listen(answer)
    const { refusal } = await apiOf(portal.url).call('package_show', { id: 'a' }, { tries: 'again' })
    expect(refusal).toMatchObject({ kind, problem: { code, severity: 'error', where: WHERE } })
    expect(refusal?.problem.message.ja).toMatch(says)
    expect(refusal?.problem.remedy.ja).toMatch(remedy)
    wellTold(refusal)
    expect(portal.heard.length).toBe(1)
    expect(portal.heard[0]?.headers.authorization).toBe(TOKEN)
  })

  test('what CKAN says by field is kept', async () => {
    const portal = await listen(
      refused(409, { name: ['That URL is already in use.'], __type: 'Validation Error' }),
    )
    const { refusal } = await apiOf(portal.url).call('package_create', {})
    expect(refusal).toMatchObject({
      status: 409,
      errors: { name: ['That URL is already in use.'], __type: 'Validation Error' },
    })
  })

  test.each([429, 502, 503, 504])('%i, to the last try', async (status) => {
    const portal = await listen(html(status, '<title>busy</title>'))
    const { refusal } = await apiOf(portal.url).call('package_show', {}, { tries: 'again' })
    expect(refusal).toMatchObject({
      kind: status === 429 ? 'unreachable' : 'unclear',
      problem: { code: 'publish/portal-busy' },
    })
    expect(refusal?.problem.message.ja).toContain(`HTTP ${status}`)
    expect(refusal?.problem.remedy.ja).toContain('limits.perSecond')
    wellTold(refusal)
    expect(portal.heard.length).toBe(TRIES)
  })
})

const WHERE = { file: 'portals/city.yaml', key: 'url' }

/** In both languages, with everything filled in, and without the token. */
function wellTold(refusal: Pick<Refusal, 'problem'> | undefined): void {
  expect(JSON.stringify(refusal)).not.toContain(TOKEN)
  const { message, remedy } = refusal?.problem ?? { message: undefined, remedy: undefined }
  for (const text of [message, remedy])
    for (const words of [text?.ja ?? '', text?.en ?? '']) {
      expect(words.length).toBeGreaterThan(10)
      expect(words).not.toMatch(/\{\w+\}|undefined/)
    }
}

describe('a portal that is not reached', () => {
  const call = (url: string, authorities?: string) =>
    apiOf(url, TOKEN, authorities).call('package_create', { name: 'a' })

  test('is gone', async () => {
    const { refusal } = await call(`http://127.0.0.1:${await closedPort()}/`)
    expect(refusal).toMatchObject({ kind: 'unreachable', problem: { code: 'publish/portal-refused' } })
    expect(refusal?.problem.message.ja).toMatch(/接続できません.*ECONNREFUSED/)
    expect(refusal?.problem.remedy.ja).toContain('ブラウザーで')
    wellTold(refusal)
  })

  test('has a name that nobody knows', async () => {
    const { refusal } = await call('https://portal.invalid/')
    expect(refusal).toMatchObject({ kind: 'unreachable', problem: { code: 'publish/portal-unknown-host' } })
    expect(refusal?.problem.message.ja).toContain('portal.invalid が見つかりません')
    wellTold(refusal)
  })

  test.each([
    ['nobody vouches for', 'local', undefined],
    ['is another host’s', 'other', 'other'],
    ['is out of date', 'expired', 'expired'],
  ])('has a certificate that %s', async (_, certificate, authority) => {
    const portal = await listen(json(200, {}), certificate)
    const { refusal } = await call(portal.url, authority && pem(`${authority}.pem`))
    expect(refusal).toMatchObject({ kind: 'unreachable', problem: { code: 'publish/portal-certificate' } })
    expect(refusal?.problem.message.ja).toContain('何も送りませんでした')
    expect(refusal?.problem.remedy.ja).toContain('authorities')
    wellTold(refusal)
    expect(portal.heard).toEqual([])
  })

  test('has a certificate of an authority that is named', async () => {
    const portal = await listen(json(200, { success: true, result: 1 }), 'local')
    expect(await call(portal.url, pem('local.pem'))).toEqual({ result: 1 })
  })

  test.each([301, 302, 307, 308])('sends to another host (%i): nothing goes there', async (status) => {
    const other = await listen(json(200, { success: true, result: 'mine now' }))
    const portal = await listen(to(`http://localhost:${other.port}/api/3/action/x?key=secret`, status))
    const { refusal } = await call(portal.url)
    expect(refusal).toMatchObject({ kind: 'unreachable', status, problem: { code: 'publish/moved-away' } })
    expect(refusal?.problem.message.ja).toContain(`http://localhost:${other.port}/`)
    expect(refusal?.problem.message.ja).not.toContain('secret')
    expect(refusal?.problem.remedy.ja).toContain('引っ越し')
    wellTold(refusal)
    expect(portal.heard.length).toBe(1)
    expect(other.heard).toEqual([])
  })

  test('sends from https to http: the token would go in the clear', async () => {
    const portal = await listen(to('http://127.0.0.1/api/3/action/x'), 'local')
    const { refusal } = await call(portal.url, pem('local.pem'))
    expect(refusal?.problem.code).toBe('publish/moved-away')
  })

  test.each<readonly [CallOptions['tries'], number]>([
    ['again', TRIES],
    ['once', 1],
  ])('says nothing (%s)', async (tries, asked) => {
    const portal = await listen(() => undefined)
    const api = apiOf(portal.url)
    const { refusal } = await api.call('package_create', { name: 'a' }, { tries })
    expect(refusal).toMatchObject({ kind: 'unclear', problem: { code: 'publish/portal-timeout' } })
    expect(refusal?.problem.message.ja).toContain('0.4 秒待っても')
    expect(refusal?.problem.remedy.ja).toContain('timeoutSeconds')
    wellTold(refusal)
    expect(portal.heard.length).toBe(asked)
    expect(api.requests()).toBe(asked)
  })

  test('breaks off: it may have been done', async () => {
    const portal = await listen((_, response) => response.socket?.destroy())
    const { refusal } = await call(portal.url)
    expect(refusal).toMatchObject({ kind: 'unclear', problem: { code: 'publish/portal-broken' } })
    expect(refusal?.problem.remedy.ja).toContain('続きから')
    wellTold(refusal)
    expect(portal.heard.length).toBe(1)
  })

  test('breaks off in the middle of its answer', async () => {
    const portal = await listen((_, response) => {
      response
        .writeHead(200, { 'content-length': 99 })
        .write('{"success": tr', () => response.socket?.destroy())
    })
    expect((await call(portal.url)).refusal).toMatchObject({ kind: 'unclear' })
  })
})

test.each<readonly [HttpFault, Refusal['kind'], string, RegExp]>([
  [
    { fault: 'proxy', detail: 'Proxy response (403) !== 200 when HTTP Tunneling', unsent: true },
    'unreachable',
    'publish/proxy-refused',
    /portal\.example への接続を通しません/,
  ],
  [
    { fault: 'proxy', detail: 'Proxy response (407) !== 200 when HTTP Tunneling', unsent: true },
    'unreachable',
    'publish/proxy-login',
    /利用者名とパスワード/,
  ],
  [{ fault: 'timeout', detail: 'x', unsent: true }, 'unreachable', 'publish/portal-timeout', /秒待っても/],
  [{ fault: 'broken', detail: 'x', unsent: true }, 'unreachable', 'publish/portal-broken', /切れました/],
  [
    { fault: 'other', detail: 'wrong version', unsent: true },
    'unreachable',
    'publish/portal-fault',
    /wrong version/,
  ],
  [{ fault: 'other', detail: `says ${TOKEN}` }, 'unclear', 'publish/portal-fault', /says …/],
])('%o', async (fault, kind, code, says) => {
  const limits = { concurrency: 1, perSecond: 1, timeoutSeconds: 5, tries: 1 }
  const client: HttpClient = {
    read: async () => fault,
    open: async () => fault,
    take: async () => fault,
    requests: () => 0,
    chance: randomBytes,
  }
  const api = createCkanApi({ id: 'city', url: 'https://portal.example/', limits }, TOKEN, client)
  const { refusal } = await api.call('package_create', {})
  expect(refusal).toMatchObject({ kind, problem: { code } })
  expect(refusal?.problem.message.ja).toMatch(says)
  wellTold(refusal)
})

describe('the token', () => {
  test('is taken out of what a portal sends back', async () => {
    const echo: Answer = (heard, response) =>
      response.writeHead(409).end(
        JSON.stringify({
          success: false,
          error: { name: [`headers: ${JSON.stringify(heard.headers)}`], __type: 'Validation Error' },
        }),
      )
    const portal = await listen(echo)
    const { refusal } = await apiOf(portal.url).call('package_create', {})
    expect(refusal?.problem.message.ja).toContain('authorization')
    wellTold(refusal)
    const page = await listen((heard, response) =>
      response.writeHead(500).end(`<title>Error: ${heard.headers.authorization}</title>`),
    )
    wellTold((await apiOf(page.url).call('package_create', {})).refusal)
    const away = await listen((heard, response) =>
      response.writeHead(302, { location: `http://localhost/${heard.headers.authorization}` }).end(),
    )
    wellTold((await apiOf(away.url).call('package_create', {})).refusal)
  })

  test.each(['two word tokens', 'とーくん', 'to\nken', 'ａｂｃ'])(
    '%j can be none, and is not sent',
    async (token) => {
      const portal = await listen(json(200, { success: true, result: 1 }))
      const { refusal } = await apiOf(portal.url, token).call('status_show', {})
      expect(refusal).toMatchObject({ kind: 'not-allowed', problem: { code: 'publish/token-characters' } })
      expect(JSON.stringify(refusal)).not.toContain(JSON.stringify(token).slice(1, -1))
      expect(portal.heard).toEqual([])
    },
  )

  test.each([
    [undefined, undefined],
    ['', undefined],
    [` ${TOKEN}\n`, TOKEN],
  ])('%j is sent as %j', async (token, sent) => {
    const portal = await listen(json(200, { success: true, result: 1 }))
    const limits = { concurrency: 1, perSecond: 1000, timeoutSeconds: 5, tries: 1 }
    const client = createHttpClient(
      { send: sendHttp, pause: async () => undefined, now: () => new Date(0), chance: randomBytes },
      limits,
    )
    await createCkanApi({ id: 'city', url: portal.url, limits }, token, client).call('status_show', {})
    expect(portal.heard[0]?.headers.authorization).toBe(sent)
  })

  test('of a URL with a name and password: neither is told nor sent', async () => {
    const portal = await listen(html(200, ''))
    const { refusal } = await apiOf(portal.url.replace('://', '://clerk:word@')).call('status_show', {})
    expect(refusal?.kind).toBe('not-ckan')
    expect(JSON.stringify(refusal)).not.toMatch(/clerk|word@/)
  })
})

describe('what goes up', () => {
  test('an action with its JSON', async () => {
    const portal = await listen(json(200, { success: true, result: { id: 'x' } }))
    const body = { name: 'a', title: '避難所', extras: [{ key: 'k', value: 'v' }] }
    expect(await apiOf(`${portal.url}data/`).call('package_create', body)).toEqual({ result: { id: 'x' } })
    expect(portal.heard[0]).toMatchObject({ method: 'POST', url: '/data/api/3/action/package_create' })
    expect(portal.heard[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(String(portal.heard[0]?.body))).toEqual(body)
  })

  test('files after the fields, with their length', async () => {
    const portal = await listen(json(200, { success: true, result: null }))
    const file = Buffer.concat([randomBytes(100_000), Buffer.from('\r\n--hiraku')])
    let open = 0
    const chunks = function* () {
      open += 1
      for (let at = 0; at < file.length; at += 9999) yield file.subarray(at, at + 9999)
    }
    const body = {
      match: { id: '1', metadata_modified: '2026' },
      notes: 'ひらく "市"\r\nデータ',
      count: 3,
      none: null,
    }
    const uploads = [
      { field: 'update__resources__0__upload', fileName: 'a.csv', mediaType: 'text/csv; charset=utf-8' },
      {
        field: 'update__resources__1__upload',
        fileName: 'q"\r\n.bin',
        mediaType: 'application/octet-stream',
      },
    ].map((one) => ({ ...one, body: { bytes: file.length, chunks } }))
    expect(await apiOf(portal.url).call('package_revise', body, { uploads })).toEqual({ result: null })

    const heard = portal.heard[0]
    expect(heard?.headers['content-length']).toBe(String(heard?.body.length))
    expect(heard?.headers['transfer-encoding']).toBeUndefined()
    expect(open).toBe(2)
    // read by Node's own parser of forms
    const form = await new Response(new Uint8Array(heard?.body ?? []), {
      headers: { 'content-type': heard?.headers['content-type'] ?? '' },
    }).formData()
    expect([...form.keys()]).toEqual([...Object.keys(body), ...uploads.map(({ field }) => field)])
    expect(form.get('match')).toBe(JSON.stringify(body.match))
    expect(form.get('notes')).toBe(body.notes)
    expect(form.get('count')).toBe('3')
    expect(form.get('none')).toBe('')
    for (const { field, mediaType } of uploads) {
      const part = form.get(field)
      if (!(part instanceof Blob)) throw new Error(`${field} is no file`)
      expect(part.type.split(';')[0]).toBe(mediaType.split(';')[0])
      expect(Buffer.from(await part.arrayBuffer()).equals(file)).toBe(true)
    }
  })

  test('an upload that may be done twice goes up anew from its first byte', async () => {
    const portal = await listen((_, response, nth) =>
      nth === 1 ? response.writeHead(503).end() : response.end('{"success":true,"result":2}'),
    )
    const body = { bytes: 3, chunks: () => [Buffer.from('a,b')] }
    const uploads = [{ field: 'upload', fileName: 'a.csv', mediaType: 'text/csv', body }]
    expect(await apiOf(portal.url).call('resource_patch', { id: '1' }, { uploads, tries: 'again' })).toEqual({
      result: 2,
    })
    expect(portal.heard.map(({ body }) => body.includes('a,b'))).toEqual([true, true])
  })

  test('an upload is not sent again where it may have been done', async () => {
    const portal = await listen(html(502, ''))
    const body = { bytes: 3, chunks: () => [Buffer.from('a,b')] }
    const uploads = [{ field: 'upload', fileName: 'a.csv', mediaType: 'text/csv', body }]
    const { refusal } = await apiOf(portal.url).call('resource_create', {}, { uploads })
    expect(refusal?.kind).toBe('unclear')
    expect(portal.heard.length).toBe(1)
  })
})

describe('a download', () => {
  const bytesOf = async (download: Download): Promise<string> => {
    if (download.problem !== undefined) throw new Error(download.problem.message.en)
    const chunks = []
    for await (const chunk of download.chunks) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }
  const tokens = (server: Listening) => server.heard.map(({ headers }) => headers.authorization)

  test('of the portal’s own, with the token; an address without a host is the portal’s', async () => {
    const portal = await listen((_, response) => response.end('施設名\r\n'))
    const api = apiOf(portal.url)
    expect(await bytesOf(await api.download(`${portal.url}a.csv`))).toBe('施設名\r\n')
    expect(await bytesOf(await api.download('/b.csv'))).toBe('施設名\r\n')
    expect(tokens(portal)).toEqual([TOKEN, TOKEN])
    expect(portal.heard.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /a.csv', 'GET /b.csv'])
  })

  test('on another host, without the token', async () => {
    const other = await listen((_, response) => response.end('x'))
    expect(await bytesOf(await apiOf('https://portal.example/').download(`${other.url}a.csv`))).toBe('x')
    expect(tokens(other)).toEqual([undefined])
  })

  test('that is sent to a storage, and back: never again with the token', async () => {
    const portal = await listen((heard, response) =>
      heard.url === '/a.csv'
        ? response.writeHead(302, { location: `http://localhost:${other.port}/s?key=1` }).end()
        : response.end('x'),
    )
    const other: Listening = await listen(to(`${portal.url}end`))
    expect(await bytesOf(await apiOf(portal.url).download(`${portal.url}a.csv`))).toBe('x')
    expect(tokens(portal)).toEqual([TOKEN, undefined])
    expect(tokens(other)).toEqual([undefined])
    expect(other.heard[0]?.url).toBe('/s?key=1')
  })

  test.each<readonly [string, Answer, RegExp]>([
    ['is not there', html(404, ''), /HTTP 404/],
    ['is not allowed', html(403, ''), /HTTP 403/],
    ['goes round in circles', to('/again'), /redirects/],
    ['is sent to a file of this computer', to('file:///etc/passwd'), /file:/],
    ['is sent to nowhere', (_, response) => response.writeHead(302).end(), /HTTP 302/],
    ['is only a part', html(206, 'half'), /HTTP 206/],
  ])('that %s', async (_, answer, says) => {
    const portal = await listen(answer)
    const found = await apiOf(portal.url).download(`${portal.url}a.csv?secret=1`)
    expect(found.problem?.code).toBe('publish/no-download')
    expect(found.problem?.message.ja).toMatch(says)
    expect(found.problem?.message.ja).not.toContain('secret')
    wellTold(found.problem && { problem: found.problem })
  })

  test('of a portal that is gone', async () => {
    const found = await apiOf(`http://127.0.0.1:${await closedPort()}/`).download('/a.csv')
    expect(found.problem?.code).toBe('publish/portal-refused')
    wellTold(found.problem && { problem: found.problem })
  })

  test('busy at first', async () => {
    const portal = await listen((_, response, nth) => response.writeHead(nth === 1 ? 503 : 200).end('x'))
    expect(await bytesOf(await apiOf(portal.url).download('/a.csv'))).toBe('x')
  })
})
