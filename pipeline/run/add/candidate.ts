/**
 * A newer file of a source that is there: kept as its candidate, held against what the source gives now, and taken over
 * only where the source builds from it without error, and a person (or `--yes`) says so.
 */
import path from 'node:path'
import { type Effects, hashOf } from '../../effects.ts'
import { pathsOf, readAll } from '../../job/authored.ts'
import type { AllowedColumn } from '../../job/table/allow.ts'
import { hiddenValues } from '../../job/table/found-fields.ts'
import { readGridSource } from '../../job/table/source.ts'
import { isGridSource } from '../../lib/declaration.ts'
import { foldWord } from '../../lib/fold.ts'
import { masked, maskedName } from '../../lib/mask.ts'
import { recordName } from '../../lib/record-id.ts'
import { hasError, type Problem, type Text } from '../../problem.ts'
import type { RecordTable } from '../../reconcile/index.ts'
import type { AddedChanges } from '../../report/added.ts'
import { createGates } from '../../validate/index.ts'
import { withLock } from '../around.ts'
import { type CheckResult, checkSource } from '../check-source.ts'
import type { LookedFile } from '../file/open.ts'
import { readJobInput } from '../job-input.ts'
import { layoutOf } from '../layout.ts'
import type { Machine } from '../options.ts'
import { withAllowLines } from './allow-line.ts'
import { snapshotFacts } from './draft.ts'
import { candidateHeld, isStop } from './held.ts'
import type { KnownSource } from './known.ts'
import { newFiles } from './new-files.ts'
import { snapshotText } from './texts.ts'
import { withVersions } from './versions.ts'
import { copyFile, replaceIn } from './write.ts'

export interface Candidate {
  readonly datasets: readonly AddedChanges[]
  /** headers that are no longer there, and those that are new */
  readonly gone: readonly string[]
  readonly fresh: readonly string[]
  /** why it can not be taken over */
  readonly problems: readonly Problem[]
  /** more is let pass by `privacy.allow` than before */
  readonly isMore?: boolean
}

export interface Offer {
  readonly looked: LookedFile
  readonly known: KnownSource
  readonly how: 'name' | 'columns'
  readonly options: { readonly file: string; readonly yes?: boolean }
}

export interface Offered {
  readonly outcome: 'accepted' | 'waiting' | 'refused' | 'held'
  readonly written: readonly string[]
  readonly questions: readonly Text[]
  readonly candidate: Candidate
  readonly check?: CheckResult
}

