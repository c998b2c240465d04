/**
 * A server that speaks as S3 does, on loopback: one bucket in memory. It verifies every request by Signature Version 4
 * and every body by the sha256 that was signed, both from the specification (docs.aws.amazon.com/AmazonS3/latest/API/
 * sig-v4-header-based-auth.html), not by what signs in the pipeline.
 */
import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export const KEY = 'AKIAEXAMPLEEXAMPLE00'
export const SECRET = 'secret/EXAMPLE+secret'

export interface S3Object {
  data: Buffer
  headers: Record<string, string>
  etag: string
}

export interface S3Options {
  readonly bucket: string
  readonly region?: string
  /** the server's clock */
  readonly now?: () => Date
  /** keys in a page of a list */
  readonly page?: number
  /** `other`: no MD5 of anything, as some servers give; `kms`: one that looks like it, and says by what it was encrypted */
  readonly etags?: 'md5' | 'kms' | 'other' | 'parts'
  readonly session?: string
}

/** What becomes of a request: `drop` before it is done, `after` it was; a function answers instead. */
export type S3Fault = 'drop' | 'after' | 'cut' | ((response: http.ServerResponse) => void) | undefined

export interface S3Server {
  readonly url: string
  readonly objects: Map<string, S3Object>
  /** `PUT datasets/…`, `LIST prefix` */
  readonly log: string[]
  fault: (request: string, count: number) => S3Fault
  readonly close: () => Promise<void>
}

export interface Signable {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly signedHeaders: readonly string[]
  readonly scope: string
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

export function signatureOf(
  { method, path, query, headers, signedHeaders, scope }: Signable,
  secret: string,
): string {
  const canonical = [
    method,
    path,
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => (part.includes('=') ? part : `${part}=`))
      .sort()
      .join('&'),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    headers['x-amz-content-sha256'] ?? '',
  ].join('\n')
  const [date = '', region = '', service = '', end = ''] = scope.split('/')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), end)
  return createHmac('sha256', key).update(text).digest('hex')
}

