import { execFile } from 'node:child_process'
import fs from 'node:fs'
import type { Server } from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { sendHttp } from '../pipeline/effects-http.ts'
import { isHttpFault } from '../pipeline/lib/http/client.ts'
import type { HttpOutcome, HttpRequest } from '../pipeline/lib/http/http.ts'
import { compilePipeline } from './helpers/compiled.ts'
import { type Answer, closedPort, listen, pem } from './helpers/listen.ts'

const WITHIN = { answerWithin: 5000, silenceWithin: 5000 }

function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, ...WITHIN, ...more }
}

async function textOf(outcome: HttpOutcome): Promise<string> {
  if ('fault' in outcome) throw new Error(`${outcome.fault}: ${outcome.detail}`)
  const chunks = []
  for await (const chunk of outcome.answer.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('an answer', () => {
  test('has its headers in lower case, and its body', async () => {
    const server = await listen((_, response) => {
      response.writeHead(201, { 'X-One': 'a', 'Set-Cookie': ['b=1', 'c=2'] }).end('こたえ')
    })
    const outcome = await sendHttp(get(`${server.url}a/b?c=%E3%81%82`, { headers: { 'x-asked': 'yes' } }))
    if ('fault' in outcome) throw new Error(outcome.detail)
    expect(outcome.answer).toMatchObject({ status: 201, headers: { 'x-one': 'a', 'set-cookie': 'b=1, c=2' } })
    expect(await textOf(outcome)).toBe('こたえ')
    expect(server.heard).toMatchObject([
      { method: 'GET', url: '/a/b?c=%E3%81%82', headers: { 'x-asked': 'yes' } },
    ])
  })

  test.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    const other = await listen((_, response) => response.end())
    const server = await listen((_, response) => {
      response.writeHead(status, { location: other.url }).end()
    })
    expect(await sendHttp(get(server.url))).toMatchObject({
      answer: { status, headers: { location: other.url } },
    })
    expect(other.heard).toEqual([])
  })

  test('that comes before the body has gone up is heard', async () => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig')
        socket.resume()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const chunk = new Uint8Array(1 << 16)
    const outcome = await sendHttp({
      ...get(`http://127.0.0.1:${port}/`),
      method: 'POST',
      body: { bytes: chunk.length * 400, chunks: () => Array.from({ length: 400 }, () => chunk) },
    })
    expect(outcome).toMatchObject({ answer: { status: 413 } })
    expect(await textOf(outcome)).toBe('big')
    server.close()
  })
})

describe('a body', () => {
  const bytes = Buffer.from('0123456789'.repeat(20_000))
  function* pieces() {
    for (let at = 0; at < bytes.length; at += 7777) yield bytes.subarray(at, at + 7777)
  }

  test.each([
    ['text', 'ひらく', Buffer.from('ひらく')],
    ['bytes', new Uint8Array([0, 255, 13]), Buffer.from([0, 255, 13])],
    ['pieces', { bytes: bytes.length, chunks: pieces }, bytes],
    ['pieces that come later', { bytes: bytes.length, chunks: () => later(pieces()) }, bytes],
    ['no piece at all', { bytes: 0, chunks: () => [] }, Buffer.alloc(0)],
  ])('of %s goes up whole, with its length', async (_, body, whole) => {
    const server = await listen((_, response) => response.end('ok'))
    expect(await textOf(await sendHttp({ ...get(server.url), method: 'POST', body }))).toBe('ok')
    expect(server.heard[0]?.body.equals(whole)).toBe(true)
    expect(server.heard[0]?.headers['content-length']).toBe(String(whole.length))
    expect(server.heard[0]?.headers['transfer-encoding']).toBeUndefined()
  })

  test('that is slow has more time for as long as it goes up', async () => {
    const server = await listen((_, response) => response.end('ok'))
    const slow = async function* () {
      for (let i = 0; i < 6; i++) {
        await new Promise((resolve) => setTimeout(resolve, 120))
        yield Buffer.from('x')
      }
    }
    const request = { ...get(server.url), method: 'POST' as const, body: { bytes: 6, chunks: slow } }
    expect(await textOf(await sendHttp({ ...request, answerWithin: 400 }))).toBe('ok')
  })

  test('that can not be read is our fault, not the network’s', async () => {
    const server = await listen((_, response) => response.end('ok'))
    const chunks = function* (): Generator<Uint8Array> {
      yield Buffer.from('x')
      throw new Error('the disk is gone')
    }
    await expect(
      sendHttp({ ...get(server.url), method: 'POST', body: { bytes: 9, chunks } }),
    ).rejects.toThrow('the disk is gone')
    expect(server.heard).toEqual([])
  })
})

