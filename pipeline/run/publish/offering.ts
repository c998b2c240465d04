/** What lies in dist/ as it is offered: by its own SHA256SUMS and descriptors, nothing else is asked. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { hashOf, readText } from '../../effects.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Offer, OfferFile, Offering } from '../../lib/offer.ts'
import type { Problem } from '../../problem.ts'
import { readSums, type Sum } from '../sums.ts'
import { publishRunProblem } from './problems.ts'
import { tableOf } from './table.ts'

/** A dataset of dist/, with what the catalogue reads of it. */
export interface Described {
  readonly offer: Offer
  /** its datapackage.json */
  readonly package: unknown
}

export interface Dist {
  /** one at a time, in the order of their ids; `undefined`: it can not be read, the problem is told */
  readonly read: (id: string) => Described | undefined
  readonly ids: readonly string[]
  readonly whole: Offering['whole']
}

const DATASETS = 'datasets/'
const SUMS = 'SHA256SUMS'

/** `tell` hears of what is not as SHA256SUMS says. The sums are read once; of a dataset only when it is asked for. */
export function openDist(effects: Effects, dist: string, tell: (problems: readonly Problem[]) => void): Dist {
  const sums = path.join(dist, SUMS)
  const folders = new Map<string, Sum[]>()
  const whole: OfferFile[] = []
  for (const sum of readSums(effects, sums)) {
    if (!isPlain(sum.path)) {
      tell([
        publishRunProblem('run/publish-altered', { file: `dist/${sum.path}` }, { file: `dist/${sum.path}` }),
      ])
      continue
    }
    const id = sum.path.startsWith(DATASETS) ? sum.path.split('/')[1] : undefined
    if (id === undefined) whole.push(fileOf(effects, dist, sum, sum.path, mediaTypeOf(sum.path)))
    else folders.set(id, [...(folders.get(id) ?? []), sum])
  }
  if (effects.stat(sums) !== undefined) {
    const sha256 = hashOf(effects, effects.readFile(sums))
    whole.push(fileOf(effects, dist, { path: SUMS, sha256 }, SUMS, 'text/plain; charset=utf-8'))
  }
  // a folder that SHA256SUMS does not name is told as altered when it is read, and is nothing to be taken down elsewhere
  for (const id of effects.list(path.join(dist, 'datasets'))) if (!folders.has(id)) folders.set(id, [])
  return {
    ids: [...folders.keys()].sort(),
    whole,
    read: (id) => readDataset(effects, dist, id, folders.get(id) ?? [], tell),
  }
}

function readDataset(
  effects: Effects,
  dist: string,
  id: string,
  sums: readonly Sum[],
  tell: (problems: readonly Problem[]) => void,
): Described | undefined {
  const folder = `${DATASETS}${id}/`
  const altered = (file: string): undefined => {
    tell([
      publishRunProblem(
        'run/publish-altered',
        { dataset: id, file: `dist/${file}` },
        { file: `dist/${file}` },
      ),
    ])
    return undefined
  }
  const descriptor = `${folder}datapackage.json`
  const value = readJson(effects, path.join(dist, descriptor), sums, descriptor)
  if (!isObject(value)) return altered(descriptor)
  const resources = new Map<string, { readonly key: string; readonly mediaType: string }>()
  for (const resource of listOf(value.resources)) {
    if (!isObject(resource)) return altered(descriptor)
    const name = textOf(resource.name) ?? ''
    const key = name === id ? 'csv' : name.slice(id.length + 1)
    resources.set(textOf(resource.path) ?? '', { key, mediaType: textOf(resource.mediatype) ?? '' })
  }
  const files = new Map<string, OfferFile>()
  const documents: OfferFile[] = []
  for (const sum of sums) {
    const name = sum.path.slice(folder.length)
    if (effects.stat(path.join(dist, sum.path)) === undefined) return altered(sum.path)
    const resource = resources.get(name)
    if (resource === undefined) documents.push(fileOf(effects, dist, sum, name, mediaTypeOf(name)))
    else files.set(name, fileOf(effects, dist, sum, resource.key, resource.mediaType))
  }
  // in the order of the descriptor, which is that of every other list
  const ordered = [...resources.keys()].flatMap((name) => files.get(name) ?? [])
  if (ordered.length < resources.size) return altered(descriptor)
  const hiraku = isObject(value.hiraku) ? value.hiraku : {}
  const publisher = isObject(hiraku.publisher) ? hiraku.publisher : {}
  const csvw = readJson(
    effects,
    path.join(dist, folder, `${id}.csv-metadata.json`),
    sums,
    `${folder}${id}.csv-metadata.json`,
  )
  const records = ordered.find(({ key }) => key === 'json')
  return {
    package: value,
    offer: {
      id,
      iri: textOf(value.id) ?? '',
      code: textOf(publisher.code) ?? '',
      title: { ja: textOf(value.title) ?? id, en: textOf(hiraku.titleEn) ?? '' },
      files: ordered,
      documents,
      table: records === undefined ? null : tableOf(effects, value, csvw, records, hiraku.recordCount),
    },
  }
}

function fileOf(effects: Effects, dist: string, sum: Sum, key: string, mediaType: string): OfferFile {
  const file = path.join(dist, sum.path)
  return {
    key,
    path: sum.path,
    name: path.posix.basename(sum.path),
    mediaType,
    bytes: effects.stat(file)?.size ?? 0,
    sha256: sum.sha256,
    read: () => effects.readChunks(file),
  }
}

/** Undefined where it is not there, not as summed, or no JSON. */
function readJson(effects: Effects, file: string, sums: readonly Sum[], name: string): unknown {
  const sum = sums.find((one) => one.path === name)
  if (sum === undefined || effects.stat(file) === undefined) return undefined
  const text = readText(effects, file)
  if (hashOf(effects, effects.readFile(file)) !== sum.sha256) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  atom: 'application/atom+xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonld: 'application/ld+json',
  ttl: 'text/turtle; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  xml: 'application/atom+xml',
}

/** Of what is no distribution: by its ending. */
function mediaTypeOf(name: string): string {
  const ending = /\.(\w+)$/.exec(name)?.[1] ?? ''
  return (Object.hasOwn(MEDIA_TYPES, ending) ? MEDIA_TYPES[ending] : undefined) ?? 'text/plain; charset=utf-8'
}

/** What SHA256SUMS names must not lead out of dist/: it may have been altered. */
function isPlain(name: string): boolean {
  return /^[A-Za-z0-9._/-]+$/.test(name) && name.split('/').every((part) => !/^\.*$/.test(part))
}
