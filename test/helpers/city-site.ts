/**
 * A city's site, played on 127.0.0.x: pages and files by path, which change, move, break and lie as told, and a
 * count of what was asked. Needs nothing of a test's runner: the bench uses it too. Whoever makes one closes it.
 *
 *   const site = await createCitySite()
 *   site.put('/aed.csv', bytes, { lastModified: 'Mon, 07 Apr 2025 00:00:00 GMT' })
 *   site.fault('/aed.csv', 503, { times: 2 })
 *   … from: { url: `${site.url}aed.csv`, private: true } …
 *   site.asked('/aed.csv'), site.conditional('/aed.csv'), site.notModified('/aed.csv')
 *   await site.close()
 */
import { createHash } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

export interface Put {
  /** as sent, with its quotes (`"a"`, `W/"a"`); made of the bytes unless given; null: none is sent */
  readonly etag?: string | null
  /** an HTTP date; none is sent unless given */
  readonly lastModified?: string
  /** Content-Type; by the path's ending unless given; null: none is sent */
  readonly type?: string | null
  /** Content-Disposition, and whatever else */
  readonly headers?: Readonly<Record<string, string>>
}

export type Fault =
  /** answers after `ms` (1000) */
  | 'slow'
  /** a byte each `ms` (50) */
  | 'drip'
  /** says its whole length, gives half, breaks the connection */
  | 'cut'
  /** in chunks, of which the last never comes: the connection is closed */
  | 'cut-chunks'
  /** breaks the connection before any answer */
  | 'reset'
  /** takes the request and says nothing, ever */
  | 'silent'
  /** says ten times the length, gives the whole file, closes */
  | 'lies-length'
  /** says no length at all and never ends */
  | 'endless'
  /** 200, the type of the file, and inside the page "お探しのページは見つかりません" */
  | 'lies-type'
  /** 200, text/html, and the same page */
  | 'not-found-page'
  /** 200 and nothing */
  | 'empty'
  /** packed, though nobody asked for that */
  | 'gzip'
  /** packed: a hundred million zeros */
  | 'bomb'
  /** says that it is packed by br, and is not */
  | 'lies-packing'
  /** gives the file to everyone, whatever they know of it */
  | 'forgets'
  /** 304 to everyone, also who knows nothing */
  | 'unasked-304'
  /** this status, with a short page */
  | number

export interface FaultOptions {
  /** so many requests, then all is well; for ever unless given */
  readonly times?: number
  readonly ms?: number
  /** Retry-After, with a status */
  readonly retryAfter?: string
}

export interface Asked {
  readonly method: string
  /** with its query, as it came */
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly conditional: boolean
  /** what was answered; 0: nothing */
  status: number
}

export interface CitySite {
  /** with a slash at its end */
  readonly url: string
  /** `127.0.0.1:40123` */
  readonly host: string
  readonly port: number
  /** A path without a query answers whatever query comes with it; one with a query only that. */
  readonly put: (path: string, body: string | Uint8Array, about?: Put) => void
  readonly redirect: (from: string, to: string, status?: number) => void
  readonly fault: (path: string, fault: Fault, options?: FaultOptions) => void
  /** takes the fault away */
  readonly mend: (path: string) => void
  readonly remove: (path: string) => void
  /** undefined: there is none (404) */
  readonly robots: (text: string | undefined) => void
  /** in the order they came */
  readonly heard: readonly Asked[]
  /** all but robots.txt, unless a path is given */
  readonly asked: (path?: string) => number
  readonly conditional: (path?: string) => number
  readonly notModified: (path?: string) => number
  /** most requests that were under way at once */
  readonly most: () => number
  /** counts begin anew */
  readonly forget: () => void
  readonly close: () => Promise<void>
}

export interface SiteOptions {
  /** 127.0.0.1 unless given; on Linux 127.0.0.2 and so on are there too */
  readonly host?: string
  readonly tls?: { readonly cert: string; readonly key: string }
}

export const NOT_FOUND_PAGE =
  '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="UTF-8"><title>ページが見つかりません</title></head>' +
  '<body><h1>お探しのページは見つかりません</h1><p>移動または削除された可能性があります。</p></body></html>\n'

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  html: 'text/html; charset=UTF-8',
  json: 'application/json',
  pdf: 'application/pdf',
  zip: 'application/zip',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

