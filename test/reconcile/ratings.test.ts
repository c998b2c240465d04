/** What speaks for a rating, how it is weighed, and what is said when it can not be settled. */
import { describe, expect, test } from 'vitest'
import type { RatingsDeclaration } from '../../pipeline/lib/declaration.ts'
import type { Json } from '../../pipeline/lib/model.ts'
import { explain, overruledSigns } from '../../pipeline/reconcile/evidence.ts'
import type { FactRow } from '../../pipeline/reconcile/facts.ts'
import { joint, latest, type Outcome, outcomeOf, wordsOf } from '../../pipeline/reconcile/outcomes.ts'
import { authored, errorsOf, expectReadable, lineOf, realText, runAround } from '../helpers/bad-input.ts'
import { provenanceOf, recordOf, table } from '../helpers/job.ts'

function observation(facts: Readonly<Record<string, Json>>): FactRow {
  const all = Object.entries(facts).map(([name, value]) => [
    name,
    { value, from: { method: 'as-written' as const } },
  ])
  return {
    entity: 'observation',
    key: 'x',
    parents: {},
    ordinal: 1,
    line: 1,
    cells: {},
    facts: Object.fromEntries(all),
  }
}

/** `20 % decrease`, or a text */
function quantity(written: string): FactRow {
  const [, value, unit, direction] = /^(-?[\d.]+)(?: (\S+))?(?: (increase|decrease))?$/.exec(written) ?? []
  if (value === undefined) return observation({ text: written })
  return observation({
    text: written,
    value: Number(value),
    unit: unit ?? null,
    direction: direction ?? null,
  })
}

describe('result against target', () => {
  test.each<[string, string, boolean, Outcome]>([
    ['52 %', '30 %', false, 'better'],
    ['30 %', '30 %', false, 'equal'],
    ['13 件', '40 件', false, 'worse'],
    ['13 件', '40 件', true, 'better'],
    ['50 件', '40 件', true, 'worse'],
    ['0 件', '0 件', true, 'equal'],
    ['25 % decrease', '20 % decrease', false, 'better'],
    ['20 % decrease', '20 % decrease', false, 'equal'],
    ['15 % decrease', '20 % decrease', false, 'worse'],
    ['5 % increase', '20 % decrease', false, 'worse'],
    ['25 % increase', '20 % increase', false, 'better'],
    ['200 個', '180 個 decrease', false, 'unknown'],
    ['25 % decrease', '20 %', false, 'unknown'],
    ['3 件', '3 台', false, 'unknown'],
    ['3', '3 件', false, 'unknown'],
    ['導入', '導入', false, 'equal'],
    ['導 入', '導入', false, 'equal'],
    ['整備済', '導入', false, 'unknown'],
    ['', '', false, 'unknown'],
    ['導入', '10 件', false, 'unknown'],
    ['-3 %', '-5 %', false, 'better'],
  ])('%s of %s, less is better: %s: %s', (result, target, less, outcome) => {
    expect(outcomeOf(quantity(result), quantity(target), less)).toBe(outcome)
  })

  test('what is not there says nothing', () => {
    expect(outcomeOf(undefined, quantity('1 件'), false)).toBe('unknown')
    expect(outcomeOf(quantity('1 件'), undefined, false)).toBe('unknown')
  })

  test.each<[readonly Outcome[], string | undefined]>([
    [[], undefined],
    [['better'], 'better'],
    [['better', 'better'], 'better'],
    [['better', 'equal'], 'equal'],
    [['equal'], 'equal'],
    [['worse'], undefined],
    [['better', 'worse'], undefined],
    [['better', 'unknown'], undefined],
    [['unknown'], undefined],
  ])('%j together: %s', (outcomes, together) => expect(joint(outcomes)).toBe(together))

  test('of results of several years the latest that says anything', () => {
    const of = (year: number | null, text: string) => observation({ kind: 'result', year, text })
    const last = of(2022, '3件')
    expect(latest([of(2021, '2件'), last, of(2020, '1件')], 'result')).toBe(last)
    expect(latest([of(2021, '2件'), of(2023, '')], 'result')?.facts.year?.value).toBe(2021)
    expect(latest([of(null, '')], 'result')?.facts.text?.value).toBe('')
    expect(latest([of(2022, '1件')], 'target')).toBeUndefined()
  })
})

