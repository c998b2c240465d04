/** Runs a source's job on a newer file, as `build` will once it is the snapshot. Nothing of the source is changed. */
import path from 'node:path'
import { hashOf } from '../../effects.ts'
import { detectFormat } from '../../extract/index.ts'
import { recordsIn, type Side } from '../../history/index.ts'
import { pathsOf, readAll } from '../../job/authored.ts'
import type { JobInput } from '../../job/input.ts'
import { isGridSource, type SourceDeclaration } from '../../lib/declaration.ts'
import { GRID_FORMATS } from '../../lib/grid-declaration.ts'
import type { Dataset } from '../../lib/model.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { type Place, type Problem, UserError } from '../../problem.ts'
import { createGates } from '../../validate/index.ts'
import { type DatasetFacts, factsOf } from '../about.ts'
import { snapshotFacts } from '../add/draft.ts'
import { snapshotText } from '../add/texts.ts'
import type { InLine } from '../entry.ts'
import { readJobInput } from '../job-input.ts'
import { sourceKey } from '../key.ts'
import { runProblem } from '../problems.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import type { Rooms } from '../rooms.ts'
import { today } from '../today.ts'
import { isFromSystem } from '../work.ts'
import { type Bench, type CandidateFile, waitingFile } from './bench.ts'

export interface Trial {
  readonly input: JobInput
  /** undefined: an authored file is not as it should be; the problems say so */
  readonly declaration: SourceDeclaration | undefined
  readonly problems: readonly Problem[]
  readonly datasets: readonly Dataset[]
  readonly snapshot: string
  /** of the source as it lies, without its snapshot */
  readonly lines: readonly InLine[]
  /** the schemas that were asked for */
  readonly asked: string
  /** stack of a fault of ours */
  readonly bug?: string
}

export interface Prepared {
  readonly input: JobInput
  readonly lines: readonly InLine[]
  readonly snapshot: string
}

const UTF8 = new TextEncoder()
/** The gate wants one: it stands for those to come, and never fits. */
const NO_CASES = 'cases: [{ dataset: none, row: 1, record: { none: none }, confirmed: false }]\n'

/** `texts`: authored files that are tried in place of those of the source, by their names in its folder. */
export function prepare(
  bench: Bench,
  folder: SourceFolder,
  file: CandidateFile,
  texts: ReadonlyMap<string, string> = new Map(),
): Prepared {
  const { effects, layout } = bench
  const read = readJobInput(effects, layout.root, folder, bench.schemas(), 0)
  const own = `sources/${nameOf(folder)}/`
  const former = read.input.files.get(`${own}snapshot.yaml`)
  const files = new Map([...read.input.files].filter(([name]) => !name.startsWith(`${own}snapshot/`)))
  files.set(`${own}snapshot/${file.name}`, effects.readFile(file.path))
  const snapshot = newSnapshot(bench, files, own, file, former)
  files.set(`${own}snapshot.yaml`, UTF8.encode(snapshot))
  for (const [name, text] of texts) files.set(own + name, UTF8.encode(text))
  // a table that was never fetched may have none as yet: they are made of what comes out
  const isTable = isObject(declaredIn(files, own).grid)
  if (isTable && !files.has(`${own}cases.yaml`)) files.set(`${own}cases.yaml`, UTF8.encode(NO_CASES))
  return { input: { ...read.input, files }, lines: keyLines(read.lines, folder), snapshot }
}

/** What decides whether a file that was refused is worth another trial. */
export function keyLines(lines: readonly InLine[], folder: SourceFolder): readonly InLine[] {
  const own = `sources/${nameOf(folder)}/`
  const passing = [`${own}snapshot.yaml`, `${own}history.yaml`]
  return lines.filter((line) => !line.path.startsWith(`${own}snapshot/`) && !passing.includes(line.path))
}

/** Undefined where nobody knows the code: then everything is tried again. */
export function trialKey(
  bench: Bench,
  file: Pick<CandidateFile, 'sha256'>,
  lines: readonly InLine[],
  asked: string,
): string | undefined {
  const { effects, machine } = bench
  if (machine.code === undefined) return undefined
  return hashOf(effects, `${file.sha256}\n${sourceKey({ effects, code: machine.code }, lines, asked)}`)
}

export async function tryFile(
  bench: Bench,
  folder: SourceFolder,
  file: CandidateFile,
  texts?: ReadonlyMap<string, string>,
): Promise<Trial> {
  const { input, lines, snapshot } = prepare(bench, folder, file, texts)
  const rooms = await bench.rooms()
  const asked = bench.schemas().account()
  const place = { source: nameOf(folder) }
  const base = { input, lines, snapshot }
  const authored = readAll(input, pathsOf(input), createGates(bench.schemas().get), place)
  const declaration = 'problems' in authored ? undefined : authored.declaration
  try {
    const { problems, datasets } = await rooms.runJob(input)
    const told = datasets.flatMap((dataset) => rooms.checkExport?.(dataset) ?? [])
    const all = [...problems, ...told].map((one) => inWaiting(one, nameOf(folder), file.name))
    return { ...base, declaration, problems: all, datasets, asked: asked() }
  } catch (error) {
    if (isFromSystem(error)) throw error
    const none = { ...base, declaration, datasets: [], asked: asked() }
    if (error instanceof UserError) return { ...none, problems: [error.problem] }
    const actual = error instanceof Error ? error.message : String(error)
    const bug = error instanceof Error ? (error.stack ?? actual) : actual
    return { ...none, problems: [runProblem('run/bug', place, { name: nameOf(folder), actual })], bug }
  }
}

