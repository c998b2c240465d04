/**
 * One large CSV through `hiraku check --schema` and `hiraku convert`, next to public tools where they are installed:
 * DuckDB, Miller, qsv, csvkit, frictionless. Whole processes, in turn and several times; medians. Machines differ and
 * are noisy: what counts are the ratios to DuckDB's CSV → NDJSON within one run, on a machine that does nothing else.
 *
 *   npm run prepare                                   what is measured is build/
 *   node bench/table.mjs                              1,000,000 rows × 20 columns (340 MB), 3 runs; 3 GB of disk
 *   node bench/table.mjs --rows 200000 --runs 1       a quick look
 *   node bench/table.mjs --keep FOLDER                the files stay there, and are used again
 *   node bench/table.mjs --only hiraku,DuckDB         by parts of their names
 *   node bench/table.mjs --small N                    the file that memory is compared with; a tenth of the rows
 *   node bench/table.mjs --tools                      also tries to install csvkit and frictionless by pip
 *
 * Columns: seconds; seconds of the processor (of all threads together, where GNU time is here); rows a second; seconds
 * against DuckDB's, with our goal; peak memory; and that against the small file's (16 bytes a row are allowed for keys).
 * DuckDB is looked for as `duckdb`, else as a Python module, which is installed into .hiraku/bench where pip can; it is
 * no dependency of ours. Below, what the privacy gate takes of a check: the same without it. Exit code 1: a goal is missed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeCsvFile, writeSchemaFile } from './generate.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const cli = path.join(root, 'build', 'cli.js')
const ungated = path.join(root, 'bench', 'ungated.mjs')
const probe = path.join(root, 'bench', 'peak.mjs')
const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    small: { type: 'string' },
    runs: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'string' },
    tools: { type: 'boolean' },
  },
})
const rows = Number(values.rows ?? 1_000_000)
const small = Number(values.small ?? Math.ceil(rows / 10))
const runs = Number(values.runs ?? 3)
const work =
  values.keep === undefined ? mkdtempSync(path.join(tmpdir(), 'hiraku-table-')) : path.resolve(values.keep)
const GOALS = { 'hiraku check --schema': 1.55, 'hiraku convert': 2.5 }
const UNGATED = '… without privacy gate'
/** What the privacy gate may take of a check. */
const GATE = 0.15
const MEMORY_RATIO = 1.3
const MEMORY_MB = 600
/** What key checks may take besides, in bytes a row. */
const KEY_BYTES = 16

const has = (command, args = ['--version']) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** A Python with this module: the system's, or one in .hiraku/ made for the purpose. */
function pythonWith(module, install) {
  if (!has('python3')) return undefined
  if (has('python3', ['-c', `import ${module}`])) return 'python3'
  const venv = path.join(root, '.hiraku', 'bench')
  const python = path.join(venv, 'bin', 'python')
  if (existsSync(python) && has(python, ['-c', `import ${module}`])) return python
  if (!install) return undefined
  spawnSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' })
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', install]
  return has(python, pip) ? python : undefined
}

function duckdb() {
  const sql = (file, out) => `COPY (SELECT * FROM read_csv('${file}')) TO '${out}' (FORMAT json)`
  if (has('duckdb')) return (file, out) => ['duckdb', ['-c', sql(file, out)]]
  const python = pythonWith('duckdb', 'duckdb')
  if (python === undefined) return undefined
  return (file, out) => [python, ['-c', `import duckdb; duckdb.sql("""${sql(file, out)}""")`]]
}

function pythonTool(module, command) {
  const python = pythonWith(module, values.tools ? module : undefined)
  if (python === undefined) return undefined
  const beside = path.join(path.dirname(python), command)
  return existsSync(beside) ? beside : has(command) ? command : undefined
}

const hiraku = (...args) => [process.execPath, ['--import', probe, cli, ...args]]

/** Name → the command for a file, a folder to write into, and a schema; undefined where the tool is not here. */
function tools() {
  const duck = duckdb()
  const frictionless = pythonTool('frictionless', 'frictionless')
  const csvkit = pythonTool('csvkit', 'csvjson')
  return new Map([
    ['DuckDB CSV → NDJSON', duck && ((file, out) => duck(file, path.join(out, 'duck.ndjson')))],
    ['hiraku check --schema', (file, _, schema) => hiraku('check', file, '--schema', schema)],
    [UNGATED, (file, _, schema) => [process.execPath, ['--import', probe, ungated, file, schema]]],
    [
      'hiraku convert',
      (file, out, schema) =>
        hiraku('convert', file, '--schema', schema, '--out', out, '--to', 'csv,json,jsonld'),
    ],
    ...['geojson', 'parquet', 'csv,json,jsonld,geojson,parquet'].map((to) => [
      `hiraku --to ${to.includes(',') ? '(all)' : to}`,
      (file, out, schema) => hiraku('convert', file, '--schema', schema, '--out', out, '--to', to),
    ]),
    [
      'Miller CSV → JSON lines',
      has('mlr') &&
        ((file, out) => ['sh', ['-c', `mlr --icsv --ojsonl cat "$0" > "$1"`, file, path.join(out, 'mlr')]]),
    ],
    ['qsv validate', has('qsv') && ((file, _, schema) => ['qsv', ['validate', file, schema]])],
    [
      'csvkit csvjson',
      csvkit &&
        ((file, out) => [
          'sh',
          ['-c', `"$2" --stream --no-inference "$0" > "$1"`, file, path.join(out, 'kit'), csvkit],
        ]),
    ],
    ['frictionless validate', frictionless && ((file) => [frictionless, ['validate', file]])],
  ])
}

