/** The knowledge of the house, compiled, and tables made of headers and cells. */
import fs from 'node:fs'
import path from 'node:path'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import {
  compileKnowledge,
  type FoundTable,
  type Knowledge,
  type Recognized,
  recognizeTable,
  type SheetKnowledge,
} from '../../pipeline/recognize/index.ts'
import { PACKAGE } from '../helpers/job.ts'

const FOLDER = path.join(PACKAGE, 'schemas')

function folder(name: string, ending: string): Record<string, unknown> {
  const files = fs.readdirSync(path.join(FOLDER, name)).filter((file) => file.endsWith(ending))
  return Object.fromEntries(files.map((file) => [file.slice(0, -ending.length), read(path.join(name, file))]))
}

export function read(file: string): unknown {
  const text = fs.readFileSync(path.join(FOLDER, file), 'utf8')
  return file.endsWith('.json') ? JSON.parse(text) : parseYaml(text).value
}

export const FILES: SheetKnowledge = {
  records: folder('records', '.schema.json'),
  layouts: folder('layouts', '.yaml'),
  recognition: folder('recognition', '.yaml'),
  keys: read('keys.yaml'),
  units: read('units.yaml'),
}

export const KNOWLEDGE: Knowledge = compileKnowledge(FILES)

export function tableOf(
  header: readonly string[],
  rows: readonly (readonly string[])[] = [],
  rules: FoundTable['rules'] = { headerRows: 1, skip: [] },
): FoundTable {
  const seen = new Map<string, number>()
  const columns = header.map((written, i) => {
    const nth = (seen.get(written) ?? 0) + 1
    seen.set(written, nth)
    return { column: i + 1, header: written, parts: written === '' ? [] : [written], nth }
  })
  return {
    headerRows: [1],
    firstRow: 1,
    lastRow: rows.length + 1,
    columns,
    data: rows.map((cells, i) => ({ row: i + 2, cells })),
    skipped: [],
    rules,
    confidence: 1,
    reasons: [],
  }
}

/** Headers and rows as one writes them: `施設名,住所` and `市役所,本町1-1`. */
export function recognize(file: string, header: string, ...rows: readonly string[]): Recognized {
  const table = tableOf(
    header.split(','),
    rows.map((row) => row.split('|')),
  )
  return recognizeTable(table, { fileName: file, worksheet: null }, KNOWLEDGE)
}

/** Header → target, as `施設名 → 名称`; several targets joined by +, those of an address left out. */
export function mapping({ columns }: Recognized): Record<string, string | null> {
  return Object.fromEntries(
    columns.map(({ header, target, also, split }) => [
      header,
      target === null ? null : [target, ...(split === 'address' ? [] : also)].join('+'),
    ]),
  )
}

/** The same chance everywhere. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x80000000
  }
}
