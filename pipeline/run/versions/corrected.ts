/**
 * What corrections.yaml changed was taken down nowhere else: `before` stands in that file, and what the source says stands
 * in the provenance. A person who takes values down is told of it.
 */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { historyProblem, type ReadChanges, readChanges } from '../../history/index.ts'
import { lineIn } from '../../history/lines.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Problem } from '../../problem.ts'
import type { Layout } from '../layout.ts'
import type { Accepted } from './accepted.ts'

/** Of versions that were just accepted and built: a warning for each correction that goes on saying a former value. */
export function stillCorrected(
  effects: Pick<Effects, 'stat' | 'readChunks'>,
  { root, dist }: Pick<Layout, 'root' | 'dist'>,
  accepted: readonly Accepted[],
): readonly Problem[] {
  return accepted.flatMap(({ id, dataset, file: history, withheld }) => {
    const place = path.join(dist, 'datasets', id, `${id}.provenance.json`)
    if (withheld !== true || effects.stat(place) === undefined) return []
    const changes = path.join(root, path.dirname(history), 'changes', `${dataset}.json`)
    const read =
      effects.stat(changes) === undefined ? undefined : readChanges(() => effects.readChunks(changes))
    const isTakenDown = takenDownIn(read)
    const told = new Set<string>()
    return [...correctedIn(effects.readChunks(place))].flatMap(({ record, field, file, key }) => {
      const name = `${file} ${key}`
      if (told.has(name) || !isTakenDown(record, field)) return []
      told.add(name)
      const facts = { dataset: id, record, field, file, key }
      return [historyProblem('history/withhold-corrected', { file, key, dataset: id, record }, facts)]
    })
  })
}

/** Where nothing identifies a record, or nobody kept what changed, it may be any. */
function takenDownIn(changes: ReadChanges | undefined): (record: string, field: string) => boolean {
  if (changes === undefined || changes.head.key.length === 0) return () => true
  const found = new Set<string>()
  for (const line of changes.lines()) {
    const change: unknown = JSON.parse(line)
    if (!isObject(change) || change.kind !== 'changed') continue
    for (const field of listOf(change.fields))
      if (isObject(field)) found.add(JSON.stringify([change.key, field.field]))
  }
  return (record, field) => found.has(JSON.stringify([record, field]))
}

interface CorrectedCell {
  readonly record: string
  readonly field: string
  readonly file: string
  readonly key: string
}

/** Each record has a line of its own. */
function* correctedIn(chunks: Iterable<Uint8Array>): Generator<CorrectedCell> {
  for (const line of lineIn(chunks)) {
    if (!line.startsWith('"') || !line.includes('"method":"corrected"')) continue
    const parsed: unknown = JSON.parse(`{${line.replace(/,$/, '')}}`)
    for (const [record, fields] of Object.entries(isObject(parsed) ? parsed : {}))
      for (const [field, cell] of Object.entries(isObject(fields) ? fields : {})) {
        if (!isObject(cell) || cell.method !== 'corrected' || cell.written === '') continue
        yield { record, field, file: textOf(cell.file) ?? 'corrections.yaml', key: textOf(cell.key) ?? '' }
      }
  }
}
