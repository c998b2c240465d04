/** Read in ranges, a file gives what it gives read row by row: the same account, the same problems, the same bytes. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { csvText, rowSchema } from '../../../bench/generate.mjs'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import type { CreateParquet } from '../../../pipeline/export/index.ts'
import { createParquetFile } from '../../../pipeline/export/parquet.ts'
import { infoOf } from '../../../pipeline/run/file/info.ts'
import { type LookedFile, lookAtFile } from '../../../pipeline/run/file/open.ts'
import { runLooked, stoppedIn } from '../../../pipeline/run/file/run.ts'
import { createSinks } from '../../../pipeline/run/file/sinks.ts'
import type { Machine } from '../../../pipeline/run/options.ts'
import { openLarge } from '../../../pipeline/run/ranges/large.ts'
import { laneHere } from '../../../pipeline/run/ranges/run.ts'
import { PACKAGE } from '../../helpers/job.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-ranges-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const effects = nodeEffects()
const machine: Machine = {
  code: 'dev',
  packageFolder: PACKAGE,
  rooms: () => Promise.reject(new Error('not needed here')),
}
const FORMATS = ['csv', 'json', 'jsonld', 'geojson', 'parquet'] as const
/** Small, so that a file of few rows has several, which end elsewhere than its ranges. */
const parquet: CreateParquet = (info, licence) => createParquetFile(info, licence, { page: 30, pages: 2 })

const SCHEMA = { ...rowSchema(), 'x-primaryKey': ['ID'] }
const LINES = [...csvText(400, { faults: 50 })].join('').split(/(?<=\r\n)/)

/** What offices do to a file. */
function messy(): Uint8Array {
  const lines = LINES.map((line, i) => {
    if (i === 0) return line
    if (i % 41 === 0) return '\r\n'
    if (i % 43 === 0) return `${line.slice(0, -2)},余分\r\n`
    if (i % 47 === 0) return `${line.split(',').slice(0, 12).join(',')}\r\n`
    if (i % 53 === 0) return LINES[3] ?? ''
    if (i % 59 === 0) return line.replace('有', '"多目的,\n""トイレ"""')
    if (i % 61 === 0) return line.replace(/^\d{10}/, '')
    if (i % 67 === 0) return LINES[0] ?? ''
    if (i % 71 === 0) return line.replace('市', '\ue000')
    return line
  })
  const bytes = new TextEncoder().encode(lines.join(''))
  // a byte that is no character
  bytes[bytes.length - 300] = 0xff
  return bytes
}

async function run(looked: LookedFile, name: string, inRanges: boolean) {
  const { file, look, context } = looked
  if (file === undefined) throw new Error('it can not be read')
  const stem = path.join(root, name)
  const [table] = look.tables
  const infos = table === undefined ? [] : [infoOf(table, 'rows', context.code)]
  const sinks = createSinks(effects, {
    look,
    infos,
    formats: FORMATS,
    vocabulary: { units: {} },
    parquet,
    pathOf: (_, extension) => `${stem}.${extension}`,
  })
  const changes: unknown[] = []
  const done = await runLooked(looked, file, {
    onChanges: (_, { changes: more, headers, fields }) => {
      for (const { record: _, ...one } of more)
        changes.push([one, headers[one.column], fields[one.field]?.key])
    },
    sinks,
    ...(inRanges ? { lanes: (plan) => [laneHere(effects, plan), laneHere(effects, plan)] } : {}),
  })
  const written = new Set(sinks.close(stoppedIn(done)).map((one) => one.path))
  const files = FORMATS.filter((format) => written.has(`${stem}.${format}`)).map((format) =>
    fs.readFileSync(`${stem}.${format}`, format === 'parquet' ? 'latin1' : 'utf8'),
  )
  return {
    accounts: done.outcomes.map(({ outcome }) => outcome.account),
    sources: done.outcomes.map(({ outcome }) => outcome.sources),
    problems: [...done.problems, ...looked.opened.laterProblems()],
    files,
    changes,
  }
}

