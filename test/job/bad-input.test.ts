/** What a city really hands in: each fault ends with its own problem, which names the place and the remedy. */
import { describe, expect, test } from 'vitest'
import {
  around,
  authored,
  DOCUMENT,
  encodeAs,
  errorsOf,
  expectReadable,
  FOLDER,
  lineOf,
  realFiles,
  realLines,
  realText,
  runAround,
  runFiles,
  withLine,
  without,
} from '../helpers/bad-input.ts'

interface Fault {
  readonly code: string
  readonly line?: number
  readonly file?: string
  /** words of the message */
  readonly ja: string
  readonly en: string
  /** words of the remedy */
  readonly fixJa: string
  readonly fixEn: string
  /** the other place that it is about */
  readonly also?: number
  /** how many errors there may be in all: what follows from a fault must not bury it */
  readonly most?: number
}

const encode = (text: string) => new TextEncoder().encode(text)
const header = lineOf('電子申請システム等に よるオンライン申請数') - 1
const extra = (lines: readonly number[]) =>
  realLines.map((line, i) => (lines.includes(i + 1) ? `${line}\t備考` : line)).join('\n')

const faults: Readonly<
  Record<string, readonly [string | Uint8Array, Fault, Readonly<Record<string, string>>?]>
> = {
  'cut short': [
    realLines.slice(0, 300).join('\n'),
    {
      code: 'shape/missing',
      line: 300,
      ja: '文書（300行目まで）に、「review」（【総 括】）がありません',
      en: 'The document (up to line 300) has no "review"',
      fixJa: '途中で切れていないか',
      fixEn: 'cut short',
      most: 4,
    },
  ],
  'cut short within the first table': [
    realLines.slice(0, 40).join('\n'),
    {
      code: 'shape/missing',
      line: 40,
      ja: '文書（40行目まで）',
      en: 'up to line 40',
      fixJa: '途中で切れていないか',
      fixEn: 'cut short',
      most: 4,
    },
  ],
  'a table missing': [
    without(header, header + 1),
    {
      code: 'shape/missing',
      line: 96,
      ja: '96行目から始まる「indicators」（取組「1-1-2」）に、「indicators/indicators」（成果指標 | 計画策定時(…) | 目標(…) | 結果 | 評価）がありません',
      en: '"indicators" of initiative 1-1-2, which begins in line 96, has no "indicators/indicators"',
      fixJa: '見出しや表が抜けていないか',
      fixEn: 'a heading or table is lost',
      most: 1,
    },
  ],
  'the summary table missing': [
    without(25, 41),
    {
      code: 'shape/missing',
      line: 21,
      ja: '基本方針「1」に、「policy/summary」',
      en: 'policy 1',
      fixJa: '見出しや表が抜けていないか',
      fixEn: 'a heading or table is lost',
      most: 2,
    },
  ],
  'a row missing in the summary': [
    withLine('\t8.市税等のキャッシュレス', () => []),
    {
      code: 'shape/not-everywhere',
      line: lineOf('<1-1-8.') - 1, // a line is gone above it
      ja: '取組「1-1-8」',
      en: 'initiative "1-1-8"',
      fixJa: '抜けた行や番号の誤りがないか',
      fixEn: 'a lost line or a wrong code',
      most: 1,
    },
  ],
  'a table with a column more': [
    extra([header, header + 1]),
    {
      code: 'shape/header',
      line: header,
      ja: '宣言にない列: 「備考」。足りない列: —',
      en: 'Columns not declared: 「備考」. Columns missing: —',
      fixJa: 'columns に見出しを書き足すか、訂正してください',
      fixEn: 'add the header to columns',
      most: 1,
    },
  ],
  'a table with a column less': [
    realLines
      .map((line, i) => (i + 1 === header || i === header ? line.replace(/\t[^\t]*$/, '') : line))
      .join('\n'),
    {
      code: 'shape/header',
      line: header,
      ja: '足りない列: 「評価」',
      en: 'Columns missing: 「評価」',
      fixJa: 'columns',
      fixEn: 'columns',
      most: 1,
    },
  ],
  'a header written otherwise': [
    realLines.map((line, i) => (i + 1 === header ? line.replace('結果', '実績') : line)).join('\n'),
    {
      code: 'shape/header',
      line: header,
      ja: '宣言にない列: 「実績」。足りない列: 「結果」',
      en: 'Columns not declared: 「実績」. Columns missing: 「結果」',
      fixJa: 'columns',
      fixEn: 'columns',
      most: 1,
    },
  ],
  'a cell lost': [
    withLine('オープンデータ公開件', (line) => line.replace('\t13件', '')),
    {
      code: 'shape/cell-count',
      line: lineOf('オープンデータ公開件'),
      ja: 'セルは4個ですが、見出しは5列',
      en: 'has 4 cells, its header 5 columns',
      fixJa: '区切りの抜けや余り',
      fixEn: 'a separator lost or added',
      most: 1,
    },
  ],
  'a number misread in the summary': [
    withLine('6.タブレット端末を利用した窓口申請書の電子化\t', (line) => line.replace('6.', '六')),
    {
      code: 'shape/cell',
      line: lineOf('\t6.タブレット端末を利用した'),
      ja: '列「取組」の「六タブレット',
      en: 'column "取組"',
      fixJa: '書き方「….…」に合うように訂正',
      fixEn: 'Correct it to fit "….…"',
      most: 2,
    },
  ],
  'a title changed': [
    withLine('<1-1-3.', (line) => line.replace('取得率', '交付率')),
    {
      code: 'reconcile/disagree',
      line: lineOf('<1-1-3.'),
      also: lineOf('\t3.マイナンバーカードの取得率'),
      ja: '取組「1-1-3」の名称が、105行目では「マイナンバーカードの交付率の向上」、28行目では',
      en: 'title of initiative 1-1-3 is "マイナンバーカードの交付率の向上" in line 105',
      fixJa: '元の文書で確かめ、誤っている方を corrections.yaml で訂正',
      fixEn: 'correct the other in corrections.yaml',
      most: 1,
    },
  ],
  'a heading written otherwise throughout': [
    realText.replaceAll('■評価等に対する見解', '■見解'),
    {
      code: 'shape/unknown-line',
      line: 86,
      ja: '「indicators」の中のどの書き方にも当てはまりません。88行目まで、続けて2行がそうです。同じ行がほかに33か所あります',
      en: 'The same line stands in 33 more places',
      fixJa: 'source.yaml に型紙を加えてください',
      fixEn: 'add a pattern to source.yaml',
      most: 2,
    },
  ],
  'two items with one code': [
    withLine('<1-1-3.', (line) => line.replace('1-1-3', '1-1-2')),
    {
      code: 'shape/duplicate-key',
      line: lineOf('<1-1-3.'),
      also: lineOf('<1-1-2.'),
      ja: '105行目と90行目に、同じ番号「1-1-2」の取組があります',
      en: 'Lines 90 and 105 both have initiative "1-1-2"',
      fixJa: 'corrections.yaml で訂正',
      fixEn: 'correct it in corrections.yaml',
      most: 2,
    },
  ],
  'two rows of the summary with one number': [
    withLine('\t8.市税等のキャッシュレス', (line) => line.replace('8', '7')),
    {
      code: 'shape/duplicate-key',
      line: 33,
      also: 32,
      ja: '同じ番号「1-1-7」の取組',
      en: 'both have initiative "1-1-7"',
      fixJa: 'corrections.yaml',
      fixEn: 'corrections.yaml',
      most: 2,
    },
  ],
  'the whole document twice': [
    `${realText}\n${realText}`,
    {
      code: 'shape/duplicate-key',
      line: 617 + 7,
      also: 7,
      ja: '同じ番号「criteria」の節',
      en: 'both have section "criteria"',
      fixJa: '誤りです',
      fixEn: 'is wrong',
      most: 10,
    },
  ],
  'totals that do not add up to the rows': [
    withLine('◎10 取組', (line) => line.replace('◎10', '◎9')),
    {
      code: 'reconcile/totals',
      line: 23,
      ja: '基本方針1の評価別の数（23行目）が、読み取った評価と合いません。文書は◎9 ○3 △3（合わせて15）',
      en: 'the document says ◎9 ○3 △3 (15 in all)',
      fixJa: '評価別の数か、いずれかの評価の読み取りの誤り',
      fixEn: 'Either the totals or one of the ratings is misread',
      most: 1,
    },
  ],
  'totals that clear signs contradict': [
    withLine('◎10 取組', (line) => line.replace('△3', '△1').replace('◎10', '◎12')),
    {
      code: 'reconcile/totals',
      line: 23,
      ja: '△3',
      en: '△3',
      fixJa: '読み取りの誤り',
      fixEn: 'misread',
      most: 1,
    },
  ],
  'a number of rows that is not theirs': [
    withLine('取組数:16', (line) => line.replace('16', '17')),
    {
      code: 'reconcile/count',
      line: 23,
      ja: '基本方針1の取組数は23行目では17ですが、文書にある取組は16件',
      en: 'Line 23 states 17 for policy 1, but 16',
      fixJa: '抜けた取組がないか',
      fixEn: 'a lost row',
      most: 1,
    },
  ],
  'a sign that the comment contradicts': [
    realText.replace('仕様検討\t\\triangle', '仕様検討\t●'),
    {
      code: 'reconcile/rating-contradiction',
      line: 160,
      also: 164,
      ja: '取組「1-1-6」の評価が、160行目では●、164行目では△です',
      en: 'is ● in line 160 but △ in line 164',
      fixJa: 'どちらが正しいか元の文書で確かめ',
      fixEn: 'Look in the document which is right',
      most: 1,
    },
  ],
  'a sign that nobody declared': [
    realText.replace('13件\t\\triangle', '13件\t×'),
    {
      code: 'reconcile/sign-unknown',
      line: lineOf('オープンデータ公開件'),
      ja: '「×」は、評価の記号として宣言されていません',
      en: 'The sign "×"',
      fixJa: 'spellings か ambiguous',
      fixEn: 'spellings or ambiguous',
      most: 1,
    },
  ],
  'words that a declared year rests on, changed': [
    realText.replace('評価時点は、令和4年度末', '評価時点は、令和5年度末'),
    {
      code: 'reconcile/quote',
      file: `${FOLDER}/source.yaml`,
      line: 25,
      ja: '宣言の根拠とした言葉「評価時点は、令和4年度末時点。」が、文書にありません',
      en: 'are not in the document',
      fixJa: '年度が変わっていないか',
      fixEn: 'whether the year has changed',
      most: 1,
    },
  ],
  'a mistake that was corrected, mended by the city': [
    realText.replace('DDA 土港 7', 'RPA 未導入'),
    {
      code: 'reconcile/stale-correction',
      line: 343,
      ja: '訂正前は「DDA 土港 7」のはずですが、今は「RPA未導入」です',
      en: 'but the source has "RPA未導入"',
      fixJa: '訂正を消し',
      fixEn: 'remove the correction',
      most: 1,
    },
  ],
  'a name in the prose that has no id': [
    realText.replace('「下水道台帳」の地図情報を', '「上水道台帳」の地図情報を'),
    {
      code: 'reconcile/id-missing',
      line: 285,
      ja: '「上水道台帳」に、IDが決められていません',
      en: '"上水道台帳", named in line 285, has no id',
      fixJa: 'document.finds.2 の ids に',
      fixEn: 'ids of document.finds.2',
      most: 1,
    },
  ],
  'another document': [
    '市営駐車場の利用案内\n\n駐車場は午前8時から利用できます。\n'.repeat(20),
    {
      code: 'shape/unknown-line',
      line: 1,
      ja: '1行目が、文書の初めのどの書き方にも当てはまりません',
      en: 'fits no pattern at the beginning',
      fixJa: 'source.yaml に型紙を',
      fixEn: 'add a pattern',
      most: 2,
    },
  ],
  'another document, long': [
    '市営駐車場の利用案内\n\n駐車場は午前8時から利用できます。\n'.repeat(2_000),
    {
      code: 'shape/too-many',
      line: 151,
      ja: '読むのをやめました',
      en: 'reading stopped there',
      fixJa: '別の文書ではないか',
      fixEn: 'another document',
      most: 2,
    },
  ],
  'a note put under a table': [
    withLine('オープンデータ公開件', (line) => [line, '※令和4年度末']),
    {
      code: 'shape/unknown-line',
      line: lineOf('オープンデータ公開件') + 1,
      ja: '「indicators」の中のどの書き方にも',
      en: 'fits no pattern in "indicators"',
      fixJa: '型紙を',
      fixEn: 'a pattern',
      most: 1,
    },
  ],
  Shift_JIS: [
    encodeAs('shift_jis', realText),
    {
      code: 'extract/not-utf8',
      line: 1,
      ja: 'Shift_JIS で書かれているようです',
      en: 'It looks like Shift_JIS',
      fixJa: '文字コードを UTF-8 にして保存し直してください',
      fixEn: 'save it again as UTF-8',
      most: 1,
    },
  ],
  'EUC-JP': [
    encodeAs('euc-jp', realText),
    {
      code: 'extract/not-utf8',
      line: 1,
      ja: 'EUC-JP で書かれているようです',
      en: 'It looks like EUC-JP',
      fixJa: 'UTF-8',
      fixEn: 'UTF-8',
      most: 1,
    },
  ],
  'UTF-16': [
    new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([...realText].map((c) => c.charCodeAt(0))).buffer),
    ]),
    {
      code: 'extract/not-utf8',
      line: 1,
      ja: 'UTF-16 で書かれているようです',
      en: 'It looks like UTF-16',
      fixJa: 'UTF-8',
      fixEn: 'UTF-8',
      most: 1,
    },
  ],
  'a byte damaged': [
    new Uint8Array(encode(realText).map((byte, at) => (at === 20_000 ? 0xff : byte))),
    {
      code: 'extract/not-utf8',
      ja: 'バイト目から UTF-8 として読めません',
      en: 'can not be read as UTF-8',
      fixJa: 'UTF-8',
      fixEn: 'UTF-8',
      most: 1,
    },
  ],
  'an empty file': [
    '',
    {
      code: 'extract/empty-source',
      ja: '元のファイルが空です',
      en: 'The file of the source is empty',
      fixJa: '正しいファイルを snapshot/ に置き',
      fixEn: 'Put the right file into snapshot/',
      most: 1,
    },
  ],
  'white space alone': [
    '\n \n　\n',
    {
      code: 'extract/empty-source',
      ja: '空です',
      en: 'empty',
      fixJa: '正しいファイル',
      fixEn: 'the right file',
      most: 1,
    },
  ],
  'a broken PDF': [
    encode(`%PDF-1.7\n${realText}`),
    {
      code: 'extract/pdf-damaged',
      ja: 'PDF',
      en: 'PDF',
      fixJa: 'PDF',
      fixEn: 'PDF',
      most: 1,
    },
  ],
  'binary garbage': [
    new Uint8Array(Array.from({ length: 5_000 }, (_, i) => (i * 2_654_435_761) >>> 24)),
    {
      code: 'extract/binary',
      ja: '文字のファイルではありません',
      en: 'not a text file',
      fixJa: '文書を文字',
      fixEn: 'as text',
      most: 1,
    },
  ],
  'no line breaks': [
    realText.replaceAll('\n', ' ').repeat(2),
    {
      code: 'extract/line-too-long',
      line: 1,
      ja: '文書の1行として長すぎます',
      en: 'too many for a line',
      fixJa: '改行が失われたファイル',
      fixEn: 'line breaks were lost',
      most: 1,
    },
  ],
  'a correction with a mistake in its record': [
    realText,
    {
      code: 'reconcile/unknown-correction',
      file: `${FOLDER}/corrections.yaml`,
      line: 3,
      ja: '訂正「corrections.1」の相手「ict_plan_measure/1-1 name」がありません。「ict_plan_measures」のことですか',
      en: 'Did you mean ict_plan_measures?',
      fixJa: 'record（データセット/ID）と field',
      fixEn: 'Check record',
      most: 1,
    },
    authored('corrections.yaml', (text) => text.replace('ict_plan_measures/1-1', 'ict_plan_measure/1-1')),
  ],
  'a case that no longer holds': [
    realText,
    {
      code: 'validate/case',
      file: `${FOLDER}/cases.yaml`,
      line: 11,
      ja: '確認例「ict_plan_initiatives/2-2-4」のratingは「○」のはずですが、「●」です',
      en: 'should be "○", but is "●"',
      fixJa: 'cases.yaml か訂正を',
      fixEn: 'mend cases.yaml or the correction',
      most: 1,
    },
    authored('cases.yaml', (text) => text.replace('2-2-4, rating: ●', '2-2-4, rating: ○')),
  ],
  'a count that no longer holds': [
    realText,
    {
      code: 'validate/count',
      file: `${FOLDER}/source.yaml`,
      ja: 'ict_plan_indicators は41件のはずですが、40件です',
      en: 'should have 41 records, but has 40',
      fixJa: 'expect.records',
      fixEn: 'expect.records',
      most: 1,
    },
    authored('source.yaml', (text) => text.replace('ict_plan_indicators: 40', 'ict_plan_indicators: 41')),
  ],
  'an authored file in Shift_JIS': [
    realText,
    {
      code: 'extract/not-utf8',
      file: `${FOLDER}/corrections.yaml`,
      line: 1,
      ja: 'Shift_JIS で書かれているようです',
      en: 'It looks like Shift_JIS',
      fixJa: 'UTF-8 にして保存し直してください',
      fixEn: 'UTF-8',
      most: 1,
    },
  ],
}

