/**
 * shape: a document → raw rows, by the declaration of its source. It cuts each line into fixed text and parts,
 * and puts parts together into rows of the entities declared; it reads no value and judges nothing.
 * Problems: lines that fit nothing, tables that changed, keys that are missing, doubled or not in every list.
 */
import type { DocumentDeclaration } from '../lib/declaration.ts'
import type { CutLine, RawRow, SourceLine } from '../lib/document.ts'
import type { Reader } from '../lib/readings.ts'
import { hasError, type Place, type Problem } from '../problem.ts'
import { assembleRows } from './assemble.ts'
import { compileDocument } from './compile.ts'
import { type CutResult, cutDocument } from './cut.ts'
import { createFaults } from './faults.ts'

export type { Located } from './grid/index.ts'
export { problem as shapeProblem, shapeProblems } from './problems.ts'

export interface Shaped {
  readonly lines: readonly CutLine[]
  readonly rows: readonly RawRow[]
  readonly problems: readonly Problem[]
}

/** `place` names the source and the snapshot file; `file` is the source.yaml, for faults of the declaration. */
export function shapeDocument(
  lines: Iterable<SourceLine>,
  declaration: DocumentDeclaration,
  reader: Reader,
  place: Place,
  file: string,
): Shaped {
  const compiled = compileDocument(declaration, reader, file)
  if (hasError(compiled.problems)) return { lines: [], rows: [], problems: compiled.problems }
  const faults = createFaults(place)
  const kept: CutLine[] = []
  const cut = keep(cutDocument(lines, compiled, reader, place, faults), kept)
  const built = assembleRows(cut, compiled, reader, place, faults)
  return { lines: kept, rows: built.rows, problems: [...faults.problems(), ...built.problems] }
}

/** Passes on what was cut and keeps the lines without what is done with them. */
function* keep(results: Iterable<CutResult>, kept: CutLine[]): Generator<CutResult> {
  for (const result of results) {
    const { action: _, ...line } = result
    kept.push(line)
    yield result
  }
}
