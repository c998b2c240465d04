/** The privacy gate on a source: with what its source.yaml allows, and what is told when all its tables have run. */
import type { PrivacyFiles } from '../../inspect/index.ts'
import type { PrivacyDeclaration } from '../../lib/declaration.ts'
import type { ScannedTable } from '../../lib/inspection.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { type AllowedColumn, allowing, namedIn } from './allow.ts'
import { COUNTS } from './columns.ts'
import type { CorrectedCell } from './corrections.ts'
import type { FoundByWorksheet, FoundCells } from './found.ts'
import { isFoundAt, mergeFound } from './found.ts'
import { privacyGate } from './gate.ts'
import type { OpenFile } from './grids.ts'
import { type PrivacyGate, shownTable } from './guard.ts'
import { maskProblem, withNote } from './masks.ts'
import type { PlacedOutcome } from './provenance.ts'
import { findRecords, locatedTables, type WorksheetTables } from './record-cells.ts'
import { scannedTable } from './scanned.ts'

export interface SourcePrivacy {
  readonly gate: PrivacyGate
  /** of a worksheet, whether it has tables or none */
  readonly met: (worksheet: string | null, found: FoundCells) => void
  /**
   * Corrected cells as the file has them, which the run has not seen: they are in the snapshot, and what a correction
   * replaced stands in the provenance.
   */
  readonly corrected: (
    cells: readonly CorrectedCell[],
    outcomes: readonly PlacedOutcome[],
  ) => { readonly cells: readonly CorrectedCell[]; readonly problems: readonly Problem[] }
  /** of the file as a whole */
  readonly ofFile: (file: OpenFile) => readonly Problem[]
  /** allowances that cover nothing, and how much the others do */
  readonly allowed: () => readonly Problem[]
  /** what is let pass by a column alone: so many of each rule in it */
  readonly allowedColumns: () => readonly AllowedColumn[]
  /** what is said of cells that were stopped at, without what stands in them */
  readonly hide: (problem: Problem) => Problem
}

export interface SourcePrivacyInput {
  readonly files: PrivacyFiles
  readonly declared: PrivacyDeclaration | undefined
  readonly worksheets: readonly WorksheetTables[]
  /** the source and its snapshot */
  readonly place: Place
  /** path of its source.yaml */
  readonly sourceFile: string
}

export function sourcePrivacy(input: SourcePrivacyInput): SourcePrivacy {
  const { files, declared = {}, worksheets, place, sourceFile } = input
  const { smallCounts: smallCount } = declared
  const all = smallCount === undefined ? files : { ...files, smallCount }
  const names = namedIn(declared)
  const records = names.size === 0 ? new Map() : findRecords(worksheets.flatMap(locatedTables), names)
  const allowed = allowing(privacyGate(all), declared, records, { source: place.source, file: sourceFile })
  const { gate } = allowed
  const found = new Map<string, FoundCells>()
  const byWorksheet: FoundByWorksheet = found
  const met = (worksheet: string | null, cells: FoundCells): void => {
    const name = worksheet ?? ''
    if (cells.length > 0) found.set(name, mergeFound([found.get(name) ?? [], cells]))
  }
  /** Names and dates of birth are told of columns: of one that had this cell still, or of more such cells. */
  const isOfPersons = (
    table: ScannedTable,
    { row, column, written }: CorrectedCell,
    cells: FoundCells = [],
  ): boolean => {
    if (isFoundAt(cells, row, column)) return true
    const scan = gate.scanOf(table)
    const like = Array.from({ length: column + 1 }, (_, i) => (i === column ? written : ''))
    scan.scan({ first: table.dataFrom, rows: [like, like, like] })
    return gate.columnsOf(table, scan.tally()).some(({ code }) => code !== COUNTS)
  }
  return {
    gate,
    met,
    corrected(cells, outcomes) {
      const problems: Problem[] = []
      const mended = cells.map((cell): CorrectedCell => {
        const at = outcomes.find(({ worksheet }) => worksheet === cell.worksheet)?.outcome
        const { row, column, written, worksheet } = cell
        if (at === undefined) return { ...cell, written: gate.maskText(written) }
        const table = scannedTable(at.table, at.located, at.type.fields, null)
        const batch = {
          first: row,
          rows: [Array.from({ length: column + 1 }, (_, i) => (i === column ? written : ''))],
        }
        const findings = gate.scanOf(table).scan(batch)
        if (findings.length === 0)
          return isOfPersons(table, cell, at.account.found)
            ? { ...cell, written: masked(written), isHidden: true }
            : cell
        const where = worksheet === null ? place : { ...place, worksheet }
        for (const finding of findings) {
          const header = table.columns[column]?.header ?? ''
          const judged = gate.judge(finding, { worksheet, header, isPublished: false })
          if (judged === undefined) continue
          const { severity, note } = judged
          const shown = shownTable(table, gate)
          problems.push(withNote(gate.cellProblem({ ...finding, severity }, written, shown, where), note))
        }
        met(worksheet, [{ column, rows: [[row, row]] }])
        return { ...cell, written: masked(written), isHidden: true }
      })
      return { cells: mended, problems }
    },
    ofFile: (file) => allowed.among(gate.fileProblems(file, place)),
    allowed: allowed.problems,
    allowedColumns: allowed.byColumn,
    hide: (problem) => maskProblem(problem, byWorksheet, gate.maskText),
  }
}
