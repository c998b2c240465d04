/**
 * The world of the year: the sites, the clock, the project, and one command after the other in this process. Names of
 * hosts lead to servers on 127.0.0.1; every other address goes the way that it goes at a city, and gets nowhere.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { main } from '../../pipeline/cli/main.ts'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { isObject, listOf, textOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { machineOf } from '../../pipeline/run/machine.ts'
import { type CitySite, createCitySite } from '../helpers/city-site.ts'
import { PACKAGE } from '../helpers/job.ts'
import { CITY, PLAN_FILE, PORTAL, PREFECTURE, writeProject } from './project.ts'
import { csv, html, TABLES, type Table, xlsx } from './tables.ts'

export interface Ran {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

export interface World {
  readonly root: string
  readonly city: CitySite
  readonly prefecture: CitySite
  readonly portal: CitySite
  /** what the offices have in their tables by now */
  readonly tables: Record<keyof typeof TABLES, Table>
  /** path of the city → requests of a night, and how many of them are answered "as it was" */
  readonly usual: Record<string, readonly [number, number]>
  /** from now on these paths instead of the former one */
  readonly moved: (former: string, now: Readonly<Record<string, readonly [number, number]>>) => void
  /** moment of the next command, UTC */
  at: string
  /** effects of the next command that are otherwise; taken back after it */
  more: Partial<Effects>
  /** the next run is killed in its middle */
  killed: boolean
  readonly hiraku: (...argv: readonly string[]) => Promise<Ran>
  /** in another folder than the project's */
  readonly hirakuIn: (folder: string, ...argv: readonly string[]) => Promise<Ran>
  /** how often the document was asked for that changes once a year */
  monthly: number
  readonly read: (file: string) => string
  readonly write: (file: string, data: string | Uint8Array) => void
  readonly edit: (file: string, from: string, to: string) => void
  readonly exists: (file: string) => boolean
  /** a person allows a host to a source */
  readonly allow: (source: string, host: string) => void
  /** the file goes on growing while the next command reads it */
  readonly grows: (file: string) => void
  /** the next run is killed in its middle, and started again */
  readonly stops: () => void
  readonly close: () => Promise<void>
}

const USUAL: World['usual'] = {
  '/opendata/aed.csv': [1, 1],
  '/opendata/toilet.csv': [1, 1],
  // a page has no memory: what counts are its links
  '/shisetsu/': [1, 0],
  '/shisetsu/r6/koukyou_shisetsu_r6.xlsx': [1, 1],
  '/portal/shelter.csv': [1, 1],
  '/bunkazai.html': [1, 1],
}

const code = path.join(PACKAGE, 'pipeline')

