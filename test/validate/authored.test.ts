/** Faults in authored files: which file, which key, where the key stands, and what to do. */
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../pipeline/problem.ts'
import { authored, errorsOf, expectReadable, FOLDER, realFiles, runFiles } from '../helpers/bad-input.ts'

const PUBLISHER = 'sources/142140/publisher.yaml'
const SOURCE = `${FOLDER}/source.yaml`
const CORRECTIONS = `${FOLDER}/corrections.yaml`
const CASES = `${FOLDER}/cases.yaml`
const SNAPSHOT = `${FOLDER}/snapshot.yaml`

function textOf(file: string): string {
  return new TextDecoder().decode(realFiles.get(file))
}

/** The errors of the real source with one authored file changed. */
async function errorsWith(file: string, text: string | Uint8Array | undefined): Promise<readonly Problem[]> {
  const files = new Map(realFiles)
  if (text === undefined) files.delete(file)
  else files.set(file, typeof text === 'string' ? new TextEncoder().encode(text) : text)
  const result = await runFiles(files)
  expect(result.datasets).toEqual([])
  const errors = errorsOf(result)
  expectReadable(errors)
  return errors
}

function changed(file: string, from: string, to: string): string {
  const text = textOf(file)
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
  return text.replace(from, () => to)
}

interface Expected {
  readonly code: string
  readonly key: string
  /** the line, as it stands in the changed file; the caret stands under `under` */
  readonly text?: string
  readonly under?: string
}

/** Where the caret stands, and what it underlines. */
function pointed({ where }: Problem): { text: string | undefined; under: string | undefined } {
  const { text, column, length } = where
  if (text === undefined || column === undefined) return { text, under: undefined }
  return { text, under: text.slice(column - 1, column - 1 + (length ?? 1)) }
}

describe('an unknown key: the caret stands at the key, and the nearest known one is proposed', () => {
  const cases: readonly (readonly [string, string, string, string, string, string])[] = [
    [
      PUBLISHER,
      'licence: CC-BY-4.0',
      'licence: CC-BY-4.0\nlicense: CC0-1.0',
      'license',
      'licence',
      'license',
    ],
    [PUBLISHER, '  en: Isehara', '  jp: 伊勢原市\n  en: Isehara', 'jp', 'ja', 'name.jp'],
    [
      SOURCE,
      '    - block: preface\n      at: start\n      starts:',
      '    - block: preface\n      at: start\n      startes:',
      'startes',
      'starts',
      'document.blocks.1.startes',
    ],
    [SOURCE, 'keywords: [', 'keyword: [', 'keyword', 'keywords', 'keyword'],
    [
      SOURCE,
      '{ header: 取組, cell:',
      '{ header: 取組, cells:',
      'cells',
      'cell',
      'document.blocks.3.tables.1.columns.2.cells',
    ],
    [
      CORRECTIONS,
      '    field: name',
      '    field: name\n    lines: 33',
      'lines',
      'line',
      'corrections.1.lines',
    ],
    [
      CORRECTIONS,
      '    before: 句けた',
      '    before: 句けた\n    befor: 句けた',
      'befor',
      'before',
      'corrections.4.befor',
    ],
    [
      CASES,
      '  - dataset: ict_plan_measures\n',
      '  - dataset: ict_plan_measures\n    datasets: x\n',
      'datasets',
      'dataset',
      'cases.2.datasets',
    ],
    [SNAPSHOT, 'mediaType:', 'etags: x\nmediaType:', 'etags', 'etag', 'etags'],
  ]
  test.each(cases)('%s: %s → %s', async (file, from, to, unknown, near, key) => {
    const errors = await errorsWith(file, changed(file, from, to))
    const found = errors.find((problem) => problem.code === 'validate/unknown-key')
    expect(found).toMatchObject({ where: { file, key }, actual: unknown })
    expect(found?.message.en).toContain(`"${unknown}". Did you mean "${near}"?`)
    expect(found?.message.ja).toContain(`「${near}」のことですか。`)
    expect(found?.remedy.en).toContain(near)
    if (found) expect(pointed(found).under).toBe(unknown)
    const line = changed(file, from, to)
      .split('\n')
      .findIndex((one, i) => i + 1 === found?.where.line && one.includes(unknown))
    expect(line + 1).toBe(found?.where.line)
  })

  test('a key that is like no other comes without a proposal', async () => {
    const [found] = await errorsWith(CASES, `${textOf(CASES)}zzzzzzzz: 1\n`)
    expect(found?.code).toBe('validate/unknown-key')
    expect(found?.message.en).not.toContain('Did you mean')
    expect(found?.message.en).toMatch(/"zzzzzzzz"\. $/)
  })
})

