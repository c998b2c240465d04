import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { isObject } from '../../../pipeline/lib/object.ts'
import { firstChanges } from '../../../pipeline/report/diff/first.ts'
import { diffHtml } from '../../../pipeline/report/diff/html.ts'
import { diffJson } from '../../../pipeline/report/diff/json.ts'
import type { ColumnChange, ShownChange } from '../../../pipeline/report/diff/model.ts'
import { diffText } from '../../../pipeline/report/diff/text.ts'
import { diffCsv } from '../../../pipeline/run/diff/csv.ts'
import { CHANGES, datasetDiff, EVIL, found, whole } from './found.ts'

const PLAIN = { lang: 'ja', color: false, most: 20 } as const

const COLUMNS: readonly ColumnChange[] = [
  { kind: 'removed', field: 'a', header: '甲', before: 'string' },
  { kind: 'added', field: 'b', header: '乙', after: 'integer' },
  { kind: 'renamed', field: 'c', header: '丙', before: '旧', after: '丙' },
  { kind: 'retyped', field: 'd', header: '丁', before: 'string', after: 'integer' },
  { kind: 'moved', field: 'e', header: '戊', before: '1', after: '2' },
  { kind: 'keyed', field: 'f', header: '己', before: 'ID', after: '己' },
]

describe('text', () => {
  test('columns first, then what changed, went and came, before and after', async () => {
    expect(await whole(diffText(found(datasetDiff(CHANGES.slice(0, 2), { columns: COLUMNS })), PLAIN))).toBe(
      [
        'A → B',
        '',
        '111111_roads  道路  1.0.0 → 1.1.0  [変更]',
        '  − 列 甲：削除',
        '  + 列 乙：追加',
        '  ~ 列 丙：見出し 旧 → 丙',
        '  ~ 列 丁：型 string → integer',
        '  ~ 列 戊：位置 1 列目 → 2 列目',
        '  ~ 列 己：レコードを決める列 ID → 己',
        '  レコード：追加 0 件、削除 1 件、変更 1 件（同じ 5 件）',
        '    ~ 2',
        '        名称：前 → （空欄）',
        '    − 1  名称 古い',
        '',
      ].join('\n'),
    )
  })
  test('data never drive the terminal', async () => {
    const text = await whole(diffText(found(datasetDiff(CHANGES)), PLAIN))
    expect(text).not.toContain('\u001b')
    expect(text).toContain('<img')
  })
  test('long texts from shortly before where they part', async () => {
    const same = '同じ始まり'.repeat(40)
    const change: ShownChange = {
      kind: 'changed',
      key: '1',
      fields: [
        { field: 'name', before: `${same}甲`, after: `${same}乙` },
        { field: 'identifier', before: `${'𠮷'.repeat(50)}a`, after: `${'𠮷'.repeat(50)}b` },
        { field: 'other', before: `甲${same}`, after: `乙${same}` },
      ],
    }
    const text = await whole(diffText(found(datasetDiff([change])), PLAIN))
    expect(text).toMatch(/名称：….{15}甲 → ….{15}乙\n/)
    expect(text).toMatch(/ID：…𠮷{7,8}a → …𠮷{7,8}b\n/u)
    expect(text).toMatch(/other：甲同じ始まり.*… → 乙同じ始まり.*…\n/)
  })
  test('where nothing identifies a record: what to do, and with which column', async () => {
    const change: ShownChange = { kind: 'added', key: null, record: { name: 'x' } }
    const text = (likelyKey: readonly string[]) =>
      whole(diffText(found(datasetDiff([change], { primaryKey: [], likelyKey })), PLAIN))
    expect(await text([])).toContain('--key で列の見出しを指定すると')
    expect(await text(['name', 'identifier'])).toContain('--key 名称,ID を付けると')
  })
  test('no difference; a dataset that is new', async () => {
    expect(await whole(diffText(found(datasetDiff([], { state: 'same' })), PLAIN))).toBe(
      'A → B\n違いはありません。\n',
    )
    const added = datasetDiff([], { state: 'added', counts: { added: 7, removed: 0, changed: 0 } })
    expect(await whole(diffText(found(added), { ...PLAIN, lang: 'en' }))).toContain(
      'A new dataset (records: 7).',
    )
  })
  test('the first of each kind, and how many more', async () => {
    const many = Array.from({ length: 50 }, (_, n): ShownChange => ({ ...REMOVED, key: `r${n}` }))
    const text = await whole(diffText(found(datasetDiff([...many, ...CHANGES])), { ...PLAIN, most: 3 }))
    expect(text).toContain('    − r2')
    expect(text).not.toContain('    − r3')
    expect(text).toContain('… 削除：ほかに 48 件（すべて見るには --all）')
    expect(text).toContain('    + 3')
  })
})

