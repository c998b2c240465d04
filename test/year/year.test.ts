/**
 * A year of a city's site, a night at a time (days.ts): what the sites do is data, and so is what must come of it. After
 * each night the neighbours are published, the last good files stand, and nobody was asked more than was needed.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { faulty } from '../run/faults.ts'
import { DAYS, type Day } from './days/index.ts'
import { PRIVATE } from './tables.ts'
import { createWorld, filesBelow, type Ran, versionList, versions, type World } from './world.ts'

const NIGHT = ['run', '--to', 'folder:public', '--json'] as const
/** So many changes to the disk, then the process is gone; each time it comes a little further. */
const PLAN_PATH = '/kouiki/shinchoku.txt'
const KILLS = [5, 25, 60, 110]

let world: World
let failed: NonNullable<Day['failed']> = {}
let before: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Three in the morning of Japan; nights between are skipped by the calendar, not by the machine. */
const nightOf = (date: string): string => new Date(Date.parse(`${date}T03:00:00+09:00`)).toISOString()

describe('a year', () => {
  test.each(DAYS.map((day) => [day.date, day.what, day] as const))('%s: %s', async (date, _, day) => {
    world.at = nightOf(date)
    day.act?.(world)
    for (const command of day.person ?? []) {
      const { exit, stderr } = await world.hiraku(...command)
      expect.soft(exit, `${command.join(' ')}\n${stderr}`).toBe(0)
    }
    if (world.killed) await kill()
    world.city.forget()
    const there = publicFiles()
    const ran = await world.hiraku(...NIGHT)
    failed = day.failed ?? failed
    const wrong = Object.keys(failed).length > 0
    expect.soft(ran.exit, ran.stderr).toBe(day.exit ?? (wrong ? 1 : 0))
    expect.soft(errorsOf(ran)).toEqual(failed)
    for (const words of day.says ?? []) expect.soft(ran.stderr).toContain(words)
    checkVersions(day)
    checkPublished(there, ran)
    if (!world.killed) checkRequests(day)
    world.monthly += world.city.asked(PLAN_PATH)
    for (const words of day.hides ?? []) checkHidden(words, ran)
    world.killed = false
  })
})

async function kill(): Promise<void> {
  for (const at of KILLS) {
    const { effects } = faulty(at, true)
    const { writeFile, writeChunks, link, rename, makeFolder, remove, syncFolder, pid, processMark } = effects
    world.more = { writeFile, writeChunks, link, rename, makeFolder, remove, syncFolder, pid, processMark }
    const { exit } = await world.hiraku(...NIGHT)
    expect.soft(exit, `killed at change ${at}`).not.toBe(0)
  }
}

/** Source → codes of its errors, sorted. */
function errorsOf({ stdout }: Ran): Record<string, readonly string[]> {
  const found: Record<string, Set<string>> = {}
  const said: unknown = JSON.parse(stdout)
  const { problems, acquire, build, published } = isObject(said) ? said : {}
  const parts = [{ problems }, acquire, build, ...listOf(published)]
  for (const one of parts.flatMap((part) => listOf(isObject(part) ? part.problems : []))) {
    if (!isObject(one) || one.severity !== 'error' || !isObject(one.where)) continue
    const source = String(one.where.source ?? one.where.dataset)
    found[source] ??= new Set()
    found[source].add(String(one.code))
  }
  return Object.fromEntries(Object.entries(found).map(([source, codes]) => [source, [...codes].sort()]))
}

/** The list of all datasets has a new version where any of them has. */
function checkVersions(day: Day): void {
  const now = versions(world)
  const own = Object.entries(day.versions ?? {}).map(([name, version]) => [`129992_${name}`, version])
  const list = '129992_open_data_list'
  const isOwn = ([name]: readonly [string, string]): boolean => name.startsWith('129992_') && name !== list
  expect.soft(Object.fromEntries(Object.entries(now).filter(isOwn))).toEqual({
    ...Object.fromEntries(Object.entries(before).filter(isOwn)),
    ...Object.fromEntries(own),
  })
  expect
    .soft(now[list] !== before[list], 'a new version of the open data list')
    .toBe(own.length > 0 || day.otherBytes === true)
  before = now
}

/** Path below public/ → its bytes, and which file it is: one that is put anew is another though its bytes are the same. */
function publicFiles(): ReadonlyMap<string, { readonly text: string; readonly mark: string }> {
  const folder = path.join(world.root, 'public')
  const ours = Object.entries(filesBelow(folder)).filter(([name]) => !name.startsWith('.'))
  return new Map(
    ours.map(([name, text]) => {
      const { ino, mtimeMs } = fs.statSync(path.join(folder, name))
      return [name, { text, mark: `${ino} ${mtimeMs}` }]
    }),
  )
}

/** The public folder is dist/ to the byte; of it what changed was put, and nothing else. */
function checkPublished(there: ReturnType<typeof publicFiles>, { stdout }: Ran): void {
  const now = publicFiles()
  const dist = filesBelow(path.join(world.root, 'dist'))
  expect.soft([...now.keys()]).toEqual(Object.keys(dist))
  const isDifferent = ([name, { text }]: readonly [string, { readonly text: string }]): boolean =>
    text !== dist[name]
  expect.soft([...now].filter(isDifferent).map(([name]) => name)).toEqual([])
  const changed = [...now].filter(([name, { text }]) => there.get(name)?.text !== text).map(([name]) => name)
  const put = [...now].filter(([name, { mark }]) => there.get(name)?.mark !== mark).map(([name]) => name)
  expect.soft(put).toEqual(changed)
  const units = changed.map((name) => (name.startsWith('datasets/') ? name.split('/')[1] : 'catalog'))
  expect.soft(sentOf(stdout)).toEqual([...new Set(units)].sort())
}

