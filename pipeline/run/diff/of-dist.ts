/** Datasets as they lie in a dist/, on the disk or in a commit. */
import { CHANGES_JSON, recordsIn } from '../../history/index.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseSum } from '../../lib/sums.ts'
import { UserError } from '../../problem.ts'
import { readRecordType } from '../../validate/index.ts'
import type { Bytes, Tree } from '../git/tree.ts'
import { diffProblem } from './problems.ts'
import type { DiffSide, TableState } from './side.ts'
import { withheldOf } from './withheld.ts'

/** By its SHA256SUMS: what has the same records and columns on both sides is not even opened. */
export async function sideOfDist(dist: Tree): Promise<DiffSide> {
  const sums = await dist.text('SHA256SUMS')
  if (sums === undefined) throw new UserError(diffProblem('run/diff-no-dist', {}, { name: dist.name }))
  const hashes = new Map<string, string>()
  for (const line of sums.split('\n')) {
    const sum = parseSum(line)
    if (sum?.path.startsWith('datasets/') === true) hashes.set(sum.path, sum.sha256)
  }
  const marks = new Map<string, string>()
  for (const [path, hash] of hashes) {
    const [, id = ''] = /^datasets\/([^/]+)\/\1\.json$/.exec(path) ?? []
    if (id !== '') marks.set(id, `${hash} ${hashes.get(`datasets/${id}/${id}.schema.json`) ?? ''}`)
  }
  return {
    name: dist.name,
    marks,
    prepare: (ids) =>
      dist.prepare(
        ids.flatMap((id) =>
          ['datapackage.json', CHANGES_JSON, `${id}.schema.json`, `${id}.json`].map(
            (file) => `datasets/${id}/${file}`,
          ),
        ),
      ),
    open: (id) => (marks.has(id) ? openDataset(dist, id) : Promise.resolve(undefined)),
    problems: [],
  }
}

/** One dataset of a dist/, under its name there or under another. */
export function sideOfDataset(dist: Tree, id: string): DiffSide {
  return {
    name: dist.name,
    marks: new Map([[id, null]]),
    open: (asked) => (asked === id ? openDataset(dist, id) : Promise.resolve(undefined)),
    problems: [],
  }
}

async function openDataset(dist: Tree, id: string): Promise<TableState | undefined> {
  const bytes = await dist.bytes(`datasets/${id}/${id}.json`)
  if (bytes === undefined) return undefined
  const about = parsed(await dist.text(`datasets/${id}/datapackage.json`))
  const schema = parsed(await dist.text(`datasets/${id}/${id}.schema.json`))
  return {
    ...stateOf(bytes, schema, id, `${dist.name}: ${id}.json`),
    ...aboutOf(about, id),
    withheld: await withheldOf(dist, id),
  }
}

/** A `<id>.json` and the schema that is published with it. `told`: its name in problems. */
export function stateOf(bytes: Bytes, schema: unknown, id: string, told: string): TableState {
  const type = readRecordType(schema)
  return {
    id,
    title: type === undefined || type.title.ja === '' ? { ja: id, en: id } : type.title,
    columns: (type?.columns ?? []).map(({ key, header, type: of }) => ({ key, header, type: of })),
    primaryKey: type?.primaryKey ?? [],
    records: () => guarded(bytes, told),
  }
}

/** What is no JSON is the person's to know, not a fault of ours. */
function* guarded(bytes: Bytes, told: string) {
  try {
    const records = recordsIn(bytes).records()
    if (Symbol.iterator in records) yield* records
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new UserError(
      diffProblem('run/diff-not-records', { file: told }, { file: told, actual: error.message }),
    )
  }
}

function aboutOf(about: unknown, id: string): Pick<TableState, 'title' | 'version'> {
  if (!isObject(about)) return { title: { ja: id, en: id } }
  const ja = textOf(about.title) ?? id
  const own = isObject(about.hiraku) ? about.hiraku : {}
  const version = textOf(about.version)
  return {
    title: { ja, en: textOf(own.titleEn) ?? ja },
    ...(version === undefined ? {} : { version }),
  }
}

export function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