describe('words of the comment', () => {
  const ratings: RatingsDeclaration = {
    of: 'x',
    signs: [],
    scale: [
      { sign: '◎', id: 'a', words: ['目標を上回', '前倒し'] },
      { sign: '○', id: 'b', words: ['計画どおり'] },
      { sign: '△', id: 'c', words: ['届きませんでした'] },
    ],
    otherGoals: ['国の目標'],
  }
  test.each([
    ['目標を上回りました。', '◎'],
    ['目 標を上 回りました。', '◎'],
    ['計画どおり進めました。', '○'],
    ['計画どおりですが、目標値に届きませんでした。', undefined],
    ['国の目標には届きませんでした。', undefined],
    ['国の目標には届きませんでした。計画どおりです。', '○'],
    ['順調です。', undefined],
    ['', undefined],
  ])('%s', (comment, sign) => expect(wordsOf(comment, ratings)?.sign).toBe(sign))
})

describe('the evidence, in words', () => {
  const sign = (line: number, text: string, ...readings: string[]) => ({
    line,
    address: `${line}#c`,
    text,
    readings,
  })
  const totals = { line: 23, scope: { ja: '基本方針1', en: 'policy 1' } }

  test.each([
    [
      'a sentence',
      { rating: '○', stated: [{ line: 9, sign: '○' }], signs: [sign(5, '0', '◎', '○')], possible: ['○'] },
      '9行目の文が「○」としている。',
      'Stated as ○ by the sentence in line 9.',
    ],
    [
      'a clear sign',
      { rating: '△', signs: [sign(5, '0', '◎', '○'), sign(7, 'Δ', '△')], possible: ['△'] },
      '7行目の記号「Δ」を△と読む。5行目の記号「0」は◎・○と読めるが、採らなかった。',
      'was overruled',
    ],
    [
      'the totals',
      { rating: '◎', signs: [sign(5, '0', '◎', '○')], possible: ['◎'], totals },
      '5行目の記号「0」では決まらない。基本方針1の評価別の数（23行目）により◎に決まる。',
      'Forced to ◎ by the totals of policy 1 (line 23).',
    ],
    [
      'words',
      { rating: '◎', signs: [], possible: ['◎', '○'], totals, words: { sign: '◎', words: '上回', line: 8 } },
      '記号がない。基本方針1の評価別の数（23行目）に合う候補は◎・○。見解の言葉「上回」（8行目）により◎とした。',
      'Candidates that fit the totals of policy 1 (line 23): ◎, ○.',
    ],
    [
      'the result',
      {
        rating: '◎',
        signs: [],
        possible: ['◎', '○'],
        outcome: { sign: '◎', result: '「2」', target: '「1」', line: 6 },
      },
      '候補は◎・○。結果「2」と目標「1」の比較（6行目）により◎とした。',
      'result 「2」 against target 「1」',
    ],
    [
      'both',
      {
        rating: '◎',
        signs: [],
        possible: ['◎', '○'],
        words: { sign: '◎', words: '上回', line: 8 },
        outcome: { sign: '◎', result: '「2」', target: '「1」', line: 6 },
      },
      '見解の言葉「上回」（8行目）と結果「2」と目標「1」の比較（6行目）により',
      'and result',
    ],
    [
      'what speaks for another',
      {
        rating: '○',
        signs: [sign(5, '0', '◎', '○')],
        possible: ['◎', '○'],
        words: { sign: '◎', words: '上回', line: 8 },
      },
      '記号「0」の読み方により○とした',
      'the readings of the sign',
    ],
    [
      'nothing of its own',
      { rating: '○', signs: [], possible: ['◎', '○'], totals },
      'ほかの取組の評価が決まると○が残る',
      'remains once the others are settled',
    ],
  ])('%s', (_, grounds, ja, en) => {
    const said = explain({ stated: [], ...grounds })
    expect(said.ja).toContain(ja)
    expect(said.en).toContain(en)
  })

  test('a sign is overruled when none of its readings is the rating', () => {
    const signs = [sign(1, '0', '◎', '○'), sign(2, '△', '△'), sign(3, '×')]
    expect(overruledSigns({ rating: '△', signs }).map((one) => one.line)).toEqual([1])
    expect(overruledSigns({ rating: '○', signs }).map((one) => one.line)).toEqual([2])
  })
})

