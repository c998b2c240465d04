/** A small project on disk, the built command line on it, and what a folder holds: what every trial starts from. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PACKAGE } from '../helpers/job.ts'

export const SEED = Number(process.env.HIRAKU_SEED ?? 7)
const FIXTURES = path.join(PACKAGE, 'test', 'fixtures', 'build')

/** Mulberry32: the same moments for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A copy of the build that nobody makes anew while a trial runs; packages are those of the project. */
export function ownBuild(): { readonly cli: string; readonly remove: () => void } {
  const state = path.join(PACKAGE, '.hiraku')
  fs.mkdirSync(state, { recursive: true })
  // of a trial that was itself killed
  for (const name of fs.readdirSync(state)) {
    const pid = Number(/^test-crash-(\d+)-/.exec(name)?.[1] ?? 0)
    if (pid > 0 && !isAlive(pid)) fs.rmSync(path.join(state, name), { recursive: true, force: true })
  }
  const folder = fs.mkdtempSync(path.join(state, `test-crash-${process.pid}-`))
  fs.cpSync(path.join(PACKAGE, 'build'), path.join(folder, 'build'), { recursive: true })
  fs.copyFileSync(path.join(PACKAGE, 'package.json'), path.join(folder, 'package.json'))
  fs.cpSync(path.join(PACKAGE, 'schemas'), path.join(folder, 'schemas'), { recursive: true })
  return {
    cli: path.join(folder, 'build', 'cli.js'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export function temporary(): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-crash-')))
}

/** Two tables of one city, a document of another. */
export function makeProject(): string {
  const root = temporary()
  for (const [fixture, publisher] of [
    ['office-csv', '129992'],
    ['third-town', '389994'],
  ] as const) {
    for (const folder of [`sources/${publisher}`, 'schemas']) {
      const from = path.join(FIXTURES, fixture, folder)
      if (fs.existsSync(from)) fs.cpSync(from, path.join(root, folder), { recursive: true })
    }
  }
  return root
}

export const CSV = 'sources/129992/cultural_property/snapshot/bunkazai.csv'

/** One table has a record more, and all datasets of its city another name of the publisher; the document stays. */
export function changeInputs(root: string): void {
  edit(
    root,
    CSV,
    (text) =>
      `${text}小いちょう,市指定,天然記念物,S52.8.10,西小学校,あさひ野市西町5,35.6,140.1,１本,あさひ野市,\r\n`,
  )
  const bytes = fs.readFileSync(path.join(root, CSV))
  edit(root, 'sources/129992/cultural_property/snapshot.yaml', (text) =>
    text
      .replace(/sha256: .*/, `sha256: "${createHash('sha256').update(bytes).digest('hex')}"`)
      .replace(/bytes: .*/, `bytes: ${bytes.length}`),
  )
  edit(root, 'sources/129992/cultural_property/source.yaml', (text) =>
    text.replace('cultural_property: 3 }', 'cultural_property: 4 }'),
  )
  edit(root, 'sources/129992/publisher.yaml', (text) => text.replace('Asahino City', 'City of Asahino'))
}

export function edit(root: string, file: string, change: (text: string) => string): void {
  const place = path.join(root, file)
  const before = fs.readFileSync(place, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`nothing was changed in ${file}`)
  fs.writeFileSync(place, after)
}

/** With times, so that what is remembered of the files costs no reading of all of them. */
export function copyOf(template: string): string {
  const root = temporary()
  fs.cpSync(template, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  return root
}

/** Every file under a folder with the hash of its bytes; empty where there is none. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  if (!fs.existsSync(folder)) return {}
  const found: Record<string, string> = {}
  for (const name of fs.readdirSync(folder, { recursive: true }).map(String).sort()) {
    const file = path.join(folder, name)
    if (fs.statSync(file).isFile())
      found[name] = createHash('sha256').update(fs.readFileSync(file)).digest('hex')
  }
  return found
}

export interface Ran {
  readonly status: number | null
  readonly out: string
}

const ENV = { ...process.env, NO_COLOR: '1', CI: '', GITHUB_ACTIONS: '' }

export function run(cli: string, root: string, argv: readonly string[], prefix: readonly string[] = []): Ran {
  const [command = process.execPath, ...args] = [...prefix, process.execPath, cli, ...argv]
  const done = spawnSync(command, args, { cwd: root, env: ENV, encoding: 'utf8' })
  return { status: done.status, out: `${done.stdout}${done.stderr}` }
}

/** The same, beside this process. */
export function start(cli: string, root: string, argv: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...argv], { cwd: root, env: ENV })
    let out = ''
    child.stdout.on('data', (data) => {
      out += String(data)
    })
    child.stderr.on('data', (data) => {
      out += String(data)
    })
    child.on('close', (status) => resolve({ status, out }))
  })
}