/** Seconds and peak MB of one process: its own word where it is ours, else GNU time's where that is here. */
function measure([command, args]) {
  const report = path.join(work, 'peak')
  rmSync(report, { force: true })
  const timed = existsSync('/usr/bin/time')
  const line = timed ? ['/usr/bin/time', '-f', 'cpu %U %S peak %M', command, ...args] : [command, ...args]
  const started = process.hrtime.bigint()
  const child = spawnSync(line[0], line.slice(1), {
    cwd: work,
    env: { ...process.env, HIRAKU_BENCH_PEAK: report },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  // a file with faults is no fault of the bench: 1 is what a check says of it
  const failed = child.status !== 0 && child.status !== 1
  if (failed || child.error) throw new Error(`${command}: exit ${child.status}: ${child.stderr?.slice(-500)}`)
  const own = existsSync(report) ? Number(readFileSync(report, 'utf8')) : Number.NaN
  const [, user, system, told] = /cpu (\S+) (\S+) peak (\d+)\s*$/.exec(child.stderr) ?? []
  return { seconds, cpu: Number(user) + Number(system), peak: Number(told ?? own) / 1024 }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const line = (...cells) =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(13))).join(''),
  )

function makeFile(many) {
  const file = path.join(work, `rows-${many}.csv`)
  if (!existsSync(file)) writeCsvFile(file, many)
  return file
}

try {
  mkdirSync(work, { recursive: true })
  const schema = path.join(work, 'row.schema.json')
  writeSchemaFile(schema)
  const files = [makeFile(small), makeFile(rows)]
  const out = path.join(work, 'out')
  const wanted = values.only?.split(',')
  const here = [...tools()].filter(
    ([name]) => wanted === undefined || wanted.some((one) => name.includes(one)),
  )
  for (const [name, tool] of here) if (!tool) console.log(`skipped: ${name}: this tool is not installed`)
  const measured = new Map(here.filter(([, tool]) => tool).map(([name]) => [name, [[], []]]))
  for (let run = 0; run < runs; run += 1) {
    for (const [name, tool] of here) {
      if (!tool) continue
      for (const [i, file] of files.entries()) {
        // memory of the small file is asked for once; the time of the large one each time
        if (i === 0 && run > 0) continue
        rmSync(out, { recursive: true, force: true })
        mkdirSync(out)
        try {
          measured.get(name)?.[i].push(measure(tool(file, out, schema)))
        } catch (error) {
          console.log(`failed: ${name}: ${error.message}`)
          measured.delete(name)
          break
        }
      }
    }
  }
  const megabytes = statSync(files[1]).size / 1e6
  console.log(
    `node ${process.version}; ${rows} rows, ${megabytes.toFixed(0)} MB; medians of ${runs} runs, in turn\n`,
  )
  const seconds = (name) => median(measured.get(name)?.[1].map((one) => one.seconds) ?? [])
  const base = seconds('DuckDB CSV → NDJSON')
  if (base === undefined) console.log('DuckDB is not here: no ratios\n')
  line('', 'seconds', 'cpu s', 'rows/s', '× DuckDB', 'goal', 'peak MB', `× of ${small}`)
  const shown = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '–')
  const judged = (text, isMet) => {
    if (!isMet) process.exitCode = 1
    return `${text} ${isMet ? 'ok' : 'OVER'}`
  }
  for (const [name, [few, many]] of measured) {
    const time = seconds(name)
    const peak = median(many.map((one) => one.peak))
    const ratio = base === undefined ? Number.NaN : time / base
    const goal = GOALS[name]
    const memory = (peak - (rows * KEY_BYTES) / 2 ** 20) / median(few.map((one) => one.peak))
    const isOurs = goal !== undefined
    const cpu = median(many.map((one) => one.cpu))
    const against = shown(ratio, 2)
    const memoryOf = shown(memory, 2)
    line(
      name,
      time.toFixed(2),
      shown(cpu, 2),
      Math.round(rows / time),
      isOurs && base !== undefined ? judged(against, ratio <= goal) : against,
      isOurs ? `≤ ${goal}` : '',
      isOurs ? judged(peak.toFixed(0), peak <= MEMORY_MB) : peak.toFixed(0),
      isOurs ? judged(memoryOf, memory <= MEMORY_RATIO) : memoryOf,
    )
  }
  const gated = seconds('hiraku check --schema')
  const bare = seconds(UNGATED)
  if (gated !== undefined && bare !== undefined) {
    // of the processor where that is known: seconds are those of the disk too
    const cpuOf = (name) => median(measured.get(name)?.[1].map((one) => one.cpu) ?? [])
    const known = Number.isFinite(cpuOf(UNGATED))
    const [whole, rest] = known ? ['hiraku check --schema', UNGATED].map(cpuOf) : [gated, bare]
    const share = (whole - rest) / whole
    const told = judged(`${(share * 100).toFixed(1)} %`, share <= GATE)
    console.log(`\nthe privacy gate takes ${told} of the check (goal: ≤ ${GATE * 100} %)`)
  }
} finally {
  if (values.keep === undefined && readdirSync(work).length > 0)
    rmSync(work, { recursive: true, force: true })
}
