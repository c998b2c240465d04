/** A bucket of S3, or of anything that speaks as S3 does. */
import type { HttpClient, WholeAnswer } from '../../lib/http/client.ts'
import { isHttpFault } from '../../lib/http/client.ts'
import type { HttpAnswer, HttpBody } from '../../lib/http/http.ts'
import type { Problem } from '../../problem.ts'
import { filesProblem } from '../files/problems.ts'
import type { Compared, FileStore, Found, Outcome, Putting, Reading } from '../files/store.ts'
import { pageOf } from './list.ts'
import { md5, md5Of } from './md5.ts'
import type { S3Place } from './place.ts'
import { type Asked, faultOf, refusalOf, strange } from './refusal.ts'
import { signed } from './sign.ts'

/** sha256 of nothing, which is what all but PUT send */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** What one PUT takes: docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const LARGEST = 5 * 1024 ** 3
const LONGEST_KEY = 1024
/** A list of 1,000 keys of 1,024 bytes, each byte escaped as three, has 4 MB. */
const LARGEST_ANSWER = 16 << 20
const AT_ONCE = 6

export interface S3Effects {
  readonly client: HttpClient
  readonly now: () => Date
}

interface Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** path in dist/, or undefined for the bucket */
  readonly path?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: HttpBody
  readonly sha256?: string
}

export function createS3Store({ client, now }: S3Effects, place: S3Place): FileStore {
  const askedOf = ({ method, path }: Call): Asked => ({
    place,
    action: `${method} ${path ?? `${place.bucket}/${place.prefix}`}`,
    ...(path === undefined ? {} : { file: path }),
  })

  const requestOf = ({ method, path, query = {}, headers = {}, body, sha256 = EMPTY }: Call) => {
    const key = path === undefined ? '' : `${place.prefix}${path}`
    // an own endpoint's bucket answers at `/bucket`, AWS's at `/`
    const url = new URL(`${place.base}${key === '' ? '' : `/${key.split('/').map(escaped).join('/')}`}`)
    url.search = Object.keys(query)
      .sort()
      .map((name) => `${escaped(name)}=${escaped(query[name] ?? '')}`)
      .join('&')
    const out = signed({ method, url, headers, sha256, region: place.region, now: now() }, place.keys)
    return { method, ...out, ...(body === undefined ? {} : { body }) }
  }

  /** The whole answer where it is a yes, and where it is `also`. Every call here may be made twice. */
  const call = async (given: Call, also?: number): Promise<Outcome<WholeAnswer>> => {
    const outcome = await client.read(requestOf(given), 'again', LARGEST_ANSWER)
    if ('fault' in outcome) return { problem: faultOf(outcome, askedOf(given)) }
    const { answer } = outcome
    const isFine = (answer.status >= 200 && answer.status < 300) || answer.status === also
    return isFine ? { value: answer } : { problem: refusalOf(answer, askedOf(given)) }
  }

  const listed = async (under: string): Promise<Outcome<ReadonlyMap<string, Found>>> => {
    const found = new Map<string, Found>()
    const prefix = `${place.prefix}${under}`
    let token: string | undefined
    do {
      const query = {
        'list-type': '2',
        'max-keys': '1000',
        'encoding-type': 'url',
        ...(prefix === '' ? {} : { prefix }),
        ...(token === undefined ? {} : { 'continuation-token': token }),
      }
      const given: Call = { method: 'GET', query }
      const answered = await call(given)
      if ('problem' in answered) return answered
      const { body, status } = answered.value
      const page = pageOf(new TextDecoder().decode(body))
      // a server that does not page on would be asked for ever
      if (page === undefined || (page.next !== undefined && page.next === token))
        return { problem: strange(body, status, askedOf(given)) }
      // a key that ends so is no file, but how consoles make folders
      for (const { key, bytes, etag } of page.objects)
        if (key.startsWith(prefix) && !key.endsWith('/'))
          found.set(key.slice(place.prefix.length), { bytes, tag: etag })
      token = page.next
    } while (token !== undefined)
    return { value: found }
  }

  const opened = async (path: string): Promise<Outcome<HttpAnswer | undefined>> => {
    const given: Call = { method: 'GET', path }
    const outcome = await client.open(requestOf(given), 'again')
    if ('fault' in outcome) return { problem: faultOf(outcome, askedOf(given)) }
    const { status, headers } = outcome.answer
    if (status === 200) return { value: outcome.answer }
    const body = await collected(outcome.answer)
    const problem = refusalOf({ status, headers, body }, askedOf(given))
    // no such key, which is no bucket's fault
    return status === 404 && problem.code !== 'publish/s3-strange' && !isNoBucket(body)
      ? { value: undefined }
      : { problem }
  }

  const read = async (path: string): Promise<Outcome<Reading | undefined>> => {
    const answered = await opened(path)
    if ('problem' in answered) return answered
    if (answered.value === undefined) return { value: undefined }
    const { headers, body } = answered.value
    return {
      value: {
        mediaType: headers['content-type'] ?? '',
        chunks: told(body, askedOf({ method: 'GET', path })),
      },
    }
  }

  /** Are this place's ETags MD5s? Told by one file that is there, downloaded once in a run. */
  let kind: Promise<Outcome<boolean>> | undefined
  const hasMd5s = (path: string, tag: string): Promise<Outcome<boolean>> => {
    kind ??= (async () => {
      const there = await read(path)
      if ('problem' in there) return there
      const hash = md5()
      for await (const chunk of there.value?.chunks ?? []) {
        if ('problem' in chunk) return chunk
        hash.update(chunk.value)
      }
      return { value: hash.digest('hex') === tag }
    })()
    return kind
  }

  /**
   * The list's ETag is the MD5 of what was sent by one PUT, but for objects encrypted with a key of KMS or of the
   * customer, put in parts, or put at a server that makes its ETags otherwise. An MD5 that is ours settles it; of what
   * else has our size, HEAD tells the sha256 that was signed with the bytes when they were put. A checksum that the
   * server keeps itself (x-amz-checksum-sha256) would tell the same; some (Backblaze B2) refuse the header.
   */
  const compare = async (file: Putting, found: Found): Promise<Outcome<Compared>> => {
    if (found.bytes !== file.bytes) return { value: { same: false } }
    const tag = (found.tag ?? '').toLowerCase()
    if (tag === md5Of(file.read())) return { value: { same: true, sha256: file.sha256 } }
    const head = await call({ method: 'HEAD', path: file.path }, 404)
    if ('problem' in head) return head
    const { headers, status } = head.value
    const sha256 = headers['x-amz-meta-sha256']
    if (status === 404 || sha256 !== file.sha256 || headers['content-length'] !== String(file.bytes))
      return { value: { same: false, ...(sha256 === undefined ? {} : { sha256 }) } }
    const isEncrypted =
      headers['x-amz-server-side-encryption']?.startsWith('aws:kms') === true ||
      headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined
    if (isEncrypted || !/^[0-9a-f]{32}$/.test(tag)) return { value: { same: true, sha256 } }
    const md5s = await hasMd5s(file.path, tag)
    return 'problem' in md5s ? md5s : { value: { same: !md5s.value, ...(md5s.value ? {} : { sha256 }) } }
  }

  return {
    label: `s3:${place.bucket}${place.prefix === '' ? '' : `/${place.prefix.slice(0, -1)}`} (${place.host})`,
    atOnce: AT_ONCE,
    // the list tells it all
    ready: async () => ({ value: null }),
    look: (paths) => {
      const [only, ...others] = paths
      // a folder by itself; of several one list of all is cheaper than one of each
      return listed(only?.includes('/') === true && others.length === 0 ? `${only}/` : '')
    },
    fits: (file) => unfit(file, place),
    compare,
    put: async (file) => {
      const put = await call({
        method: 'PUT',
        path: file.path,
        headers: { 'content-type': file.mediaType, 'x-amz-meta-sha256': file.sha256 },
        body: { bytes: file.bytes, chunks: file.read },
        sha256: file.sha256,
      })
      return 'problem' in put ? put : { value: null }
    },
    remove: async (path) => {
      const removed = await call({ method: 'DELETE', path }, 404)
      return 'problem' in removed ? removed : { value: null }
    },
    read,
    requests: client.requests,
  }
}

