/** A small project on disk and rooms that do next to nothing, so that a test sees the run alone. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { parseField } from '../../pipeline/history/index.ts'
import type { JobInput } from '../../pipeline/job/input.ts'
import type { JobResult } from '../../pipeline/job/result.ts'
import type { Dataset, DatasetInfo, FileFacts, Json } from '../../pipeline/lib/model.ts'
import { isJson, isObject, listOf, textOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import type { Problem } from '../../pipeline/problem.ts'
import type { Machine, RunOptions } from '../../pipeline/run/options.ts'
import type { Rooms } from '../../pipeline/run/rooms.ts'
import { build } from '../../pipeline/run.ts'

export function temporary(): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-run-')))
}

export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
  }
}

/** A source whose declaration is the very records that come out of it, or says that its snapshot is. */
export function declare(
  datasets: Readonly<Record<string, readonly Json[] | 'snapshot'>>,
  more: object = {},
): string {
  return JSON.stringify({ datasets, ...more })
}

export function project(): string {
  const root = temporary()
  write(root, {
    'sources/aaa/publisher.yaml': '{"code":"111111"}',
    'sources/aaa/one/source.yaml': declare({
      roads: [{ identifier: 'r1' }, { identifier: 'r2' }],
      parks: [{ identifier: 'p1' }],
    }),
    'sources/aaa/one/snapshot/in.txt': 'bytes',
    'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w1' }] }),
    'sources/bbb/publisher.yaml': '{"code":"222222"}',
    'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'x' }] }),
    'schemas/record.json': '{}',
  })
  return root
}

export interface Calls {
  readonly jobs: string[]
  loaded: number
}

export function machineOf(root: string, calls: Calls = { jobs: [], loaded: 0 }, code = 'dev'): Machine {
  return {
    code,
    packageFolder: root,
    rooms: () => {
      calls.loaded += 1
      return Promise.resolve(fakeRooms(calls))
    },
  }
}

export function run(
  root: string,
  options: Partial<RunOptions> & { effects?: Effects; calls?: Calls; code?: string } = {},
) {
  const { effects = nodeEffects(), calls, code, ...rest } = options
  return build(effects, machineOf(root, calls, code), { root, ...rest })
}

/** Every file under dist/ with its text, to be compared whole. */
export function dist(root: string, folder = 'dist'): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (inside: string) => {
    const full = path.join(root, folder, inside)
    if (!fs.existsSync(full)) return
    for (const name of fs.readdirSync(full).sort()) {
      const file = path.join(inside, name)
      if (fs.statSync(path.join(root, folder, file)).isDirectory()) walk(file)
      else found[file] = fs.readFileSync(path.join(root, folder, file), 'utf8')
    }
  }
  walk('')
  return found
}

function fakeRooms(calls: Calls): Rooms {
  return {
    parseYaml,
    runJob: (input) => {
      calls.jobs.push(`${input.publisher}/${input.source}`)
      return Promise.resolve(fakeJob(input))
    },
    exportDataset: ({ id, records }) => [
      {
        path: `datasets/${id}/${id}.json`,
        chunks: ['[', records.map((one) => JSON.stringify(one)).join(',\n'), ']\n'],
      },
      { path: `datasets/${id}/${id}.csv`, chunks: records.map((one) => `${one.identifier}\r\n`) },
    ],
    describe: (info: Dataset, facts: readonly FileFacts[]) => [
      {
        path: `datasets/${info.id}/datapackage.json`,
        chunks: [
          JSON.stringify({
            id: info.id,
            code: info.publisher.code,
            version: info.release?.version ?? null,
            facts: facts.map((one) => one.sha256),
          }),
        ],
      },
    ],
    openDataList: (packages, release) => {
      const first = packages[0]
      const code = isObject(first) ? (textOf(first.code) ?? '') : ''
      const records = packages.map((one) => ({
        identifier: isObject(one) ? (textOf(one.id) ?? '') : '',
        version: isObject(one) ? (textOf(one.version) ?? '') : '',
      }))
      return { ...datasetOf(code, 'open_data_list', records), release }
    },
    catalogFiles: (packages) => [
      {
        path: 'catalog/catalog.ttl',
        chunks: (function* () {
          for (const one of packages()) yield `${isObject(one) ? one.id : ''}\n`
        })(),
      },
    ],
  }
}

