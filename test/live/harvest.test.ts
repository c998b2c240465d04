/**
 * A portal that harvests: CKAN with ckanext-harvest and ckanext-dcat takes in catalog/harvest.ttl as dist/ has it, from
 * a web server on this machine. scripts/harvest.sh runs this once for a portal whose language is English and once for
 * one whose language is Japanese, as those in Japan are.
 */
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tagsOf } from '../../pipeline/catalog/tags.ts'
import { entriesOf, formsOf } from '../catalog/catalog.ts'
import { call, lookFor, must, type Server } from '../helpers/ckan.ts'
import { PACKAGE } from '../helpers/job.ts'

const DIST = path.join(PACKAGE, 'dist')
const FORMATS: Readonly<Record<string, string>> = {
  csv: 'CSV',
  json: 'JSON',
  jsonld: 'JSON-LD',
  parquet: 'Parquet',
}

const server = await lookFor('harvest')

/** The base IRI that stands in a catalogue: what a web server of the publisher would answer for. */
const baseOf = (catalog: string): string =>
  /<(https:\/\/[^>]*?)catalog\/> a dcat:Catalog/.exec(catalog)?.[1] ?? ''

interface Site {
  readonly url: string
  /** path → what it answers */
  readonly files: Map<string, Buffer>
  readonly close: () => void
}

async function startSite(): Promise<Site> {
  const files = new Map<string, Buffer>()
  const site = http.createServer((request, response) => {
    const file = files.get(request.url ?? '')
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'text/turtle' }).end(file)
  })
  await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', resolve))
  const address = site.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  return { url, files, close: () => site.close() }
}

/** Puts the texts where their addresses say, the publisher's host being this one. */
function publish(site: Site, texts: ReadonlyMap<string, string>): void {
  const base = baseOf([...texts.values()].join('\n'))
  expect(base).not.toBe('')
  for (const [name, text] of texts) site.files.set(`/${name}`, Buffer.from(text.replaceAll(base, site.url)))
}

// biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
type Shown = any

interface Harvested {
  readonly datasets: readonly Shown[]
  /** what the portal says went wrong */
  readonly errors: readonly unknown[]
}

/** Runs the source once, and gives what its datasets are then. */
async function harvest(portal: Server, source: string): Promise<Harvested> {
  const admin = (action: string, body: Readonly<Record<string, unknown>>): Promise<Shown> =>
    must(portal, portal.sysadminToken, action, body)
  const { id } = await admin('harvest_job_create', { source_id: source, run: true })
  let job: Shown = {}
  for (let turn = 0; turn < 300 && job.status !== 'Finished'; turn++) {
    await wait(400)
    // marks it as finished when its last object is; else refused with "no jobs", which is no matter
    await call(portal, portal.sysadminToken, 'harvest_jobs_run', { source_id: source })
    job = await admin('harvest_job_show', { id })
  }
  const report = await admin('harvest_job_report', { id })
  expect(job.status).toBe('Finished')
  const found = await admin('package_search', {
    fq: `harvest_source_id:${source}`,
    rows: 1000,
    sort: 'name asc',
  })
  return {
    datasets: found.results,
    errors: [...report.gather_errors, ...Object.values(report.object_errors)],
  }
}

if (server === undefined)
  test.skipIf(process.env['CI'] !== 'true')('harvest (scripts/harvest.sh starts the CKAN it needs)', () => {
    expect.unreachable('no CKAN that harvests answers: scripts/harvest.sh')
  })