describe('a key that is missing is named, and what should hold it is pointed at', () => {
  const cases: readonly (readonly [string, string, string, string, string | undefined])[] = [
    [PUBLISHER, 'licence: CC-BY-4.0\n', '', 'licence', undefined],
    [PUBLISHER, '  en: Isehara City, Kanagawa\n', '', 'name.en', 'name'],
    [SOURCE, 'expect:\n', 'datasets:\n', 'expect', undefined],
    [SOURCE, '      key: preface\n', '', 'document.blocks.1.key', 'b'],
    [SOURCE, ', because: 評価時点は、令和4年度末時点。', '', 'document.kinds.result.because', 'result'],
    [
      CORRECTIONS,
      '    reason: 「向」の誤読。取組名は「フリーアドレスの導入に向けた検討」。\n',
      '',
      'corrections.4.reason',
      'r',
    ],
    [CORRECTIONS, '    field: comment\n', '', 'corrections.5.field', 'r'],
    [CASES, '{ identifier: 1-1, name:', '{ name:', 'cases.2.record.identifier', 'record'],
    [SNAPSHOT, 'mediaType: text/plain\n', '', 'mediaType', undefined],
  ]
  test.each(cases)('%s without %j', async (file, from, to, key, under) => {
    const errors = await errorsWith(file, changed(file, from, to))
    const found = errors.find((problem) => problem.code === 'validate/missing-key')
    expect(found?.where).toMatchObject({ file, key })
    expect(found?.message).toEqual({
      ja: `${file} に「${key}」がありません。`,
      en: `${file}: "${key}" is missing.`,
    })
    expect(found?.remedy.en).toBe(`Add "${key}".`)
    if (found) expect(pointed(found).under).toBe(under)
  })

  test.each([
    ['', 'an empty file'],
    ['# 後で書く\n', 'comments only'],
    ['- a\n', 'a list'],
    ['142140', 'a number'],
  ])('a file that is %j is wrong as a whole, and does not repeat its own name', async (text) => {
    const [found] = await errorsWith(PUBLISHER, text)
    expect(found?.code).toBe('validate/authored')
    expect(found?.message.en).toMatch(
      /^sources\/142140\/publisher\.yaml: the whole file is not right: must be object/,
    )
    expect(found?.message.ja).toContain('全体が正しくありません: 「項目: 値」の並びでなければなりません')
  })
})

describe('a value that breaks its rule: which, what it is now, what it should be, in both languages', () => {
  const cases: readonly (readonly [string, string, string, Expected, string])[] = [
    [
      PUBLISHER,
      'code: "142140"',
      'code: 142140',
      { code: 'validate/authored', key: 'code', under: 'code' },
      '文字列（数字だけのときは引用符で囲む）',
    ],
    [
      PUBLISHER,
      'code: "142140"',
      'code: "14214"',
      { code: 'validate/authored', key: 'code', under: 'code' },
      '決まった書き方',
    ],
    [
      PUBLISHER,
      '# baseIri:',
      'baseIri: https://example.jp #',
      { code: 'validate/authored', key: 'baseIri', under: 'baseIri' },
      '決まった書き方',
    ],
    [
      SOURCE,
      'occurs: 2',
      'occurs: two',
      { code: 'validate/authored', key: 'document.blocks.3.occurs', under: 'occurs' },
      '整数',
    ],
    [
      SOURCE,
      'outcome: better',
      'outcome: best',
      { code: 'validate/authored', key: 'document.ratings.scale.1.outcome', under: 'outcome' },
      'どれでもありません',
    ],
    [
      SOURCE,
      'ict_plan_policies: 3',
      'ict_plan_policies: -3',
      { code: 'validate/authored', key: 'expect.records.ict_plan_policies', under: 'ict_plan_policies' },
      '0以上',
    ],
    [
      SOURCE,
      'listMarks: ["- ({n:int})"]',
      'listMarks: ["- ({n:int})", ""]',
      { code: 'validate/authored', key: 'document.listMarks.2', under: '""' },
      '空にはできません',
    ],
    [
      CORRECTIONS,
      'after: 推進',
      'after: 1',
      { code: 'validate/authored', key: 'corrections.1.after', under: 'after' },
      '文字列',
    ],
    [
      CASES,
      'identifier: "1"',
      'identifier: 1',
      { code: 'validate/authored', key: 'cases.1.record.identifier', under: 'identifier' },
      '文字列',
    ],
  ]
  test.each(cases)('%s: %s → %s', async (file, from, to, { code, key, under }, ja) => {
    const errors = await errorsWith(file, changed(file, from, to))
    expect(errors.map((problem) => [problem.code, problem.where.key])).toEqual([[code, key]])
    const [found] = errors
    expect(found?.message.ja).toContain(ja)
    expect(found?.message.en).toContain(`"${key}" is not right: must`)
    if (found) expect(pointed(found).under).toBe(under)
  })
})

