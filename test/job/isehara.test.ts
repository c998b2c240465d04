/** The real document, against the table of the issue and against the document read by eye. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import { provenanceOf as cellOf } from '../../pipeline/lib/provenance.ts'
import { recordName } from '../../pipeline/lib/record-id.ts'
import { datasetOf, filesOf, PACKAGE, provenanceOf, recordOf, runFolder, table } from '../helpers/job.ts'

let result: JobResult

beforeAll(async () => {
  result = await runFolder(PACKAGE, '142140', 'ict_plan_evaluation_r4')
})

test('no errors; the warnings are those that a person should look at', () => {
  expect(result.problems.map(({ code, severity, where }) => [severity, code, where.line])).toEqual([
    ['warning', 'reconcile/count-mismatch', 285], // 10件, 11 names
    ['warning', 'reconcile/count-mismatch', 394],
    ['warning', 'reconcile/progress', 99], // 8.7496
    ['warning', 'reconcile/progress', 221], // 3.3151
    ['warning', 'reconcile/progress', 251], // the target lies below the baseline
  ])
})

test('every dataset of the issue, with its count', () => {
  expect(result.datasets.map((dataset) => [dataset.id, dataset.recordCount])).toEqual([
    ['142140_ict_plan_policies', 3],
    ['142140_ict_plan_measures', 6],
    ['142140_ict_plan_initiatives', 34],
    ['142140_ict_plan_indicators', 40],
    ['142140_ict_plan_observations', 120],
    ['142140_ict_plan_ratings', 4],
    ['142140_ict_plan_rating_totals', 12],
    ['142140_ict_plan_rating_changes', 3],
    ['142140_ict_plan_map_layers', 11],
    ['142140_ict_plan_sections', 5],
  ])
})

test('every dataset begins with the columns of the standard', () => {
  for (const { columns, records } of result.datasets) {
    expect(columns.slice(0, 3).map((column) => [column.key, column.header])).toEqual([
      ['localGovernmentCode', '全国地方公共団体コード'],
      ['identifier', 'ID'],
      ['localGovernmentName', '地方公共団体名'],
    ])
    const first = records.map((record) => [record.localGovernmentCode, record.localGovernmentName])
    expect(new Set(first.flat())).toEqual(new Set(['142140', '神奈川県伊勢原市']))
  }
})

test('policies and measures', () => {
  expect(table(result, 'ict_plan_policies', ['identifier', 'number', 'name', 'statedInitiatives'])).toEqual([
    ['1', 1, '誰でもいつでも利用できるICTサービスの充実', 16],
    ['2', 2, 'ICTを活用した業務の効率化による行政経営の推進', 12],
    ['3', 3, 'ICTによる安全・安心な社会の構築', 6],
  ])
  expect(table(result, 'ict_plan_measures', ['code', 'name', 'policyNumber'])).toEqual([
    ['1-1', '市民サービスの電子化の推進', 1],
    ['1-2', '市民と行政とのコミュニケーションの推進', 1],
    ['2-1', 'スマート自治体の推進に向けた情報基盤の整備', 2],
    ['2-2', '情報システムの最適化の推進', 2],
    ['3-1', '災害時における多様な情報化の推進', 3],
    ['3-2', '継続的な情報セキュリティ対策の強化', 3],
  ])
})

describe('initiatives', () => {
  test('all 34, with rating and method', () => {
    expect(table(result, 'ict_plan_initiatives', ['code', 'title', 'rating', 'ratingMethod'])).toEqual([
      ['1-1-1', 'マイナポータルを利用したオンライン申請の利用促進', '◎', 'inferred'],
      ['1-1-2', '行政手続き等のオンライン申請の利用促進', '◎', 'inferred'],
      ['1-1-3', 'マイナンバーカードの取得率の向上', '○', 'observed'],
      ['1-1-4', 'マイナンバーカードの多機能化の推進', '○', 'observed'],
      ['1-1-5', '窓口におけるタブレット端末を使った翻訳システムの導入', '○', 'inferred'],
      ['1-1-6', 'タブレット端末を利用した窓口申請書の電子化', '△', 'stated'],
      ['1-1-7', '小中学校へのタブレット端末等の導入', '◎', 'stated'],
      ['1-1-8', '市税等のキャッシュレス決済の導入', '◎', 'observed'],
      ['1-1-9', '保育料等のコンビニ収納導入に向けた検討', '◎', 'stated'],
      ['1-2-1', '市公式SNSを使った行政情報の発信', '◎', 'inferred'],
      ['1-2-2', '市が保有するデータのオープンデータ化の推進', '△', 'observed'],
      ['1-2-3', '市公式ホームページの充実', '◎', 'inferred'],
      ['1-2-4', '市公式ホームページのWebアクセシビリティの確保', '◎', 'observed'],
      ['1-2-5', '公開型GIS(地図情報システム)の導入', '◎', 'inferred'],
      ['1-2-6', '窓口混雑情報発信システムの導入に向けた検討', '◎', 'stated'],
      ['1-2-7', '市民からの通報システム導入に向けた検討', '△', 'stated'],
      ['2-1-1', '様々な分野へのAIの活用・検討', '○', 'stated'],
      ['2-1-2', '定例業務におけるRPAの活用・検討', '◎', 'inferred'],
      ['2-1-3', 'ペーパーレス会議(議会)システムの導入', '△', 'observed'],
      ['2-1-4', '行政事務用端末のモバイル端末への更新', '○', 'stated'],
      ['2-1-5', '統合型GIS(地図情報システム)の導入', '◎', 'inferred'],
      ['2-1-6', '会計年度任用職員に対応した人事給与システム及び勤怠管理システムの導入', '○', 'inferred'],
      ['2-1-7', '行政文書のデジタル化の推進', '△', 'observed'],
      ['2-1-8', 'フリーアドレスの導入に向けた検討', '△', 'stated'],
      ['2-2-1', '住民情報システムにおけるクラウドサービスの利用', '●', 'stated'],
      ['2-2-2', '福祉総合システムにおけるクラウドサービスの利用', '●', 'stated'],
      ['2-2-3', '職員向け内部情報システムにおけるクラウドサービスの利用', '○', 'stated'],
      ['2-2-4', '個別に導入している情報システムの再構築', '●', 'stated'],
      ['3-1-1', '防災拠点等におけるWi-Fi環境の整備', '○', 'stated'],
      ['3-1-2', 'いせはらくらし安心メール等を利用した防災情報の発信', '○', 'inferred'],
      ['3-1-3', '罹災証明発行システムの導入', '○', 'stated'],
      ['3-2-1', '情報セキュリティ研修の拡充', '○', 'observed'],
      ['3-2-2', '情報セキュリティ監査の充実', '○', 'observed'],
      ['3-2-3', 'ICTの利活用に資する人材育成', '△', 'stated'],
    ])
  })

  test('15 stated, 9 observed, 10 inferred', () => {
    const methods = table(result, 'ict_plan_initiatives', ['ratingMethod']).flat()
    const count = (method: string): number => methods.filter((one) => one === method).length
    expect([count('stated'), count('observed'), count('inferred')]).toEqual([15, 9, 10])
  })

  test('nine are chosen by soft evidence, six under policy 1 and three under policy 2; 3-1-2 is forced by the totals', () => {
    const inferred = datasetOf(result, 'ict_plan_initiatives').records.filter(
      (record) => record.ratingMethod === 'inferred',
    )
    const chosen = inferred.filter((record) => String(record.ratingEvidence).includes('候補は'))
    expect(chosen.map((record) => record.policyNumber)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2])
    const forced = recordOf(result, 'ict_plan_initiatives', '3-1-2')
    expect(forced.ratingEvidence).toContain('基本方針3の評価別の数（63行目）により○に決まる')
    // a remark about another goal is none
    expect(recordOf(result, 'ict_plan_initiatives', '1-1-1').ratingEvidence).not.toContain('届きません')
  })

  test('the sentence is named by its line, also where a page break split it or a correction mended it', () => {
    const evidence = (code: string): unknown => recordOf(result, 'ict_plan_initiatives', code).ratingEvidence
    expect(evidence('2-2-1')).toBe('457行目の文が「●」としている。')
    expect(evidence('2-2-4')).toBe('506行目の文が「●」としている。')
    expect(evidence('3-1-3')).toBe('553行目の文が「○」としている。')
  })

  test('codes agree with measure and policy', () => {
    for (const record of datasetOf(result, 'ict_plan_initiatives').records) {
      expect(String(record.code).startsWith(`${record.measureCode}-`)).toBe(true)
      expect(String(record.measureCode).startsWith(`${record.policyNumber}-`)).toBe(true)
    }
  })

  test('texts: spaces mended, a paragraph that was split is whole, Latin words keep their spaces', () => {
    expect(recordOf(result, 'ict_plan_initiatives', '2-2-1').comment).toBe(
      '次期システムは、国が構築するクラウドサービス(ガバメントクラウド)に更新することとしました。国の方針により本計画が変更となったため、評価を「●」としました。',
    )
    expect(recordOf(result, 'ict_plan_initiatives', '1-2-4').description).toContain(
      '「JIS X 8341-3:2016」(平成28年改正公示)',
    )
    expect(recordOf(result, 'ict_plan_initiatives', '2-2-4').comment).toContain(
      '変更となったため、評価を「●」としました。',
    )
    expect(recordOf(result, 'ict_plan_initiatives', '3-2-3').comment).toContain('評価を「△」としました。')
  })
})

type Cell = readonly [text: string, value?: number, unit?: string]
const NOT = 'システム未導入'

/** identifier, name, baseline, target, result, progress, rating: read from the document by eye. */
const INDICATORS: readonly (readonly [string, string, Cell, Cell, Cell, number | null, string])[] = [
  [
    '1-1-1-1',
    '子育て、保育、被災者支援及び介護関連手続きのオンライン化率',
    ['0%', 0, '%'],
    ['30%', 30, '%'],
    ['52%', 52, '%'],
    1.7333,
    '◎',
  ],
  [
    '1-1-2-1',
    '電子申請システム等によるオンライン申請数',
    ['12,137件', 12137, '件'],
    ['12,800件', 12800, '件'],
    ['17,938件', 17938, '件'],
    8.7496,
    '◎',
  ],
  [
    '1-1-3-1',
    'マイナンバーカード申請数',
    ['19,057件', 19057, '件'],
    ['81,000件', 81000, '件'],
    ['86,926件', 86926, '件'],
    1.0957,
    '○',
  ],
  [
    '1-1-4-1',
    'マイナンバーカード付加機能の件数',
    ['0件', 0, '件'],
    ['1件', 1, '件'],
    ['1件', 1, '件'],
    1,
    '○',
  ],
  [
    '1-1-5-1',
    'タブレット端末を使った翻訳システムの利用可能な窓口数',
    ['1箇所', 1, '箇所'],
    ['3箇所', 3, '箇所'],
    ['3箇所', 3, '箇所'],
    1,
    '○',
  ],
  ['1-1-6-1', '窓口申請書の電子化サービス開始', ['未実施'], ['システム導入'], ['仕様検討'], null, '△'],
  [
    '1-1-7-1',
    '市立小・中学校において、必要なタブレット端末等の導入',
    ['小学校186台 中学校42台'],
    ['小学校3~6年生中学校全学年'],
    ['小中学校全学年'],
    null,
    '◎',
  ],
  [
    '1-1-8-1',
    'キャッシュレス決済の利用件数',
    [NOT],
    ['4,300件', 4300, '件'],
    ['30,284件', 30284, '件'],
    null,
    '◎',
  ],
  ['1-1-9-1', 'コンビニ収納の利用率', [NOT], ['仕様検討'], ['38.6%', 38.6, '%'], null, '◎'],
  [
    '1-2-1-1',
    '公式Facebookに対する「いいね!」件数',
    ['757件', 757, '件'],
    ['830件', 830, '件'],
    ['999件', 999, '件'],
    3.3151,
    '◎',
  ],
  ['1-2-2-1', 'オープンデータ公開件数', ['10件', 10, '件'], ['40件', 40, '件'], ['13件', 13, '件'], 0.1, '△'],
  [
    '1-2-3-1',
    '掲載公開数',
    ['5,655件', 5655, '件'],
    ['5,650件', 5650, '件'],
    ['7,216件', 7216, '件'],
    -312.2,
    '◎',
  ],
  ['1-2-4-1', '適合レベルAA以上の準拠率', ['未実施'], ['36%', 36, '%'], ['100%', 100, '%'], null, '◎'],
  ['1-2-5-1', '公開する地図情報数', [NOT], ['7件', 7, '件'], ['10件', 10, '件'], null, '◎'],
  ['1-2-6-1', '窓口混雑情報配信システムの導入', [NOT], ['導入'], ['R2導入'], null, '◎'],
  ['1-2-7-1', 'スマートフォンを利用した通報サービス導入', [NOT], ['運用'], ['未導入'], null, '△'],
  ['2-1-1-1', 'AI機能の導入及び庁内業務効率化の実現', ['AI未導入'], ['導入'], ['導入'], null, '○'],
  ['2-1-2-1', 'RPA活用業務数', ['RPA未導入'], ['4業務', 4, '業務'], ['20業務', 20, '業務'], null, '◎'],
  ['2-1-2-2', '削減時間数', ['RPA未導入'], ['400時間', 400, '時間'], ['1,187時間', 1187, '時間'], null, '◎'],
  [
    '2-1-3-1',
    '紙の使用料削減(A4用紙)',
    [NOT],
    ['165,000枚', 165000, '枚'],
    ['59,301枚', 59301, '枚'],
    null,
    '△',
  ],
  ['2-1-4-1', '市庁舎内の無線LAN環境整備', ['整備中'], ['(R2)整備済'], ['整備済'], null, '○'],
  [
    '2-1-4-2',
    'タブレット機能を有するモバイル型端末への切替',
    ['50台', 50, '台'],
    ['(R4)順次更新'],
    ['順次更新'],
    null,
    '○',
  ],
  ['2-1-5-1', '(庁内)公開する地図情報数', [NOT], ['7件', 7, '件'], ['10件', 10, '件'], null, '◎'],
  ['2-1-6-1', '事務事業の削減率', [NOT], ['20%減', 20, '%'], ['20%減', 20, '%'], null, '○'],
  ['2-1-7-1', '紙の削減枚数', [NOT], ['1,300,000枚', 1300000, '枚'], ['3,515枚', 3515, '枚'], null, '△'],
  ['2-1-7-2', '引継文書保存箱の削減', [NOT], ['文書保存箱180個削減', 180, '個'], ['1個', 1, '個'], null, '△'],
  ['2-1-8-1', 'フリーアドレス導入に向けた環境整備', ['未実施'], ['実施'], ['無線LAN整備済'], null, '△'],
  ['2-2-1-1', 'クラウドシステム導入', [NOT], ['構築'], ['見直し'], null, '●'],
  ['2-2-2-1', 'クラウドシステム導入', [NOT], ['仕様検討'], ['見直し'], null, '●'],
  ['2-2-3-1', 'クラウドシステム導入', [NOT], ['運用'], ['運用'], null, '○'],
  ['2-2-4-1', '基盤システム導入', [NOT], ['仕様検討'], ['見直し'], null, '●'],
  ['3-1-1-1', '災害対策本部にインターネット環境整備', ['未整備'], ['NW回線整備'], ['整備済'], null, '○'],
  [
    '3-1-2-1',
    'いせはらくらし安心メールの登録者数',
    ['13,217人', 13217, '人'],
    ['17,000人', 17000, '人'],
    ['16,775人', 16775, '人'],
    0.9405,
    '○',
  ],
  ['3-1-3-1', '罹災証明発行システム導入', [NOT], ['運用'], ['運用'], null, '○'],
  [
    '3-2-1-1',
    'マイナンバー研修受講率',
    ['100%', 100, '%'],
    ['100%', 100, '%'],
    ['100%', 100, '%'],
    null,
    '○',
  ],
  [
    '3-2-1-2',
    '情報セキュリティインシデント件数',
    ['0件', 0, '件'],
    ['0件', 0, '件'],
    ['0件', 0, '件'],
    null,
    '○',
  ],
  ['3-2-2-1', '情報資産監査実施率', ['37%', 37, '%'], ['90%', 90, '%'], ['90%', 90, '%'], 1, '○'],
  ['3-2-2-2', 'システム監査実施率', ['27%', 27, '%'], ['70%', 70, '%'], ['70%', 70, '%'], 1, '○'],
  ['3-2-2-3', '自己点検実施率', ['100%', 100, '%'], ['100%', 100, '%'], ['100%', 100, '%'], null, '○'],
  ['3-2-3-1', '各所属に情報化推進リーダー配置', ['未実施'], ['配置完了'], ['未実施'], null, '△'],
]

