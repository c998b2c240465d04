/**
 * The map layers that the plan names, each from an ordinary file of a city to GeoJSON: `add`, then `build`. The files are
 * made up. A list of parks is none of the standard's sheets by its columns, so the clerk says which it is.
 */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { build } from '../../../pipeline/run.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2026-06-01T00:00:00Z') }
const machine = machineOf(effects, path.join(PACKAGE, 'pipeline'))
const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const csvOf = (dataset: string, suffix: string): Buffer =>
  fs.readFileSync(path.join(root, `dist/datasets/129992_${dataset}/129992_${dataset}.${suffix}`))

interface Layer {
  readonly file: string
  readonly dataset: string
  readonly as?: string
  readonly csv: string
  /** key and place of each record, longitude first */
  readonly places: readonly (readonly [string, readonly [number, number] | null])[]
}

const LAYERS: readonly Layer[] = [
  {
    file: 'AED設置箇所一覧.csv',
    dataset: 'aed',
    csv: `No,名称,住所,緯度,経度,設置場所,電話番号,小児対応パッドの有無
1,みはま市役所,千葉県みはま市中央1-1,35.6051,140.1231,1階ロビー,0475-00-1111,有
2,中央公民館,千葉県みはま市中央2-3,35.6062,140.1242,事務室,0475-00-1112,無
3,みはま体育館,千葉県みはま市東町5,,,玄関,0475-00-1113,有
`,
    places: [
      ['1', [140.1231, 35.6051]],
      ['2', [140.1242, 35.6062]],
      ['3', null],
    ],
  },
  {
    file: '医療機関一覧.csv',
    dataset: 'hospital',
    csv: `ID,医療機関名,医療機関の種類,所在地,緯度,経度,電話番号,診療科目
H001,みはま中央病院,病院,千葉県みはま市中央3-1,35.6071,140.1251,0475-00-2001,内科;外科
H002,東町クリニック,診療所,千葉県みはま市東町2-2,35.6082,140.1262,0475-00-2002,小児科
H003,𠮷野歯科,歯科診療所,千葉県みはま市渚1-9,35.6093,140.1273,0475-00-2003,歯科
`,
    places: [
      ['H001', [140.1251, 35.6071]],
      ['H002', [140.1262, 35.6082]],
      ['H003', [140.1273, 35.6093]],
    ],
  },
  {
    file: '指定緊急避難場所.csv',
    dataset: 'evacuation_space',
    csv: `ID,施設・場所名,住所,緯度,経度,電話番号,市区町村コード,洪水,地震,津波,指定避難所との重複,想定収容人数
1,第一小学校,千葉県みはま市中央4-1,35.6101,140.1281,0475-00-6001,129992,1,1,,1,800
2,なぎさ公園,千葉県みはま市渚2-2,35.6112,140.1292,0475-00-6002,129992,,1,,,1500
3,東町中学校,千葉県みはま市東町7-7,35.6123,140.1303,0475-00-6003,129992,1,1,1,1,950
`,
    places: [
      ['1', [140.1281, 35.6101]],
      ['2', [140.1292, 35.6112]],
      ['3', [140.1303, 35.6123]],
    ],
  },
  {
    file: '公園一覧.csv',
    dataset: 'public_facility',
    as: 'public_facility',
    csv: `ID,名称,所在地,緯度,経度,電話番号,車椅子可,バリアフリートイレ,授乳室
P01,なぎさ公園,千葉県みはま市渚2-2,35.6112,140.1292,0475-00-3001,有,有,無
P02,中央公園,千葉県みはま市中央5-1,35.6134,140.1314,0475-00-3001,有,有,有
P03,さくら児童公園,千葉県みはま市桜3-3,35.6145,140.1325,0475-00-3001,無,無,無
`,
    places: [
      ['P01', [140.1292, 35.6112]],
      ['P02', [140.1314, 35.6134]],
      ['P03', [140.1325, 35.6145]],
    ],
  },
  {
    file: '小学校一覧.csv',
    dataset: 'educational_institution',
    csv: `学校コード,学校種,学校名,学校名カナ,所在地,郵便番号,緯度,経度,電話番号
B112210000011,小学校,第一小学校,ダイイチショウガッコウ,みはま市,2990001,35.6101,140.1281,0475-00-4001
B112210000020,小学校,渚小学校,ナギサショウガッコウ,みはま市,2990002,35.6156,140.1336,0475-00-4002
`,
    places: [
      ['B112210000011', [140.1281, 35.6101]],
      ['B112210000020', [140.1336, 35.6156]],
    ],
  },
  {
    file: '中学校一覧.csv',
    dataset: 'educational_institution_2',
    csv: `学校コード,学校種,学校名,学校名カナ,所在地,郵便番号,緯度,経度,電話番号
C112210000010,中学校,東町中学校,ヒガシチョウチュウガッコウ,みはま市,2990003,35.6123,140.1303,0475-00-4101
C112210000029,中学校,みはま中学校,ミハマチュウガッコウ,みはま市,2990001,35.6167,140.1347,0475-00-4102
`,
    places: [
      ['C112210000010', [140.1303, 35.6123]],
      ['C112210000029', [140.1347, 35.6167]],
    ],
  },
  {
    file: '子育て施設一覧.csv',
    dataset: 'preschool',
    csv: `ID,施設名,種別,住所,緯度,経度,電話番号,収容定員,受入年齢,一時預かりの有無
K1,みはま保育園,保育所,千葉県みはま市中央6-1,35.6178,140.1358,0475-00-5001,90,0歳～5歳,有
K2,なぎさこども園,認定こども園,千葉県みはま市渚3-1,35.6189,140.1369,0475-00-5002,120,0歳～5歳,無
K3,さくら子育て支援センター,地域子育て支援拠点,千葉県みはま市桜1-1,35.6190,140.1370,0475-00-5003,,0歳～3歳,無
`,
    places: [
      ['K1', [140.1358, 35.6178]],
      ['K2', [140.1369, 35.6189]],
      ['K3', [140.137, 35.619]],
    ],
  },
]