describe('what is no YAML says so at its place', () => {
  const at = (file: string, words: string): number =>
    textOf(file).slice(0, textOf(file).indexOf(words)).split('\n').length
  const cases: readonly (readonly [string, string, string, number, number])[] = [
    // a key that stands there twice
    [
      PUBLISHER,
      'licence: CC-BY-4.0',
      'licence: CC-BY-4.0\nlicence: CC0-1.0',
      at(PUBLISHER, 'licence:') + 1,
      1,
    ],
    [
      SOURCE,
      '      row: section\n      key: preface',
      '      row: section\n      row: policy\n      key: preface',
      at(SOURCE, 'key: preface'),
      7,
    ],
    // a tab, an open bracket, an open quotation mark, a colon within a value
    [PUBLISHER, '  ja: 神', '\tja: 神', at(PUBLISHER, '  ja:'), 1],
    [SOURCE, '行政評価]', '行政評価', at(SOURCE, 'keywords:') + 1, 1],
    [CASES, '統計', '統計', 0, 0],
    [CORRECTIONS, 'before: 推進進', 'before: a: 推進進', at(CORRECTIONS, 'before: 推進進'), 13],
    [SNAPSHOT, 'mediaType: text/plain', 'mediaType: "text/plain', 5, 1],
  ]
  test.each(cases.filter((one) => one[3] > 0))('%s: %j → %j', async (file, from, to, line, column) => {
    const errors = await errorsWith(file, changed(file, from, to))
    expect(errors.length).toBeGreaterThan(0)
    expect(new Set(errors.map((problem) => problem.code))).toEqual(new Set(['validate/yaml']))
    expect(errors[0]?.where).toMatchObject({ file, line, column, text: expect.any(String) })
    expect(errors[0]?.message.en).toContain(`${file}, line ${line}, is not YAML`)
  })

  test.each([
    ['an alias of nothing', 'code: *code', 'Unresolved alias'],
    [
      'aliases of aliases, to fill the memory',
      'a: &a [x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]',
      'Excessive alias count',
    ],
    ['two documents in one file', 'code: "142140"\n---\ncode: "142140"', 'multiple documents'],
    ['a tag that nobody knows', 'code: !code "142140"', 'Unresolved tag'],
  ])('%s', async (_, text, message) => {
    const [found] = await errorsWith(PUBLISHER, text)
    expect(found?.code).toBe('validate/yaml')
    expect(found?.actual).toContain(message)
    expect(found?.where.line).toBeGreaterThan(0)
  })

  test('a file in another encoding: no name is published as garbage', async () => {
    // 神奈川県 in Shift_JIS
    const name = Uint8Array.from([0x90, 0x5f, 0x93, 0xde, 0x90, 0xec, 0x8c, 0xa7])
    const head = new TextEncoder().encode('code: "142140"\nname:\n  ja: ')
    const tail = new TextEncoder().encode('\n  en: Kanagawa\nlicence: CC-BY-4.0\n')
    const [found, ...more] = await errorsWith(PUBLISHER, Uint8Array.from([...head, ...name, ...tail]))
    expect(more).toEqual([])
    expect(found?.code).toBe('extract/not-utf8')
    expect(found?.where).toMatchObject({ file: PUBLISHER, line: 3 })
  })

  test('a mark of byte order at its head does no harm', async () => {
    const files = new Map(realFiles)
    files.set(PUBLISHER, new TextEncoder().encode(`\ufeff${textOf(PUBLISHER)}`))
    expect(errorsOf(await runFiles(files))).toEqual([])
  })
})

test.each([PUBLISHER, SOURCE, SNAPSHOT, CASES])('%s is missing', async (file) => {
  const errors = await errorsWith(file, undefined)
  expect(errors.map((problem) => [problem.code, problem.where.file])).toEqual([
    ['validate/missing-file', file],
  ])
})

test('every authored file is read before the build stops: one run names the faults of all', async () => {
  const files = new Map(realFiles)
  for (const file of [PUBLISHER, SOURCE, SNAPSHOT, CORRECTIONS, CASES])
    files.set(file, new TextEncoder().encode(`${textOf(file)}\nzzz: 1\n`))
  const errors = errorsOf(await runFiles(files))
  expect(errors.map((problem) => [problem.code, problem.where.file])).toEqual(
    [PUBLISHER, SOURCE, SNAPSHOT, CORRECTIONS, CASES].map((file) => ['validate/unknown-key', file]),
  )
})

test('what later stages say of an authored file stands at its key too', async () => {
  const { 'cases.yaml': text = '' } = authored('cases.yaml', (before) =>
    before.replace('policyNumber: 1 }', 'policyNumber: 2 }'),
  )
  const errors = await errorsOf(
    await runFiles(new Map([...realFiles, [CASES, new TextEncoder().encode(text)]])),
  )
  expect(errors.map((problem) => [problem.code, problem.where.key])).toEqual([['validate/case', 'cases.2']])
  expect(errors[0]?.where.text).toBe('  - dataset: ict_plan_measures')
})