/** Indicators whose own sign has one reading; the others take the rating of their initiative. */
const OBSERVED = [
  ['1-1-3-1', '1-1-6-1', '1-1-8-1', '1-2-2-1', '1-2-4-1', '1-2-7-1'],
  ['2-1-3-1', '2-1-7-1', '2-1-7-2', '2-1-8-1', '2-2-4-1'],
  ['3-2-1-2', '3-2-2-1', '3-2-2-2', '3-2-3-1'],
].flat()

const KINDS = ['baseline', 'target', 'result'] as const

describe('indicators', () => {
  test('all 40: names, texts, values, units, progress, ratings', () => {
    const rows = datasetOf(result, 'ict_plan_indicators').records.map((record) => [
      record.identifier,
      record.name,
      ...KINDS.map((kind) => [record[`${kind}Text`], record[`${kind}Value`], record[`${kind}Unit`]]),
      record.progress,
      record.rating,
    ])
    const whole = ([text, value, unit]: Cell) => [text, value ?? null, unit ?? null]
    expect(rows).toEqual(
      INDICATORS.map(([id, name, baseline, target, outcome, progress, rating]) => [
        id,
        name,
        ...[baseline, target, outcome].map(whole),
        progress,
        rating,
      ]),
    )
  })

  test('number and initiative are those of the identifier', () => {
    for (const record of datasetOf(result, 'ict_plan_indicators').records) {
      expect(`${record.initiativeCode}-${record.number}`).toBe(record.identifier)
    }
  })

  test('own signs are observed, the others inferred', () => {
    const rows = table(result, 'ict_plan_indicators', ['identifier', 'ratingMethod'])
    expect(rows.filter((row) => row[1] === 'observed').map((row) => row[0])).toEqual(OBSERVED)
    expect(rows.filter((row) => row[1] === 'inferred')).toHaveLength(40 - OBSERVED.length)
  })

  test('years: the headers say R1 and R4, cells that name a year overrule them', () => {
    for (const record of datasetOf(result, 'ict_plan_indicators').records) {
      const { identifier } = record
      expect(record.baselineYear).toBe(2019)
      expect(record.targetYear).toBe(identifier === '2-1-4-1' ? 2020 : 2022)
      expect(record.resultYear).toBe(identifier === '1-2-6-1' ? 2020 : 2022)
    }
  })

  test('directions and parts stand apart from the number', () => {
    const rows = datasetOf(result, 'ict_plan_indicators').records
    const said = (member: string) =>
      rows.flatMap((record) =>
        KINDS.filter((kind) => record[`${kind}${member}`] !== null).map((kind) => [
          record.identifier,
          kind,
          record[`${kind}${member}`],
        ]),
      )
    expect(said('Direction')).toEqual([
      ['2-1-6-1', 'target', 'decrease'],
      ['2-1-6-1', 'result', 'decrease'],
      ['2-1-7-2', 'target', 'decrease'],
    ])
    const parts = [
      { label: '小学校', value: 186, unit: '台' },
      { label: '中学校', value: 42, unit: '台' },
    ]
    expect(said('Parts')).toEqual([['1-1-7-1', 'baseline', parts]])
  })
})

