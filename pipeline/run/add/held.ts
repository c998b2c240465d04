/**
 * Files with something in them that must not be published are kept outside git: the source as it would be written lies
 * under `.hiraku/held/`, until the file is mended, or a person writes into its source.yaml why it may be as it is.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { pathsOf, readAll } from '../../job/authored.ts'
import type { JobInput } from '../../job/input.ts'
import { readGridSource } from '../../job/table/source.ts'
import { isGridSource } from '../../lib/declaration.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Problem, Text } from '../../problem.ts'
import type { FileFound } from '../../report/index.ts'
import { createGates } from '../../validate/index.ts'
import type { LookedFile } from '../file/open.ts'
import { readJobInput } from '../job-input.ts'
import type { Machine } from '../options.ts'
import type { Schemas } from '../schemas.ts'
import { newFiles } from './new-files.ts'
import type { NewFile } from './write.ts'

export interface HeldDraft {
  readonly source: string
  /** its folder, from the project root */
  readonly folder: string
  readonly file: string
  readonly sha256: string
}

/** What belongs beside the source (publisher.yaml, record types), by its path from the project root. */
const BESIDE = 'project'

export function heldFolder(publisher: string, source: string): string {
  return `.hiraku/held/${publisher}/${source}`
}

export function heldDrafts(effects: Effects, root: string, publisher: string): readonly HeldDraft[] {
  return effects.list(path.join(root, '.hiraku', 'held', publisher)).flatMap((source) => {
    const folder = heldFolder(publisher, source)
    const file = path.join(root, folder, 'snapshot.yaml')
    if (effects.stat(file) === undefined) return []
    const { value } = parseYaml(readText(effects, file))
    if (!isObject(value)) return []
    return [{ source, folder, file: textOf(value.file) ?? '', sha256: textOf(value.sha256) ?? '' }]
  })
}

/** The text of its source.yaml, where it is there. */
export function declarationOf(effects: Effects, root: string, { folder }: HeldDraft): string | undefined {
  const file = path.join(root, folder, 'source.yaml')
  return effects.stat(file) === undefined ? undefined : readText(effects, file)
}

/** Of what was found in a file, what keeps it out of git. */
export function stopsIn({ problems, tables }: FileFound): readonly Problem[] {
  return [...problems, ...tables.flatMap((table) => table.problems.flatMap(counted))].filter(isStop)
}

function counted({ first, count }: FileFound['tables'][number]['problems'][number]): readonly Problem[] {
  const more = count - first.length
  return first.map((one, i) => (i === first.length - 1 && more > 0 ? { ...one, more } : one))
}

/** The gate's, and not merely told: what a person has allowed is neither. */
export function isStop({ code, severity }: Problem): boolean {
  return code.startsWith('inspect/') && severity !== 'info'
}

/** The files of a held draft: those of the source, and those that belong beside it. */
export function draftFiles(files: readonly NewFile[], beside: readonly NewFile[]): readonly NewFile[] {
  return [...files, ...beside.map((one) => ({ ...one, path: `${BESIDE}/${one.path}` }))]
}

export interface Release {
  /** why it stays where it is; none: it may go */
  readonly problems: readonly Problem[]
  /** of the source, by their paths from its folder */
  readonly files: readonly NewFile[]
  /** from the project root */
  readonly beside: readonly NewFile[]
}

/** What the source's job says of a held draft, with whatever a person has written into it. */
export async function tryDraft(
  effects: Effects,
  machine: Machine,
  root: string,
  looked: LookedFile,
  publisher: string,
  { source, folder, file }: HeldDraft,
): Promise<Release> {
  const read = (name: string): string => readText(effects, path.join(root, name))
  const beside = filesBelow(effects, path.join(root, folder, BESIDE), '').map((name) => ({
    path: name,
    text: read(`${folder}/${BESIDE}/${name}`),
  }))
  const schemas = withSchemas(looked.schemas, beside)
  const place = `sources/${publisher}/${source}`
  const texts = effects
    .list(path.join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ path: name, text: read(`${folder}/${name}`) }))
  const bytes = looked.bytes ?? effects.readFile(path.join(root, folder, 'snapshot', file))
  const known = readJobInput(effects, root, { publisher, source }, schemas, 0).input
  const files = new Map(known.files)
  const put = (one: NewFile, at: string): void => void files.set(at, new TextEncoder().encode(one.text))
  for (const one of beside) if (!one.path.startsWith('schemas/')) put(one, one.path)
  for (const one of texts) put(one, `${place}/${one.path}`)
  files.set(`${place}/snapshot/${file}`, bytes)
  const input: JobInput = { ...known, files, schemas: schemas.get }

  const paths = pathsOf(input)
  const authored = readAll(input, paths, createGates(schemas.get), { source: `${publisher}/${source}` })
  if ('problems' in authored) return { problems: authored.problems, files: texts, beside }
  const { declaration } = authored
  if (!isGridSource(declaration) || looked.file === undefined) return { problems: [], files: texts, beside }
  const front = await readGridSource({
    bytes,
    authored: { ...authored, declaration },
    paths,
    schemas: schemas.get,
    place: { source: `${publisher}/${source}`, file: looked.place.file },
    privacy: looked.privacy,
  })
  const kept = front.problems.filter((one) => isStop(one) || OF_ALLOW.has(one.code))
  const stops = kept.filter((one) => isStop(one) || one.severity === 'error')
  if (stops.length > 0) return { problems: stops, files: texts, beside }
  // rows that were held come out now
  const renewed = newFiles(
    input,
    place,
    front,
    undefined,
    looked.file,
    authored.cases.cases,
    looked.gate?.maskText,
  )
  const own = texts.map((one) => renewed.find(({ path: name }) => name === one.path) ?? one)
  const { runJob } = await machine.rooms(schemas)
  const job = await runJob({ ...input, files: withFiles(files, place, renewed) })
  const left = job.problems.filter(isStop)
  return { problems: left, files: own, beside }
}