const REMOVED: ShownChange = { kind: 'removed', key: 'r', record: { name: 'x' } }

test('reads no further than it has to', async () => {
  let read = 0
  const dataset = datasetDiff([], {
    counts: { added: 0, removed: 1_000_000, changed: 0, same: 0 },
    async *changes() {
      for (;;) {
        read += 1
        yield REMOVED
      }
    },
  })
  expect((await firstChanges(dataset, 2)).removed).toHaveLength(2)
  expect(read).toBe(2)
})

describe('html', () => {
  test.each(['ja', 'en'] as const)(
    '%s: nothing runs, nothing is loaded, and no data are markup',
    async (lang) => {
      const page = await whole(
        diffHtml(found(datasetDiff(CHANGES, { columns: COLUMNS })), { lang, most: 10 }),
      )
      expect(page).toContain(`<html lang="${lang}">`)
      expect(page).toContain("default-src 'none'")
      expect(page).not.toContain('<img')
      expect(page).not.toMatch(/<script|\u001b|\u202e|\bon\w+="/)
      expect(page).toContain('&lt;img src=x')
      expect(page.match(/<(section|table|tbody|main)\b/g)?.length).toBe(
        page.match(/<\/(section|table|tbody|main)>/g)?.length,
      )
    },
  )
  test('what came and went is said in words too', async () => {
    const page = await whole(diffHtml(found(datasetDiff(CHANGES)), { lang: 'ja', most: 10 }))
    for (const word of ['~ 変更', '− 削除', '+ 追加', '<th scope="col">前</th>', '（空欄）'])
      expect(page).toContain(word)
  })
  test('of files only the names; two of one name with their folders', async () => {
    const page = (before: string, after: string) =>
      whole(diffHtml({ before, after, datasets: [] }, { lang: 'ja', most: 1 }))
    expect(await page('/home/a/b.csv', '/home/a/c.csv')).toContain('b.csv → c.csv')
    expect(await page('/home/a/b.csv', '/home/a/c.csv')).not.toContain('/home')
    expect(await page('/home/a/b.csv', '/home/c/b.csv')).toContain('a/b.csv → c/b.csv')
    expect(await page('origin/main', 'v1.0')).toContain('origin/main → v1.0')
  })
  test('several: a table of all of them', async () => {
    const page = await whole(
      diffHtml(found(datasetDiff(CHANGES), datasetDiff(CHANGES)), { lang: 'ja', most: 1 }),
    )
    expect(page).toContain('href="#d2"')
    expect(page).toContain('id="d2"')
  })
})

test('json: the whole, as it would be written at once', async () => {
  const same = datasetDiff([], { state: 'same' })
  const text = await whole(diffJson({ ...found(datasetDiff(CHANGES), same, datasetDiff([])), problems: [] }))
  const value: unknown = JSON.parse(text)
  expect(isObject(value) ? value.datasets : []).toMatchObject([{ changes: CHANGES }, { changes: [] }])
  expect(JSON.parse(await whole(diffJson({ ...found(), problems: [] })))).toMatchObject({ datasets: [] })
})

test('csv: a field a row, values as they are', async () => {
  const text = await whole(
    diffCsv(
      found(datasetDiff(CHANGES, { columns: COLUMNS.slice(0, 1) }), datasetDiff([], { state: 'removed' })),
    ),
  )
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(parse(text, { bom: true })).toEqual([
    ['データセット', 'キー', '変更', '項目', '見出し', '前', '後'],
    ['111111_roads', '', 'column-removed', 'a', '甲', 'string', ''],
    ['111111_roads', '1', 'removed', 'identifier', 'ID', '1', ''],
    ['111111_roads', '1', 'removed', 'name', '名称', '古い', ''],
    ['111111_roads', '2', 'changed', 'name', '名称', '前', ''],
    ['111111_roads', '3', 'added', 'identifier', 'ID', '', '3'],
    ['111111_roads', '3', 'added', 'name', '名称', '', EVIL],
    ['111111_roads', '', 'dataset-removed', '', '', '', ''],
  ])
})
