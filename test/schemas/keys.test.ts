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

const SOURCES = ['sheet13', 'sheet6, key ours', 'ours']

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

test('a key that serves several headers says the same of different things: those are named here', () => {
  const headers = new Map<string, string[]>()
  for (const { header, key } of dictionary) headers.set(key, [...(headers.get(key) ?? []), header])
  expect(Object.fromEntries([...headers].filter(([, list]) => list.length > 1))).toEqual({
    number: ['番号', '成果指標番号'],
    name: ['基本方針名', '施策名', '成果指標', '地図情報名'],
    text: ['表記', '本文'],
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
    const known = shared.filter(({ name }) => keyOf(name) !== undefined)
    expect(known.map(({ name }) => name)).toEqual(['全国地方公共団体コード', 'ID', '地方公共団体名'])
    for (const { name, english } of known)
      expect(dictionary.find((entry) => entry.header === name)).toEqual({
        header: name,
        key: english,
        source: 'sheet13',
      })
    const claimed = dictionary.filter((entry) => entry.source === 'sheet13').map((entry) => entry.header)
    expect(claimed).toEqual(known.map(({ name }) => name))
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
