/** The files of a new source: written as text once its rows have been read by the declaration, as `build` will. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Authored } from '../../job/authored.ts'
import { pathsOf } from '../../job/authored.ts'
import type { OpenFile } from '../../job/table/grids.ts'
import { type GridFront, lackingOf, readGridSource } from '../../job/table/source.ts'
import type { GridSource } from '../../lib/declaration.ts'
import type { GridDeclaration } from '../../lib/grid-declaration.ts'
import type { Publisher } from '../../lib/model.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { isPlaceholder } from '../../lib/placeholder.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Text } from '../../problem.ts'
import { rangeText } from '../../report/index.ts'
import { namesOf } from '../file/found.ts'
import { hideIn } from '../file/hide-names.ts'
import type { LookedFile } from '../file/open.ts'
import { today } from '../today.ts'
import { casesOf } from './cases.ts'
import type { Plan, PlannedTable } from './plan.ts'
import type { NewPublisher } from './publisher.ts'
import { CORRECTIONS, casesText, type SnapshotFacts, snapshotText, sourceText } from './texts.ts'
import type { NewFile } from './write.ts'

export interface DraftInput {
  readonly looked: LookedFile
  readonly file: OpenFile
  readonly plan: Plan
  readonly publisher: string
  readonly source: string
  /** where there is no publisher.yaml yet */
  readonly made: NewPublisher | undefined
  /** the gate keeps it back: it may have kept all of its rows */
  readonly isHeld: boolean
  readonly sha256: string
  /** of the file, without its folder */
  readonly name: string
}

export interface Draft {
  /** paths from the folder of the source */
  readonly files: readonly NewFile[]
  readonly questions: readonly Text[]
}

/** Undefined where no record comes out, and nothing says why. */
export async function draftSource(
  effects: Effects,
  root: string,
  input: DraftInput,
): Promise<Draft | undefined> {
  const { looked, file, plan, source, made, publisher, sha256, name } = input
  const full = path.resolve(root, looked.place.file)
  const bytes = looked.bytes ?? effects.readFile(full)
  const owner = publisherOf(effects, root, publisher, made)
  const schemas = (one: string): unknown => {
    const record = /^records\/(.+)\.schema\.json$/.exec(one)?.[1]
    return (record === undefined ? undefined : plan.schemas.get(record)) ?? looked.schemas.get(one)
  }
  const snapshot = snapshotFacts(effects, file, name, sha256, bytes.length)
  const run = (grid: GridDeclaration): Promise<GridFront> =>
    readGridSource({
      bytes,
      authored: authoredOf(owner, grid, snapshot),
      paths: pathsOf({ publisher, source }),
      schemas,
      place: { source: `${publisher}/${source}`, file: looked.place.file },
      privacy: looked.privacy,
    })
  const first = await run(plan.grid)
  // a required field that the file lacks is for a person to accept: here it only hides all the rest
  const lacking = lackingIn(first)
  const second = lacking.size === 0 ? first : await run(withMissing(plan.grid, lacking))
  const repeated = repeatedIn(second)
  const tables = repeated.size === 0 ? plan.tables : plan.tables.map((one) => withoutKey(one, repeated))
  const grid = { ...plan.grid, tables: tables.map(({ table }) => table) }
  const front = repeated.size === 0 ? second : await run(withMissing(grid, lacking))
  const records = Object.fromEntries(front.tables.map((table) => [table.slug, table.records.length]))
  const cases = casesOf(front, file)
  if (cases.length === 0 && !input.isHeld) return undefined
  const hidden = namesOf(looked)
  const mask = (text: string): string =>
    text
      .split('\n')
      .map((line) => hideIn((looked.gate?.maskText ?? String)(line), hidden))
      .join('\n')
  const of = { ja: tables[0]?.title.ja ?? name, en: tables[0]?.title.en ?? name }
  const title = {
    ja: isPlaceholder(owner.name.ja) ? of.ja : `${owner.name.ja} ${of.ja}`,
    en: isPlaceholder(owner.name.en) ? of.en : `${of.en}, ${owner.name.en}`,
  }
  return {
    questions: [...missingQuestions(lacking), ...keyQuestions(plan, repeated), ...heldQuestions(front)],
    files: [
      {
        path: 'source.yaml',
        text: mask(sourceText({ title, grid, tables, opened: looked.opened, records })),
      },
      { path: 'snapshot.yaml', text: snapshotText(snapshot) },
      { path: 'corrections.yaml', text: CORRECTIONS },
      { path: 'cases.yaml', text: mask(casesText(cases)) },
    ],
  }
}

export function snapshotFacts(
  effects: Effects,
  { format, delimiter }: Pick<OpenFile, 'format' | 'delimiter'>,
  file: string,
  sha256: string,
  bytes: number,
): SnapshotFacts {
  const mediaType =
    format === 'csv' && delimiter === '\t'
      ? 'text/tab-separated-values'
      : format === 'kml' && /\.kmz$/i.test(file)
        ? 'application/vnd.google-earth.kmz'
        : MEDIA_TYPES[format]
  return { file, sha256, bytes, mediaType, acquired: today(effects) }
}