async function* later(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve()
    yield chunk
  }
}

describe('no answer', () => {
  test('nobody listens', async () => {
    const port = await closedPort()
    expect(await sendHttp(get(`http://127.0.0.1:${port}/`))).toMatchObject({
      fault: 'refused',
      detail: expect.stringContaining('ECONNREFUSED'),
      unsent: true,
    })
  })

  test('no such host', async () => {
    expect(await sendHttp(get('http://portal.invalid/'))).toMatchObject({
      fault: 'unknown-host',
      detail: expect.stringContaining('portal.invalid'),
      unsent: true,
    })
  })

  test.each(['', 'portal', 'http://'])('%j is no URL', async (url) => {
    expect(await sendHttp(get(url))).toMatchObject({ fault: 'other', detail: 'not a URL', unsent: true })
  })

  test('the connection breaks before an answer', async () => {
    const server = await listen((_, response) => response.socket?.destroy())
    const outcome = await sendHttp({ ...get(server.url), method: 'POST', body: 'x' })
    expect(outcome).toMatchObject({ fault: 'broken' })
    expect(outcome).not.toHaveProperty('unsent')
  })

  const cut: readonly (readonly [string, Answer])[] = [
    ['with a length', (_, response) => response.writeHead(200, { 'content-length': 9 })],
    ['in chunks', (_, response) => response.writeHead(200)],
  ]
  test.each(cut)('the connection breaks in the middle of a body %s', async (_, begin) => {
    const server = await listen((heard, response, nth) => {
      begin(heard, response, nth)
      response.write('half', () => response.socket?.destroy())
    })
    const thrown: unknown = await sendHttp(get(server.url))
      .then(textOf)
      .catch((error: unknown) => error)
    expect(isHttpFault(thrown) && thrown.fault).toBe('broken')
  })

  test('too late', async () => {
    const server = await listen(() => undefined)
    const before = Date.now()
    const outcome = await sendHttp(get(server.url, { answerWithin: 150 }))
    expect(outcome).toEqual({ fault: 'timeout', detail: 'no answer within 150 ms' })
    expect(Date.now() - before).toBeLessThan(3000)
  })

  test('a body that falls silent', async () => {
    const server = await listen((_, response) => response.writeHead(200).write('half'))
    const thrown: unknown = await sendHttp(get(server.url, { silenceWithin: 300 }))
      .then(textOf)
      .catch((error: unknown) => error)
    expect(isHttpFault(thrown) && thrown.fault).toBe('timeout')
  })

  test('a body that comes a byte at a time has its time, and no more', async () => {
    const server = await listen((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
    })
    const began = Date.now()
    const outcome = await sendHttp(get(server.url, { wholeWithin: 400 }))
    await expect(textOf(outcome)).rejects.toMatchObject({ fault: 'slow' })
    expect(Date.now() - began).toBeLessThan(2000)
    // nobody reads it: its end throws nowhere
    const unread = await sendHttp(get(server.url, { wholeWithin: 200 }))
    if ('fault' in unread) throw new Error(unread.detail)
    await new Promise((resolve) => setTimeout(resolve, 500))
    await expect(textOf(unread)).rejects.toMatchObject({ fault: 'slow' })
  })

  test('a body that nobody wants is let go, however slowly it comes', async () => {
    const server = await listen((_, response) => {
      response.writeHead(404)
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
    })
    const outcome = await sendHttp(get(server.url))
    if ('fault' in outcome) throw new Error(outcome.detail)
    const began = Date.now()
    await outcome.answer.body[Symbol.asyncIterator]().return?.()
    expect(Date.now() - began).toBeLessThan(3000)
  })

  test('https to a server of http: nothing was done', async () => {
    const server = await listen((_, response) => response.end())
    expect(
      await sendHttp({ ...get(`https://127.0.0.1:${server.port}/`), method: 'POST', body: 'x' }),
    ).toMatchObject({ unsent: true })
    expect(server.heard).toEqual([])
  })
})