/** Undefined: it is another file after all, which only has the same columns. */
export async function offerCandidate(
  effects: Effects,
  machine: Machine,
  root: string,
  { looked, known, how, options }: Offer,
): Promise<Offered | undefined> {
  const { schemas, file } = looked
  const { publisher, source } = known
  const id = `${publisher}/${source}`
  const place = { source: id }
  const { input } = readJobInput(effects, root, { publisher, source }, schemas, 0)
  const paths = pathsOf(input)
  const authored = readAll(input, paths, createGates(schemas.get), place)
  if ('problems' in authored || file === undefined) return undefined
  const { declaration } = authored
  if (!isGridSource(declaration)) return undefined
  const folder = `sources/${id}`
  const full = path.resolve(root, options.file)
  const name = maskedName(path.basename(options.file), looked.gate?.maskText ?? String)
  const bytes = looked.bytes ?? effects.readFile(full)
  const { privacy } = looked
  const base = { authored: { ...authored, declaration }, paths, schemas: schemas.get, privacy }
  const former = input.files.get(`${folder}/snapshot/${authored.snapshot.file}`)
  const before =
    former === undefined
      ? undefined
      : await readGridSource({ ...base, bytes: former, place: { ...place, file: folder } })
  const after = await readGridSource({ ...base, bytes, place: { ...place, file: options.file } })
  const hide = looked.gate?.maskText
  const datasets = after.tables.map((table) => {
    const former = before?.tables.find(({ slug }) => slug === table.slug)
    const hidden = [
      ...hiddenOf(after, table, keysOf(after, table.slug)),
      ...(before === undefined || former === undefined
        ? []
        : hiddenOf(before, former, keysOf(before, table.slug))),
    ]
    const changes = changesOf(former, table, keysOf(after, table.slug))
    return shownChanges(changes, (name) => without(hide?.(name) ?? name, hidden))
  })
  // two lists of the same form are no two versions of one list
  if (how === 'columns' && !datasets.some(isSameList)) return undefined

  const snapshot = snapshotFacts(effects, file, name, hashOf(effects, bytes), bytes.length)
  const files = newFiles(
    input,
    folder,
    after,
    snapshotText(snapshot),
    file,
    authored.cases.cases,
    looked.gate?.maskText,
  )
  const all = new Map([...input.files].filter(([one]) => !one.startsWith(`${folder}/snapshot/`)))
  all.set(`${folder}/snapshot/${name}`, bytes)
  for (const one of files) all.set(`${folder}/${one.path}`, new TextEncoder().encode(one.text))
  const rooms = await machine.rooms(schemas)
  const asked = schemas.account()
  const result = await rooms.runJob({ ...input, files: all })
  const found = result.problems.filter((one) => one.severity === 'error' || isStop(one))
  const lines = withAllowLines(found.filter(isStop), after.recordsAt)
  const problems = [...lines, ...found.filter((one) => !isStop(one))]
  const candidate: Candidate = { datasets, problems, ...headersOf(base.authored.declaration.grid, looked) }
  const { state } = layoutOf(effects, root)
  const kept = `.hiraku/candidates/${id}`
  await withLock(effects, state, 'add', async () => {
    // the candidate itself may be what is added: it is not to be removed before it is copied
    if (path.resolve(full) !== path.resolve(root, kept, 'snapshot', name)) {
      effects.remove(path.join(root, kept))
      copyFile(effects, full, path.join(root, kept, 'snapshot', name))
    }
    effects.writeFile(path.join(root, kept, 'snapshot.yaml'), snapshotText(snapshot))
    effects.restrict?.(path.join(state, 'candidates'))
  })
  const waits = { written: [`${kept}/snapshot/${name}`, `${kept}/snapshot.yaml`], candidate }
  if (problems.some(isStop)) {
    return { ...waits, outcome: 'held', questions: [candidateHeld(id, options.file)] }
  }
  if (hasError(problems)) return { ...waits, outcome: 'refused', questions: [fixIt(id)] }
  // what was let pass once was not let pass for whatever comes after it: nobody but a person says so
  const grown = before === undefined ? [] : moreAllowed(before.allowed, after.allowed)
  const more = grown.map((one) => moreText(id, one))
  const isYes = options.yes === true && grown.length === 0
  if (!(isYes || (options.yes !== true && (await isWanted(effects, id, candidate, more))))) {
    const isMore = grown.length > 0
    const questions = [...more, takeIt(id, options.file, isMore)]
    return { ...waits, outcome: 'waiting', questions, candidate: { ...candidate, isMore } }
  }
  const tried = { input: { ...input, files: all }, datasets: result.datasets, asked: asked() }
  const own = await withVersions(effects, machine, root, { publisher, source }, tried, files, (all) => {
    replaceIn(effects, root, state, folder, all, full, name)
    effects.remove(path.join(root, kept))
  })
  const check = await checkSource(effects, machine, root, id)
  const written = [...own.map((one) => `${folder}/${one.path}`), `${folder}/snapshot/${name}`]
  return { outcome: 'accepted', written, questions: [], candidate, check }
}

/** Of each rule and column, how many more findings are let pass than before. */
export function moreAllowed(
  before: readonly AllowedColumn[],
  after: readonly AllowedColumn[],
): readonly AllowedColumn[] {
  return after.flatMap((one) => {
    const former = before.find(
      ({ rule, column, worksheet }) =>
        rule === one.rule && column === one.column && worksheet === one.worksheet,
    )
    const count = one.count - (former?.count ?? 0)
    return count > 0 ? [{ ...one, count }] : []
  })
}

/** Values of records of which nothing may be printed. */
function hiddenOf(
  { tables, outcomes }: Front,
  table: RecordTable,
  keys: readonly string[],
): readonly string[] {
  const values = hiddenValues(tables, outcomes)
  if (values === undefined) return []
  return table.records.flatMap((record, i) => values(table.slug, recordName(record, keys, i)))
}

function without(name: string, hidden: readonly string[]): string {
  return hidden.reduce((now, value) => now.replaceAll(value, masked(value)), name)
}

function shownChanges(changes: AddedChanges, shown: (name: string) => string): AddedChanges {
  const { added, removed, changed } = changes.examples
  return {
    ...changes,
    examples: { added: added.map(shown), removed: removed.map(shown), changed: changed.map(shown) },
  }
}

type Front = Awaited<ReturnType<typeof readGridSource>>

function keysOf({ outcomes }: Front, slug: string): readonly string[] {
  const part = outcomes.find(({ outcome }) => outcome.table.dataset === slug)
  if (part === undefined) return []
  const { table, type } = part.outcome
  return table.key.flatMap((header) =>
    type.fields.flatMap((field) => (field.header === header ? [field.key] : [])),
  )
}

const EXAMPLES = 5