/** What the run says that it published: ids of datasets, and the files made of all. */
function sentOf(stdout: string): readonly string[] {
  const said: unknown = JSON.parse(stdout)
  const results = listOf(isObject(said) ? said.published : []).flatMap((one) =>
    isObject(one) ? listOf(one.results) : [],
  )
  const items = results.flatMap((one) => (isObject(one) ? listOf(one.items) : []))
  return items.flatMap((one) => (isObject(one) ? [String(one.id)] : [])).sort()
}

function checkRequests(day: Day): void {
  const { city, usual } = world
  const wanted = { ...usual, ...day.asked }
  const asked = Object.fromEntries(
    Object.keys(wanted).map((name) => [name, [city.asked(name), city.notModified(name)]]),
  )
  expect.soft(asked).toEqual(wanted)
  const others = city.heard.map((one) => one.path).filter((name) => !(name in wanted))
  expect.soft(others.filter((name) => name !== '/robots.txt' && name !== PLAN_PATH)).toEqual([])
  expect.soft(others.filter((name) => name === '/robots.txt').length).toBeLessThanOrEqual(1)
}

/** Not printed, not remembered, not published: only the file that waits for a person holds it. */
function checkHidden(words: string, { stdout, stderr }: Ran): void {
  expect.soft(stdout + stderr).not.toContain(words)
  for (const [name, text] of Object.entries(filesBelow(world.root))) {
    if (/^(?:\.hiraku\/candidates\/.*\.csv)$/.test(name)) continue
    expect.soft(text.includes(words), name).toBe(false)
  }
}

/** UPDATE_FIXTURES=1 writes them anew; what is in them was read by a person before it was committed. */
function checkExpected(file: string, text: string): void {
  const full = path.join(import.meta.dirname, 'expected', file)
  if (process.env.CI !== 'true' && process.env.UPDATE_FIXTURES === '1') {
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, text)
  }
  expect(text).toBe(fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : undefined)
}

describe('the end of the year', () => {
  const dataset = (id: string, file: string) => world.read(`dist/datasets/${id}/${file}`)

  test('versions, each with its date, why, and what came of it', () =>
    checkExpected('versions.txt', versionList(world)))

  test.each([
    ['aed.csv', '129992_aed', '129992_aed.csv'],
    ['aed.changes.json', '129992_aed', 'changes.json'],
    ['aed.changes.atom', '129992_aed', 'changes.atom'],
    ['tourism.changes.json', '129992_tourism', 'changes.json'],
  ])('%s', (file, id, name) => checkExpected(file, dataset(id, name)))

  test('the feed of the catalog', () =>
    checkExpected('catalog.changes.atom', world.read('dist/catalog/changes.atom')))

  test('what was taken down stands nowhere in what is published and committed', () => {
    for (const folder of ['public', 'sources'])
      for (const [name, text] of Object.entries(filesBelow(path.join(world.root, folder))))
        expect(text.includes(Buffer.from(PRIVATE).toString('latin1')), name).toBe(false)
  })

  test('every file of every dataset is that of the tables of the offices', () => {
    const ids = [
      'aed',
      'public_toilet',
      'public_facility',
      'evacuation_space',
      'public_wireless_lan',
      'cultural_property',
    ] as const
    for (const name of ids) {
      const records = listOf(JSON.parse(dataset(`129992_${name}`, `129992_${name}.json`)))
      expect(records.map((one) => (isObject(one) ? [one.identifier, one.remarks ?? ''] : []))).toEqual(
        world.tables[name].map((row) => [row.ID, row.備考]),
      )
    }
  })

  test('the document that is asked for each month was asked for no more than that', () => {
    expect(world.monthly).toBeLessThanOrEqual(13)
    expect(world.monthly).toBeGreaterThan(5)
  })

  test('a night with nothing new writes nothing but notes', async () => {
    const before = filesBelow(path.join(world.root, 'sources'))
    const dist = fs.statSync(path.join(world.root, 'dist')).ino
    world.at = nightOf('2026-04-01')
    const { exit, stderr } = await world.hiraku(...NIGHT)
    expect(exit, stderr).toBe(0)
    expect(filesBelow(path.join(world.root, 'sources'))).toEqual(before)
    expect(fs.statSync(path.join(world.root, 'dist')).ino).toBe(dist)
  })

  test('status says that all is well with what was fetched', async () => {
    world.at = nightOf('2026-04-01')
    const { stdout } = await world.hiraku('status', '--json')
    const said: unknown = JSON.parse(stdout)
    const sources = listOf(isObject(said) ? said.sources : []).flatMap((one) => (isObject(one) ? [one] : []))
    expect(sources.length).toBeGreaterThanOrEqual(8)
    for (const { source, failures, waiting } of sources)
      expect([source, failures, waiting]).toEqual([source, [], []])
  })

  test('a clean copy gives the same bytes', async () => {
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-year-copy-'))
    try {
      for (const part of ['sources', 'schemas', 'dist'])
        fs.cpSync(path.join(world.root, part), path.join(copy, part), { recursive: true })
      const { exit, stderr } = await world.hirakuIn(copy, 'build', '--check')
      expect(exit, stderr).toBe(0)
    } finally {
      fs.rmSync(copy, { recursive: true, force: true })
    }
  })
})
