// Run by test/job/large.test.ts in a process of its own: makes fifty megabytes of a kind around the real source, runs
// the job on them, and tells what came of it. Arguments: folder of the compiled pipeline, root, publisher, source, kind.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [compiled, root, publisher, source, kind] = process.argv.slice(2)
const SIZE = 50 * 1024 * 1024
const folder = `sources/${publisher}/${source}`
const files = new Map()
for (const name of fs.readdirSync(path.join(root, folder)))
  if (name.endsWith('.yaml')) files.set(`${folder}/${name}`, fs.readFileSync(path.join(root, folder, name)))
files.set(`sources/${publisher}/publisher.yaml`, fs.readFileSync(path.join(root, `sources/${publisher}/publisher.yaml`)))
const [file] = fs.readdirSync(path.join(root, folder, 'snapshot'))
const real = fs.readFileSync(path.join(root, folder, 'snapshot', file))
const lines = real.toString('utf8').split('\n')

let seed = 1
const random = (below) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed % below
}
const words = (length) => String.fromCharCode(...Array.from({ length }, () => (random(3) ? 0x3041 + random(80) : 0x4e00 + random(2_000))))

/** Fills the size with pieces, after a head and before a tail. */
function fill(head, piece, tail = '') {
  const bytes = Buffer.alloc(SIZE)
  let at = bytes.write(head)
  for (let n = 0; ; n += 1) {
    const next = Buffer.from(piece(n))
    if (at + next.length + Buffer.byteLength(tail) > SIZE) break
    next.copy(bytes, at)
    at += next.length
  }
  at += bytes.write(tail, at)
  return bytes.subarray(0, at)
}

const upTo = (words) => `${lines.slice(0, lines.findIndex((line) => line.startsWith(words)) + 1).join('\n')}\n`
const prose = Array.from({ length: 500 }, () => words(120))
const KINDS = {
  'one line': () => fill('', () => '評価'),
  'the document again and again': () => Buffer.concat(Array.from({ length: Math.ceil(SIZE / (real.length + 1)) }, () => Buffer.concat([real, Buffer.from('\n')]))),
  'table rows alone': () => fill('', (n) => `\t${n}.${prose[n % 500].slice(0, 20)}\t0\n`),
  'table rows in the summary': () => fill(upTo('施策\t取組\t評価'), (n) => `${n === 0 ? '1.施策' : ''}\t${n}.${prose[n % 500].slice(0, 20)}\t0\n`),
  'rows that go on with the row above': () => fill(upTo('成果指標\t計画策定時'), (n) => `${prose[n % 500].slice(0, 20)}\t1 件\t2 件\t3 件\t${n === 0 ? '0' : ''}\n`),
  'random Japanese text': () => fill('', (n) => `${prose[n % 500]}\n`),
  'random Japanese text after the document': () => fill(`${real.toString('utf8')}\n`, (n) => `\n${prose[n % 500]}\n`),
  'long paragraphs after the document': () => fill(`${real.toString('utf8')}\n`, () => `\n${prose.join('')}\n`.slice(0, 19_000)),
  'blank lines after the document': () => fill(`${real.toString('utf8')}\n`, () => '\n'.repeat(10_000)),
  'headings that never end': () => fill(upTo('<基本方針 1'), () => `<1-1-1.${' '.repeat(19_000)}x\n`),
  'totals that never end': () => fill(upTo('<基本方針 1'), () => `【取組数:16】${' ◎ 10 取 組 '.repeat(1_000)}と\n`),
  'marks without end': () => fill(`${real.toString('utf8')}\n`, () => `${'( '.repeat(9_000)}\n`),
  'NUL bytes': () => fill('評価\n', () => '\0'.repeat(10_000)),
  'Shift_JIS': () => { const line = Buffer.from([0x82, 0xb1, 0x82, 0xcc, 0x8c, 0x76, 0x89, 0xe6, 0x82, 0xcc, 0x95, 0x5d, 0x89, 0xbf, 0x82, 0xc9, 0x0a]); return fill('', () => line) },
  'a bad byte at the end': () => { const bytes = fill('', (n) => `${prose[n % 500]}\n`); bytes[bytes.length - 2] = 0xff; return bytes },
}

const bytes = KINDS[kind]()
files.set(`${folder}/snapshot/${file}`, bytes)
const sha256 = (data) => createHash('sha256').update(data).digest('hex')
const snapshot = `file: ${file}\nsha256: ${sha256(bytes)}\nbytes: ${bytes.length}\nmediaType: text/plain\n`
files.set(`${folder}/snapshot.yaml`, Buffer.from(snapshot))
const schemas = (name) => {
  const schema = path.join(root, 'schemas', name)
  return fs.existsSync(schema) ? JSON.parse(fs.readFileSync(schema, 'utf8')) : undefined
}
const { runJob } = await import(pathToFileURL(path.join(compiled, 'job.js')).href)
const { parseYaml } = await import(pathToFileURL(path.join(compiled, 'lib', 'yaml.js')).href)
const table = (name) => parseYaml(fs.readFileSync(path.join(root, 'schemas', 'inspection', `${name}.yaml`), 'utf8')).value
const privacy = { mail: table('mail'), persons: table('persons'), privacy: table('privacy') }
const start = performance.now()
const { problems, datasets } = await runJob({ publisher, source, files, schemas, sha256 }, privacy)
const milliseconds = Math.round(performance.now() - start)
const errors = problems.filter((problem) => problem.severity === 'error')
process.stdout.write(
  JSON.stringify({
    bytes: bytes.length,
    milliseconds,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    written: JSON.stringify(problems).length,
    errors: errors.length,
    datasets: datasets.length,
    first: errors[0],
    problems: problems.slice(0, 200),
  }),
)
