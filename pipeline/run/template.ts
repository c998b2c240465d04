/** `template`: the form of a record type, from its schema and the examples beside it. */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { foldWord } from '../lib/fold.ts'
import { isJson, isObject, textOf } from '../lib/object.ts'
import { suggest } from '../lib/suggest.ts'
import { sheetName } from '../lib/xlsx/write.ts'
import { type Text, UserError } from '../problem.ts'
import { makeTemplate, type Values } from '../template/index.ts'
import type { Machine } from './options.ts'
import { runProblem } from './problems.ts'
import { openSchemas, type Schemas } from './schemas.ts'

export interface RecordKind {
  readonly id: string
  readonly title: Text
  readonly columns: number
  /** of the national standard; else of the project or of plans */
  readonly isSheet: boolean
}

export interface TemplateOptions {
  /** id or Japanese title */
  readonly name: string
  /** absent: `<title>.xlsx` */
  readonly out?: string
  readonly lang: keyof Text
}

export interface Templated {
  readonly path: string
  readonly kind: RecordKind
  /** it was there already, the same */
  readonly isSame: boolean
}

/** The record types that there are: sheets of the standard in the order of their ids, then the others. */
export function recordKinds(effects: Effects, machine: Machine, root: string): readonly RecordKind[] {
  return kindsIn(openSchemas(effects, root, machine.packageFolder, [], 0))
}

function kindsIn(schemas: Schemas): readonly RecordKind[] {
  const kinds = schemas.within('records').flatMap((file): readonly RecordKind[] => {
    const schema = schemas.get(file)
    if (!isObject(schema) || !isObject(schema.properties)) return []
    const id = file.slice('records/'.length, -'.schema.json'.length)
    const ja = textOf(schema.title) ?? id
    return [
      {
        id,
        title: { ja, en: textOf(schema['x-titleEn']) ?? ja },
        columns: Object.keys(schema.properties).length,
        isSheet: schema['x-sheet'] !== undefined,
      },
    ]
  })
  return [...kinds.filter(({ isSheet }) => isSheet), ...kinds.filter(({ isSheet }) => !isSheet)]
}

/** Writes the form; refuses to write over another file, which may be one that somebody has filled in. */
export function writeTemplate(
  effects: Effects,
  machine: Machine,
  root: string,
  { name, out, lang }: TemplateOptions,
): Templated {
  const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
  const kind = kindNamed(kindsIn(schemas), name)
  const bytes = makeTemplate({
    schema: schemas.get(`records/${kind.id}.schema.json`),
    examples: examplesOf(effects, [root, machine.packageFolder], kind.id),
    lang,
  })
  if (bytes === undefined) throw new Error(`${kind.id} is no schema of a record`)
  const target = path.resolve(root, out ?? `${sheetName(kind.title.ja)}.xlsx`)
  const stat = effects.stat(target)
  if (stat !== undefined) {
    const isSame = !stat.isDirectory && same(effects.readFile(target), bytes)
    if (!isSame)
      throw new UserError(runProblem('run/file-exists', {}, { actual: out ?? path.basename(target) }))
    return { path: target, kind, isSame }
  }
  effects.writeFile(target, bytes)
  return { path: target, kind, isSame: false }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** By id, by title, or by a part of it that no other has. */
function kindNamed(kinds: readonly RecordKind[], name: string): RecordKind {
  const word = foldWord(name)
  const exact = kinds.find(({ id, title }) => id === name || foldWord(title.ja) === word)
  if (exact !== undefined) return exact
  for (const among of [kinds.filter(({ isSheet }) => isSheet), kinds]) {
    const [only, other] = among.filter(({ title }) => word !== '' && foldWord(title.ja).includes(word))
    if (only !== undefined && other === undefined) return only
  }
  const near = suggest(
    name,
    kinds.map(({ id }) => id),
  )
  const hintJa = near === undefined ? '' : `「${near}」のことですか。`
  const hintEn = near === undefined ? '' : ` Did you mean "${near}"?`
  throw new UserError(runProblem('run/no-template', {}, { actual: name, expected: near, hintJa, hintEn }))
}

/** Records that tests hold the schema against show how it is filled in; the fullest first. */
function examplesOf(effects: Effects, folders: readonly string[], id: string): readonly Values[] {
  for (const folder of folders) {
    const file = path.join(folder, 'schemas', 'examples', 'records', `${id}.json`)
    if (effects.stat(file) === undefined) continue
    const value: unknown = JSON.parse(readText(effects, file))
    const accept: unknown = isObject(value) ? value.accept : undefined
    if (!isJson(accept) || !Array.isArray(accept)) continue
    const records = accept.flatMap((one): readonly Values[] => (isJson(one) && isObject(one) ? [one] : []))
    return [...records].sort((a, b) => filledIn(b) - filledIn(a)).slice(0, 1)
  }
  return []
}

function filledIn(record: Values): number {
  return Object.values(record).filter((value) => value !== null && value !== '').length
}