function unfit({ path, bytes }: Putting, place: S3Place): Problem | undefined {
  const key = new TextEncoder().encode(`${place.prefix}${path}`).length
  if (bytes > LARGEST)
    return filesProblem('publish/s3-too-large', { file: path }, { file: path, actual: `${bytes} bytes` })
  return key > LONGEST_KEY ? filesProblem('publish/file-name', { file: path }, { actual: path }) : undefined
}

/** As Signature Version 4 escapes: all but letters, digits and `-._~`. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function isNoBucket(body: Uint8Array): boolean {
  return new TextDecoder().decode(body).includes('<Code>NoSuchBucket</Code>')
}

const LARGEST_ERROR = 64 << 10

async function collected({ body }: HttpAnswer): Promise<Uint8Array> {
  const out = new Uint8Array(LARGEST_ERROR)
  let bytes = 0
  try {
    for await (const chunk of body) {
      const part = chunk.subarray(0, LARGEST_ERROR - bytes)
      out.set(part, bytes)
      bytes += part.length
      if (bytes === LARGEST_ERROR) break
    }
  } catch (error) {
    if (!isHttpFault(error)) throw error
  }
  return out.subarray(0, bytes)
}

async function* told(body: AsyncIterable<Uint8Array>, asked: Asked): AsyncIterable<Outcome<Uint8Array>> {
  try {
    for await (const value of body) yield { value }
  } catch (error) {
    if (!isHttpFault(error)) throw error
    yield { problem: faultOf(error, asked) }
  }
}