/** Of what a person has written, and of headers that were masked: these too keep it where it is. */
const OF_ALLOW: ReadonlySet<string> = new Set([
  'validate/unused-allow',
  'validate/wide-allow',
  'validate/reason-value',
  'shape/header-not-found',
  'shape/header-changed',
])

function withFiles(
  files: ReadonlyMap<string, Uint8Array>,
  place: string,
  renewed: readonly NewFile[],
): ReadonlyMap<string, Uint8Array> {
  const all = new Map(files)
  for (const one of renewed) all.set(`${place}/${one.path}`, new TextEncoder().encode(one.text))
  return all
}

/** Those of the project, and those that the draft brings. */
function withSchemas(schemas: Schemas, beside: readonly NewFile[]): Schemas {
  const own = new Map(
    beside.flatMap(({ path: name, text }) =>
      name.startsWith('schemas/') ? [[name.slice('schemas/'.length), text] as const] : [],
    ),
  )
  return {
    ...schemas,
    get(name) {
      const text = own.get(name)
      const value: unknown = text === undefined ? schemas.get(name) : JSON.parse(text)
      return value
    },
  }
}

function filesBelow(effects: Effects, folder: string, inside: string): readonly string[] {
  return effects.list(path.join(folder, inside)).flatMap((name) => {
    const file = inside === '' ? name : `${inside}/${name}`
    const isFolder = effects.stat(path.join(folder, file))?.isDirectory === true
    return isFolder ? filesBelow(effects, folder, file) : [file]
  })
}

export function heldQuestions(folder: string, file: string, publisher: string): readonly Text[] {
  return [
    {
      ja: `このファイルは Git の外（${folder}）に置きました。sources には何も書いていません。`,
      en: `The file is kept outside git, in ${folder}; nothing was written under sources/.`,
    },
    {
      ja: `元のファイルを直せるなら、直して（消す、代表の番号に替えるなど）もう一度 hiraku add を実行してください。`,
      en: 'Where the office file can be mended (remove it, give the main number), mend it and run hiraku add again.',
    },
    {
      ja: `このままで公開してよい理由があるなら、${folder}/source.yaml の最後にある privacy の reason に、その理由を書いてください（直すものの行は消します）。書いたら、同じファイルでもう一度 hiraku add "${file}" --publisher ${publisher} を実行してください。`,
      en: `Where there is a reason why it may be as it is, write it as reason under privacy, at the end of ${folder}/source.yaml (and take away the entries of what you mend); then run hiraku add "${file}" --publisher ${publisher} again with the same file.`,
    },
  ]
}

/** A file that was mended may come by another name. */
export function maybeSame({ folder, file }: HeldDraft): Text {
  return {
    ja: `同じ種類の「${file}」が、公開してよいか確かめるものとして ${folder} に置いてあります。このファイルがそれを直したものなら、${folder} を消してください。`,
    en: `"${file}", of the same kind, is held in ${folder}. If this file is that one mended, remove ${folder}.`,
  }
}

/** Of a newer file of a source that is there. */
export function candidateHeld(id: string, file: string): Text {
  return {
    ja: `新しいファイルに、公開してはいけないものがあるかもしれません。${id} は今のままです。元のファイルを直すか、そのままでよい理由を sources/${id}/source.yaml の privacy.allow に書いて（書く行は、見つけたものごとの知らせにあります）、もう一度 hiraku add "${file}" を実行してください。`,
    en: `The newer file may hold what must not be published; ${id} stays as it is. Mend the file, or write into privacy.allow of sources/${id}/source.yaml why it may be as it is (the line to write is told with each finding), and run hiraku add "${file}" again.`,
  }
}
