/** Reads a file of tables from the disk, looks at it, and gives what every command on it starts from. */
import path from 'node:path'
import { type Effects, readText, type Thread } from '../../effects.ts'
import type { PrivacyFiles } from '../../inspect/index.ts'
import { privacyGate } from '../../job/table/gate.ts'
import type { OpenFile } from '../../job/table/grids.ts'
import type { PrivacyGate } from '../../job/table/guard.ts'
import { type Look, lookAt } from '../../job/table/look.ts'
import { type Opened, openGrids } from '../../job/table/open.ts'
import type { ValueContext } from '../../lib/field.ts'
import { isObject } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { type Place, type Problem, UserError } from '../../problem.ts'
import { compileKnowledge, type Knowledge, type TableWords } from '../../recognize/index.ts'
import { type RowSchema, readRowSchema, schemaFault } from '../../validate/index.ts'
import type { Machine } from '../options.ts'
import { runProblem } from '../problems.ts'
import { LARGE, type LargeCsv, openLarge } from '../ranges/large.ts'
import { startThreads } from '../ranges/run.ts'
import { openSchemas, type Schemas } from '../schemas.ts'
import { sheetNamed } from './as-sheet.ts'
import { readKnowledge } from './knowledge.ts'
import { readTable } from './knowledge-table.ts'
import type { FileOptions } from './options.ts'
import { readPrivacy } from './privacy.ts'

export interface LookedFile {
  /** absent: it is too large to be held */
  readonly bytes?: Uint8Array
  readonly large?: LargeCsv
  /** started before the look, so that they are ready when it is made; they keep nothing alive */
  readonly threads?: readonly Thread[]
  readonly schemas: Schemas
  readonly opened: Opened
  /** undefined: it can not be read */
  readonly file?: OpenFile
  readonly look: Look
  readonly context: ValueContext
  readonly place: Place & { readonly file: string }
  readonly rowSchema?: RowSchema
  /** what the privacy gate goes by; it is in `gate`, unless it is to be left out */
  readonly privacy: PrivacyFiles
  readonly gate?: PrivacyGate
  /** throws where the file is no longer the one that was looked at: parts of it are read again and again */
  readonly unchanged: () => void
  /** of the file as a whole, before its rows are read */
  readonly problems: readonly Problem[]
}

export async function lookAtFile(
  effects: Effects,
  machine: Machine,
  root: string,
  options: FileOptions,
): Promise<LookedFile> {
  const place = { file: options.file }
  const full = path.resolve(root, options.file)
  const stat = effects.stat(full)
  if (stat === undefined || stat.isDirectory) {
    throw new UserError(runProblem('run/no-file', place, { actual: options.file }))
  }
  const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
  const rowSchema = options.schema === undefined ? undefined : readSchema(effects, root, options.schema)
  const as = options.as === undefined ? undefined : sheetNamed(schemas, options.as)
  const publisher = readPublisher(effects, root, options.publisher)
  const large = stat.size >= (options.largeFrom ?? LARGE) ? openLarge(effects, full, place) : undefined
  const bytes = large === undefined ? effects.readFile(full) : undefined
  const opened =
    large?.opened ?? (await openGrids(bytes ?? new Uint8Array(0), undefined, place, effects.packageFile))
  const threads = large === undefined ? {} : { threads: startThreads(effects) }
  const read = {
    ...(bytes === undefined ? {} : { bytes }),
    ...(large === undefined ? {} : { large }),
    ...threads,
  }
  const unchanged = (): void => {
    if (effects.stat(full)?.signature !== stat.signature)
      throw new UserError(runProblem('run/changed-while-read', place, { file: options.file }))
  }
  unchanged()
  const privacy = readPrivacy(schemas)
  const gate = options.withoutPrivacy === true ? {} : { gate: privacyGate(privacy) }
  const about = { ...read, schemas, opened, place, unchanged, privacy, ...gate }
  const problems = [...opened.problems, ...openElsewhere(effects, full, place)]
  const head = { ...about, context: publisher, problems }
  const shaped = rowSchema === undefined ? {} : { rowSchema }
  if (opened.file === undefined) return { ...head, ...shaped, look: { tables: [], without: [] } }
  const context: ValueContext = { ...publisher, date1904: opened.file.date1904 }
  let compiled: Knowledge | undefined
  const knowledge = (): Knowledge => {
    compiled ??= compileKnowledge(readKnowledge(schemas))
    return compiled
  }
  const look = lookAt({
    file: opened.file,
    name: path.basename(options.file),
    knowledge,
    words: readTable<TableWords>(schemas, 'recognition/tables'),
    schemas: schemas.get,
    place,
    ...(about.gate === undefined ? {} : { mask: about.gate.maskText }),
    ...(as === undefined ? {} : { as }),
    ...(rowSchema === undefined ? {} : { rowSchema }),
    ...(publisher.code === undefined ? {} : { code: publisher.code }),
  })
  return { ...head, ...shaped, context, file: opened.file, look }
}

/** By the file that the program puts beside: Excel and Word (which leaves out two letters of a long name), LibreOffice. */
function openElsewhere(
  effects: Effects,
  full: string,
  place: Place & { readonly file: string },
): readonly Problem[] {
  const { dir, base } = path.parse(full)
  const isThere = (name: string): boolean => effects.stat(path.join(dir, name)) !== undefined
  const office = isThere(`~$${base}`) || isThere(`~$${base.slice(2)}`)
  const libre = isThere(`.~lock.${base}#`)
  if (!office && !libre) return []
  const facts = office ? { program: 'Excel', actual: '~$…' } : { program: 'LibreOffice', actual: '.~lock.…#' }
  return [runProblem('run/open-elsewhere', place, { file: place.file, ...facts })]
}

function readSchema(effects: Effects, root: string, name: string): RowSchema {
  const full = path.resolve(root, name)
  if (effects.stat(full) === undefined)
    throw new UserError(runProblem('run/no-file', { file: name }, { actual: name }))
  let value: unknown
  try {
    value = parseYaml(readText(effects, full)).value
  } catch {
    value = undefined
  }
  const schema = readRowSchema(value)
  const refuse = (reason: string): UserError =>
    new UserError(runProblem('run/no-row-schema', { file: name }, { actual: name, reason }))
  if (schema === undefined) throw refuse('')
  const fault = schemaFault(schema.schema)
  if (fault !== undefined) throw refuse(fault)
  return schema
}

/** What publisher.yaml says that helps to prove a value; nothing where no publisher is named. */
function readPublisher(effects: Effects, root: string, id: string | undefined): ValueContext {
  if (id === undefined) return {}
  const file = path.join(root, 'sources', id, 'publisher.yaml')
  if (effects.stat(file) === undefined) return /^\d{6}$/.test(id) ? { code: id } : {}
  const value = parseYaml(readText(effects, file)).value
  if (!isObject(value)) return {}
  const { code, boundingBox: box, areaCode } = value
  const [west, south, east, north] = Array.isArray(box) ? box.map(Number) : []
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(west === undefined || south === undefined || east === undefined || north === undefined
      ? {}
      : { box: [west, south, east, north] as const }),
    ...(typeof areaCode === 'string' ? { areaCode } : {}),
  }
}
