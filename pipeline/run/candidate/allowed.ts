/** What a person let pass by a column alone was let pass for what stood there then: more of it waits for a person. */
import { pathsOf, readAll } from '../../job/authored.ts'
import type { AllowedColumn } from '../../job/table/allow.ts'
import { type GridFront, readGridSource } from '../../job/table/source.ts'
import { isGridSource } from '../../lib/declaration.ts'
import type { Place, Problem } from '../../problem.ts'
import { createGates } from '../../validate/index.ts'
import { withAllowLines } from '../add/allow-line.ts'
import { moreAllowed } from '../add/candidate.ts'
import { readPrivacy } from '../file/privacy.ts'
import type { Bench } from './bench.ts'
import type { Break } from './break.ts'
import type { Earlier } from './earlier.ts'
import { candidateProblem } from './problems.ts'
import type { Trial } from './trial.ts'

export async function allowedBreaks(
  bench: Bench,
  trial: Trial,
  bytes: Uint8Array,
  earlier: Earlier,
  place: Place & { readonly source: string; readonly file: string },
): Promise<readonly Break[]> {
  const allows = trial.declaration?.privacy?.allow ?? []
  const isByColumn = allows.some(
    ({ column, record, row }) => column !== undefined && record === undefined && row === undefined,
  )
  if (!isByColumn || earlier.bytes === undefined) return []
  const before = await allowedIn(bench, trial, earlier.bytes, place)
  const after = await allowedIn(bench, trial, bytes, place)
  return moreAllowed(before, after).map(({ rule, column, worksheet, count }) => {
    const sheet = worksheet === undefined ? {} : { worksheet }
    const where = { ...place, key: 'privacy.allow', header: column, ...sheet }
    const facts = { rule, column, count, source: place.source }
    return { problem: candidateProblem('run/candidate-more-allowed', where, facts), edits: [] }
  })
}

async function allowedIn(...given: Parameters<typeof frontOf>): Promise<readonly AllowedColumn[]> {
  return (await frontOf(...given))?.allowed ?? []
}

/** What to write into source.yaml where a finding may be as it is; of tables, where an allowance has a place. */
export async function withLines(
  bench: Bench,
  trial: Trial,
  bytes: Uint8Array,
  stops: readonly Problem[],
  place: Place & { readonly file: string },
): Promise<readonly Problem[]> {
  const front = await frontOf(bench, trial, bytes, place)
  return front === undefined ? stops : withAllowLines(stops, front.recordsAt)
}

/** Undefined where it is no source of tables. */
async function frontOf(
  bench: Bench,
  { input }: Trial,
  bytes: Uint8Array,
  place: Place & { readonly file: string },
): Promise<GridFront | undefined> {
  const schemas = bench.schemas()
  const paths = pathsOf(input)
  const authored = readAll(input, paths, createGates(schemas.get), place)
  if ('problems' in authored) return undefined
  const { declaration } = authored
  if (!isGridSource(declaration)) return undefined
  return readGridSource({
    bytes,
    authored: { ...authored, declaration },
    paths,
    schemas: schemas.get,
    place,
    privacy: readPrivacy(schemas),
    ...(input.packageFile === undefined ? {} : { packageFile: input.packageFile }),
  })
}