/** The job takes the file for the snapshot: a row of it is to be looked up where the file waits. */
function inWaiting(problem: Problem, source: string, name: string): Problem {
  return pointed(problem, `sources/${source}/snapshot/${name}`, waitingFile(source, name))
}

/** Once it is taken over it is the snapshot, and nothing waits any more. */
export function inSnapshot(problem: Problem, source: string, name: string): Problem {
  return pointed(problem, waitingFile(source, name), `sources/${source}/snapshot/${name}`)
}

function pointed(problem: Problem, from: string, to: string): Problem {
  const moved = (place: Place): Place => (place.file === from ? { ...place, file: to } : place)
  const { where, also } = problem
  return { ...problem, where: moved(where), ...(also === undefined ? {} : { also: also.map(moved) }) }
}

export interface Exported {
  readonly facts: DatasetFacts
  readonly records: Side['records']
  /** the `<id>.json` that a build would write */
  readonly file: string
}

/** Writes `<id>.json` of each dataset to a scratch folder, by the code that a build writes it with. */
export async function exportTrial(
  bench: Bench,
  { datasets }: Pick<Trial, 'datasets'>,
  into: string,
): Promise<readonly Exported[]> {
  const { effects } = bench
  const rooms = await bench.rooms()
  const made: Exported[] = []
  for (const dataset of datasets) {
    const file = path.join(into, `${dataset.id}.json`)
    const sha256 = await writeJson(bench, rooms, dataset, datasets, file)
    const facts = factsOf(dataset, sha256, (text) => hashOf(effects, text))
    made.push({ facts, file, records: recordsIn(() => effects.readChunks(file)).records })
  }
  return made
}

/** A chunk at a time; gives its sha256. */
export async function writeJson(
  { effects }: Bench,
  rooms: Rooms,
  dataset: Dataset,
  datasets: readonly Dataset[],
  file: string,
): Promise<string> {
  const name = `/${dataset.id}.json`
  const out = rooms.exportDataset(dataset, datasets).find((one) => one.path.endsWith(name))
  if (out === undefined) throw new Error(`no JSON of ${dataset.id}`)
  return (await effects.writeChunks(file, out.chunks)).sha256
}

/** snapshot.yaml of the newer file. Its media type is that of its format: what hosts say of it is often another. */
function newSnapshot(
  { effects }: Bench,
  files: ReadonlyMap<string, Uint8Array>,
  own: string,
  file: CandidateFile,
  former: Uint8Array | undefined,
): string {
  const known = parsed(former)
  const declared = declaredIn(files, own)
  const grid = isObject(declared.grid) ? declared.grid : undefined
  const format = GRID_FORMATS.find((one) => one === grid?.format)
  const delimiter = grid?.delimiter === '\t' ? ('\t' as const) : undefined
  const bytes = files.get(`${own}snapshot/${file.name}`)
  const type = documentType(bytes) ?? (isObject(known) ? textOf(known.mediaType) : undefined) ?? 'text/plain'
  const told = { ...(delimiter === undefined ? {} : { delimiter }) }
  const facts =
    format === undefined
      ? { file: file.name, sha256: file.sha256, bytes: file.bytes, mediaType: type, acquired: today(effects) }
      : snapshotFacts(effects, { format, ...told }, file.name, file.sha256, file.bytes)
  return snapshotText({
    ...facts,
    ...(file.acquired === undefined ? {} : { acquired: file.acquired }),
    ...(file.from === undefined ? {} : { from: file.from }),
    ...(file.etag === undefined ? {} : { etag: file.etag }),
    ...(file.lastModified === undefined ? {} : { lastModified: file.lastModified }),
  })
}

function parsed(bytes: Uint8Array | undefined): unknown {
  return bytes === undefined ? undefined : parseYaml(new TextDecoder().decode(bytes)).value
}

function declaredIn(
  files: ReadonlyMap<string, Uint8Array>,
  own: string,
): { readonly [key: string]: unknown } {
  const value = parsed(files.get(`${own}source.yaml`))
  return isObject(value) ? value : {}
}

/** Of documents that are no text; a text is of the type that a person wrote. */
function documentType(bytes: Uint8Array | undefined): string | undefined {
  const format = bytes === undefined ? undefined : detectFormat(bytes).format
  if (format === 'pdf') return 'application/pdf'
  return format === 'docx'
    ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    : undefined
}

/** Whether the source is tables: only of these are columns compared. */
export function gridOf({ declaration }: Trial) {
  return declaration !== undefined && isGridSource(declaration) ? declaration.grid : undefined
}
