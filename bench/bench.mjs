/**
 * npm run bench [-- --sizes 1,10,100,1000] [--runs 7]
 * Measures whole processes of the built `hiraku`, in a copy of this project, and prints a table with the goals.
 * Times are medians; machines differ and are noisy, so what counts are the ratios within one run.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const cli = path.join(root, 'build', 'cli.js')
const probe = path.join(root, 'bench', 'peak.mjs')
const { values } = parseArgs({ options: { sizes: { type: 'string' }, runs: { type: 'string' } } })
const sizes = (values.sizes ?? '1,10,100,1000').split(',').map(Number)
const runs = Number(values.runs ?? 7)

const SOURCE = 'sources/142140/ict_plan_evaluation_r4'
const work = mkdtempSync(path.join(tmpdir(), 'hiraku-bench-'))

/** One process: wall seconds, and peak memory in MB as the process itself tells it at its end. */
function measure(args, cwd) {
  const report = path.join(work, 'peak')
  const started = process.hrtime.bigint()
  const child = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, HIRAKU_BENCH_PEAK: report },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  if (child.status !== 0) throw new Error(`exit ${child.status}: ${child.stderr.slice(0, 2000)}`)
  let peak
  try {
    peak = Number(readFileSync(report, 'utf8')) / 1024
  } catch {
    peak = Number.NaN
  }
  return { seconds, peak }
}

const build = (cwd) => measure(['--import', probe, cli, 'build'], cwd)
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** Check digit of a local government code: weights 6 to 2, modulus 11. */
function codeOf(index) {
  const digits = String(10001 + index).padStart(5, '0')
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (6 - i), 0)
  return digits + ((11 - (sum % 11)) % 10)
}

/** The plan document as `count` separate sources, each of a publisher of its own, so that ids do not clash. */
function project(count, name = `of-${count}`) {
  const folder = path.join(work, name)
  mkdirSync(folder, { recursive: true })
  const publisher = readFileSync(path.join(root, 'sources/142140/publisher.yaml'), 'utf8')
  for (let i = 0; i < count; i += 1) {
    const code = codeOf(i)
    const target = path.join(folder, 'sources', code)
    mkdirSync(target, { recursive: true })
    writeFileSync(path.join(target, 'publisher.yaml'), publisher.replaceAll('142140', code))
    const source = path.join(target, 'ict_plan_evaluation_r4')
    cpSync(path.join(root, SOURCE), source, { recursive: true })
    rmSync(path.join(source, 'history.yaml'), { force: true })
  }
  return folder
}

function row(...cells) {
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(34) : String(cell).padStart(14))).join(''),
  )
}

const verdict = (ratio, goal) => `${ratio.toFixed(2)}${ratio <= goal ? ' ok' : ' OVER'}`

try {
  console.log(`node ${process.version}, ${process.platform} ${process.arch}; medians of ${runs} runs\n`)
  const one = project(1, 'one')
  const times = { node: [], cold: [], same: [] }
  for (let i = 0; i <= runs; i += 1) {
    rmSync(path.join(one, '.hiraku'), { recursive: true, force: true })
    rmSync(path.join(one, 'dist'), { recursive: true, force: true })
    const samples = {
      node: measure(['-e', '0'], one),
      cold: measure([cli, 'build'], one),
      same: measure([cli, 'build'], one),
    }
    if (i === 0) continue // warm-up: the page cache
    for (const name of Object.keys(times)) times[name].push(samples[name].seconds)
  }
  const node = median(times.node)
  row('one source', 'seconds', '× node -e 0', 'goal')
  row('node -e 0', node.toFixed(3), '1.00', '')
  row('cold build', median(times.cold).toFixed(3), verdict(median(times.cold) / node, 15), '≤ 15')
  row(
    'build with nothing changed',
    median(times.same).toFixed(3),
    verdict(median(times.same) / node, 4),
    '≤ 4',
  )

  console.log('')
  row('sources', 'cold s', 'cold peak MB', 'no-change s', 'cold/no-change')
  const results = new Map()
  for (const size of sizes) {
    const folder = project(size)
    const cold = build(folder)
    const same = build(folder)
    results.set(size, { cold, same })
    row(
      size,
      cold.seconds.toFixed(2),
      cold.peak.toFixed(0),
      same.seconds.toFixed(2),
      (cold.seconds / same.seconds).toFixed(1),
    )
    rmSync(folder, { recursive: true, force: true })
  }
  const hundred = results.get(100)
  const thousand = results.get(1000)
  if (hundred && thousand) {
    console.log('')
    row('1,000 against 100', 'ratio', 'goal')
    row('time', verdict(thousand.cold.seconds / hundred.cold.seconds, 11), '≤ 11')
    row('peak memory', verdict(thousand.cold.peak / hundred.cold.peak, 1.5), '≤ 1.5')
    row(
      'no-change of 1,000 / its cold',
      verdict(thousand.same.seconds / thousand.cold.seconds, 1 / 30),
      '≤ 0.033',
    )
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
