/**
 * extract/zip: a ZIP of files of tables → the worksheets of all of them, each named by its file. What is read is told
 * by the bytes of each entry; what is no table, and what can not be read, is told by its name. Nothing is written.
 */
import type { Picture, Worksheet } from '../../lib/grid.ts'
import { dictionary } from '../../lib/own.ts'
import type { Problem } from '../../problem.ts'
import { readCsv } from '../csv.ts'
import { codeOfFault, isRowFault } from '../fault-log.ts'
import { detectFormat } from '../format.ts'
import { createLooseTexts, type LooseTexts } from '../loose-texts.ts'
import { problem } from '../problems.ts'
import { fail, fewWorksheets, LIMITS, type Reading, startReading, tell } from '../spreadsheet/reading.ts'
import { openZip, unpackWhole, type Zip } from '../spreadsheet/zip.ts'
import {
  createNames,
  isOfSize,
  type ReadTables,
  resultOf,
  type TablesOptions,
  type TablesResult,
} from '../whole.ts'
import { createEntryNames, entryNames, listText } from './entries.ts'

type ReaderOf = (format: string) => Promise<ReadTables | undefined>

interface Gathering {
  readonly reading: Reading
  readonly readerOf: ReaderOf
  readonly options: TablesOptions
  readonly nameOf: ReturnType<typeof createNames>
  readonly worksheets: Worksheet[]
  readonly pictures: Picture[]
  readonly texts: LooseTexts
  /** `<entry>: <property>` */
  readonly properties: Record<string, string>
  readonly leftOut: string[]
}

/** Reads all entries in the order of their names. */
export async function readZip(
  bytes: Uint8Array,
  options: TablesOptions,
  readerOf: ReaderOf,
): Promise<TablesResult> {
  const reading = startReading(options.file, { ...LIMITS, ...options.limits })
  if (!isOfSize(bytes, reading)) return resultOf('zip', undefined, reading)
  const gathering: Gathering = {
    reading,
    readerOf,
    options,
    nameOf: createNames(),
    worksheets: [],
    pictures: [],
    texts: createLooseTexts(reading),
    properties: dictionary(),
    leftOut: [],
  }
  await readEntries(bytes, '', gathering)
  const { worksheets, pictures, properties, leftOut } = gathering
  if (leftOut.length > 0)
    tell(reading, 'extract/zip-entry-left-out', {}, { count: leftOut.length, actual: listText(leftOut) })
  fewWorksheets(worksheets.length, reading)
  const unread = reading.problems.find(({ code }) => code === 'extract/zip-entry-unread')
  // what hinders the only file is why there is nothing
  if (worksheets.length === 0 && reading.fault === undefined) {
    reading.fault = unread
    if (unread === undefined && leftOut.length > 0)
      fail(reading, 'extract/no-tables', {}, { actual: `ZIP（${listText(leftOut)}）` })
  }
  const texts = gathering.texts.list()
  return resultOf(
    'zip',
    { worksheets, properties, texts, ...(pictures.length > 0 ? { pictures } : {}) },
    reading,
  )
}

/** `within`: name of the zip in the zip, with `/`; blank: the file itself. */
async function readEntries(bytes: Uint8Array, within: string, gathering: Gathering): Promise<void> {
  const { reading } = gathering
  const zip = openZip(bytes, reading, createEntryNames())
  if (zip === undefined) return
  const { files, junk } = entryNames(zip)
  gathering.leftOut.push(...junk.map((name) => within + name))
  for (const name of [...files, ...junk]) gathering.texts.add('ZIP: name', within + name)
  for (const name of files) {
    if (reading.fault !== undefined) return
    await readEntry(zip, name, within, gathering)
  }
}

