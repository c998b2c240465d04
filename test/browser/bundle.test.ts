/**
 * From extract to export the rooms run in a browser: a clerk's file must be checkable without leaving the PC.
 * They are bundled for one and run in a bare context that has nothing of Node's.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { runJob } from '../../pipeline/job.ts'

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

describe('the rooms in a browser', () => {
  it('give what they give in Node, with nothing of Node at hand', async () => {
    const code = await bundle()
    expect(/require\(["']node:|from ["']node:|browser-external/.exec(code)?.[0]).toBeUndefined()
    const context = vm.createContext({ TextDecoder, TextEncoder, Uint8Array, URL, structuredClone })
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
    const here = await runJob(input)
    const there = await vm.runInContext('(input) => hiraku.runJob(input)', context)(input)
    expect(here.problems.filter((problem) => problem.severity === 'error')).toEqual([])
    expect(JSON.stringify(there)).toBe(JSON.stringify(here))
    expect(here.datasets.length).toBe(10)
  })
})
