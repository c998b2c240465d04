/** The same list in each format gives the same records as its CSV, and what `add` writes down is found again by `build`. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { checkFile } from '../../../pipeline/run/file/check.ts'
import { convertFile } from '../../../pipeline/run/file/convert.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { docxOf, geojsonOf, htmlOf, kmlOf, PRJ, type Rows, shapefileOf, zip } from '../../helpers/formats.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { PACKAGE } from '../../helpers/job.ts'

const effects: Effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const machine = machineOf(effects, path.join(PACKAGE, 'pipeline'))
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-formats-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const AED: Rows = [
  [
    '全国地方公共団体コード',
    'ID',
    '地方公共団体名',
    '名称',
    '緯度',
    '経度',
    '設置位置',
    '電話番号',
    '小児対応設備の有無',
  ],
  ['129992', '0001', '千葉県あさひ野市', '本庁舎', '35.6', '140.1', '１階', '0475-12-3456', '有'],
  ['129992', '0002', '千葉県あさひ野市', '公民館', '35.61', '140.11', '受付', '0475-12-3457', '有'],
  ['129992', '0003', '千葉県あさひ野市', '小学校', '35.62', '140.12', '玄関', '0475-12-3458', '無'],
]
const csv = `${AED.map((row) => row.join()).join('\r\n')}\r\n`
/** Names of fields of a .dbf have ten bytes: those that are longer are told to the source by a person. */
const SHORT: Rows = AED.map((row, i) =>
  i === 0
    ? row.map(
        (name) =>
          ({ 全国地方公共団体コード: 'コード', 地方公共団体名: '団体名', 小児対応設備の有無: '小児対応' })[
            name
          ] ?? name,
      )
    : row,
)
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'AED一覧.html': encodeAs('shift_jis', htmlOf(AED, 'AED設置箇所一覧').replace('utf-8', 'Shift_JIS')),
  'AED一覧.xls': htmlOf(AED, 'AED設置箇所一覧'),
  'AED一覧.docx': docxOf(AED, 'AED設置箇所一覧'),
  'AED一覧.geojson': geojsonOf(AED, 'AED設置箇所一覧'),
  'AED一覧.kml': kmlOf(AED, 'AED設置箇所一覧'),
  'AED一覧.kmz': zip({ 'doc.kml': kmlOf(AED, 'AED設置箇所一覧') }),
  'AED一覧.zip': zip({ 'AED一覧.csv': encodeAs('shift_jis', csv) }),
}

function put(folder: string, name: string, content: string | Uint8Array): string {
  fs.mkdirSync(path.join(root, folder), { recursive: true })
  fs.writeFileSync(path.join(root, folder, name), content)
  return path.join(folder, name)
}

async function recordsOf(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const file = put(folder, name, content)
  const out = path.join(folder, 'out')
  await convertFile(effects, machine, root, { file, out, to: ['json'], publisher: '129992' })
  const written = fs.readdirSync(path.join(root, out)).filter((one) => /^AED.*\.json$/.test(one))
  expect(written).toHaveLength(1)
  return fs.readFileSync(path.join(root, out, written[0] ?? ''), 'utf8')
}

describe('check and convert', () => {
  let expected = ''
  beforeAll(async () => {
    expected = await recordsOf('csv', 'AED一覧.csv', csv)
  })
  test.each(Object.entries(FILES))('%s gives the records of its CSV', async (name, content) => {
    const ending = path.extname(name).slice(1)
    expect(JSON.parse(await recordsOf(ending, name, content))).toEqual(JSON.parse(expected))
    const { found } = await checkFile(effects, machine, root, {
      file: path.join(ending, name),
      publisher: '129992',
    })
    expect(found.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(found.tables.map(({ sheet, counts }) => [sheet?.id, counts.out, counts.held])).toEqual([
      ['aed', 3, 0],
    ])
  })
  test('a Shapefile, whose names are cut, gives the places and texts of its CSV', async () => {
    const short = SHORT.map((row) => row.join()).join('\r\n')
    const shortened = await recordsOf('short', 'AED一覧.csv', `${short}\r\n`)
    const records = await recordsOf('shapefile', 'AED一覧.zip', shapefileOf(SHORT, 'AED一覧', PRJ.jgd2011))
    expect(JSON.parse(records)).toEqual(JSON.parse(shortened))
  })
})

describe('add and build', () => {
  test.each<readonly [string, string, string | Uint8Array, string]>([
    ['html', 'AED一覧.html', FILES['AED一覧.html'] ?? '', 'text/html'],
    ['shapefile', 'AED一覧.zip', shapefileOf(SHORT, 'AED一覧', PRJ.jgd2011), 'application/zip'],
    ['zip', 'AED一覧.zip', FILES['AED一覧.zip'] ?? '', 'application/zip'],
    ['docx', 'AED一覧.docx', FILES['AED一覧.docx'] ?? '', 'application/vnd.openxmlformats'],
    ['geojson', 'AED一覧.geojson', FILES['AED一覧.geojson'] ?? '', 'application/geo+json'],
    ['kml', 'AED一覧.kmz', FILES['AED一覧.kmz'] ?? '', 'application/vnd.google-earth.kmz'],
  ])('%s becomes a source that builds', async (format, name, content, mediaType) => {
    const home = path.join(root, `add-${format}`)
    put(`add-${format}`, name, content)
    const added = await addFile(effects, machine, home, { file: name, publisher: '129992' })
    expect(added.outcome).toBe('added')
    expect(added.check?.problems.counts.error).toBe(0)
    expect(added.check?.datasets).toEqual([{ id: '129992_aed', records: 3 }])
    const folder = path.join(home, 'sources/129992/aed')
    expect(fs.readFileSync(path.join(folder, 'source.yaml'), 'utf8')).toContain(`format: ${format}`)
    expect(fs.readFileSync(path.join(folder, 'snapshot.yaml'), 'utf8')).toContain(mediaType)
    expect(fs.readFileSync(path.join(folder, 'snapshot', name)).equals(Buffer.from(content))).toBe(true)
  })
})