describe('through the whole job', () => {
  const readable = async (text: string, more?: Readonly<Record<string, string>>) => {
    const result = await runAround(text, more)
    expectReadable(result.problems)
    return result
  }

  test('hard evidence, the totals, then soft evidence: fifteen stated, nine observed, ten inferred', async () => {
    const result = await readable(realText)
    const methods = table(result, 'ict_plan_initiatives', ['ratingMethod']).flat()
    const count = (method: string) => methods.filter((one) => one === method).length
    expect([count('stated'), count('observed'), count('inferred')]).toEqual([15, 9, 10])
    expect(recordOf(result, 'ict_plan_initiatives', '3-1-2').ratingEvidence).toContain('により○に決まる')
    expect(provenanceOf(result, 'ict_plan_initiatives', '3-1-2', 'rating').evidence?.en).toContain(
      'Forced to ○',
    )
  })

  test('two sentences that state different ratings contradict each other', async () => {
    const text = realText.replace(
      '活用した授業ができるようになりました。',
      '授業ができるので、評価を「△」としました。',
    )
    const [error] = errorsOf(await readable(text))
    expect(error).toMatchObject({
      code: 'reconcile/rating-contradiction',
      where: { line: lineOf('市立小中学校の児童生徒に') },
    })
    expect(error?.message.ja).toContain('取組「1-1-7」')
  })

  test('two signs in different places contradict each other, and both are named', async () => {
    const [error] = errorsOf(
      await readable(
        realText.replace(
          '3.ペーパーレス会議(議会)システムの導入\t\\triangle',
          '3.ペーパーレス会議(議会)システムの導入\t●',
        ),
      ),
    )
    expect(error).toMatchObject({ code: 'reconcile/rating-contradiction' })
    expect([error?.where.line, ...(error?.also ?? []).map((place) => place.line)].sort()).toEqual(
      [359, 50].sort(),
    )
  })

  test('where nothing tells two apart, the candidates are named and nothing is chosen', async () => {
    // one ◎ and one ○ are left for 1-1-2 and 1-1-4, and their words and results are gone
    const text = realText
      .replace('具体的な取組には至ってお りません。', '検討しています。')
      .replace(
        'マイナンバーカード付 加機能の件数\t0件\t1件\t1件\t0',
        'マイナンバーカード付 加機能の件数\t0件\t1件\t未定\t0',
      )
      .replace('想定よりも伸びました', '増えました')
      .replace('17,938 件', '未定')
      .replace('\t4.マイナンバーカードの多機能化の推進\t\\circ', '\t4.マイナンバーカードの多機能化の推進\t0')
    const errors = errorsOf(await readable(text))
    expect(errors.map((error) => error.code)).toContain('reconcile/rating-ambiguous')
    const [error] = errors.filter((one) => one.code === 'reconcile/rating-ambiguous')
    expect(error?.message.ja).toMatch(/候補は[◎○]・[◎○]で、どれも同じだけ根拠があります/)
    expect(error?.message.en).toMatch(/can not be settled: [◎○]・[◎○]/)
    expect(error?.remedy.ja).toContain('元の文書の記号を確かめ、corrections.yaml に行の訂正')
  })

  test('a correction of a sign settles it', async () => {
    const text = realText.replace('13件\t\\triangle', '13件\t×')
    const fixed = authored(
      'corrections.yaml',
      (yaml) =>
        `${yaml}\n  - { line: ${lineOf('オープンデータ公開件')}, before: "13件\t×", after: "13件\t△", reason: 元の文書では△ }\n`,
    )
    const result = await readable(text, fixed)
    expect(errorsOf(result)).toEqual([])
    expect(recordOf(result, 'ict_plan_initiatives', '1-2-2')).toMatchObject({
      rating: '△',
      ratingMethod: 'observed',
    })
  })

  test('less is better where the declaration says so, of an indicator that is there', async () => {
    const gone = authored('source.yaml', (yaml) =>
      yaml.replace('lessIsBetter: [3-2-1-2]', 'lessIsBetter: [3-2-1-9]'),
    )
    const [error] = errorsOf(await readable(realText, gone))
    expect(error?.code).toBe('reconcile/unknown-field')
    expect(error?.message.ja).toContain('「3-2-1-9」')
    expect(error?.where.file).toMatch(/source\.yaml$/)
  })

  test('an ambiguous sign may only be read as a sign of the scale', async () => {
    const wrong = authored('source.yaml', (yaml) => yaml.replace('read: [◎, ○]', 'read: [◎, ☆]'))
    const [error] = errorsOf(await readable(realText, wrong))
    expect(error).toMatchObject({ code: 'reconcile/rating-unknown' })
    expect(error?.message.ja).toContain('「☆」')
  })

  test('ratings that no total names are left to clear evidence', async () => {
    const named = await readable(realText.replace('△3 取組', '△2 取組 ●1 取組'))
    expect(errorsOf(named).map((error) => error.code)).toEqual(['reconcile/totals'])
  })
})