export async function createWorld(): Promise<World> {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-year-')))
  writeProject(root)
  const [city, prefecture, portal] = await Promise.all([createCitySite(), createCitySite(), createCitySite()])
  const hosts = new Map([
    [CITY, city],
    [PREFECTURE, prefecture],
    [PORTAL, portal],
  ])
  const real = nodeEffects()
  // named, so that what did not change is not done again
  const machine = { ...machineOf(real, code), code: 'year' }
  const world: World = {
    root,
    city,
    prefecture,
    portal,
    tables: { ...TABLES },
    at: '2025-03-31T18:00:00Z',
    usual: { ...USUAL },
    moved: (former, now) => {
      delete world.usual[former]
      Object.assign(world.usual, now)
    },
    more: {},
    killed: false,
    monthly: 0,
    hiraku: (...argv) => world.hirakuIn(root, ...argv),
    hirakuIn: async (folder, ...argv) => {
      let stdout = ''
      let stderr = ''
      const started = performance.now()
      let skipped = Date.parse(world.at)
      const effects: Effects = {
        ...real,
        ask: undefined,
        now: () => new Date(skipped + performance.now() - started),
        // what is politeness or patience takes no time here; what waits for the disk's clock does
        pause: async (ms) => {
          if (ms < 50) return real.pause(ms)
          skipped += ms
        },
        http: async (request) => {
          const url = new URL(request.url)
          const site = hosts.get(url.hostname)
          if (site === undefined) return real.http(request)
          const { addresses, ...rest } = request
          return real.http({ ...rest, url: `http://${site.host}${url.pathname}${url.search}` })
        },
        stdout: (text) => {
          stdout += text
        },
        stderr: (text) => {
          stderr += text
        },
        isTerminal: false,
        env: { LANG: 'ja_JP.UTF-8', NO_COLOR: '1' },
        ...world.more,
      }
      world.more = {}
      const exit = await main(argv, effects, { code, root: folder, machine })
      return { exit, stdout, stderr }
    },
    read: (file) => fs.readFileSync(path.join(root, file), 'utf8'),
    write: (file, data) => {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      fs.writeFileSync(path.join(root, file), data)
    },
    edit: (file, from, to) => {
      const text = world.read(file)
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`)
      world.write(file, text.replaceAll(from, to))
    },
    allow: (source, host) =>
      world.edit(`sources/129992/${source}/source.yaml`, 'hosts: [', `hosts: [${host}, `),
    grows: (file) => {
      const full = path.join(root, file)
      world.more = {
        readChunks: function* (name) {
          yield* real.readChunks(name)
          if (name === full) fs.appendFileSync(full, 'x')
        },
      }
    },
    stops: () => {
      world.killed = true
    },
    exists: (file) => fs.existsSync(path.join(root, file)),
    close: async () => {
      await Promise.all([city.close(), prefecture.close(), portal.close()])
      fs.rmSync(root, { recursive: true, force: true })
    },
  }
  open(world)
  return world
}

/** As the sites stand before the year begins. */
function open(world: World): void {
  const { city, portal, tables } = world
  city.put('/opendata/aed.csv', csv(tables.aed))
  putToilets(world)
  city.put('/shisetsu/r6/koukyou_shisetsu_r6.xlsx', xlsx(tables.public_facility))
  putPage(world, '公共施設一覧（令和6年4月1日現在）［Excel］', 'r6/koukyou_shisetsu_r6.xlsx')
  city.put('/portal/shelter.csv', csv(tables.evacuation_space))
  portal.put('/api/3/action/package_show', JSON.stringify(shelterPackage()), { type: 'application/json' })
  world.write('inbox/wifi_r6.csv', csv(tables.public_wireless_lan))
  city.put('/bunkazai.html', html(tables.cultural_property, '文化財一覧'))
  city.put('/kouiki/shinchoku.txt', fs.readFileSync(PLAN_FILE))
}

/** Of an old server: no ETag, a date, Shift_JIS. */
export function putToilets({ city, tables }: World, lastModified = 'Mon, 31 Mar 2025 09:00:00 GMT'): void {
  city.put('/opendata/toilet.csv', csv(tables.public_toilet, 'shift_jis'), { etag: null, lastModified })
}

export function putPage({ city }: World, text: string, href: string): void {
  city.put(
    '/shisetsu/',
    `<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>施設</title></head><body>
<ul><li><a href="/">ホーム</a></li><li><a href="${href}">${text}</a></li><li><a href="map.pdf">地図</a></li></ul>
</body></html>`,
  )
}

function shelterPackage() {
  const resource = (id: string, format: string, file: string) => ({
    id,
    name: `避難場所（${format}）`,
    format,
    url: `http://${CITY}/portal/${file}`,
  })
  return {
    success: true,
    result: {
      name: 'asahino-shelter',
      resources: [resource('r-pdf', 'PDF', 'shelter.pdf'), resource('r-csv', 'CSV', 'shelter.csv')],
    },
  }
}

/** Dataset → version that history.yaml says last, of every source and publisher. */
export function versions({ root }: World): Record<string, string> {
  const found: Record<string, string> = {}
  const sources = path.join(root, 'sources')
  for (const name of fs.readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.basename(name) !== 'history.yaml') continue
    for (const entry of listOf(parseYaml(fs.readFileSync(path.join(sources, name), 'utf8')).value)) {
      if (isObject(entry))
        found[`${name.split(path.sep)[0]}_${textOf(entry.dataset)}`] = String(entry.version)
    }
  }
  return found
}

/** Every version of every dataset of the city in a line. */
export function versionList({ root }: World): string {
  const lines: string[] = []
  const sources = path.join(root, 'sources')
  for (const name of fs.readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.basename(name) !== 'history.yaml' || !name.startsWith('129992')) continue
    for (const entry of listOf(parseYaml(fs.readFileSync(path.join(sources, name), 'utf8')).value)) {
      if (!isObject(entry)) continue
      const { dataset, version, date, records, why, added, removed, changed } = entry
      const counts = [added, removed, changed].map((one) => (one === undefined ? '' : String(one))).join('/')
      lines.push(
        `${String(dataset).padEnd(20)} ${version} ${date} ${listOf(why).join(', ').padEnd(12)} ${String(records).padStart(3)} ${counts}`,
      )
    }
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

/** Every file below a folder by its path: bytes as text. */
export function filesBelow(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  if (!fs.existsSync(folder)) return found
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, name)
    if (fs.statSync(file).isFile()) found[name] = fs.readFileSync(file, 'latin1')
  }
  return found
}
