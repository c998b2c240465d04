import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../pipeline/problem.ts'
import { diffSummary } from '../../pipeline/report/diff/summary.ts'
import { escapeMarkdown, fenced } from '../../pipeline/report/markdown.ts'
import { type SummaryDataset, summaryMarkdown } from '../../pipeline/report/summary.ts'
import { CHANGES, datasetDiff, found } from './diff/found.ts'

const DATASET: SummaryDataset = {
  id: '111111_roads',
  title: { ja: '道路', en: 'Roads' },
  state: 'changed',
  from: '1.0.0',
  to: '2.0.0',
  counts: { added: 1, removed: 1, changed: 1 },
  columns: [{ kind: 'removed', field: 'a', header: '甲', before: 'string' }],
  examples: CHANGES,
  headers: { name: '名称' },
}

const PROBLEM: Problem = {
  code: 'run/dropped',
  severity: 'error',
  scope: 'source',
  message: { ja: '件数が減りました。', en: 'Records fell.' },
  remedy: { ja: '確かめてください。', en: 'Look.' },
  where: {},
  actual: '20',
  expected: '100',
}

describe('a summary', () => {
  test('says what waits, what changed, and what was published', () => {
    const text = summaryMarkdown(
      {
        broken: [
          {
            source: '111111/aed',
            title: { ja: 'AED', en: 'AEDs' },
            problems: [PROBLEM],
            edit: '-  header: 名称\n+  header: 施設名\n',
            editFile: '.hiraku/candidates/111111/aed/source.yaml',
          },
        ],
        datasets: [DATASET],
        published: [{ portal: 'city', done: 1, unchanged: 2, failed: 0 }],
      },
      'ja',
    )
    expect(text.indexOf('AED')).toBeLessThan(text.indexOf('道路'))
    for (const part of [
      '変わったデータセット：1 件。人の確認を待っているソース：1 件。',
      '- **件数が減りました。** `run/dropped`',
      '  - 前：100 ／ 今：20',
      '```diff\n-  header: 名称\n+  header: 施設名\n```',
      '#### 道路 (111111&#95;roads) **1.0.0 → 2.0.0** · +1 −1 ~1',
      '- − 列 **甲** 削除',
      '| ~ 変更 | 2 | 名称：前 → （空欄） |',
      '| city | 1 | 2 | 0 |',
    ])
      expect(text).toContain(part)
  })
  test('what data hold is no markup, no link, no person, no issue', () => {
    const text = summaryMarkdown({ datasets: [DATASET], broken: [] }, 'en')
    expect(text).not.toMatch(/<img|@someone|(?<!&)#12|https:\/\/|\u202e|\u001b/)
  })
  test('of two states; nothing changed', async () => {
    expect(await diffSummary(found(datasetDiff([], { state: 'same' })), 'ja')).toBe(
      '## オープンデータの更新\n\n変わったデータセットはありません。\n',
    )
    expect(await diffSummary(found(datasetDiff(CHANGES)), 'en')).toContain('**1.0.0 → 1.1.0** · +1 −1 ~1')
  })
  test('ten examples, and how many more', () => {
    const examples = Array.from(
      { length: 30 },
      (_, n) => ({ kind: 'removed', key: `k${n}`, record: {} }) as const,
    )
    const text = summaryMarkdown(
      { datasets: [{ ...DATASET, examples, counts: { added: 0, removed: 99, changed: 0 } }], broken: [] },
      'en',
    )
    expect(text).toContain('| k9 |')
    expect(text).not.toContain('| k10 |')
    expect(text).toContain('89 more')
  })
  test('fits into a pull request whatever there is, and counts what is left out', () => {
    const broken = Array.from({ length: 300 }, (_, n) => ({
      source: `111111/${n}`,
      problems: Array.from({ length: 10 }, () => PROBLEM),
      edit: 'x'.repeat(2000),
    }))
    const datasets = Array.from({ length: 3000 }, () => DATASET)
    const text = summaryMarkdown({ datasets, broken }, 'ja')
    expect(text.length).toBeLessThan(65_536)
    const listed = text.match(/^#### ⚠/gm)?.length ?? 0
    expect(text).toContain(`ほかのソース ${300 - listed} 件`)
    expect(text).toMatch(/ほかのデータセット \d+ 件/)
  })
  test('any limit is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1200, max: 20_000 }), fc.integer({ min: 0, max: 40 }), (most, many) => {
        const input = {
          datasets: Array.from({ length: many }, () => DATASET),
          broken: Array.from({ length: many }, (_, n) => ({ source: `${n}`, problems: [PROBLEM] })),
        }
        expect(summaryMarkdown(input, 'en', most).length).toBeLessThanOrEqual(most)
      }),
    )
  })
})

describe('escaping', () => {
  test.each([
    ['a|b', 'a&#124;b'],
    ['<b>', '&#60;b&#62;'],
    ['@a #1 # x', '@&#8203;a #&#8203;1 # x'],
    ['https://a.jp www.a.jp', 'https&#58;//a.jp www&#46;a.jp'],
    ['2025-04-01 (1.0) 名称', '2025-04-01 (1.0) 名称'],
    ['a\r\nb', 'a ⏎ b'],
    // GitHub makes links of these too: an issue, and a commit
    ['GH-12 gh-1 GH-x', 'GH&#8203;-12 gh&#8203;-1 GH-x'],
    ['a9bd5f6 deadbeef', 'a9&#8203;bd5f6 de&#8203;adbeef'],
    [
      `${'0'.repeat(40)} 0463944711 ${'a'.repeat(64)}`,
      `00&#8203;${'0'.repeat(38)} 0463944711 ${'a'.repeat(64)}`,
    ],
  ])('%s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })
  test('no text breaks out of its cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/[|`<>[\]\r\n\\*_]/)
      }),
    )
  })
  test('a fence is longer than any within', () => {
    expect(fenced('a\n````\nb', 'yaml')).toBe('`````yaml\na\n````\nb\n`````\n')
  })
})