export interface Killed {
  /** false: it had ended before */
  readonly atWork: boolean
  /** milliseconds from its start */
  readonly after: number
}

/** `when`: milliseconds from the start, or the file that has to appear. Kill -9: it can clean up nothing. */
export function startAndKill(
  cli: string,
  root: string,
  argv: readonly string[],
  when: number | string,
): Promise<Killed> {
  return new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(process.execPath, [cli, ...argv], { cwd: root, env: ENV, stdio: 'ignore' })
    let ended = false
    child.on('exit', (_, signal) => {
      ended = true
      resolve({ atWork: signal === 'SIGKILL', after: performance.now() - began })
    })
    const kill = (): void => {
      child.kill('SIGKILL')
    }
    if (typeof when === 'number') {
      setTimeout(kill, when)
      return
    }
    const file = path.join(root, when)
    // a swap lasts some milliseconds: nothing but looking all the time meets it
    const look = (): void => {
      for (let i = 0; i < 400; i += 1) {
        if (fs.existsSync(file)) {
          kill()
          return
        }
      }
      if (!ended) setImmediate(look)
    }
    look()
  })
}

/** `sha256sum -c` of a published folder: what it says where it is not satisfied. */
export function sumsFault(folder: string): string | undefined {
  if (!fs.existsSync(path.join(folder, 'SHA256SUMS'))) return 'no SHA256SUMS'
  const done = spawnSync('sha256sum', ['--quiet', '--strict', '-c', 'SHA256SUMS'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (done.error !== undefined) throw done.error
  const named = fs
    .readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(66))
  const there = Object.keys(treeOf(folder)).filter((name) => name !== 'SHA256SUMS')
  const strays = there.filter((name) => !named.includes(name))
  return done.status === 0 && strays.length === 0 ? undefined : `${done.stdout}${done.stderr}${strays.join()}`
}

/** What may lie in `.hiraku/` between runs. */
const KEPT = new Set([
  '.gitignore',
  'accepted',
  'cache',
  'candidates',
  'held',
  'last-run.json',
  'last-unattended.json',
  'ledger.jsonl',
  'log',
  'log',
  'out',
  'robots',
  'tick',
])

/** What no run that ended leaves: half-written files, stages, locks. */
export function leftovers(root: string): readonly string[] {
  const state = path.join(root, '.hiraku')
  const inState = fs.existsSync(state) ? fs.readdirSync(state).filter((name) => !KEPT.has(name)) : []
  const parts = fs
    .readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => /[.-]part$|(?:^|\/)\.hiraku-|(?:^|\/)(?:next|stage|old|good)$/.test(name))
  return [...inState.map((name) => `.hiraku/${name}`), ...parts.filter((name) => !name.startsWith('dist/'))]
}

/**
 * Whether this machine is able to do what a trial needs: rights of the system, which no script can install. Where it is
 * not, the trial is left out and that is said; `.ci/run` says so once more at its end.
 */
export function isAble(what: string, canBe: () => boolean): boolean {
  if (canBe()) return true
  process.stderr.write(`trials left out: this machine is not able ${what}\n`)
  return false
}