describe('observations', () => {
  test('one per indicator and kind, saying what the wide form says', () => {
    for (const record of datasetOf(result, 'ict_plan_indicators').records) {
      for (const kind of KINDS) {
        const year = Number(record[`${kind}Year`])
        expect(recordOf(result, 'ict_plan_observations', `${record.identifier}-${kind}`)).toMatchObject({
          initiativeCode: record.initiativeCode,
          number: record.number,
          kind,
          period: `${year}-04-01/${year + 1}-03-31`,
          text: record[`${kind}Text`],
          value: record[`${kind}Value`],
          unit: record[`${kind}Unit`],
          direction: record[`${kind}Direction`],
          parts: record[`${kind}Parts`],
        })
      }
    }
  })

  test('the year of a result is declared, with the words it rests on; R2 is read from the cell', () => {
    expect(provenanceOf(result, 'ict_plan_observations', '1-1-1-1-result', 'period')).toMatchObject({
      method: 'declared',
      key: 'document.kinds.result.year',
    })
    expect(provenanceOf(result, 'ict_plan_observations', '1-2-6-1-result', 'period')).toMatchObject({
      method: 'normalized',
      cites: [['296#c4']],
    })
  })
})

test('the list of ratings', () => {
  expect(table(result, 'ict_plan_ratings', ['identifier', 'rating', 'meaning'])).toEqual([
    ['exceeded', '◎', '目標以上の成果'],
    ['as-planned', '○', '計画どおり'],
    ['delayed', '△', '進捗に遅れ'],
    ['revised', '●', '取組の見直し(国の方針等により計画変更)'],
  ])
})