test('each goes from a file to a map', async () => {
  const publisher =
    'code: "129992"\nname: { ja: 千葉県みはま市, en: Mihama }\nlicence: CC-BY-4.0\ncsvShiftJis: true\n'
  write(root, {
    'sources/129992/publisher.yaml': publisher,
    ...Object.fromEntries(LAYERS.map(({ file, csv }) => [file, csv])),
  })
  for (const { file, as } of LAYERS) {
    const added = await addFile(effects, machine, root, {
      file,
      publisher: '129992',
      ...(as === undefined ? {} : { as }),
    })
    expect(added.check?.problems.counts.error, file).toBe(0)
  }
  const built = await build(effects, machine, { root })
  expect(built.problems.counts.error).toBe(0)
  for (const { file, dataset, places } of LAYERS) {
    const id = `129992_${dataset}`
    const map = JSON.parse(fs.readFileSync(path.join(root, 'dist/datasets', id, `${id}.geojson`), 'utf8'))
    const records = JSON.parse(fs.readFileSync(path.join(root, 'dist/datasets', id, `${id}.json`), 'utf8'))
    expect(map.type, file).toBe('FeatureCollection')
    const found = map.features.map((one: { id: string; geometry: { coordinates: unknown } | null }) => [
      one.id,
      one.geometry?.coordinates ?? null,
    ])
    expect(found, file).toEqual(places)
    expect(map.features.map((one: { properties: unknown }) => one.properties)).toEqual(records)
  }
  const list = csvOf('open_data_list', 'csv').toString()
  expect(list.split('.geojson,').length).toBeGreaterThan(LAYERS.length)

  // the copies in Shift_JIS: what they lack is told, and the list has one too
  const told = built.problems
    .kinds()
    .flatMap(({ problems }) => problems)
    .filter(({ code }) => code === 'export/not-in-shift-jis')
  expect(told).toMatchObject([
    { where: { dataset: '129992_hospital', record: 'H003', header: '名称' }, actual: '𠮷(U+20BB7)' },
  ])
  const decode = (bytes: Uint8Array): string => new TextDecoder('shift_jis', { fatal: true }).decode(bytes)
  expect(decode(csvOf('hospital', 'sjis.csv'))).toContain('〓野歯科')
  expect(csvOf('hospital', 'csv').toString()).toContain('𠮷野歯科')
  expect(decode(csvOf('open_data_list', 'sjis.csv'))).toBe(list.slice(1))
})
