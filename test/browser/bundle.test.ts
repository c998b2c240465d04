/**
 * From extract to export the rooms run in a browser: a clerk's file must be checkable without leaving the PC.
 * They are bundled for one and run in a bare context that has nothing of Node's.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { runJob } from '../../pipeline/job.ts'
import { PRIVACY } from '../helpers/job.ts'
import { tableWords } from '../helpers/line.ts'
import { FILES } from '../job/table/fixtures.ts'
import { FILES as KNOWLEDGE } from '../recognize/knowledge.ts'
import * as rooms from './entry.ts'

const root = path.resolve(import.meta.dirname, '../..')
const SOURCE = { publisher: '142140', source: 'ict_plan_evaluation_r4' }

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? filesBelow(file) : [file]
  })
}

function inputs(): Map<string, Uint8Array> {
  const folder = path.join(root, 'sources', SOURCE.publisher)
  return new Map(
    filesBelow(folder).map((file) => [path.relative(root, file), new Uint8Array(readFileSync(file))]),
  )
}

function schemas(): Map<string, string> {
  const folder = path.join(root, 'schemas')
  const json = filesBelow(folder).filter((file) => file.endsWith('.json'))
  return new Map(json.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]))
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(import.meta.dirname, 'entry.ts'), name: 'hiraku', formats: ['iife'] },
    },
  })
  const [first] = Array.isArray(result) ? result : [result]
  if (!first || !('output' in first)) throw new Error('nothing was bundled')
  const [chunk] = first.output
  return chunk.code
}

/** What a page has; nothing of Node's. */
function page(): vm.Context {
  return vm.createContext({ TextDecoder, TextEncoder, Uint8Array, URL, structuredClone })
}

let code = ''
beforeAll(async () => {
  code = await bundle()
})

/** A file of tables from its bytes to the JSON and CSV of its records, by the rooms of the bundle or of this process. */
async function convert(own: typeof rooms, bytes: Uint8Array, name: string): Promise<unknown> {
  const place = { file: name }
  const opened = await own.openGrids(bytes, undefined, place)
  const { file } = opened
  if (file === undefined) return opened.problems
  const texts = schemas()
  const knowledge = own.compileKnowledge(KNOWLEDGE)
  const look = own.lookAt({
    file,
    name,
    knowledge: () => knowledge,
    words: tableWords(),
    schemas: (schema) => JSON.parse(texts.get(schema) ?? 'null'),
    place,
  })
  const keys = look.tables.map(() => own.createKeySet())
  const records: unknown[] = []
  const run = own.runLook({
    file,
    look,
    context: { date1904: file.date1904 },
    place,
    kept: 10,
    takeKey: (table) => (key, row) => keys[table]?.take(key, row),
    onRecords: (table, { values }) => records.push([table, values]),
  })
  const accounts = run.outcomes.map(({ outcome }) => outcome.account)
  return {
    guess: opened.guess,
    look,
    accounts,
    records,
    problems: [...run.problems, ...opened.laterProblems()],
  }
}

function isRooms(value: unknown): value is typeof rooms {
  return typeof value === 'object' && value !== null && Object.keys(rooms).every((name) => name in value)
}

describe('the rooms in a browser', () => {
  it('hold nothing of Node', () => {
    expect(/require\(["']node:|from ["']node:|browser-external/.exec(code)?.[0]).toBeUndefined()
  })

  it.each(FILES)('look at $name and run it as they do in Node', async ({ name, bytes }) => {
    const there: unknown = vm.runInContext(`${code};hiraku`, page())
    if (!isRooms(there)) throw new Error('the bundle lacks what the entry exports')
    const seen = JSON.stringify(await convert(there, bytes, name))
    expect(seen).toBe(JSON.stringify(await convert(rooms, bytes, name)))
    expect(seen).toContain(
      name === '施設.xlsx' ? '公衆無線' : name === 'aed.csv' ? '中央体育館' : '"accounts":[{',
    )
  })

  it('run the job of a source as they do in Node', async () => {
    const context = page()
    vm.runInContext(`${code};globalThis.hiraku = hiraku`, context)
    const texts = schemas()
    const input = {
      ...SOURCE,
      files: inputs(),
      schemas: (name: string): unknown => {
        const text = texts.get(name)
        return text === undefined ? undefined : JSON.parse(text)
      },
      sha256,
    }
    const here = await runJob(input, PRIVACY)
    const there = await vm.runInContext('(input, privacy) => hiraku.runJob(input, privacy)', context)(
      input,
      PRIVACY,
    )
    expect(here.problems.filter((problem) => problem.severity === 'error')).toEqual([])
    expect(JSON.stringify(there)).toBe(JSON.stringify(here))
    expect(here.datasets.length).toBe(10)
  })
})
