/** A made-up city whose plan looks different: folders only, no code. What must come out was read from the document by hand. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import {
  datasetOf,
  filesOf,
  PACKAGE,
  provenanceOf,
  recordOf,
  runFolder,
  table,
  withDocument,
} from '../helpers/job.ts'

const ROOT = `${PACKAGE}/test/fixtures/build/second-city`
let result: JobResult

beforeAll(async () => {
  result = await runFolder(ROOT, '019992', 'digital_plan_evaluation_r4')
})

const slugs = (): readonly string[] => result.datasets.map((dataset) => dataset.slug)

test('it builds without a problem, and every line is accounted for', () => {
  expect(result.problems).toEqual([])
  expect(result.report).toMatchObject({ unaccounted: [], lines: { total: 325 } })
})

test('it has the datasets of its document, and no others', () => {
  expect(slugs().map((slug) => [slug, datasetOf(result, slug).recordCount])).toEqual([
    ['ict_plan_policies', 3],
    ['ict_plan_initiatives', 12],
    ['ict_plan_indicators', 15],
    ['ict_plan_observations', 58],
    ['ict_plan_ratings', 4],
    ['ict_plan_rating_totals', 17],
    ['ict_plan_rating_changes', 2],
    ['ict_plan_sections', 6],
  ])
  expect(result.datasets.every((dataset) => dataset.id === `019992_${dataset.slug}`)).toBe(true)
})

test('columns follow the document: a department, no measure', () => {
  const keys = datasetOf(result, 'ict_plan_initiatives').columns.map((column) => column.key)
  expect(keys).toContain('department')
  expect(keys).not.toContain('measureCode')
})

test('policies', () => {
  expect(table(result, 'ict_plan_policies', ['identifier', 'number', 'name', 'statedInitiatives'])).toEqual([
    ['1', 1, 'いつでもどこでも使える市役所', 5],
    ['2', 2, 'スマートな行政運営', 4],
    ['3', 3, '誰もが使えるデジタル', 3],
  ])
})

test('initiatives: title, department, policy, rating and how it is known', () => {
  const fields = ['code', 'title', 'department', 'policyNumber', 'rating', 'ratingMethod']
  expect(table(result, 'ict_plan_initiatives', fields)).toEqual([
    ['1.1', 'オンライン申請の拡充', 'デジタル推進課', 1, 'A', 'observed'],
    ['1.2', '公共施設予約システムの刷新', '生涯学習課', 1, 'B', 'observed'], // 8 is a spelling of B
    ['1.3', 'キャッシュレス決済の導入', '会計課', 1, 'A', 'inferred'], // blank; the totals leave A
    ['1.4', '証明書コンビニ交付の利用促進', '市民課', 1, 'B', 'stated'], // 0 reads as C or D; the sentence says B
    ['1.5', '書かない窓口の実現', '市民課・デジタル推進課', 1, 'C', 'observed'],
    ['2.1', '電子決裁の全庁展開', '総務課', 2, 'B', 'inferred'], // result is the target
    ['2.2', 'ペーパーレス化の推進', '総務課', 2, 'A', 'inferred'], // less is better
    ['2.3', '電子契約の導入', '契約検査課', 2, 'B', 'observed'],
    ['2.4', 'システム運用経費の見直し', 'デジタル推進課', 2, 'C', 'inferred'], // 0: C or D
    ['3.1', '公衆Wi-Fiの整備', '危機管理課', 3, 'D', 'stated'],
    ['3.2', 'デジタル活用支援講座の開催', '高齢福祉課', 3, 'C', 'inferred'],
    ['3.3', '学校ＩＣＴ支援員の配置', '学校教育課', 3, 'B', 'stated'],
  ])
})

describe('the evidence of ratings', () => {
  const evidence = (code: string): unknown => recordOf(result, 'ict_plan_initiatives', code).ratingEvidence

  test('signs that were read', () => {
    expect(evidence('1.2')).toBe('36行目の記号「Ｂ」、78行目の記号「8」をBと読む。')
  })
  test('forced by the totals', () => {
    expect(evidence('1.3')).toBe('記号がない。基本方針1の評価別の数（26行目）によりAに決まる。')
    expect(evidence('3.2')).toContain('基本方針3の評価別の数（28行目）によりCに決まる。')
  })
  test('a sentence, over a sign that says otherwise', () => {
    expect(evidence('1.4')).toBe(
      '134行目の文が「B」としている。38行目の記号「0」はC・Dと読めるが、採らなかった。',
    )
    expect(provenanceOf(result, 'ict_plan_initiatives', '1.4', 'rating').overruled).toEqual(['38#c4'])
  })
  test('chosen among candidates', () => {
    expect(evidence('2.2')).toContain('結果「８４５万枚」と目標「850万枚」の比較（192行目）によりAとした。')
    expect(evidence('2.4')).toContain('見解の言葉「効果が得られません」（238行目）')
    expect(provenanceOf(result, 'ict_plan_initiatives', '2.2', 'rating').method).toBe('inferred')
  })
})

test('prose: list marks are gone, items start a line, a split paragraph is whole', () => {
  expect(recordOf(result, 'ict_plan_initiatives', '1.1').description).toBe(
    '利用の多い手続から順に、オンライン申請の様式を整えます\nスマートフォンからの申請と手数料の納付を可能にします',
  )
  expect(recordOf(result, 'ict_plan_initiatives', '1.4').comment).toBe(
    '利用率は目標にわずかに及びませんが、マイナンバーカードの交付が進み、年度後半は目標の水準で推移しています。このため、評価はBとしました。',
  )
  expect(recordOf(result, 'ict_plan_initiatives', '3.1').description).toBe(
    '避難所となる公共施設に、災害時に無料で使える公衆Wi-Fiを整備します。',
  )
})

test('indicators: the wide form takes the latest result that says anything', () => {
  const fields = [
    'identifier',
    'name',
    'baselineValue',
    'targetValue',
    'targetYear',
    'resultText',
    'resultValue',
    'resultUnit',
    'resultYear',
    'progress',
    'rating',
    'ratingMethod',
  ]
  const A = 'A'
  const from = 'inferred'
  expect(table(result, 'ict_plan_indicators', fields)).toEqual([
    ['1.1-1', 'オンライン申請ができる手続の数', 12, 100, 2023, '１０５件', 105, '件', 2022, 1.0568, A, from],
    ['1.1-2', 'オンライン申請の利用件数', 8000, 40000, 2023, '５．２万件', 52000, '件', 2022, 1.375, A, from],
    ['1.2-1', 'オンラインで予約できる施設の割合', 32, 85, 2023, '８５％', 85, '%', 2022, 1, 'B', from],
    [
      '1.3-1',
      'キャッシュレス決済ができる窓口の数',
      null,
      20,
      2023,
      '22か所',
      22,
      'か所',
      2022,
      null,
      A,
      from,
    ],
    ['1.4-1', 'コンビニ交付の利用率', 4.8, 30, 2023, '28.0％', 28, '%', 2022, 0.9206, 'B', from],
    ['1.5-1', '書かない窓口の導入', null, null, 2023, '試行', null, null, 2022, null, 'C', from],
    ['2.1-1', '電子決裁の導入', null, null, 2023, '全庁で導入', null, null, 2022, null, 'B', from],
    [
      '2.2-1',
      'コピー用紙の使用枚数',
      9800000,
      8500000,
      2023,
      '８４５万枚',
      8450000,
      '枚',
      2022,
      1.0385,
      A,
      from,
    ],
    ['2.3-1', '電子契約の件数', 0, 200, 2023, '214件', 214, '件', 2022, 1.07, 'B', from],
    [
      '2.3-2',
      '電子契約による契約金額',
      null,
      400000000,
      2023,
      '３億４，５００万円',
      345000000,
      '円',
      2022,
      null,
      'B',
      from,
    ],
    ['2.4-1', '運用経費の削減率（令和元年度比）', null, 20, 2023, '８％減', 8, '%', 2022, null, 'C', from],
    ['3.1-1', '公衆Wi-Fiを使える避難所の数', null, 15, 2023, '2か所', 2, 'か所', 2022, null, 'D', from],
    ['3.2-1', '講座の延べ受講者数', null, 10000, 2023, '３千人', 3000, '人', 2022, null, 'C', from],
    // there was no survey in fiscal year 2022
    [
      '3.2-2',
      'スマートフォンを利用する高齢者の割合（隔年調査）',
      51.3,
      70,
      2023,
      '６２．５％',
      62.5,
      '%',
      2021,
      0.5989,
      'C',
      from,
    ],
    [
      '3.3-1',
      '支援員を配置した学校',
      null,
      null,
      2023,
      '小学校12校 中学校5校',
      null,
      null,
      2022,
      null,
      'B',
      from,
    ],
  ])
})

test('indicators: directions, and cells with several quantities', () => {
  expect(recordOf(result, 'ict_plan_indicators', '2.4-1')).toMatchObject({
    baselineText: null,
    baselineYear: 2019,
    targetText: '20％減',
    targetDirection: 'decrease',
    resultDirection: 'decrease',
  })
  expect(recordOf(result, 'ict_plan_indicators', '3.3-1')).toMatchObject({
    baselineText: '小学校3校 中学校1校',
    baselineValue: null,
    baselineParts: [
      { label: '小学校', value: 3, unit: '校' },
      { label: '中学校', value: 1, unit: '校' },
    ],
    targetText: '全小中学校',
    targetParts: null,
  })
})

test('observations: results of several years, and one whose header names none', () => {
  const rows = table(result, 'ict_plan_observations', [
    'identifier',
    'kind',
    'period',
    'text',
    'value',
    'unit',
  ])
  const of = (prefix: string): readonly unknown[] => rows.filter((row) => String(row[0]).startsWith(prefix))
  expect(of('1.1-2')).toEqual([
    ['1.1-2-baseline', 'baseline', '2019-04-01/2020-03-31', '8千件', 8000, '件'],
    ['1.1-2-result-2021', 'result', '2021-04-01/2022-03-31', '2万3,400件', 23400, '件'],
    ['1.1-2-result-2022', 'result', '2022-04-01/2023-03-31', '５．２万件', 52000, '件'],
    ['1.1-2-target', 'target', '2023-04-01/2024-03-31', '4万件', 40000, '件'],
  ])
  expect(of('2.3-2')).toEqual([
    ['2.3-2-baseline', 'baseline', '2019-04-01/2020-03-31', null, null, null],
    ['2.3-2-result-2021', 'result', '2021-04-01/2022-03-31', '1億2,000万円', 120000000, '円'],
    ['2.3-2-result-2022', 'result', '2022-04-01/2023-03-31', '３億４，５００万円', 345000000, '円'],
    ['2.3-2-target', 'target', '2023-04-01/2024-03-31', '4億円', 400000000, '円'],
  ])
  expect(of('3.1-1')).toEqual([
    ['3.1-1-result', 'result', '2022-04-01/2023-03-31', '2か所', 2, 'か所'],
    ['3.1-1-target', 'target', '2023-04-01/2024-03-31', '15か所', 15, 'か所'],
  ])
  expect(of('3.2-2')[2]).toEqual(['3.2-2-result-2022', 'result', '2022-04-01/2023-03-31', null, null, null])
})

test('the legend, full-width in the document', () => {
  expect(table(result, 'ict_plan_ratings', ['identifier', 'rating', 'meaning'])).toEqual([
    ['A', 'A', '目標を上回る成果があった'],
    ['B', 'B', '目標どおり進んだ'],
    ['C', 'C', '進んだが目標に届かなかった'],
    ['D', 'D', '未着手、又は大幅に遅れた'],
  ])
})

test('totals: per policy and rating, the sum row over all, and its own sum', () => {
  const fields = ['identifier', 'policyNumber', 'rating', 'stated', 'counted', 'difference']
  expect(table(result, 'ict_plan_rating_totals', fields)).toEqual([
    ['1-A', 1, 'A', 2, 2, 0],
    ['1-B', 1, 'B', 2, 2, 0],
    ['1-C', 1, 'C', 1, 1, 0],
    ['1-D', 1, 'D', null, 0, null], // －
    ['2-A', 2, 'A', 1, 1, 0],
    ['2-B', 2, 'B', 2, 2, 0],
    ['2-C', 2, 'C', 1, 1, 0],
    ['2-D', 2, 'D', 0, 0, 0],
    ['3-A', 3, 'A', null, 0, null],
    ['3-B', 3, 'B', 1, 1, 0],
    ['3-C', 3, 'C', 1, 1, 0],
    ['3-D', 3, 'D', 1, 1, 0],
    ['all-A', null, 'A', 3, 3, 0],
    ['all-B', null, 'B', 5, 5, 0],
    ['all-C', null, 'C', 3, 3, 0],
    ['all-D', null, 'D', 1, 1, 0],
    ['all', null, null, 12, 12, 0],
  ])
})

test('changes of ratings, from a table', () => {
  const fields = ['initiativeCode', 'from', 'fromMethod', 'to', 'toMethod', 'reason']
  expect(table(result, 'ict_plan_rating_changes', fields)).toEqual([
    ['1.3', 'B', 'stated', 'A', 'stated', '補助制度の活用により、計画より早く端末を配備できた。'],
    ['3.1', 'C', 'stated', 'D', 'stated', '機器の納入が遅れた。'],
  ])
})

test('sections take the rest', () => {
  expect(table(result, 'ict_plan_sections', ['identifier', 'heading'])).toEqual([
    ['preface', '見本市デジタル推進プラン令和４年度進捗評価報告書'],
    ['1', '評価の見方'],
    ['5', '前年度からの変化'],
    ['6', '総括'],
    ['6-1', '成果'],
    ['6-2', '課題'],
  ])
  expect(recordOf(result, 'ict_plan_sections', '6-2').text).toBe(
    [
      'デジタルに不慣れな方への支援が十分に行き届いていません',
      '機器の調達や物価の上昇など、計画に織り込んでいなかった要因への備えが必要です',
      '次年度は、これらの課題を踏まえてプランの中間見直しを行います。',
    ].join('\n'),
  )
})

describe('where cells come from', () => {
  test('as written, normalized, computed, declared', () => {
    expect(provenanceOf(result, 'ict_plan_indicators', '1.1-1', 'baselineText')).toEqual({
      method: 'as-written',
      cites: [['67#c2']],
    })
    expect(provenanceOf(result, 'ict_plan_indicators', '1.1-1', 'resultValue')).toMatchObject({
      method: 'normalized',
      cites: [['67#c4']],
    })
    expect(provenanceOf(result, 'ict_plan_indicators', '1.1-1', 'progress').method).toBe('computed')
    expect(provenanceOf(result, 'ict_plan_observations', '3.1-1-result', 'period')).toMatchObject({
      method: 'declared',
      key: 'document.kinds.result.year',
    })
  })
  test('a title that stands in three places is cited in all', () => {
    expect(provenanceOf(result, 'ict_plan_initiatives', '1.3', 'title').cites).toEqual([
      ['37#c2.title'],
      ['94#title'],
      ['311#c1.title'],
    ])
  })
  test('a correction of a record, with its reason', () => {
    expect(provenanceOf(result, 'ict_plan_indicators', '1.1-1', 'name')).toMatchObject({
      method: 'corrected',
      key: 'corrections.2',
      reason: '「申」の誤読。取組名は「オンライン申請の拡充」。',
    })
  })
  test('a correction of a place says nothing of the rest of its line', () => {
    expect(provenanceOf(result, 'ict_plan_indicators', '1.1-1', 'baselineYear').method).toBe('normalized')
    const line = { line: 65, kind: 'indicators/indicators header', correction: 'corrections.1' }
    expect(result.account.value).toMatchObject({
      lines: expect.arrayContaining([expect.objectContaining(line)]),
    })
  })
})

describe('what the document says twice is held against itself', () => {
  const SOURCE = 'digital_plan_evaluation_r4'
  const faults: readonly (readonly [string, string, string, string, number])[] = [
    ['the sum row', '| 合計 | 3 | 5 |', '| 合計 | 4 | 5 |', 'reconcile/totals', 29],
    ['the sum column', '| － | 5 |', '| － | 6 |', 'reconcile/count', 26],
    ['the sum of sums', '| １２ |', '| １３ |', 'reconcile/count', 29],
    [
      'a title in the table of changes',
      '| 1.3 キャッシュレス決済の導入 | Ｂ',
      '| 1.3 キャッシュレスの導入 | Ｂ',
      'reconcile/disagree',
      311,
    ],
    [
      'a code in the table of changes',
      '| 1.3 キャッシュレス決済の導入 | Ｂ',
      '| 1.9 キャッシュレス決済の導入 | Ｂ',
      'shape/unknown-row',
      311,
    ],
    [
      'a rating in the table of changes',
      'の整備 | Ｃ | Ｄ |',
      'の整備 | Ｃ | Ａ |',
      'reconcile/rating-contradiction',
      312,
    ],
    ['a department', '**担当課**：会計課', '**担当課**：会計室', 'reconcile/disagree', 96],
    ['the year of a result', '令和4年度末時点の進捗', '令和5年度末時点の進捗', 'reconcile/quote', 23],
  ]
  test.each(faults)('%s', async (_, before, after, code, line) => {
    const files = withDocument(filesOf(ROOT, '019992', SOURCE), (text) => text.replace(before, after))
    const { problems } = await runFolder(ROOT, '019992', SOURCE, files)
    expect(problems.map((problem) => [problem.code, problem.where.line ?? 0])).toContainEqual([code, line])
  })
})