interface Kept {
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly etag?: string
  readonly lastModified?: string
  readonly to?: string
  readonly status?: number
}

export async function createCitySite(options: SiteOptions = {}): Promise<CitySite> {
  const address = options.host ?? '127.0.0.1'
  const kept = new Map<string, Kept>()
  const faults = new Map<string, { fault: Fault; options: FaultOptions; left: number }>()
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  const heard: Asked[] = []
  let underWay = 0
  let most = 0

  const hear: http.RequestListener = (request, response) => {
    request.resume()
    const whole = request.url ?? '/'
    const bare = whole.split('?')[0] ?? whole
    const conditional =
      request.headers['if-none-match'] !== undefined || request.headers['if-modified-since'] !== undefined
    const one: Asked = {
      method: request.method ?? '',
      path: whole,
      headers: request.headers,
      conditional,
      status: 0,
    }
    heard.push(one)
    underWay += 1
    most = Math.max(most, underWay)
    let over = false
    const end = (): void => {
      if (!over) underWay -= 1
      over = true
    }
    response.on('close', end)
    response.on('finish', end)
    const fault = faultOf(faults, whole, bare)
    answer(one, kept.get(whole) ?? kept.get(bare), fault, response, timers)
  }
  const server = options.tls === undefined ? http.createServer(hear) : https.createServer(options.tls, hear)
  server.keepAliveTimeout = 5000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  const host = `${address}:${bound.port}`

  const count = (path: string | undefined, fits: (one: Asked) => boolean): number =>
    heard.filter(
      (one) =>
        fits(one) &&
        (path === undefined
          ? one.path !== '/robots.txt'
          : one.path === path || one.path.split('?')[0] === path),
    ).length

  const put: CitySite['put'] = (path, body, about = {}) => {
    const bytes = Buffer.from(body)
    const ending = path.split('?')[0]?.split('.').at(-1) ?? ''
    const type =
      about.type === undefined
        ? (TYPES[ending] ?? (path.endsWith('/') ? TYPES.html : 'application/octet-stream'))
        : about.type
    const etag = about.etag === undefined ? `"${hashOf(bytes)}"` : about.etag
    kept.set(path, {
      bytes,
      headers: { ...(type === null || type === undefined ? {} : { 'content-type': type }), ...about.headers },
      ...(etag === null ? {} : { etag }),
      ...(about.lastModified === undefined ? {} : { lastModified: about.lastModified }),
    })
  }

  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${host}/`,
    host,
    port: bound.port,
    put,
    redirect: (from, to, status = 302) => kept.set(from, { bytes: Buffer.alloc(0), headers: {}, to, status }),
    fault: (path, fault, more = {}) =>
      faults.set(path, { fault, options: more, left: more.times ?? Number.POSITIVE_INFINITY }),
    mend: (path) => faults.delete(path),
    remove: (path) => kept.delete(path),
    robots: (text) =>
      text === undefined ? kept.delete('/robots.txt') : put('/robots.txt', text, { etag: null }),
    heard,
    asked: (path) => count(path, () => true),
    conditional: (path) => count(path, (one) => one.conditional),
    notModified: (path) => count(path, (one) => one.status === 304),
    most: () => most,
    forget: () => {
      heard.length = 0
      most = 0
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

interface Troubled {
  readonly fault: Fault
  readonly options: FaultOptions
}

function faultOf(
  faults: Map<string, { fault: Fault; options: FaultOptions; left: number }>,
  whole: string,
  bare: string,
): Troubled | undefined {
  const found = faults.get(whole) ?? faults.get(bare)
  if (found === undefined || found.left <= 0) return undefined
  found.left -= 1
  return found
}

function answer(
  one: Asked,
  file: Kept | undefined,
  troubled: Troubled | undefined,
  response: http.ServerResponse,
  timers: Set<NodeJS.Timeout>,
): void {
  const begin = (status: number, headers: Readonly<Record<string, string>> = {}): void => {
    one.status = status
    response.writeHead(status, headers)
  }
  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }
  const plain = (honours: boolean): void => {
    if (file === undefined) {
      begin(404, { 'content-type': 'text/html; charset=UTF-8' })
      response.end(NOT_FOUND_PAGE)
    } else if (file.to !== undefined) {
      begin(file.status ?? 302, { location: file.to })
      response.end()
    } else if (honours && isKnown(one.headers, file)) {
      begin(304, validatorsOf(file))
      response.end()
    } else {
      begin(200, { ...file.headers, ...validatorsOf(file), 'content-length': String(file.bytes.length) })
      response.end(file.bytes)
    }
  }
  if (troubled === undefined) {
    plain(true)
    return
  }
  const { fault } = troubled
  const bytes = file?.bytes ?? Buffer.from('a,b\n1,2\n')
  const headers = { ...file?.headers, ...(file === undefined ? {} : validatorsOf(file)) }
  const ms = troubled.options.ms
  const packed = (body: Buffer): void => {
    begin(200, { ...headers, 'content-encoding': 'gzip', 'content-length': String(body.length) })
    response.end(body)
  }
  const page = (type: string): void => {
    begin(200, { 'content-type': type })
    response.end(NOT_FOUND_PAGE)
  }
  switch (fault) {
    case 'slow':
      later(ms ?? 1000, () => plain(true))
      return
    case 'drip': {
      begin(200, { ...headers, 'content-length': String(bytes.length) })
      let at = 0
      const drop = (): void => {
        if (response.destroyed) return
        response.write(bytes.subarray(at, at + 1))
        at += 1
        if (at < bytes.length) later(ms ?? 50, drop)
        else response.end()
      }
      drop()
      return
    }
    case 'cut':
      begin(200, { ...headers, 'content-length': String(bytes.length) })
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.resetAndDestroy())
      return
    case 'cut-chunks':
      begin(200, headers)
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.end())
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'silent':
      return
    case 'lies-length':
      begin(200, { ...headers, 'content-length': String(bytes.length * 10) })
      response.write(bytes, () => response.socket?.end())
      return
    case 'endless': {
      begin(200, headers)
      const piece = Buffer.alloc(1 << 16, 'あ,')
      const more = (): void => {
        if (!response.destroyed) response.write(piece, () => later(1, more))
      }
      more()
      return
    }
    case 'lies-type':
      page(file?.headers['content-type'] ?? 'text/csv')
      return
    case 'not-found-page':
      page('text/html; charset=UTF-8')
      return
    case 'empty':
      begin(200, { ...headers, 'content-length': '0' })
      response.end()
      return
    case 'gzip':
      packed(gzipSync(bytes))
      return
    case 'bomb':
      packed(gzipSync(Buffer.alloc(100_000_000)))
      return
    case 'lies-packing':
      begin(200, { ...headers, 'content-encoding': 'br', 'content-length': String(bytes.length) })
      response.end(bytes)
      return
    case 'forgets':
      plain(false)
      return
    case 'unasked-304':
      begin(304)
      response.end()
      return
    default: {
      const { retryAfter } = troubled.options
      begin(fault, {
        'content-type': 'text/html; charset=UTF-8',
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      })
      response.end(`<!DOCTYPE html><title>${fault}</title><p>${fault}</p>`)
    }
  }
}

function validatorsOf(file: Kept): Record<string, string> {
  return {
    ...(file.etag === undefined ? {} : { etag: file.etag }),
    ...(file.lastModified === undefined ? {} : { 'last-modified': file.lastModified }),
  }
}

/** RFC 9110 §13.1: If-None-Match by weak comparison; If-Modified-Since counts only without it. */
function isKnown(headers: http.IncomingHttpHeaders, file: Kept): boolean {
  const tags = headers['if-none-match']
  const weak = (tag: string): string => tag.trim().replace(/^W\//, '')
  if (tags !== undefined)
    return file.etag !== undefined && tags.split(',').map(weak).includes(weak(file.etag))
  const since = headers['if-modified-since']
  return (
    since !== undefined &&
    file.lastModified !== undefined &&
    Date.parse(file.lastModified) <= Date.parse(since)
  )
}
