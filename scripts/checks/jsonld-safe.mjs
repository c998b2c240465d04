// JSON-LD 1.1, by jsonld in safe mode: a key that no context knows, or an id that leads nowhere, is refused, where
// other parsers drop it and say nothing. The network is off: contexts of others come from copies.
// usage: RO_CRATE_CONTEXT BAD... -- GOOD...
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import jsonld from 'jsonld'

const [copy, ...files] = process.argv.slice(2)
const at = files.indexOf('--')
const [bad, good] = [files.slice(0, at), files.slice(at + 1)]
const { version } = createRequire(import.meta.url)('jsonld/package.json')

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
const contexts = {
  // only the words of schema.org that we use: with all of them, or with @vocab, a misspelt one would pass
  'https://schema.org/': path.join(import.meta.dirname, 'contexts/schema-org.json'),
  'https://w3id.org/ro/crate/1.2/context': copy,
}
const documentLoader = async (url) => {
  if (contexts[url] === undefined) throw new Error(`not to be fetched: ${url}`)
  return { documentUrl: url, document: read(contexts[url]) }
}

/** How many statements it makes. */
async function quadsOf(document) {
  const quads = await jsonld.toRDF(document, {
    format: 'application/n-quads',
    safe: true,
    base: 'https://data.example.jp/dataset/',
    documentLoader,
  })
  const count = quads.split('\n').length - 1
  if (count < 5) throw new Error(`only ${count} statements`)
  return count
}

function misspelt(document) {
  const { '@context': context, ...rest } = document
  return { '@context': context, ...rest, dateReleased: '2026-11-01' }
}

async function mustRefuse(what, document) {
  let count
  try {
    count = await quadsOf(document)
  } catch {
    return
  }
  console.error(`JSON-LD: jsonld ${version} accepted a bad example: ${what} (${count} statements)`)
  process.exit(1)
}

const begun = performance.now()
for (const file of bad) await mustRefuse(file, read(file))
const page = good.find((file) => file.endsWith('schema-org.jsonld'))
await mustRefuse('schema-org.jsonld with a word that schema.org does not have', misspelt(read(page)))
let total = 0
for (const file of good) {
  try {
    total += await quadsOf(read(file))
  } catch (error) {
    console.error(
      `JSON-LD: jsonld ${version} refuses ${file}\n  ${error.message} ${JSON.stringify(error.details ?? {}).slice(0, 400)}`,
    )
    process.exit(1)
  }
}
const seconds = ((performance.now() - begun) / 1000).toFixed(1)
console.log(
  `JSON-LD, safe mode: jsonld ${version}: ${bad.length + 1} bad examples refused, ${good.length} of ours accepted, ${total} statements (${seconds} s)`,
)