async function both(bytes: Uint8Array, size: number, given: object | null = SCHEMA) {
  const name = path.join(root, 'in.csv')
  const schema = path.join(root, 'schema.json')
  fs.writeFileSync(name, bytes)
  fs.writeFileSync(schema, JSON.stringify(given))
  const asked = given === null ? {} : { schema }
  const looked = await lookAtFile(effects, machine, root, { file: name, ...asked })
  const large = openLarge(effects, name, looked.place, size)
  if (large?.opened.file === undefined) throw new Error('it can not be read in ranges')
  const here = await run(looked, 'here', false)
  const ranges = large.ranges()
  const inRanges = await run(
    { ...looked, opened: large.opened, file: large.opened.file, large },
    'ranges',
    true,
  )
  return { here, inRanges, ranges, large, look: looked.look }
}

describe('a CSV in ranges', () => {
  test.each([600, 5000, 40_000])('what is wrong is told the same: ranges of %i bytes', async (size) => {
    const { here, inRanges, ranges } = await both(messy(), size)
    expect(ranges?.length).toBeGreaterThan(2)
    expect(inRanges).toEqual(here)
    const [account] = here.accounts
    expect(account?.counts.records).toBeGreaterThan(300)
    expect(account?.counts.blank).toBeGreaterThan(5)
    expect(account?.counts.header).toBeGreaterThan(3)
    expect(new Set(account?.problems.map(({ code }) => code)).size).toBeGreaterThan(4)
    expect(here.problems.length).toBeGreaterThan(0)
    const [, , , features = '', pages = ''] = here.files
    expect(JSON.parse(features).features.length).toBe(account?.counts.records)
    expect(pages.endsWith('PAR1')).toBe(true)
  })

  test('a file that can not be cut all through is read by one reader', async () => {
    const text = `${LINES.slice(0, 200).join('')}"never closed,${LINES.slice(200).join('')}`
    const { here, inRanges, ranges } = await both(new TextEncoder().encode(text), 3000)
    expect(ranges).toBeUndefined()
    expect(inRanges).toEqual(here)
  })

  test('with a column of names it is written by neither', async () => {
    const names = ['遠藤　美咲', '武藤 弘治', '佐藤　花子', '鈴木 一郎']
    const rows = Array.from({ length: 400 }, (_, i) => `${i + 1},講座${i + 1},${names[i % 4]},公民館`)
    const text = `番号,講座名,氏名,会場\r\n${rows.join('\r\n')}\r\n`
    const { here, inRanges, ranges } = await both(new TextEncoder().encode(text), 3000, null)
    expect(ranges?.length).toBeGreaterThan(2)
    for (const { accounts, files } of [here, inRanges]) {
      expect(files).toEqual([])
      expect(accounts[0]?.counts).toMatchObject({ in: 400, out: 0, held: 400, records: 0 })
      expect(accounts[0]?.held).toEqual([{ from: 2, to: 401, codes: ['inspect/person-names'] }])
    }
    expect(inRanges.accounts).toEqual(here.accounts)
  })

  test('its sample has the rows that the file has at their places', async () => {
    const text = [...csvText(6000)].join('')
    const { large } = await both(new TextEncoder().encode(text), 20_000)
    const [grid] = large.opened.file?.grids ?? []
    const sample = grid?.sample?.()
    const all = [...(grid?.batches() ?? [])].flatMap((batch) =>
      batch.rows.map((cells, i): [number, readonly string[]] => [batch.first + i, cells]),
    )
    const byRow = new Map(all)
    expect(sample?.rows.length).toBeGreaterThan(500)
    expect(sample?.rows.at(-1)?.row).toBe(6001)
    const numbers = sample?.rows.map(({ row }) => row) ?? []
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    for (const { row, cells } of sample?.rows ?? []) expect(cells).toEqual(byRow.get(row))
  })
})