test('totals: stated and counted agree; what the document does not name is unknown', () => {
  const fields = ['policyNumber', 'rating', 'stated', 'counted', 'difference']
  expect(table(result, 'ict_plan_rating_totals', fields)).toEqual([
    [1, '◎', 10, 10, 0],
    [1, '○', 3, 3, 0],
    [1, '△', 3, 3, 0],
    [1, '●', null, 0, null],
    [2, '◎', 2, 2, 0],
    [2, '○', 4, 4, 0],
    [2, '△', 3, 3, 0],
    [2, '●', 3, 3, 0],
    [3, '◎', null, 0, null],
    [3, '○', 5, 5, 0],
    [3, '△', 1, 1, 0],
    [3, '●', null, 0, null],
  ])
})

test('rating changes: the text states from in all, to in one', () => {
  const fields = ['initiativeCode', 'from', 'fromMethod', 'to', 'toMethod']
  expect(table(result, 'ict_plan_rating_changes', fields)).toEqual([
    ['1-1-3', '△', 'stated', '○', 'observed'],
    ['2-1-7', '○', 'stated', '△', 'observed'],
    ['3-1-1', '△', 'stated', '○', 'stated'],
  ])
  expect(recordOf(result, 'ict_plan_rating_changes', '3-1-1').reason).toBe(
    '広域避難場所等にWi-Fi環境の整備を行い、計画どおりに進捗しました。',
  )
})

