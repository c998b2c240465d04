/**
 * schemas/keys.yaml is the one dictionary, header → key; the record schemas say the same, and so do the sheets of
 * the standard where they are at hand.
 */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isObject, listOf, textOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { readRecordType } from '../../pipeline/validate/columns.ts'
import { PACKAGE } from '../helpers/job.ts'

const FOLDER = path.join(PACKAGE, 'schemas')
const STANDARD = path.join(PACKAGE, '../shared/standard')
const standardIsHere = fs.existsSync(STANDARD)
if (!standardIsHere && process.env.CI === 'true')
  throw new Error('../shared/standard is absent, and CI must not skip it')

const SOURCES = ['sheet13', 'sheet3', 'sheet6, key ours', 'ours']

interface Entry {
  readonly header: string
  readonly key: string
  readonly source: string
}

const dictionary = read()
const columns = fs.readdirSync(path.join(FOLDER, 'records')).flatMap((file) => {
  const type = readRecordType(JSON.parse(fs.readFileSync(path.join(FOLDER, 'records', file), 'utf8')))
  return (type?.columns ?? []).map(({ header, key }) => ({ file, header, key }))
})

function read(): readonly Entry[] {
  const { value, faults } = parseYaml(fs.readFileSync(path.join(FOLDER, 'keys.yaml'), 'utf8'))
  // YAML itself sees a header that stands there twice
  if (faults.length > 0 || !isObject(value))
    throw new Error(`keys.yaml: ${faults[0]?.message ?? 'no mapping'}`)
  return Object.entries(value).map(([header, entry]) => {
    const { key, source, ...rest } = isObject(entry) ? entry : {}
    expect(rest, `${header}: no other members`).toEqual({})
    return { header, key: textOf(key) ?? '', source: textOf(source) ?? '' }
  })
}

function keyOf(header: string): string | undefined {
  return dictionary.find((entry) => entry.header === header)?.key
}

test('every entry has a key in camel case and says where it is from', () => {
  for (const { header, key, source } of dictionary) {
    expect(key, header).toMatch(/^[a-z][A-Za-z0-9]*$/)
    expect(SOURCES, header).toContain(source)
  }
})

test.each(columns)('$file: $header is $key in the dictionary too', ({ header, key }) => {
  expect(keyOf(header)).toBe(key)
})

test('no entry is unused', () => {
  const used = new Set(columns.map((column) => column.header))
  expect(dictionary.filter((entry) => !used.has(entry.header))).toEqual([])
})

/** Sheets of books C and D have their own name before each header. */
const PREFIX = /^(防災行政無線|公営駐車場|公営駐輪場|赤ちゃんの駅|投票所|ゴミ集積場所|観光ポイント|教育機関)_/

test('a key that serves several headers says the same of different things: those are named here', () => {
  const headers = new Map<string, Set<string>>()
  for (const { header, key } of dictionary) {
    const list = headers.get(key) ?? new Set()
    headers.set(key, list.add(header.replace(PREFIX, '')))
  }
  const several = [...headers].filter(([, list]) => list.size > 1).map(([key, list]) => [key, [...list]])
  expect(Object.fromEntries(several)).toEqual(SHARED)
})