/** By key; where nothing identifies a record, by all that it says. */
function changesOf(
  before: RecordTable | undefined,
  after: RecordTable,
  keys: readonly string[],
): AddedChanges {
  type Item = RecordTable['records'][number]
  const idOf = (record: Item): string =>
    keys.length === 0 ? JSON.stringify(record) : recordName(record, keys)
  const nameOf = (record: Item): string => (keys.length === 0 ? excerpt(record) : recordName(record, keys))
  const former = new Map<string, Item[]>()
  for (const record of before?.records ?? [])
    former.set(idOf(record), [...(former.get(idOf(record)) ?? []), record])
  const added: string[] = []
  const changed: string[] = []
  for (const record of after.records) {
    const old = former.get(idOf(record))?.shift()
    if (old === undefined) added.push(nameOf(record))
    else if (JSON.stringify(old) !== JSON.stringify(record)) changed.push(nameOf(record))
  }
  const removed = [...former.values()].flat().map(nameOf)
  return {
    dataset: after.slug,
    before: before?.records.length ?? 0,
    after: after.records.length,
    added: added.length,
    removed: removed.length,
    changed: changed.length,
    examples: {
      added: added.slice(0, EXAMPLES),
      removed: removed.slice(0, EXAMPLES),
      changed: changed.slice(0, EXAMPLES),
    },
  }
}

/** The first of its texts. */
function excerpt(record: RecordTable['records'][number]): string {
  const texts = Object.values(record).filter((value) => typeof value === 'string' && !/^[0-9]*$/.test(value))
  return texts.slice(0, 3).join(' / ')
}

/** A third of the larger of the two is in both: a part of a list is no newer list. */
function isSameList({ before, after, added }: AddedChanges): boolean {
  const common = after - added
  return common > 0 && common * 3 >= Math.max(before, after)
}

function headersOf(
  { tables }: { readonly tables: readonly { readonly columns: readonly { readonly header: string }[] }[] },
  { look }: LookedFile,
): { readonly gone: readonly string[]; readonly fresh: readonly string[] } {
  const declared = new Set(tables.flatMap(({ columns }) => columns.map(({ header }) => header)))
  const there = new Set(look.tables.flatMap(({ found }) => found.columns.map(({ header }) => header)))
  const lacks = (of: ReadonlySet<string>): ((header: string) => boolean) => {
    const folded = new Set([...of].map(foldWord))
    return (header) => header !== '' && !folded.has(foldWord(header))
  }
  return { gone: [...declared].filter(lacks(there)), fresh: [...there].filter(lacks(declared)) }
}

async function isWanted(
  effects: Effects,
  id: string,
  { datasets }: Candidate,
  more: readonly Text[],
): Promise<boolean> {
  if (effects.ask === undefined) return false
  const counts = datasets.map(
    ({ dataset, added, removed, changed }) => `${dataset} +${added} -${removed} ~${changed}`,
  )
  const answer = await effects.ask(
    `${more.map(({ ja, en }) => `${ja} / ${en}\n`).join('')}${id} を新しいファイルに替えますか / take the newer file over? (${counts.join(', ')}) [y/N]: `,
  )
  return /^\s*(?:y|yes|はい)\s*$/i.test(answer.normalize('NFKC'))
}

function moreText(id: string, { rule, column, worksheet, count }: AllowedColumn): Text {
  const at = worksheet === undefined ? column : `${worksheet} ${column}`
  return {
    ja: `列「${at}」で、privacy.allow により公開される ${rule} が今のファイルより ${count} 件増えます。増えたものも公開してよいか、元のファイルで確かめてください（sources/${id}/source.yaml）。`,
    en: `In the column "${at}" there are ${count} more findings of ${rule} than in the present file that privacy.allow would publish. See in the file whether these too may be published (sources/${id}/source.yaml).`,
  }
}

/** `isMore`: with more that is let pass, which `--yes` does not answer for. */
function takeIt(id: string, file: string, isMore: boolean): Text {
  const command = `hiraku add "${file}" --publisher ${id.split('/')[0]}`
  if (isMore) {
    return {
      ja: `${id} の新しいファイルとして置いてあります。公開してよいものは、sources/${id}/source.yaml の privacy.allow に record（または row）で一つずつ書いて ${command} --yes を実行するか、端末で ${command} を実行して（--yes は付けません）問いに答えてください。`,
      en: `It is kept as the newer file of ${id}. Name what may be published one by one, by record (or row), in privacy.allow of sources/${id}/source.yaml and run ${command} --yes; or run ${command} at a terminal, without --yes, and answer.`,
    }
  }
  return {
    ja: `${id} の新しいファイルとして置いてあります。替えるなら ${command} --yes を実行してください。`,
    en: `It is kept as the newer file of ${id}. To take it over, run ${command} --yes.`,
  }
}

function fixIt(id: string): Text {
  return {
    ja: `${id} は新しいファイルからはまだ作れないので、今のファイルのままです。上の問題を直して（source.yaml の見出し、corrections.yaml など）から、もう一度 add してください。`,
    en: `${id} does not build from the newer file yet and stays as it is. Mend what is told above (headers in source.yaml, corrections.yaml …), then add it again.`,
  }
}
