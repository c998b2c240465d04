/**
 * What dist/ says of itself, for where nothing is remembered: its report and its SHA256SUMS, spread over small files
 * under .hiraku/ once a run. Many sources may ask, and none reads the whole again.
 */
import path from 'node:path'
import { type Effects, hashFile, readText } from '../effects.ts'
import { textOf } from '../lib/object.ts'
import type { Context } from './context.ts'
import { runProblem } from './problems.ts'
import { type Item, readReport } from './report-file.ts'
import { unitOfPublisher, unitOfSource } from './store.ts'
import { formatSum, parseSum, readSums, type Sum } from './sums.ts'

type Given = Pick<Context, 'effects' | 'layout' | 'tell'>

/** What dist/report.json says of a unit. */
export function reportedItem(context: Given, unit: string): unknown {
  return JSON.parse(read(context, `${unit}.json`) ?? 'null')
}

/** What dist/SHA256SUMS says of the files of a folder such as `datasets/<id>`; undefined where it names none. */
export function publishedSums(context: Given, folder: string): readonly Sum[] | undefined {
  return read(context, sumsFile(folder))
    ?.split('\n')
    .flatMap((line) => parseSum(line) ?? [])
}

function read(context: Given, name: string): string | undefined {
  const { effects, layout } = context
  if (effects.stat(layout.good) === undefined) spread(context)
  const file = path.join(layout.good, name)
  return effects.stat(file) === undefined ? undefined : readText(effects, file)
}

function spread(context: Given): void {
  const { effects, layout, tell } = context
  effects.makeFolder(layout.good)
  const report = path.join(layout.dist, 'report.json')
  const write = (name: string, text: string) =>
    effects.writeFile(path.join(layout.good, name), text, { sync: false })
  if (effects.stat(report) !== undefined) {
    for (const item of readReport(effects, report)) {
      const unit = unitOfItem(item)
      if (unit !== undefined) write(`${unit}.json`, JSON.stringify(item))
    }
  }
  for (const [folder, sums] of byFolder(readSums(effects, path.join(layout.dist, 'SHA256SUMS')))) {
    if (isPlain(folder)) write(sumsFile(folder), sums.map(formatSum).join(''))
  }
  if (!isAsSummed(effects, layout.dist, publishedSums(context, 'report.json'))) {
    const file = 'dist/report.json'
    tell([runProblem('run/last-good-changed', { file }, { file })])
  }
}

function isAsSummed(effects: Effects, dist: string, sums: readonly Sum[] = []): boolean {
  return sums.every(({ path: file, sha256 }) => {
    const place = path.join(dist, file)
    return effects.stat(place) !== undefined && hashFile(effects, place) === sha256
  })
}

/** The sums stand in the order of their paths: a folder's follow each other. A file of dist/ itself is its own. */
function* byFolder(sums: Iterable<Sum>): Generator<readonly [string, readonly Sum[]]> {
  let last: { readonly folder: string; readonly sums: Sum[] } | undefined
  for (const sum of sums) {
    const folder = sum.path.split('/', 2).join('/')
    if (last?.folder === folder) last.sums.push(sum)
    else {
      if (last !== undefined) yield [last.folder, last.sums]
      last = { folder, sums: [sum] }
    }
  }
  if (last !== undefined) yield [last.folder, last.sums]
}

function sumsFile(folder: string): string {
  return path.join('sums', `${folder}.txt`)
}

function unitOfItem(item: Item): string | undefined {
  const publisher = textOf(item.publisher)
  const source = textOf(item.source)
  if (publisher === undefined || !isPlain(publisher)) return undefined
  if (source === undefined) return unitOfPublisher(publisher)
  return isPlain(source) ? unitOfSource({ publisher, source }) : undefined
}

/** What names a file must not lead out of the folder: dist/ may have been altered. */
function isPlain(name: string): boolean {
  return !name.includes('\\') && name.split('/').every((part) => !/^\.*$/.test(part))
}
