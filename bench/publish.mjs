/**
 * node bench/publish.mjs [--url URL --token-file FILE] [--datasets 40] [--rows 500] [--table 20000] [--runs 2]
 * Publishes to a CKAN that is there (scripts/ckan.sh starts one): the first time, again unchanged, again with one row
 * changed; next to a plain loop of package_create, resource_create and datastore_upsert, and to the same by ckanapi.
 * What counts are the ratios within one run: they take turns, and each publishes into an organization of its own.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { publishPlainly } from './publish/plain.mjs'
import { openPortal } from './publish/portal.mjs'
import { csvOf, makeProject, rowsOf } from './publish/project.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const cli = path.join(root, 'build', 'cli.js')
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    'token-file': { type: 'string' },
    datasets: { type: 'string', default: '40' },
    rows: { type: 'string', default: '500' },
    table: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '2' },
  },
})

const home = path.join(root, '.hiraku', 'ckan', '2.11.6')
const tokenFile = values['token-file'] ?? path.join(home, 'token')
if (values.url === undefined && !existsSync(path.join(home, 'address.json'))) {
  console.log('skipped: no CKAN is running here; scripts/ckan.sh start starts one')
  process.exit(process.env.CI === 'true' ? 1 : 0)
}
const url = values.url ?? JSON.parse(readFileSync(path.join(home, 'address.json'), 'utf8')).url
const admin = readFileSync(tokenFile, 'utf8').trim()
const work = mkdtempSync(path.join(tmpdir(), 'hiraku-publish-'))
const python = path.join(root, '.hiraku', 'checkers', 'bin', 'python')
const withCkanapi = spawnSync(python, ['-c', 'import ckanapi']).status === 0

async function seconds(job) {
  const started = process.hrtime.bigint()
  const value = await job()
  return { value, seconds: Number(process.hrtime.bigint() - started) / 1e9 }
}

/** What `hiraku publish --json` says of a whole run. */
function publish(folder, portal) {
  mkdirSync(path.join(folder, 'portals'), { recursive: true })
  writeFileSync(
    path.join(folder, 'portals', 'bench.yaml'),
    `preset: ckan\nurl: ${portal.url}/\norganization: ${portal.name}\nlimits: { concurrency: 4, perSecond: 1000 }\n`,
  )
  const child = spawnSync(process.execPath, [cli, 'publish', '--to', 'bench', '--apply', '--json'], {
    cwd: folder,
    env: { ...process.env, HIRAKU_TOKEN: portal.token },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (child.status !== 0)
    throw new Error(`publish: exit ${child.status}\n${child.stderr}\n${child.stdout.slice(0, 3000)}`)
  return JSON.parse(child.stdout)
}

const show = (name, { seconds: taken, requests, rows }) =>
  console.log(
    `${name.padEnd(44)} ${taken.toFixed(1).padStart(7)} s ${String(requests).padStart(6)} requests${rows === undefined ? '' : ` ${String(rows).padStart(7)} rows`}`,
  )

async function measured(name, folder, portal) {
  const { value, seconds: taken } = await seconds(async () => publish(folder, portal))
  const one = { seconds: taken, requests: value.requests, rows: value.rows.written }
  show(name, one)
  return one
}

async function round(folder, label) {
  const result = {}
  for (const way of ['hiraku', 'plain', ...(withCkanapi ? ['ckanapi'] : [])]) {
    const portal = await openPortal(url, admin)
    try {
      if (way === 'hiraku') {
        result.first = await measured(`${label}: hiraku, first`, folder, portal)
        result.again = await measured(`${label}: hiraku, unchanged`, folder, portal)
      } else if (way === 'plain') {
        const { value, seconds: taken } = await seconds(() =>
          publishPlainly(portal, path.join(folder, 'dist')),
        )
        result.plain = { seconds: taken, requests: value }
        show(`${label}: plain loop`, result.plain)
      } else {
        const { value, seconds: taken } = await seconds(async () => {
          const child = spawnSync(
            python,
            [
              path.join(root, 'bench/publish/ckanapi-loop.py'),
              url,
              portal.token,
              portal.name,
              path.join(folder, 'dist'),
            ],
            { encoding: 'utf8' },
          )
          if (child.status !== 0) throw new Error(child.stderr)
          return Number(child.stdout)
        })
        result.ckanapi = { seconds: taken, requests: value }
        show(`${label}: ckanapi`, result.ckanapi)
      }
    } finally {
      await portal.close()
    }
  }
  return result
}

try {
  const many = path.join(work, 'many')
  mkdirSync(many)
  const datasets = Number(values.datasets)
  makeProject(many, cli, { datasets, rows: Number(values.rows) })
  // the list of the datasets is one more
  const all = datasets + 1
  for (let n = 1; n <= Number(values.runs); n += 1) {
    const { first, again, plain, ckanapi } = await round(many, `${all} datasets`)
    const of = (goal) => (goal ? 'met' : 'MISSED')
    console.log(
      `  unchanged: ${(again.requests / all).toFixed(2)} requests a dataset (goal ≤ 1: ${of(again.requests <= all)}); first / plain loop: ${(first.seconds / plain.seconds).toFixed(2)} (goal ≤ 1: ${of(first.seconds <= plain.seconds)})${ckanapi ? `; first / ckanapi: ${(first.seconds / ckanapi.seconds).toFixed(2)}` : ''}`,
    )
  }
  const one = path.join(work, 'one')
  mkdirSync(one)
  const rows = Number(values.table)
  const run = makeProject(one, cli, { datasets: 1, rows })
  const { first, plain } = await round(one, `a table of ${rows} rows`)
  console.log(
    `  ${Math.round(rows / first.seconds)} rows/s with all its files; plain loop ${Math.round(rows / plain.seconds)} rows/s`,
  )
  const portal = await openPortal(url, admin)
  try {
    publish(one, portal)
    const changed = rowsOf(1, rows)
    changed[Math.floor(rows / 2)] = changed[Math.floor(rows / 2)].replace('号館', '号館別館')
    const file = path.join(one, 'facilities01.csv')
    writeFileSync(file, csvOf(1, changed))
    run('add', file, '--publisher', '142140', '--yes')
    run('build')
    const { rows: sent } = await measured('one row changed', one, portal)
    // the row, and what the list says of the files that changed with it
    console.log(
      `  ${sent} rows went up (one of the table; the others are the list's, of the files that changed)`,
    )
  } finally {
    await portal.close()
  }
  if (!withCkanapi) console.log('skipped: ckanapi is not installed (scripts/checkers.sh does that)')
} finally {
  rmSync(work, { recursive: true, force: true })
}