else
  describe(`a harvesting CKAN ${server.version}`, () => {
    const portal = server
    const unique = Date.now().toString(36)
    const organization = `harvested-${unique}`
    const sites: Site[] = []
    let locale = ''
    const sources: string[] = []

    beforeAll(async () => {
      locale = (await must(portal, undefined, 'status_show')).locale_default
      await must(portal, portal.sysadminToken, 'organization_create', { name: organization })
    })
    afterAll(async () => {
      // takes its datasets with it
      for (const id of sources) {
        await call(portal, portal.sysadminToken, 'harvest_source_clear', { id })
        await call(portal, portal.sysadminToken, 'dataset_purge', { id })
      }
      await call(portal, portal.sysadminToken, 'organization_purge', { id: organization })
      for (const site of sites) site.close()
    })

    /** A publisher's site, which holds these texts, and a source of the portal that reads its catalogue. */
    async function publisher(texts: ReadonlyMap<string, string>): Promise<{ site: Site; source: string }> {
      const site = await startSite()
      sites.push(site)
      publish(site, texts)
      const source = await must(portal, portal.sysadminToken, 'harvest_source_create', {
        name: `source-${unique}-${sources.length}`,
        title: '試験',
        url: `${site.url}catalog/harvest.ttl`,
        source_type: 'dcat_rdf',
        owner_org: organization,
        frequency: 'MANUAL',
        config: JSON.stringify({ rdf_format: 'turtle' }),
      })
      sources.push(source.id)
      return { site, source: source.id }
    }

    test('every dataset of dist/ arrives with a usable name, its keywords and its files', async () => {
      const catalog = fs.readFileSync(path.join(DIST, 'catalog/harvest.ttl'), 'utf8')
      const { site, source } = await publisher(new Map([['catalog/harvest.ttl', catalog]]))
      const { datasets, errors } = await harvest(portal, source)
      expect(errors).toEqual([])

      const ids = fs.readdirSync(path.join(DIST, 'datasets')).sort()
      const byId = new Map(
        datasets.map((one) => [one.extras.find((extra: Shown) => extra.key === 'identifier')?.value, one]),
      )
      expect([...byId.keys()].sort()).toEqual(ids)
      for (const id of ids) {
        const said = JSON.parse(fs.readFileSync(path.join(DIST, 'datasets', id, 'datapackage.json'), 'utf8'))
        const dataset = byId.get(id)
        // of words, not `__`, `__-1`, …
        expect(dataset.name).toMatch(/^[a-z0-9][a-z0-9_-]*[a-z]{3}[a-z0-9_-]*$/)
        expect(dataset.tags.map((tag: Shown) => tag.name).sort()).toEqual([...tagsOf(said.keywords)].sort())
        expect(dataset.tags.length).toBeGreaterThan(0)
        expect(dataset.notes.length).toBeGreaterThan(5)
        if (locale === 'ja') expect([dataset.name, dataset.title]).toEqual([id, `${said.title} [${id}]`])
        for (const resource of dataset.resources) {
          const file = path.relative(site.url, resource.url)
          expect(fs.existsSync(path.join(DIST, file)), resource.url).toBe(true)
          const ending = path.extname(file).slice(1)
          expect([file, resource.format]).toEqual([file, FORMATS[ending] ?? ending.toUpperCase()])
          expect(resource.mimetype).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/)
          expect(resource.size).toBe(fs.statSync(path.join(DIST, file)).size)
          expect(resource.name.length).toBeGreaterThan(3)
        }
        const files = said.resources.map((one: Shown) => `${site.url}datasets/${id}/${one.path}`).sort()
        expect(dataset.resources.map((one: Shown) => one.url)).toEqual(expect.arrayContaining(files))
      }

      // the same again: no name changes, none is doubled; one that is gone is deleted there too
      const gone = ids.at(-1) ?? ''
      const lines = catalog
        .split('\n')
        .filter((line) => !/ dcat:dataset /.test(line) || !line.includes(`/${gone}/>`))
      publish(site, new Map([['catalog/harvest.ttl', withoutDataset(lines.join('\n'), gone)]]))
      const again = await harvest(portal, source)
      expect(again.errors).toEqual([])
      expect(again.datasets.map((one) => one.name)).toEqual(
        datasets.filter((one) => one !== byId.get(gone)).map((one) => one.name),
      )
    })

    test('all pages are followed', async () => {
      const texts = await formsOf(await entriesOf(), {}, 1)
      const pages = new Map([...texts].filter(([name]) => /harvest(-\d+)?\.ttl$/.test(name)))
      expect(pages.size).toBe(3)
      const { source } = await publisher(pages)
      const { datasets, errors } = await harvest(portal, source)
      expect(errors).toEqual([])
      expect(datasets).toHaveLength(3)
      expect(new Set(datasets.map((one) => one.name)).size).toBe(3)
    })

    test('what a catalogue that knows nothing of CKAN comes to: no names, a dataset lost for a keyword', async () => {
      const catalog = `@prefix dcat: <http://www.w3.org/ns/dcat#>. @prefix dcterms: <http://purl.org/dc/terms/>.
        <https://a.example/catalog/> a dcat:Catalog; dcat:dataset <https://a.example/1>, <https://a.example/2>, <https://a.example/3>.
        <https://a.example/1> a dcat:Dataset; dcterms:title "避難所一覧"@ja; dcat:keyword "防災"@ja.
        <https://a.example/2> a dcat:Dataset; dcterms:title "避難場所"@ja; dcat:keyword "避難"@ja.
        <https://a.example/3> a dcat:Dataset; dcterms:title "List of hazards"@en; dcat:keyword "防災（地震）"@ja.`
      const { source } = await publisher(new Map([['catalog/harvest.ttl', catalog]]))
      const { datasets, errors } = await harvest(portal, source)
      expect(errors).toHaveLength(1)
      expect(JSON.stringify(errors)).toContain('防災（地震）')
      expect(datasets.map((one) => one.name.replace(/[_\d-]/g, ''))).toEqual(['', ''])
    })
  })

/** The dataset is no longer one: nothing says so any more. */
function withoutDataset(catalog: string, id: string): string {
  return catalog.replace(new RegExp(`(<[^>]*/${id}/>) a dcat:Dataset;`), '$1 a <urn:x:gone>;')
}