describe('a certificate', () => {
  test.each([
    ['that nobody vouches for', 'local', undefined],
    ['of another host', 'other', 'other'],
    ['out of date', 'expired', 'expired'],
    ['that another authority vouches for', 'local', 'other'],
  ])('%s: nothing is sent', async (_, certificate, authority) => {
    const server = await listen((_, response) => response.end(), certificate)
    const authorities = authority === undefined ? {} : { authorities: pem(`${authority}.pem`) }
    const outcome = await sendHttp(get(server.url, { headers: { authorization: 'secret' }, ...authorities }))
    expect(outcome).toMatchObject({ fault: 'certificate', unsent: true })
    expect(JSON.stringify(outcome)).not.toContain('secret')
    expect(server.heard).toEqual([])
  })

  test('of an authority that the portal names', async () => {
    const server = await listen((_, response) => response.end('ok'), 'local')
    // two in one file, as an intranet hands them out
    const authorities = `${pem('other.pem')}\n${pem('local.pem')}`
    expect(await textOf(await sendHttp(get(server.url, { authorities })))).toBe('ok')
  })
})

test('a body that is given up lets its connection go', async () => {
  let gone = 0
  const server = await listen((_, response) => {
    response.on('close', () => {
      gone += 1
    })
    const pour = () => {
      while (response.write(Buffer.alloc(1 << 16)));
      response.once('drain', pour)
    }
    pour()
  })
  const read = await sendHttp(get(server.url))
  if ('fault' in read) throw new Error(read.detail)
  for await (const _ of read.answer.body) break
  const unread = await sendHttp(get(server.url))
  if ('fault' in unread) throw new Error(unread.detail)
  await unread.answer.body[Symbol.asyncIterator]().return?.()
  await expect.poll(() => gone).toBe(2)
})

test('requests one after the other share a connection', async () => {
  let connections = 0
  const server = await listen((_, response) => response.end('ok'))
  server.server.on('connection', () => {
    connections += 1
  })
  for (let i = 0; i < 20; i++) await textOf(await sendHttp(get(server.url)))
  // undici opens a second one where the first is just being tidied up
  expect(connections).toBeLessThanOrEqual(2)
})

test('a process that is done ends, though connections are kept', async () => {
  const server = await listen((_, response) => response.end('ok'))
  const folder = compilePipeline()
  const module = pathToFileURL(path.join(folder, 'effects-http.js')).href
  const script = `
    const { sendHttp } = await import(${JSON.stringify(module)})
    const { answer } = await sendHttp(${JSON.stringify(get(server.url))})
    for await (const chunk of answer.body) process.stdout.write(chunk)
    console.log(Date.now())`
  const { out, at } = await new Promise<{ out: string; at: number }>((resolve, reject) =>
    execFile(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 }, (error, out) =>
      error === null ? resolve({ out, at: Date.now() }) : reject(error),
    ),
  )
  fs.rmSync(folder, { recursive: true, force: true })
  expect(out.slice(0, 2)).toBe('ok')
  // the connection itself is kept for 1.5 s
  expect(at - Number(out.slice(2))).toBeLessThan(1200)
})

