/** A line of the ledger as it was parsed → a note; undefined where anything is not as it should be. */
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Origin, Validators } from '../../lib/origin.ts'
import type { Text } from '../../problem.ts'
import type { SafePlace } from '../log/safe.ts'
import type { Declared, Failure, Note, Snapshotted, StageName, Waiting } from './note.ts'

type Fields = Readonly<Record<string, unknown>>

const STAGES: readonly StageName[] = ['acquire', 'build', 'publish']
const KINDS: readonly Waiting['kind'][] = ['candidate', 'held', 'not-accepted']
const TEXTS = ['checked', 'fetched', 'sha256', 'built', 'changed'] as const

/** Members that it does not know are left out: another version of Hiraku may have written them. */
export function readNote(value: unknown): Note | undefined {
  if (!isObject(value) || typeof value.source !== 'string') return undefined
  const texts = textsOf(value, TEXTS)
  const declared = optional(value.declared, declaredOf)
  const snapshot = optional(value.snapshot, snapshotOf)
  const validators = optional(value.validators, validatorsOf)
  const published = optional(value.published, publishedOf)
  const failures = optional(value.failures, (all) => listed(all, failureOf))
  const waiting = optional(value.waiting, (all) => listed(all, waitingOf))
  if (
    texts === undefined ||
    declared === BAD ||
    snapshot === BAD ||
    validators === BAD ||
    published === BAD ||
    failures === BAD ||
    waiting === BAD
  )
    return undefined
  return {
    source: value.source,
    ...(declared === undefined ? {} : { declared }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...texts,
    ...(validators === undefined ? {} : { validators }),
    ...(published === undefined ? {} : { published }),
    ...(failures === undefined ? {} : { failures }),
    ...(waiting === undefined ? {} : { waiting }),
  }
}

const BAD = Symbol('not as it should be')

function optional<T>(value: unknown, read: (value: unknown) => T | undefined): T | undefined | typeof BAD {
  return value === undefined ? undefined : (read(value) ?? BAD)
}

function listed<T>(value: unknown, read: (value: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const found = listOf(value).flatMap((one) => read(one) ?? [])
  return found.length === value.length ? found : undefined
}

/** Those of the members that are there; undefined where one is no text. */
function textsOf<K extends string>(
  value: Fields,
  names: readonly K[],
): { readonly [name in K]?: string } | undefined {
  const found: { [name in K]?: string } = {}
  for (const name of names) {
    const text = value[name]
    if (text === undefined) continue
    if (typeof text !== 'string') return undefined
    found[name] = text
  }
  return found
}

function validatorsOf(value: unknown): Validators | undefined {
  return isObject(value) ? textsOf(value, ['url', 'etag', 'lastModified', 'signature']) : undefined
}

function snapshotOf(value: unknown): Snapshotted | undefined {
  if (!isObject(value)) return undefined
  const signature = textOf(value.signature)
  const texts = textsOf(value, ['file', 'sha256', 'from', 'etag', 'lastModified'])
  const bytes = typeof value.bytes === 'number' ? { bytes: value.bytes } : {}
  return signature === undefined || texts === undefined ? undefined : { signature, ...texts, ...bytes }
}

function publishedOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined
  const found = Object.entries(value).flatMap(([portal, at]) =>
    typeof at === 'string' ? [[portal, at] as const] : [],
  )
  return found.length === Object.keys(value).length ? Object.fromEntries(found) : undefined
}

function textBoth(value: unknown): Text | undefined {
  if (!isObject(value)) return undefined
  const [ja, en] = [textOf(value.ja), textOf(value.en)]
  return ja === undefined || en === undefined ? undefined : { ja, en }
}

function failureOf(value: unknown): Failure | undefined {
  if (!isObject(value)) return undefined
  const stage = STAGES.find((name) => name === value.stage)
  const [code, since, at] = [textOf(value.code), textOf(value.since), textOf(value.at)]
  const message = optional(value.message, textBoth)
  if (stage === undefined || code === undefined || since === undefined || at === undefined) return undefined
  const portal = optional(value.portal, textOf)
  const place = optional(value.place, placeOf)
  if (message === BAD || portal === BAD || place === BAD) return undefined
  return {
    stage,
    code,
    ...(message === undefined ? {} : { message }),
    ...(portal === undefined ? {} : { portal }),
    ...(place === undefined ? {} : { place }),
    since,
    at,
  }
}

function placeOf(value: unknown): SafePlace | undefined {
  if (!isObject(value)) return undefined
  const texts = textsOf(value, ['worksheet', 'header'])
  if (texts === undefined) return undefined
  return { ...texts, ...(typeof value.row === 'number' ? { row: value.row } : {}) }
}

function waitingOf(value: unknown): Waiting | undefined {
  if (!isObject(value)) return undefined
  const kind = KINDS.find((name) => name === value.kind)
  const since = textOf(value.since)
  const sha256 = optional(value.sha256, textOf)
  if (kind === undefined || since === undefined || sha256 === BAD) return undefined
  return { kind, since, ...(sha256 === undefined ? {} : { sha256 }) }
}

function declaredOf(value: unknown): Declared | undefined {
  if (!isObject(value)) return undefined
  const signature = textOf(value.signature)
  const title = textBoth(value.title)
  const origin = value.origin === null ? null : originOf(value.origin)
  const frequency = value.frequency === null ? null : textOf(value.frequency)
  if (signature === undefined || title === undefined || origin === undefined || frequency === undefined)
    return undefined
  return { signature, origin, ...(value.masked === true ? { masked: true } : {}), frequency, title }
}

/** As source.yaml's schema let it through when it was written down here. */
function originOf(value: unknown): Origin | undefined {
  if (!isObject(value)) return undefined
  const limits = limitsOf(value)
  const words = textsOf(value, [
    'url',
    'page',
    'link',
    'pattern',
    'ckan',
    'dataset',
    'resource',
    'format',
    'folder',
  ])
  if (limits === undefined || words === undefined) return undefined
  const { url, page, link, pattern, ckan, dataset, resource, format, folder } = words
  if (url !== undefined) return { ...limits, url }
  if (page !== undefined) {
    const pick = value.pick === 'first' || value.pick === 'last' ? value.pick : undefined
    return {
      ...limits,
      page,
      ...(link === undefined ? {} : { link }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(pick === undefined ? {} : { pick }),
    }
  }
  if (ckan !== undefined && dataset !== undefined)
    return {
      ...limits,
      ckan,
      dataset,
      ...(resource === undefined ? {} : { resource }),
      ...(format === undefined ? {} : { format }),
    }
  return folder === undefined
    ? undefined
    : { ...limits, folder, ...(pattern === undefined ? {} : { pattern }) }
}

function limitsOf(value: Fields) {
  const { hosts, maxBytes, seconds, every } = value
  const names = hosts === undefined ? undefined : listed(hosts, textOf)
  const numbers = [maxBytes, seconds].every((one) => one === undefined || typeof one === 'number')
  if ((hosts !== undefined && names === undefined) || !numbers) return undefined
  if (value.private !== undefined && typeof value.private !== 'boolean') return undefined
  if (every !== undefined && typeof every !== 'string') return undefined
  return {
    ...(names === undefined ? {} : { hosts: names }),
    ...(typeof value.private === 'boolean' ? { private: value.private } : {}),
    ...(typeof maxBytes === 'number' ? { maxBytes } : {}),
    ...(typeof seconds === 'number' ? { seconds } : {}),
    ...(typeof every === 'string' ? { every } : {}),
  }
}
