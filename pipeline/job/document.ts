/**
 * The front of a source that is a document: its bytes → tables of records, and the account of its lines.
 * extract → shape → normalize → reconcile; every problem on the way is kept, in the order of the stages.
 */
import { cellsOf, openDocument } from '../extract/index.ts'
import type { DocumentSource } from '../lib/declaration.ts'
import type { SourceLine } from '../lib/document.ts'
import { keyPath } from '../lib/keys.ts'
import type { Dataset } from '../lib/model.ts'
import type { Pages } from '../lib/paged.ts'
import { compileReader } from '../lib/readings.ts'
import { normalizer } from '../normalize/index.ts'
import { hasError, type Place, type Problem } from '../problem.ts'
import { correctLines, type RecordTable, reconcile } from '../reconcile/index.ts'
import { shapeDocument } from '../shape/index.ts'
import { accountFor, checkStage, type Gates } from '../validate/index.ts'
import type { Authored, Paths } from './authored.ts'
import type { SourceDatasets } from './datasets.ts'
import { type TextAccount, withTexts } from './lines-file.ts'

export interface Front {
  readonly tables: readonly RecordTable[]
  /** of the datasets that were made of the tables */
  readonly account: (datasets: readonly Dataset[]) => TextAccount
  /** where any is an error there are no tables */
  readonly problems: readonly Problem[]
  /** the document as its lines have it; of a PDF another than its bytes */
  readonly text: string
  /** of a paged file: where its lines are */
  readonly pages?: Pages
}

export interface DocumentInput {
  readonly bytes: Uint8Array
  readonly authored: Authored & { readonly declaration: DocumentSource }
  readonly declared: SourceDatasets
  readonly paths: Paths
  readonly gates: Gates
  /** names the source and its snapshot */
  readonly place: Place & { readonly file: string }
  /** a file of an installed package */
  readonly packageFile?: (name: string) => Uint8Array | undefined
}

/** The dataset that takes the prose which no other dataset uses. */
const PROSE = 'ict_plan_sections'

export async function readDocument(input: DocumentInput): Promise<Front> {
  const { bytes, authored, declared, paths, gates, place, packageFile } = input
  const { declaration, snapshot, publisher } = authored
  const { corrections } = authored.corrections
  const { form } = declaration.document
  const problems: Problem[] = []
  const door = (stage: string, value: object): void => {
    problems.push(...checkStage(stage, gates(`stages/${stage}.schema.json`), value, place))
  }
  let about: Pick<Front, 'text' | 'pages'> = { text: '' }
  const stop = (more: readonly Problem[]): Front => ({
    ...about,
    tables: [],
    account: () => ({ lines: [], unaccounted: [] }),
    problems: [...problems, ...more, ...declared.problems],
  })

  // extract; an empty or binary file has its own words there: the door is for what those let through
  const extracted = await openDocument(bytes, form, {
    file: place.file,
    ...(packageFile === undefined ? {} : { packageFile }),
  })
  if ('problem' in extracted)
    return stop([{ ...extracted.problem, where: { ...place, ...extracted.problem.where } }])
  const { sha256, mediaType } = snapshot
  door('acquired', { file: snapshot.file, sha256, bytes: bytes.length, mediaType })
  const { document } = extracted
  about = { text: document.text, ...(document.pages === undefined ? {} : { pages: document.pages }) }
  problems.push(...extracted.problems.map((one) => ({ ...one, where: { ...place, ...one.where } })))
  const [first] = document.lines
  const opening = first ? { line: first.line, text: first.text } : {}
  door('extracted', { form, characters: document.text.length, first: opening })

  // shape, of lines that corrections of places have mended
  const mended = correctLines(document.lines, corrections, cellsOf(form))
  problems.push(...mended.check({ ...place, file: paths.corrections }))
  const reader = compileReader(declaration.document)
  const shaped = shapeDocument(mended.lines, declaration.document, reader, place, paths.source)
  problems.push(...shaped.problems)
  if (hasError(problems)) return stop([])
  door('shaped', { rows: shaped.rows })

  // normalize
  const normalize = normalizer(declaration.document, reader, place, paths.source)
  const normal = normalize(shaped.rows)
  door('normalized', { rows: normal.rows })
  if (hasError([...problems, ...declared.problems])) return stop(normal.problems)

  // reconcile
  const settled = reconcile({
    raws: shaped.rows,
    rows: normal.rows,
    declaration,
    corrections,
    datasets: declared.datasets,
    shapeOf: (slug) => declared.types.get(slug),
    publisher,
    reader,
    files: {
      source: paths.source,
      corrections: paths.corrections,
      publisher: paths.publisher,
      correctedLines: mended.done,
    },
    text: document.text,
    renormalize: normalize,
    place,
  })
  // what reconcile renormalized tells of its own quantities; the first reading spoke of cells that were corrected
  problems.push(...(settled.renormalized ? [] : normal.problems), ...settled.problems)
  // a place was corrected before it was cut: its parts are mended already, there is nothing to replay
  const onFile = new Map(
    corrections.flatMap((correction, i) =>
      correction.record === undefined ? [] : [[keyPath('corrections', i), correction] as const],
    ),
  )
  const written = writtenLines(document.lines, mended.done)
  return {
    ...about,
    tables: settled.tables,
    account: (datasets) =>
      withTexts(
        accountFor(mended.lines, shaped.lines, datasets, reader, onFile, PROSE),
        shaped.lines,
        written,
      ),
    problems,
  }
}

/** Lines that were corrected by place, as the snapshot has them. */
function writtenLines(
  lines: Iterable<SourceLine>,
  corrected: ReadonlyMap<number, unknown>,
): ReadonlyMap<number, string> {
  const written = new Map<number, string>()
  if (corrected.size === 0) return written
  for (const { line, text } of lines) if (corrected.has(line)) written.set(line, text)
  return written
}