const SHARED = {
  localGovernmentCode: ['全国地方公共団体コード', '情報の管理主体_全国地方公共団体コード'],
  localGovernmentName: ['地方公共団体名', '地方公共団体の名称'],
  number: ['番号', '成果指標番号'],
  name: [
    ...['基本方針名', '施策名', '成果指標', '地図情報名', '名称', '介護サービス事業所名称', 'イベント名'],
    ...['施設名称', '学校名称', '学校名', 'ゴミの品目'],
  ],
  title: ['取組名', 'タイトル（制度名）'],
  description: ['取組内容', '説明'],
  text: ['表記', '本文'],
  nameKana: [
    ...['名称_カナ', '介護サービス事業所名称_カナ', 'イベント名_カナ', '施設名称_カナ', '学校名称_カナ'],
    ...['名称（カナ）', '学校名カナ表記'],
  ],
  nameEn: [
    ...['名称_英字', '名称_英語', '介護サービス事業所名称_英字', 'イベント名_英語', '施設名称_英字'],
    ...['名称（英字）'],
  ],
  alternateName: ['名称_通称', 'イベント通称', 'サブタイトル（通称名）'],
  locatedLocalGovernmentCode: [
    ...['所在地_全国地方公共団体コード', '学校所在地_全国地方公共団体コード'],
    ...['住所_全国地方公共団体コード'],
  ],
  streetAddressId: ['町字ID', '住所_町字ID'],
  fullAddress: ['所在地_連結表記', '住所_連結表記'],
  prefecture: ['所在地_都道府県', '施設所在地_都道府県', '学校所在地_都道府県名', '住所_都道府県'],
  city: [
    ...['所在地_市区町村', '施設所在地_市区町村', '学校所在地_市区町村名', '住所_市区町村（郡）'],
    ...['学校所在地（市区町村）'],
  ],
  streetAddress: ['所在地_町字', '施設所在地_町字', '住所_町字', '学校所在地（町字）'],
  cityBlock: ['所在地_番地以下', '施設所在地_番地以下', '住所_番地以下', '学校所在地（番地以下）'],
  buildingNameEtc: ['建物名等(方書)', '施設方書', '住所_建物名等(方書)'],
  // sheet 3 says height of what sheet 13 calls 高度の値 with 高度の種別 標高
  height: ['高度の値', '標高'],
  contactPointPhoneNumber: ['電話番号', '連絡先電話番号', '施設電話番号', '連絡先_電話番号'],
  contactPointPhoneExtension: ['内線番号', '連絡先内線番号'],
  startTime: ['開始時間', '利用開始時間'],
  endTime: ['終了時間', '利用終了時間'],
  dateTimeRemarks: ['利用可能時間特記事項', '利用可能日時特記事項'],
  summary: ['概要', '制度概要'],
  maxCapacity: ['想定収容人数', '収容定員'],
  corporateName: ['法人の名称', '法人名'],
  applicationMethod: ['参加申込方法', '利用・申請方法'],
  notes: ['注意点', '注意事項'],
}

test('a header with the name of its sheet before it has the key of the header without it', () => {
  for (const { header, key } of dictionary) {
    const plain = header.replace(PREFIX, '')
    const twin = plain === header ? undefined : keyOf(plain)
    if (twin !== undefined) expect(key, header).toBe(twin)
  }
})

describe('words of a header that its key says too, and no other key', () => {
  const words: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
    カナ: [/カナ/, /Kana$/],
    英語: [/英[字語]/, /En$/],
    緯度: [/緯度$/, /latitude$/i],
    経度: [/経度$/, /longitude$/i],
    URL: [/URL$|^画像[12]?$/, /url$/i],
    ライセンス: [/ライセンス$/, /licen[sc]e$/i],
    料金種別: [/料金種別$/, /feeType$/i],
    座標参照系コード: [/座標参照系コード$/, /coordinateReferenceSystemCode$/i],
    男性の人口: [/歳.*男性$/, /^male[0-9]/],
    女性の人口: [/歳.*女性$/, /^female[0-9]/],
    男性トイレ: [/^男性トイレ/, /(?<!Fe)MaleToilet$/],
    女性トイレ: [/^女性トイレ/, /FemaleToilet$/],
    和式: [/（和式）$/, /^japaneseStyle/],
    洋式: [/（洋式）$/, /^westernStyle/],
    災害種別: [/^災害種別_/, /^typeOfDisaster/],
    開始時: [/開始時[間刻]$/, /startTime$/i],
    開始日: [/開始日$/, /startDate$/i],
  }
  const elsewhere = ['子供預かり開所時間', 'データセット_連絡先FormURL']
  test.each(Object.entries(words))('%s', (_, [inHeader, inKey]) => {
    const mine = dictionary.filter(({ header }) => !elsewhere.includes(header))
    const said = mine.filter(({ header }) => inHeader.test(header)).map(({ header }) => header)
    expect(mine.filter(({ key }) => inKey.test(key)).map(({ header }) => header)).toEqual(said)
    expect(said).not.toEqual([])
  })
  test.each(dictionary.filter(({ header }) => /^[0-9]/.test(header)))('$header: ages', ({ header, key }) => {
    const [, from, to] = header.match(/^([0-9]+)(?:-([0-9]+))?/) ?? []
    expect(key).toMatch(to === undefined ? `${from}AndOver` : `e${from}To${to}`)
  })
})