test('map layers: the text says 10 and names 11', () => {
  const rows = table(result, 'ict_plan_map_layers', [
    'name',
    'initiativeCodes',
    'statedCount',
    'namedCount',
    'countMismatch',
  ])
  expect(rows.map((row) => row[0])).toEqual([
    'ハザードマップ',
    '子育てマップ',
    '都市計画',
    'AED',
    '医療機関',
    '自治体区域',
    '避難所',
    '公園',
    '市立小学校',
    '市立中学校',
    '下水道台帳',
  ])
  for (const row of rows) expect(row.slice(1)).toEqual([['1-2-5', '2-1-5'], 10, 11, true])
})

test('sections', () => {
  const rows = table(result, 'ict_plan_sections', ['identifier', 'heading', 'text'])
  expect(
    rows.map(([identifier, heading, text]) => [identifier, heading, String(text ?? '').split('\n').length]),
  ).toEqual([
    ['preface', '伊勢原市ICT推進計画【前期計画】の事業評価について', 2],
    ['criteria', '評価基準について', 2],
    ['review', '総括', 1],
    ['review-1', '令和3年度末時点*に行った評価との比較', 1],
    ['review-2', '次年度以降の取組について', 3],
  ])
})

describe('white space', () => {
  const WHOLE_QUANTITIES = '小学校186台 中学校42台'
  const BESIDE =
    /[^\S\n](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef])|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef])[^\S\n]/u

  test('no space stays beside a Japanese character, save one between whole quantities', () => {
    const found = result.datasets.flatMap(({ slug, records }) =>
      records.flatMap((record) =>
        Object.entries(record).flatMap(([field, value]) => {
          const text = typeof value === 'string' ? value : JSON.stringify(value)
          return BESIDE.test(text) ? [`${slug}/${record.identifier}/${field}: ${text}`] : []
        }),
      ),
    )
    expect(found).toEqual([
      `ict_plan_indicators/1-1-7-1/baselineText: ${WHOLE_QUANTITIES}`,
      `ict_plan_observations/1-1-7-1-baseline/text: ${WHOLE_QUANTITIES}`,
    ])
  })

  test('no value has space at its ends, or two in a row', () => {
    for (const { records } of result.datasets) {
      for (const value of records.flatMap((record) => Object.values(record))) {
        if (typeof value === 'string') expect(value).not.toMatch(/^\s|\s$|\s\s/)
      }
    }
  })
})

