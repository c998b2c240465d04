// Feeds against the grammar of RFC 4287 (jing, RELAX NG of its appendix B), each bad example first. What the grammar misses,
// the author rule and ids that stand twice, is looked for here.
// usage: GRAMMAR BAD... -- GOOD...
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const [grammar, ...files] = process.argv.slice(2)
const at = files.indexOf('--')
const bad = files.slice(0, at)
const good = files.slice(at + 1)

function stop(text) {
  console.error(`Atom: ${text}`)
  process.exit(1)
}

/** Exit code 0: valid. A file or grammar that is not there is refused too, for the wrong reason: so look first. */
function faultsOf(file) {
  const { status, stdout } = spawnSync('jing', ['-c', grammar, file], { encoding: 'utf8' })
  if (status === null) stop('jing does not run')
  const told = stdout.split('\n').filter((line) => / (error|fatal):/.test(line))
  return status === 0 ? [] : [`${told.length} errors`, ...told]
}

/** RFC 4287, 4.1.1: an author in the feed or in every entry; ids are one's own. */
function missed(text) {
  const [head, ...entries] = text.split('<entry>')
  const ids = [...text.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id)
  return [
    ...(head.includes('<author>') || entries.every((one) => one.includes('<author>')) ? [] : ['no author']),
    ...(new Set(ids).size === ids.length ? [] : ['an id stands twice']),
  ]
}

if (bad.length === 0 || good.length === 0) stop('nothing to hold against jing')
for (const file of [grammar, ...bad, ...good]) if (!existsSync(file)) stop(`no such file: ${file}`)
const entry = '<entry><id>a</id></entry>'
if (missed(`<feed><id>f</id>${entry}${entry}</feed>`).length !== 2) stop('our own look finds nothing')
const refused = bad.map((file) => faultsOf(file).length || stop(`jing accepted a bad example: ${file}`))
for (const file of good) {
  const [fault] = [...faultsOf(file).slice(1), ...missed(readFileSync(file, 'utf8'))]
  if (fault !== undefined) stop(`${path.relative('.', file)}: ${fault}`)
}
console.log(
  `Atom (RFC 4287), jing: ${refused.map((many) => many - 1).join(' + ')} faults in bad examples, ${good.length} of ours accepted`,
)
