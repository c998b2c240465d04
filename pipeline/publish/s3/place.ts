/** Where a bucket is, and with which keys: from `--to s3:BUCKET/PREFIX` and the environment variables that all S3 tools read. */
import type { Problem } from '../../problem.ts'
import { filesProblem } from '../files/problems.ts'
import type { Keys } from './sign.ts'

export interface S3Place {
  readonly bucket: string
  /** empty, or with `/` at its end */
  readonly prefix: string
  readonly region: string
  readonly keys: Keys
  /** of the bucket, without `/` at its end */
  readonly base: string
  readonly host: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]$/

/** `bucket/prefix` → the place, or all that is missing to reach it. No problem holds what a variable says. */
export function s3PlaceOf(
  to: string,
  env: Environment,
): { readonly place: S3Place } | { readonly problems: readonly Problem[] } {
  const cut = `${to}/`.indexOf('/')
  const bucket = to.slice(0, cut)
  const parts = to
    .slice(cut)
    .split('/')
    .filter((part) => part !== '')
  const isUnfit = parts.some((part) => part === '.' || part === '..' || /[\u0000-\u001f\u007f\\]/.test(part))
  if (bucket.length < 3 || bucket.length > 63 || !BUCKET.test(bucket) || isUnfit)
    return { problems: [filesProblem('publish/s3-address', {}, { actual: `s3:${to}` })] }
  const id = said(env, 'AWS_ACCESS_KEY_ID')
  const secret = said(env, 'AWS_SECRET_ACCESS_KEY')
  const session = said(env, 'AWS_SESSION_TOKEN')
  const endpointName =
    said(env, 'AWS_ENDPOINT_URL_S3') === undefined ? 'AWS_ENDPOINT_URL' : 'AWS_ENDPOINT_URL_S3'
  const given = said(env, endpointName)
  const endpoint = given === undefined ? undefined : endpointOf(given)
  const region =
    said(env, 'AWS_REGION') ??
    said(env, 'AWS_DEFAULT_REGION') ??
    // what is not AWS mostly has one region, and takes this name for it
    (given === undefined ? undefined : 'us-east-1')
  const wrong = [
    ...(isKey(id) ? [] : ['AWS_ACCESS_KEY_ID']),
    ...(isKey(secret) ? [] : ['AWS_SECRET_ACCESS_KEY']),
    ...(session === undefined || isKey(session) ? [] : ['AWS_SESSION_TOKEN']),
    ...(region !== undefined && /^[a-z0-9-]+$/i.test(region) ? [] : ['AWS_REGION']),
    ...(given !== undefined && endpoint === undefined ? [endpointName] : []),
  ]
  if (wrong.length > 0 || id === undefined || secret === undefined || region === undefined)
    return { problems: wrong.map((actual) => filesProblem('publish/s3-settings', {}, { actual })) }
  const base = endpoint === undefined ? awsBase(bucket, region) : `${endpoint}/${bucket}`
  return {
    place: {
      bucket,
      prefix: parts.map((part) => `${part}/`).join(''),
      region,
      keys: { id, secret, ...(session === undefined ? {} : { session }) },
      base,
      host: new URL(base).host,
    },
  }
}

function said(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim()
  return text === '' ? undefined : text
}

/** What can stand in a header. */
function isKey(text: string | undefined): boolean {
  return text !== undefined && /^[\u0021-\u007e]+$/.test(text)
}

function endpointOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!isPlain || !['http:', 'https:'].includes(url.protocol)) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** The certificate of AWS holds for one label before it, so a bucket with a dot stands in the path. */
function awsBase(bucket: string, region: string): string {
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  return bucket.includes('.') ? `https://${host}/${bucket}` : `https://${bucket}.${host}`
}