describe('the account', () => {
  test('617 lines, none unaccounted', () => {
    expect(result.report).toMatchObject({ unaccounted: [], lines: { total: 617 } })
    const line = { line: expect.any(Number), use: expect.stringMatching(/^(used|structure)$/) }
    expect(result.account.value).toMatchObject({
      lines: Array.from({ length: 617 }, (_, i) => ({ ...line, line: i + 1 })),
    })
  })

  test('structure captures nothing; every captured part is cited', () => {
    const lines = linesOf(result.account.value)
    expect(lines).toHaveLength(617)
    for (const { use, parts } of lines) {
      expect(parts.length > 0).toBe(use === 'used')
      for (const part of parts) expect(part.cites).toBeGreaterThan(0)
    }
  })

  test('headings with a code and totals lines are used, headings of form are structure', () => {
    const lines = linesOf(result.account.value)
    const at = (number: number) => [lines[number - 1]?.kind, lines[number - 1]?.use]
    expect(at(2)).toEqual(['blank', 'structure'])
    expect(at(23)).toEqual(['policy/totals', 'used'])
    expect(at(26)).toEqual(['policy/summary row', 'used'])
    expect(at(75)).toEqual(['initiative', 'used'])
    expect(at(77)).toEqual(['description', 'structure'])
    expect(at(83)).toEqual(['indicators/indicators header', 'used'])
    expect(at(145)).toEqual(['indicators/indicators row', 'used'])
    expect(at(617)).toEqual(['topic paragraph', 'used'])
  })
})