describe('a proxy by the environment', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.resetModules()
  })
  /** the environment is looked at once, as of a process */
  const sendBy = async (env: Readonly<Record<string, string>>): Promise<typeof sendHttp> => {
    for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
      vi.stubEnv(name, undefined)
      vi.stubEnv(name.toUpperCase(), undefined)
    }
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    vi.resetModules()
    return (await import('../pipeline/effects-http.ts')).sendHttp
  }
  const tunnels = (server: Server, answer: string): string[] => {
    const asked: string[] = []
    server.on('connect', (request, socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
      socket.on('error', () => undefined)
      if (!answer.includes(' 200 ')) {
        socket.end(answer)
        return
      }
      socket.write(answer)
      const there = net.connect(Number(request.url?.split(':')[1]), '127.0.0.1')
      there.on('error', () => undefined)
      there.pipe(socket)
      socket.pipe(there)
    })
    return asked
  }

  test('http is handed to it as such', async () => {
    const proxy = await listen((_, response) => response.end('by proxy'))
    const send = await sendBy({ HTTP_PROXY: proxy.url })
    const outcome = await send({
      ...get('http://portal.example/api'),
      method: 'POST',
      headers: { authorization: 'token' },
      body: { bytes: 2, chunks: () => [Buffer.from('ab')] },
    })
    expect(await textOf(outcome)).toBe('by proxy')
    expect(proxy.heard).toMatchObject([
      { method: 'POST', url: 'http://portal.example/api', headers: { host: 'portal.example' } },
    ])
    expect(proxy.heard[0]?.body.toString()).toBe('ab')
  })

  test('https goes through it: it sees where to, and nothing more', async () => {
    const portal = await listen((_, response) => response.end('portal'), 'other')
    const proxy = await listen((_, response) => response.end())
    const asked = tunnels(proxy.server, 'HTTP/1.1 200 OK\r\n\r\n')
    const send = await sendBy({ HTTPS_PROXY: `http://clerk:word@127.0.0.1:${proxy.port}` })
    const outcome = await send(
      get(`https://portal.example:${portal.port}/`, { authorities: pem('other.pem') }),
    )
    expect(await textOf(outcome)).toBe('portal')
    expect(asked).toEqual([`portal.example:${portal.port} Basic ${btoa('clerk:word')}`])
    expect(proxy.heard).toEqual([])
  })

  test('the certificate is that of the portal, through it too', async () => {
    const portal = await listen((_, response) => response.end('portal'), 'local')
    const proxy = await listen((_, response) => response.end())
    tunnels(proxy.server, 'HTTP/1.1 200 OK\r\n\r\n')
    const send = await sendBy({ HTTPS_PROXY: proxy.url })
    expect(
      await send(get(`https://portal.example:${portal.port}/`, { authorities: pem('local.pem') })),
    ).toMatchObject({ fault: 'certificate', unsent: true })
    expect(portal.heard).toEqual([])
  })

  test('what is in NO_PROXY does without it', async () => {
    const proxy = await listen((_, response) => response.end('proxy'))
    const send = await sendBy({ HTTP_PROXY: proxy.url, NO_PROXY: 'a.example, portal.invalid' })
    expect(await send(get('http://portal.invalid/'))).toMatchObject({ fault: 'unknown-host' })
    expect(proxy.heard).toEqual([])
  })

  test.each(['127.0.0.1', 'localhost'])('this computer (%s) does without it', async (host) => {
    const portal = await listen((_, response) => response.end('portal'))
    const proxy = await listen((_, response) => response.end('proxy'))
    const send = await sendBy({ HTTP_PROXY: proxy.url })
    expect(await textOf(await send(get(`http://${host}:${portal.port}/`)))).toBe('portal')
    expect(proxy.heard).toEqual([])
  })

  test.each(['403 Forbidden', '407 Proxy Authentication Required', '502 Bad Gateway'])(
    'that says %s to https: nothing was sent',
    async (status) => {
      const proxy = await listen((_, response) => response.end())
      tunnels(proxy.server, `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`)
      const send = await sendBy({ HTTPS_PROXY: `http://clerk:word@127.0.0.1:${proxy.port}` })
      const outcome = await send({ ...get('https://portal.example/'), method: 'POST', body: 'x' })
      expect(outcome).toMatchObject({
        fault: 'proxy',
        unsent: true,
        detail: expect.stringContaining(status.slice(0, 3)),
      })
      expect(JSON.stringify(outcome)).not.toContain('word')
    },
  )

  test('that wants a password for http', async () => {
    const proxy = await listen((_, response) => response.writeHead(407).end())
    const send = await sendBy({ HTTP_PROXY: proxy.url })
    const outcome = await send(get('http://portal.example/'))
    expect(outcome).toMatchObject({ fault: 'proxy', detail: expect.stringContaining('407') })
  })

  test('that is not there', async () => {
    const port = await closedPort()
    const send = await sendBy({ HTTPS_PROXY: `http://127.0.0.1:${port}` })
    expect(await send(get('https://portal.example/'))).toMatchObject({
      fault: 'refused',
      detail: expect.stringContaining(String(port)),
      unsent: true,
    })
  })

  test('that is written without http://', async () => {
    const send = await sendBy({ HTTPS_PROXY: 'proxy.example.lg.jp:8080' })
    expect(await send(get('https://portal.example/'))).toMatchObject({ fault: 'proxy', unsent: true })
  })
})