describe('a header made of two words has a key made of the same two', () => {
  const first = {
    計画策定時: 'baseline',
    目標: 'target',
    結果: 'result',
    データセット: 'dataset',
    ファイル: 'file',
  }
  const second = { 表記: 'text', 値: 'value', 単位: 'unit', 年度: 'year', 方向: 'direction', 内訳: 'parts' }
  const cases = dictionary.flatMap(({ header, key }) => {
    const [, before, after] = header.match(/^([^_]+)_(.+)$/) ?? []
    return before !== undefined && after !== undefined && before in first
      ? [{ header, key, before, after }]
      : []
  })
  test.each(cases)('$header', ({ key, before, after }) => {
    const start = new Map(Object.entries(first)).get(before) ?? ''
    const end = new Map(Object.entries(second)).get(after)
    expect(key.startsWith(start)).toBe(true)
    if (end !== undefined) expect(key.slice(start.length).toLowerCase()).toBe(end)
    // what is said of a dataset and of a file alike has one word
    const twin = keyOf(`${before === 'ファイル' ? 'データセット' : 'ファイル'}_${after}`)
    if (['データセット', 'ファイル'].includes(before) && twin !== undefined)
      expect(twin.replace(/^(dataset|file)/, '')).toBe(key.slice(start.length))
  })
})

describe.runIf(standardIsHere)('the standard', () => {
  function sheet(name: string): readonly { name: string; english: string | undefined }[] {
    const value: unknown = JSON.parse(fs.readFileSync(path.join(STANDARD, `${name}.json`), 'utf8'))
    const [edition] = listOf(isObject(value) ? value.editions : undefined)
    return listOf(isObject(edition) ? edition.columns : undefined).flatMap((column) =>
      isObject(column) ? [{ name: textOf(column.name) ?? '', english: textOf(column.english) }] : [],
    )
  }
  /** 25 to 30 are slipped in the official sheet: the English names there are those of the row before. */
  const SLIPPED = { from: 25, to: 30 }

  test('headers of sheet 13 have its keys, and say that they are from there', () => {
    const columns = sheet('public_toilet')
    expect(columns.length).toBeGreaterThan(30)
    const shared = columns.filter((_, i) => i + 1 < SLIPPED.from || i + 1 > SLIPPED.to)
    const known = shared
    for (const { name, english } of known)
      expect(dictionary.find((entry) => entry.header === name)).toEqual({
        header: name,
        key: english,
        source: 'sheet13',
      })
    const claimed = dictionary.filter((entry) => entry.source === 'sheet13').map((entry) => entry.header)
    expect(new Set(claimed)).toEqual(new Set(known.map(({ name }) => name)))
  })

  test('headers of sheet 3 that sheet 13 has not have the keys of its transcription, where it has any', () => {
    const others = new Set(sheet('public_toilet').map(({ name }) => name))
    const known = sheet('evacuation_space').filter(
      ({ name, english }) => english !== undefined && !others.has(name),
    )
    for (const { name, english } of known)
      expect(dictionary.find((entry) => entry.header === name)).toEqual({
        header: name,
        key: english,
        source: 'sheet3',
      })
    const claimed = dictionary.filter((entry) => entry.source === 'sheet3').map((entry) => entry.header)
    expect(new Set(claimed)).toEqual(new Set(known.map(({ name }) => name)))
  })

  test('オープンデータ一覧 has the headers of sheet 6, in its order', () => {
    const headers = sheet('open_data_list').map(({ name }) => name)
    expect(
      columns.filter(({ file }) => file.startsWith('open_data_list')).map(({ header }) => header),
    ).toEqual(headers)
    const claimed = dictionary
      .filter((entry) => entry.source === 'sheet6, key ours')
      .map((entry) => entry.header)
    expect(claimed).toEqual(headers.filter((header) => claimed.includes(header)))
    expect(claimed).toHaveLength(headers.length - 2) // code and name of the local government are those of sheet 13
  })
})
