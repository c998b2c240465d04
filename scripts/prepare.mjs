// Compiles pipeline/ into build/, whole or not at all, and writes build/code.json: for each built module the
// sha256 over itself, everything it imports, and the lock entries of the packages that these import. The cache of
// builds is keyed by it, so that no version has to be raised by hand. Types are checked by `npm run typecheck`.
// build/knowledge.json holds what the YAML files under schemas/ say, each with the sha256 of its file: reading them as
// YAML takes longer than looking at a table.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const build = join(root, 'build')
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)(?:'([^'\n]+)'|"([^"\n]+)")/g

function compile(folder) {
  const found = createRequire(join(root, 'package.json')).resolve('typescript/package.json')
  const { bin } = JSON.parse(readFileSync(found, 'utf8'))
  const tsc = join(dirname(found), typeof bin === 'string' ? bin : bin.tsc)
  const done = spawnSync(process.execPath, [tsc, '--noCheck', '--outDir', folder], {
    cwd: root,
    stdio: 'inherit',
  })
  return done.status === 0
}

function modulesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).split(sep).join('/'))
    .filter((name) => name.endsWith('.js'))
    .sort()
}

/** What a module imports, statically or by a literal in import(): modules of ours, and packages. */
function importsOf(name, text) {
  const own = []
  const packages = []
  for (const found of text.matchAll(IMPORT)) {
    const wanted = found[1] ?? found[2]
    if (wanted.startsWith('node:')) continue
    if (wanted.startsWith('.')) own.push(posix.normalize(posix.join(posix.dirname(name), wanted)))
    else
      packages.push(
        wanted
          .split('/')
          .slice(0, wanted.startsWith('@') ? 2 : 1)
          .join('/'),
      )
  }
  return { own, packages }
}

/** Lock entries of a package and of all that it depends on, found as Node finds them: the nearest folder up. */
function lockEntries(lock, name, from, into) {
  let place = from
  for (;;) {
    const path = `${place === '' ? '' : `${place}/`}node_modules/${name}`
    const entry = lock.packages?.[path]
    if (entry !== undefined) {
      if (into.has(path)) return
      into.set(path, `${path} ${entry.version} ${entry.integrity ?? entry.resolved ?? ''}`)
      const needs = { ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies }
      for (const need of Object.keys(needs)) lockEntries(lock, need, path, into)
      return
    }
    if (place === '') return
    place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))
  }
}

function hashes(folder) {
  const lockFile = join(root, 'package-lock.json')
  const lock = existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')) : {}
  const modules = new Map()
  for (const name of modulesIn(folder)) {
    const text = readFileSync(join(folder, name), 'utf8')
    modules.set(name, { hash: createHash('sha256').update(text).digest('hex'), ...importsOf(name, text) })
  }
  const result = {}
  for (const name of modules.keys()) {
    const closure = new Set([name])
    for (const one of closure) for (const next of modules.get(one)?.own ?? []) closure.add(next)
    const packages = new Map()
    for (const one of closure)
      for (const wanted of modules.get(one)?.packages ?? []) lockEntries(lock, wanted, '', packages)
    const lines = [...closure].sort().map((one) => `${one} ${modules.get(one)?.hash ?? 'missing'}`)
    result[name] = createHash('sha256')
      .update([...lines, ...[...packages.values()].sort()].join('\n'))
      .digest('hex')
  }
  return result
}

async function knowledge(folder) {
  if (!existsSync(join(folder, 'lib', 'yaml.js')) || !existsSync(join(root, 'schemas'))) return {}
  const { parseYaml } = await import(pathToFileURL(join(folder, 'lib', 'yaml.js')))
  const names = readdirSync(join(root, 'schemas'), { recursive: true })
    .map((name) => String(name).split(sep).join('/'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  return Object.fromEntries(
    names.flatMap((name) => {
      const bytes = readFileSync(join(root, 'schemas', name))
      const { value, faults } = parseYaml(bytes.toString('utf8'))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return faults.length > 0 ? [] : [[name, { sha256, value }]]
    }),
  )
}

async function main() {
  mkdirSync(join(root, '.hiraku'), { recursive: true })
  const fresh = mkdtempSync(join(root, '.hiraku', 'build-'))
  const old = `${fresh}-old`
  try {
    if (!compile(fresh)) {
      process.exitCode = 1
      return
    }
    writeFileSync(join(fresh, 'code.json'), `${JSON.stringify(hashes(fresh), null, 1)}\n`)
    writeFileSync(join(fresh, 'knowledge.json'), `${JSON.stringify(await knowledge(fresh))}\n`)
    chmodSync(fresh, 0o755)
    chmodSync(join(fresh, 'cli.js'), 0o755)
    if (existsSync(build)) renameSync(build, old)
    renameSync(fresh, build)
    process.stderr.write(`${relative(root, build)}/ is made\n`)
  } finally {
    rmSync(old, { recursive: true, force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

await main()