describe.each(Object.entries(faults))('%s', (name, [document, fault, more]) => {
  test('ends with a problem of its own, and nothing comes out', async () => {
    const files = around(document, more)
    if (name === 'an authored file in Shift_JIS') {
      const text = new TextDecoder().decode(realFiles.get(`${FOLDER}/corrections.yaml`))
      files.set(`${FOLDER}/corrections.yaml`, encodeAs('shift_jis', text))
    }
    const result = await runFiles(files)
    const errors = errorsOf(result)
    const [first] = errors
    expect({ code: first?.code, line: first?.where.line, message: first?.message }).toMatchObject({
      code: fault.code,
      ...(fault.line === undefined ? {} : { line: fault.line }),
    })
    expect(first?.message.ja).toContain(fault.ja)
    expect(first?.message.en).toContain(fault.en)
    expect(first?.remedy.ja).toContain(fault.fixJa)
    expect(first?.remedy.en).toContain(fault.fixEn)
    expect(first?.where.file).toBe(fault.file ?? DOCUMENT)
    if (fault.also !== undefined) expect(first?.also?.map((place) => place.line)).toContain(fault.also)
    expect(errors.length).toBeLessThanOrEqual(fault.most ?? 3)
    expectReadable(result.problems)
  })
})

test('a snapshot that is not the one recorded is a case of its own', async () => {
  const files = new Map(realFiles)
  files.set(DOCUMENT, encode(`${realText}\n`))
  const result = await runFiles(files)
  expect(result.datasets).toEqual([])
  const [first, second] = result.problems
  expect(second).toBeUndefined()
  expect(first).toMatchObject({
    code: 'acquire/snapshot-mismatch',
    where: { file: `${FOLDER}/snapshot.yaml`, line: 2 },
  })
  expect(first?.message.ja).toContain('内容が、snapshot.yaml に記録されたものと違います')
  expect(first?.remedy.ja).toContain('元のファイルに戻してください')
  expectReadable(result.problems)
})