test('every published cell can be traced: in fields once, or in records', () => {
  for (const { slug, columns, primaryKey, records, provenance } of result.datasets) {
    for (const record of records) {
      for (const { key } of columns) {
        const from = cellOf(provenance, recordName(record, primaryKey), key)
        if (from === undefined)
          expect(`${slug}/${record.identifier}/${key}: ${JSON.stringify(record[key])}`).toMatch(/: null$/)
        else expect(from.method).toMatch(/^(as-written|normalized|corrected|inferred|computed|declared)$/)
      }
    }
  }
})

interface Line {
  readonly kind: string
  readonly use: string
  readonly parts: readonly { readonly cites: number }[]
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined
}

function linesOf(lines: unknown): readonly Line[] {
  return list(member(lines, 'lines')).map((line) => ({
    kind: String(member(line, 'kind')),
    use: String(member(line, 'use')),
    parts: list(member(line, 'parts')).map((part) => ({ cites: list(member(part, 'cites')).length })),
  }))
}

test('a correction names totals and ratings by the identifiers that are published', async () => {
  const files = filesOf(PACKAGE, '142140', 'ict_plan_evaluation_r4')
  const name = 'sources/142140/ict_plan_evaluation_r4/corrections.yaml'
  const more = [
    {
      record: 'ict_plan_rating_totals/1-exceeded',
      field: 'stated',
      before: '10',
      after: '11',
      reason: 'test',
    },
    { record: 'ict_plan_ratings/delayed', field: 'meaning', before: '遅れ', after: '遅延', reason: 'test' },
  ]
  const text = `${new TextDecoder().decode(files.get(name))}${more.map((one) => `  - ${JSON.stringify(one)}\n`).join('')}`
  const changed = await runFolder(
    PACKAGE,
    '142140',
    'ict_plan_evaluation_r4',
    new Map([...files, [name, new TextEncoder().encode(text)]]),
  )
  const errors = changed.problems.filter((problem) => problem.severity === 'error')
  expect(errors.map((problem) => problem.code)).toEqual(['reconcile/totals'])
})