function fakeJob(input: JobInput): JobResult {
  const own = `sources/${input.publisher}/${input.source}`
  const text = (name: string) => new TextDecoder().decode(input.files.get(name) ?? new Uint8Array())
  const declared: unknown = JSON.parse(text(`${own}/source.yaml`))
  const publisher: unknown = JSON.parse(text(`sources/${input.publisher}/publisher.yaml`))
  if (!isObject(declared) || !isObject(publisher)) throw new Error('not a fake source')
  for (const name of listOf(declared.asks)) input.schemas(String(name))
  if (declared.throws === true) throw new TypeError('x is not a function')
  const problems: Problem[] = []
  if (declared.fails === true) problems.push(problem('error', `${own}/source.yaml`))
  if (declared.warns === true) problems.push(problem('warning', `${own}/source.yaml`))
  const history = parseYaml(text(`${own}/history.yaml`)).value
  const datasets = Object.entries(isObject(declared.datasets) ? declared.datasets : {}).map(
    ([slug, records]) => {
      const entries = listOf(history).filter((entry) => isObject(entry) && entry.dataset === slug)
      const last = entries.at(-1)
      const release = isObject(last)
        ? { version: String(last.version), issued: String(last.date), modified: String(last.date) }
        : null
      return {
        ...datasetOf(
          textOf(publisher.code) ?? '',
          slug,
          recordsOf(records === 'snapshot' ? JSON.parse(text(`${own}/snapshot/in.txt`)) : records, {
            ...mendings(text(`${own}/corrections.yaml`)),
          }),
          listOf(declared.columns).map(String),
          listOf(declared.key).map(String),
        ),
        release,
      }
    },
  )
  return {
    problems,
    datasets,
    account: { kind: 'lines', value: { source: own, lines: [{ line: 1, kind: 'x' }] } },
    report: {
      lines: 1,
      unaccounted: [],
      datasets: datasets.map(({ id, recordCount }) => ({
        id,
        records: recordCount,
        methods: { 'as-written': recordCount },
      })),
    },
  }
}

function problem(severity: Problem['severity'], file: string): Problem {
  const text = { ja: 'だめです', en: 'it is not good' }
  return {
    code: 'fake/wrong',
    severity,
    scope: 'source',
    message: text,
    remedy: text,
    where: { file, line: 1 },
  }
}

/** `corrections.yaml` of a fake: identifier → the fields that are to be others. */
function mendings(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = text === '' ? {} : JSON.parse(text)
  return isObject(value) ? value : {}
}

function recordsOf(
  value: unknown,
  mended: Readonly<Record<string, unknown>>,
): readonly Record<string, Json>[] {
  return listOf(value).flatMap((one) => {
    if (!isRecord(one)) return []
    const other = mended[String(one.identifier)]
    return [isRecord(other) ? { ...one, ...other } : one]
  })
}

function isRecord(value: unknown): value is Record<string, Json> {
  return isObject(value) && Object.values(value).every(isJson)
}

/** `fields`: columns beside the identifier, `key:type:header`, as history.yaml has them. */
function datasetOf(
  code: string,
  slug: string,
  records: readonly Record<string, Json>[],
  fields: readonly string[] = [],
  key: readonly string[] = [],
): Dataset {
  const text = { ja: slug, en: slug }
  const info: DatasetInfo = {
    id: `${code}_${slug}`,
    slug,
    title: text,
    description: text,
    keywords: [],
    publisher: {
      id: 'x',
      code,
      name: text,
      licence: 'CC-BY-4.0',
      baseIri: 'https://x.invalid/',
      baseIriDeclared: false,
    },
    source: null,
    columns: ['identifier:string:ID', ...fields].map((field) => ({
      ...parseField(field),
      title: text,
      description: text,
      type: parseField(field).type === 'integer' ? ('integer' as const) : ('string' as const),
      required: true,
      term: 'x',
    })),
    primaryKey: key.length === 0 ? ['identifier'] : key,
    release: null,
    recordSchema: {},
  }
  return { ...info, recordCount: records.length, records, provenance: { fields: {}, records: {} } }
}