export function errorXml(code: string, message: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>1</RequestId></Error>`
}

interface Refusal {
  readonly status: number
  readonly code: string
  readonly more?: string
}

export async function startS3(options: S3Options): Promise<S3Server> {
  const { bucket, region = 'ap-northeast-1', now = () => new Date(), page = 1000, etags = 'md5' } = options
  const objects = new Map<string, S3Object>()
  const log: string[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const body = Buffer.concat(chunks)
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const key = decodeURIComponent(path.split('/').slice(2).join('/'))
    const params = new URLSearchParams(query)
    const what =
      request.method === 'GET' && key === ''
        ? `LIST ${params.get('prefix') ?? ''}`
        : `${request.method} ${key}`
    const fault = self.fault(what, log.length)
    log.push(what)
    if (fault === 'drop') return void request.socket.destroy()
    if (typeof fault === 'function') return fault(response)
    const refusal = refusedBy(request, path, query, body) ?? perform()
    if (fault === 'after') return void request.socket.destroy()
    if (refusal !== undefined) {
      response.writeHead(refusal.status, { 'content-type': 'application/xml' })
      response.end(
        request.method === 'HEAD' ? '' : errorXml(refusal.code, `said ${refusal.code}`, refusal.more),
      )
    }

    function perform(): Refusal | undefined {
      if (decodeURIComponent(path.split('/')[1] ?? '') !== bucket)
        return { status: 404, code: 'NoSuchBucket' }
      const object = objects.get(key)
      if (request.method === 'PUT') {
        const md5 = createHash('md5').update(body).digest('hex')
        const other = createHash('md5').update(`other ${md5}`).digest('hex')
        const etag = etags === 'md5' ? md5 : etags === 'parts' ? `${other}-2` : other
        const kept = Object.entries(request.headers).filter(
          ([name]) => name.startsWith('x-amz-meta-') || name === 'content-type',
        )
        objects.set(key, {
          data: body,
          etag,
          headers: {
            ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
            ...(etags === 'kms' ? { 'x-amz-server-side-encryption': 'aws:kms' } : {}),
          },
        })
        if (fault !== 'after') response.writeHead(200, { etag: `"${etag}"` }).end()
      } else if (request.method === 'DELETE') {
        objects.delete(key)
        if (fault !== 'after') response.writeHead(204).end()
      } else if (key === '') {
        if (fault !== 'after')
          response.writeHead(200, { 'content-type': 'application/xml' }).end(list(params))
      } else if (object === undefined) return { status: 404, code: 'NoSuchKey' }
      else if (fault !== 'after') {
        const head = { ...object.headers, etag: `"${object.etag}"`, 'content-length': object.data.length }
        response.writeHead(200, head)
        if (request.method === 'HEAD') response.end()
        else if (fault === 'cut') {
          response.write(object.data.subarray(0, object.data.length >> 1))
          setTimeout(() => request.socket.destroy(), 20)
        } else response.end(object.data)
      }
      return undefined
    }
  })

  function list(params: URLSearchParams): string {
    const prefix = params.get('prefix') ?? ''
    const from = params.get('continuation-token') ?? ''
    // in UTF-8's order, which is not that of UTF-16
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(prefix) && Buffer.compare(Buffer.from(key), Buffer.from(from)) > 0)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    const shown = keys.slice(0, Math.min(page, Number(params.get('max-keys') ?? 1000)))
    const isUrl = params.get('encoding-type') === 'url'
    const contents = shown.map((key) => {
      const { data, etag } = objects.get(key) ?? { data: '', etag: '' }
      const written = isUrl ? encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/') : key
      return `<Contents><Key>${written}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${data.length}</Size></Contents>`
    })
    const isMore = shown.length < keys.length
    return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${prefix}</Prefix><KeyCount>${shown.length}</KeyCount><MaxKeys>1000</MaxKeys>${isUrl ? '<EncodingType>url</EncodingType>' : ''}<IsTruncated>${isMore}</IsTruncated>${isMore ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`
  }

  function refusedBy(
    request: http.IncomingMessage,
    path: string,
    query: string,
    body: Buffer,
  ): Refusal | undefined {
    const no = (status: number, code: string, more = ''): Refusal => ({ status, code, more })
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value)
    const match =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        headers['authorization'] ?? '',
      )
    if (match === null) return no(403, 'AccessDenied')
    const [, id = '', scope = '', names = '', signature = ''] = match
    if (id !== KEY) return no(403, 'InvalidAccessKeyId', `<AWSAccessKeyId>${id}</AWSAccessKeyId>`)
    if (scope.split('/')[1] !== region)
      return no(400, 'AuthorizationHeaderMalformed', `<Region>${region}</Region>`)
    if (headers['x-amz-security-token'] !== options.session) return no(400, 'InvalidToken')
    const written = (headers['x-amz-date'] ?? '').replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    )
    if (!(Math.abs(Date.parse(written) - now().getTime()) <= 900_000)) return no(403, 'RequestTimeTooSkewed')
    // all that S3 takes meaning from must be signed
    const must = Object.keys(headers).filter(
      (name) => name.startsWith('x-amz-') || ['host', 'content-type'].includes(name),
    )
    const signedHeaders = names.split(';')
    if (must.some((name) => !signedHeaders.includes(name))) return no(403, 'AccessDenied')
    const signable = { method: request.method ?? '', path, query, headers, signedHeaders, scope }
    if (signatureOf(signable, SECRET) !== signature)
      return no(403, 'SignatureDoesNotMatch', `<StringToSign>${scope}</StringToSign>`)
    return sha256(body) === headers['x-amz-content-sha256'] ? undefined : no(400, 'XAmzContentSHA256Mismatch')
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = isAddress(address) ? address.port : 0
  const self: S3Server = {
    url: `http://127.0.0.1:${port}`,
    objects,
    log,
    fault: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return self
}

function isAddress(value: AddressInfo | string | null): value is AddressInfo {
  return typeof value === 'object' && value !== null
}