test('a snapshot that is not there', async () => {
  const files = new Map(realFiles)
  files.delete(DOCUMENT)
  const result = await runFiles(files)
  expect(result.problems).toMatchObject([
    { code: 'acquire/snapshot-missing', where: { file: `${FOLDER}/snapshot.yaml`, line: 1 } },
  ])
  expectReadable(result.problems)
})

test.each(['publisher.yaml', 'source.yaml', 'snapshot.yaml', 'cases.yaml'])('%s is missing', async (name) => {
  const files = new Map(realFiles)
  const file = [...files.keys()].find((path) => path.endsWith(`/${name}`)) ?? ''
  files.delete(file)
  const result = await runFiles(files)
  expect(result.problems).toMatchObject([{ code: 'validate/missing-file', where: { file } }])
  expectReadable(result.problems)
})

test('the fixture itself is sound', async () => {
  const result = await runAround(realText)
  expect(errorsOf(result)).toEqual([])
  expect(result.datasets).toHaveLength(10)
})

test('what is only written otherwise is no fault', async () => {
  const expected = (await runAround(realText)).datasets.map((dataset) => dataset.records)
  for (const text of [
    realText.replaceAll('\n', '\r\n'),
    `\ufeff${realText}`,
    `${realText}\n`,
    `${realText}\n\n\n`,
  ]) {
    const result = await runAround(text)
    expect(errorsOf(result)).toEqual([])
    expect(result.datasets.map((dataset) => dataset.records)).toEqual(expected)
  }
})