async function readEntry(zip: Zip, name: string, within: string, gathering: Gathering): Promise<void> {
  const { reading, pictures } = gathering
  const shown = within + name
  const own = partOf(reading)
  const bytes = unpackWhole(zip, name, own)
  reading.unpacked = own.unpacked
  if (bytes === undefined) return unread(shown, own.fault, reading)
  if (bytes.length === 0) return void gathering.leftOut.push(shown)
  const { format, reason } = detectFormat(bytes)
  if (format === 'zip' && within === '') {
    const inner = await nested(bytes, `${shown}/`, gathering)
    return inner === undefined ? undefined : unread(shown, inner, reading)
  }
  if (format === 'csv') return addCsv(bytes, shown, gathering)
  const read = format === 'zip' ? undefined : await gathering.readerOf(format)
  if (read === undefined) {
    if (/\.(?:jpe?g|png|gif|webp|tiff?)$/i.test(name)) pictures.push({ name: shown, bytes })
    const isLoose = /\.(?:shp|dbf)$/i.test(name)
    if (isLoose || format === 'zip')
      return unread(
        shown,
        problem('extract/no-table-format', {}, { reasonJa: reason.ja, reasonEn: reason.en }),
        reading,
      )
    return void gathering.leftOut.push(shown)
  }
  const limits = { ...reading.limits, unpacked: reading.limits.unpacked - reading.unpacked }
  const result = await read(bytes, { ...gathering.options, limits })
  if ('problem' in result) {
    // a page or a letter that explains the others
    if (/^extract\/no-tables(?:-on-page)?$/.test(result.problem.code)) gathering.leftOut.push(shown)
    else unread(shown, result.problem, reading)
    return
  }
  const { workbook, problems } = result
  const names = new Map<string, string>()
  for (const worksheet of workbook.worksheets) {
    const only = workbook.worksheets.length === 1
    const given = gathering.nameOf(only ? shown : `${shown}/${worksheet.name}`)
    names.set(worksheet.name, given)
    add({ ...worksheet, name: given, format: workbook.format }, gathering)
  }
  for (const one of problems) reading.problems.push(renamed(one, names, shown))
  for (const [key, value] of Object.entries(workbook.properties))
    gathering.properties[`${shown}: ${key}`] = value
  for (const { part, text, worksheet } of workbook.texts ?? [])
    gathering.texts.add(`${shown}: ${part}`, text, names.get(worksheet ?? ''))
  for (const picture of workbook.pictures ?? [])
    pictures.push({ ...picture, name: `${shown}/${picture.name}` })
}

/** A reading that counts on from another and may end by itself. */
function partOf(reading: Reading): Reading {
  return { ...startReading(reading.file, reading.limits), unpacked: reading.unpacked }
}

/** One zip in a zip; why it could not be opened. */
async function nested(bytes: Uint8Array, within: string, gathering: Gathering): Promise<Problem | undefined> {
  const { reading } = gathering
  const own = { ...partOf(reading), cells: reading.cells, places: reading.places, problems: reading.problems }
  await readEntries(bytes, within, { ...gathering, reading: own })
  reading.unpacked = own.unpacked
  reading.cells = own.cells
  reading.places = own.places
  return own.fault
}

/** Everything that was too large is so for the file as a whole. */
function unread(entry: string, fault: Problem | undefined, reading: Reading): void {
  if (fault === undefined) return
  if (reading.unpacked > reading.limits.unpacked) reading.fault ??= fault
  const { message, remedy } = fault
  const facts = { entry, reasonJa: message.ja, reasonEn: message.en, fixJa: remedy.ja, fixEn: remedy.en }
  tell(reading, 'extract/zip-entry-unread', {}, facts)
}

function renamed(one: Problem, names: ReadonlyMap<string, string>, entry: string): Problem {
  const worksheet = names.get(one.where.worksheet ?? '') ?? entry
  return { ...one, where: { ...one.where, worksheet } }
}

function add(worksheet: Worksheet, { reading, worksheets }: Gathering): void {
  for (const row of worksheet.rows) for (const cell of row) if (cell !== '') reading.cells += 1
  const expected = reading.limits.cells
  if (reading.cells > expected) {
    const what = { whatJa: '値のあるセルの数', what: 'cells with a value', actual: `> ${expected}`, expected }
    fail(reading, 'extract/spreadsheet-too-large', {}, what)
  }
  worksheets.push(worksheet)
}

function addCsv(bytes: Uint8Array, shown: string, gathering: Gathering): void {
  const { reading } = gathering
  const file = reading.file === undefined ? {} : { file: reading.file }
  const name = gathering.nameOf(shown)
  const csv = readCsv(bytes, file)
  const rows: (readonly string[])[] = []
  const bad = new Map<number, string>()
  for (const batch of csv.batches) {
    for (const row of batch.rows) rows.push(row)
    for (const fault of batch.faults) if (isRowFault(fault)) bad.set(fault.row, codeOfFault(fault))
  }
  for (const one of csv.problems())
    reading.problems.push({ ...one, where: { ...one.where, worksheet: name } })
  const worksheet = {
    name,
    hidden: false,
    format: 'csv' as const,
    rows,
    ...(bad.size === 0 ? {} : { bad }),
    cells: new Map(),
    merges: [],
    hiddenRows: new Set<number>(),
    hiddenColumns: new Set<number>(),
  }
  add(worksheet, gathering)
}