/** https://www.iana.org/assignments/media-types/media-types.xhtml */
const MEDIA_TYPES: Readonly<Record<OpenFile['format'], string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  html: 'text/html',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  shapefile: 'application/zip',
  geojson: 'application/geo+json',
  kml: 'application/vnd.google-earth.kml+xml',
  zip: 'application/zip',
}

function authoredOf(
  publisher: Publisher,
  grid: GridDeclaration,
  snapshot: SnapshotFacts,
): Authored & { readonly declaration: GridSource } {
  return {
    publisher,
    declaration: { title: { ja: '', en: '' }, grid, expect: { maxHeld: Number.MAX_SAFE_INTEGER } },
    snapshot,
    corrections: { corrections: [] },
    cases: { cases: [] },
    history: null,
  }
}

function publisherOf(effects: Effects, root: string, id: string, made: NewPublisher | undefined): Publisher {
  const file = path.join(root, 'sources', id, 'publisher.yaml')
  const text = made?.text ?? new TextDecoder().decode(effects.readFile(file))
  const value = parseYaml(text).value
  const { code, name, boundingBox: box, areaCode } = isObject(value) ? value : {}
  const [west, south, east, north] = Array.isArray(box) ? box.map(Number) : []
  const isBox = west !== undefined && south !== undefined && east !== undefined && north !== undefined
  return {
    id,
    code: textOf(code) ?? '',
    name: isObject(name) ? { ja: textOf(name.ja) ?? '', en: textOf(name.en) ?? '' } : { ja: '', en: '' },
    licence: '',
    baseIri: '',
    baseIriDeclared: false,
    ...(isBox ? { boundingBox: [west, south, east, north] as const } : {}),
    ...(typeof areaCode === 'string' ? { areaCode } : {}),
  }
}

/** Place of a table in the declaration → headers of required fields that no column gives. */
type Lacking = ReadonlyMap<number, readonly string[]>

function lackingIn({ outcomes }: GridFront): Lacking {
  return new Map(
    outcomes.flatMap(({ declared, outcome }) => {
      const headers = lackingOf(outcome)
      return headers.length === 0 ? [] : [[declared, headers] as const]
    }),
  )
}

function withMissing(grid: GridDeclaration, lacking: Lacking): GridDeclaration {
  const tables = grid.tables.map((table, i) => {
    const missing = lacking.get(i)
    return missing === undefined ? table : { ...table, missing }
  })
  return { ...grid, tables }
}

/** Datasets with two records of the same key. */
function repeatedIn({ outcomes }: GridFront): ReadonlySet<string> {
  return new Set(
    outcomes.flatMap(({ outcome: { table, account } }) =>
      account.problems.some(({ code }) => code === 'validate/duplicate-key') ? [table.dataset] : [],
    ),
  )
}

function withoutKey(planned: PlannedTable, repeated: ReadonlySet<string>): PlannedTable {
  return repeated.has(planned.table.dataset) ? { ...planned, table: { ...planned.table, key: [] } } : planned
}

function missingQuestions(lacking: Lacking): readonly Text[] {
  return [...new Set([...lacking.values()].flat())].map((header) => ({
    ja: `必須の項目「${header}」の列がありません。全行に同じ値なら source.yaml の set に、ないままでよければ missing に書いてください。`,
    en: `No column gives the required field ${header}. Write its value under set in source.yaml, or accept it under missing.`,
  }))
}

function keyQuestions({ tables }: Plan, repeated: ReadonlySet<string>): readonly Text[] {
  return [...repeated].map((dataset) => {
    const key = tables.find(({ table }) => table.dataset === dataset)?.table.key.join('、') ?? ''
    return {
      ja: `「${key}」が同じ行があるので、1件を一つに決められません。どの列の組で決まりますか（source.yaml の key）。`,
      en: `Several rows have the same ${key}, so it identifies no record. Which columns together do (key in source.yaml)?`,
    }
  })
}

const SHOWN = 5

function heldQuestions({ outcomes, held }: GridFront): readonly Text[] {
  if (held === 0) return []
  const rows = outcomes.flatMap(({ worksheet, outcome: { account } }) =>
    account.held.map(({ from, to }) => `${worksheet === null ? '' : `${worksheet} `}${rangeText(from, to)}`),
  )
  const some = rows.slice(0, SHOWN).join('、') + (rows.length > SHOWN ? ' …' : '')
  return [
    {
      ja: `${held}行が保留になり、出ません（${some}行目）。元のファイルか corrections.yaml で直すか、保留のままでよければ source.yaml の expect に maxHeld: ${held} と書いてください。`,
      en: `${held} rows are held and do not come out (rows ${some}). Mend them in the file or in corrections.yaml, or accept it with maxHeld: ${held} under expect in source.yaml.`,
    },
  ]
}
