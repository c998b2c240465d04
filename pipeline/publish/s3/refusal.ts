/** What S3 says no with, as a problem. Its codes: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import type { HttpFault } from '../../lib/http/http.ts'
import { clip, type Facts, type Problem } from '../../problem.ts'
import { type FilesCode, filesProblem } from '../files/problems.ts'
import type { S3Place } from './place.ts'
import { readXml, textIn } from './xml.ts'

export interface Refused {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface Asked {
  readonly place: S3Place
  /** `PUT datasets/…/x.csv` */
  readonly action: string
  /** path in dist/ */
  readonly file?: string
}

const CODES: Readonly<Record<string, FilesCode>> = {
  InvalidAccessKeyId: 'publish/s3-keys',
  // Versity S3 Gateway 1.8 with one account, of a key that it does not know
  XAdminUserNotFound: 'publish/s3-keys',
  SignatureDoesNotMatch: 'publish/s3-keys',
  InvalidToken: 'publish/s3-keys',
  InvalidSecurity: 'publish/s3-keys',
  ExpiredToken: 'publish/s3-keys',
  TokenRefreshRequired: 'publish/s3-keys',
  // R2, Ceph
  Unauthorized: 'publish/s3-keys',
  RequestTimeTooSkewed: 'publish/s3-clock',
  RequestExpired: 'publish/s3-clock',
  AccessDenied: 'publish/s3-denied',
  AllAccessDisabled: 'publish/s3-denied',
  AccountProblem: 'publish/s3-denied',
  NoSuchBucket: 'publish/s3-no-bucket',
  InvalidBucketName: 'publish/s3-no-bucket',
  PermanentRedirect: 'publish/s3-region',
  TemporaryRedirect: 'publish/s3-region',
  Redirect: 'publish/s3-region',
  AuthorizationHeaderMalformed: 'publish/s3-region',
  IllegalLocationConstraintException: 'publish/s3-region',
  QuotaExceeded: 'publish/s3-full',
  XMinioAdminBucketQuotaExceeded: 'publish/s3-full',
  XMinioStorageFull: 'publish/s3-full',
  InsufficientStorage: 'publish/s3-full',
  EntityTooLarge: 'publish/s3-too-large',
  MaxMessageLengthExceeded: 'publish/s3-too-large',
  SlowDown: 'publish/s3-busy',
  ServiceUnavailable: 'publish/s3-busy',
  InternalError: 'publish/s3-busy',
  RequestTimeout: 'publish/s3-busy',
  OperationAborted: 'publish/s3-busy',
  XAmzContentSHA256Mismatch: 'publish/file-altered',
  IncompleteBody: 'publish/file-altered',
}

export function refusalOf({ status, headers, body }: Refused, asked: Asked): Problem {
  const error = readXml(new TextDecoder().decode(body))
  const isError = error?.name === 'Error'
  const code = isError ? textIn(error, 'Code') : undefined
  const region = headers['x-amz-bucket-region'] ?? (isError ? textIn(error, 'Region') : undefined)
  const text = isError ? [code, textIn(error, 'Message')].filter(Boolean).join(': ') : plainText(body)
  const facts = { status, actual: text === '' ? `HTTP ${status}` : text }
  const isElsewhere = region !== undefined && region !== '' && region !== asked.place.region
  if (status >= 300 && status < 400 && !isElsewhere)
    return tell('publish/s3-moved', asked, {
      ...facts,
      actual: headers['location'] ?? (isError ? (textIn(error, 'Endpoint') ?? facts.actual) : facts.actual),
    })
  const known = code === undefined ? undefined : CODES[code]
  if (known === 'publish/s3-region' || (isElsewhere && (known === undefined || status < 400)))
    return tell('publish/s3-region', asked, { ...facts, actual: isElsewhere ? region : facts.actual })
  if (known !== undefined) return tell(known, asked, facts)
  if (code !== undefined) return tell('publish/s3-refused', asked, facts)
  return tell(byStatus(status, body), asked, facts)
}

/** Where no code is told: HEAD is answered without a body, and what stands before S3 answers in its own way. */
function byStatus(status: number, body: Uint8Array): FilesCode {
  if (body.length > 0 && ![429, 502, 503, 504, 507, 413].includes(status)) return 'publish/s3-strange'
  if (status === 401 || status === 403) return 'publish/s3-denied'
  if (status === 404) return 'publish/s3-no-bucket'
  if (status === 413) return 'publish/s3-too-large'
  if (status === 507) return 'publish/s3-full'
  return status === 429 || status >= 500 ? 'publish/s3-busy' : 'publish/s3-strange'
}

/** An answer that should have been another. */
export function strange(body: Uint8Array, status: number, asked: Asked): Problem {
  return tell('publish/s3-strange', asked, { status, actual: plainText(body) })
}

export function faultOf({ fault, detail }: HttpFault, asked: Asked): Problem {
  const code = fault === 'certificate' ? 'publish/s3-certificate' : 'publish/s3-unreachable'
  return tell(code, asked, { fault, actual: detail })
}

/** No text of a server is trusted to leave out what was sent to it. */
function tell(code: FilesCode, { place, action, file }: Asked, facts: Facts): Problem {
  const { keys, bucket, host, region } = place
  const secrets = [keys.secret, keys.session, keys.id].flatMap((secret) => secret ?? [])
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), String(facts.actual ?? ''))
  return filesProblem(code, file === undefined ? {} : { file }, {
    ...facts,
    action,
    bucket,
    host,
    region,
    file: file ?? bucket,
    actual: clip(clean.replace(/\s+/g, ' '), 160),
  })
}

function plainText(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, 4096))
  return text
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
