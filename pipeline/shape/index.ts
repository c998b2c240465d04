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

export { assembleRows } from './assemble.ts'
export { compileDocument } from './compile.ts'
export { cutDocument } from './cut.ts'
export { shapeProblems } from './problems.ts'

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
  const cut = cutDocument(lines, compiled, reader, place)
  const built = assembleRows(cut.lines, compiled, reader, place)
  return {
    lines: cut.lines.map(withoutAction),
    rows: built.rows,
    problems: [...cut.problems, ...built.problems],
  }
}

function withoutAction({ action: _, ...line }: CutResult): CutLine {
  return line
}
