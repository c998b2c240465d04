/** Corrections on file: what only a reader can know, and what happens when it no longer fits. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Correction } from '../../pipeline/lib/declaration.ts'
import { squeeze } from '../../pipeline/lib/text.ts'
import { correctLines, replaceOnce } from '../../pipeline/reconcile/corrections.ts'
import {
  authored,
  errorsOf,
  expectReadable,
  FOLDER,
  lineOf,
  realText,
  runAround,
  withLine,
} from '../helpers/bad-input.ts'
import { provenanceOf, recordOf } from '../helpers/job.ts'
import { PLACE } from '../helpers/small.ts'

describe('replaceOnce', () => {
  test.each([
    ['DDA 土港 7', 'DDA土港7', 'RPA 未導入', 'RPA 未導入'],
    ['市民サービスの電子化の推進進', '推進進', '推進', '市民サービスの電子化の推進'],
    ['令和 4 年 度に', '4年度', '5年度', '令和 5年度に'],
    ['<1-1-3.取得>', '1-1-3', '1-1-2', '<1-1-2.取得>'],
    ['評価を|●」', '評価を|●」', '評価を「●」', '評価を「●」'],
    ['(a+b)*[c]^{2}$ \\circ .?/', '(a+b)*[c]^{2}$\\circ.?/', 'x', 'x'],
    ['価格は$1です', '$1', '$2', '価格は$2です'],
    ['𠮷野家', '𠮷', '吉', '吉野家'],
    ['ああ', 'あ', 'い', undefined],
    ['ない', 'ある', 'い', undefined],
    ['', '', '補う', '補う'],
    [' ', '', '補う', '補う'],
    ['文', '', '補う', undefined],
  ])('%j: %j → %j', (text, before, after, expected) =>
    expect(replaceOnce(text, before, after)).toBe(expected),
  )

  test('only what stands there once is replaced, and nothing around it', () => {
    const word = fc.string({
      unit: fc.constantFrom('あ', '-', '(', '.', '\\', 'A', '1', '|', '$'),
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(word, word, word, word, (head, before, tail, after) => {
        const text = `${head}${before}${tail}`
        const places = [...text].filter((_, i) => text.startsWith(before, i)).length
        const replaced = replaceOnce(text, before, after)
        if (places === 1) expect(replaced).toBe(`${head}${after}${tail}`)
        else
          expect(replaced === undefined || text === before || /(.)\1/.test(before) || places > 1).toBe(true)
      }),
    )
  })
})

describe('corrections of places', () => {
  const document = ['<1-1.窓口>', '<1-2.端末>', '同じ行', '別の行', '同じ行'].map((text, i) => ({
    line: i + 1,
    text,
  }))
  const run = (...corrections: readonly Omit<Correction, 'reason'>[]) => {
    const made = correctLines(
      document,
      corrections.map((one) => ({ ...one, reason: 'r' })),
      (line, text) => ({ line, text }),
    )
    return {
      texts: [...made.lines].map((line) => line.text),
      problems: made.check(PLACE),
      lines: [...made.lines],
      done: made.done,
    }
  }

  test('a line is mended before it is cut, and keeps how it was written', () => {
    const { texts, problems, lines, done } = run({ before: '1-2', after: '1-3' })
    expect(problems).toEqual([])
    expect(texts[1]).toBe('<1-3.端末>')
    expect(lines[1]).toEqual({
      line: 2,
      text: '<1-3.端末>',
      correction: 'corrections.1',
      written: '<1-2.端末>',
    })
    expect(done.get(2)).toMatchObject({ key: 'corrections.1', reason: 'r', start: 3, end: 4 })
  })

  test('the line number is a hint: what is found decides', () => {
    expect(run({ line: 99, before: '別の', after: '他の' }).texts[3]).toBe('他の行')
    expect(run({ line: 5, before: '同じ', after: '違う' }).texts).toEqual([
      '<1-1.窓口>',
      '<1-2.端末>',
      '同じ行',
      '別の行',
      '違う行',
    ])
  })

  test.each([
    [
      'nowhere',
      [{ before: 'ない', after: 'x' }],
      'reconcile/stale-correction',
      '文書のどこにもありません',
      'that is nowhere in the document',
    ],
    [
      'not in the line it names',
      [{ line: 4, before: 'ない', after: 'x' }],
      'reconcile/stale-correction',
      '今は「別の行」です',
      'the source has "別の行"',
    ],
    [
      'in several lines',
      [{ before: '同じ', after: 'x' }],
      'reconcile/ambiguous-correction',
      '2行にあり、どれを直すのか決まりません（3, 5行目）',
      'stands in 2 lines (3, 5)',
    ],
    [
      'in several lines, none of them the hint',
      [{ line: 4, before: '同じ', after: 'x' }],
      'reconcile/ambiguous-correction',
      '2行にあり',
      'in 2 lines',
    ],
    [
      'twice the same line',
      [
        { before: '1-2', after: 'x' },
        { before: '端末', after: 'y' },
      ],
      'reconcile/corrected-twice',
      '訂正「corrections.2」は、訂正「corrections.1」と同じところ',
      'corrects what corrections.1 corrects already',
    ],
  ])('%s', (_, corrections, code, ja, en) => {
    const { problems } = run(...corrections)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code, severity: 'error' })
    expect(problems[0]?.message.ja).toContain(ja)
    expect(problems[0]?.message.en).toContain(en)
    expectReadable(problems)
  })
})

describe('through the whole job', () => {
  const correct = (...entries: readonly string[]) =>
    authored(
      'corrections.yaml',
      (text) =>
        `${text}\n${entries.map((entry) => `  - { ${entry}, reason: 元の文書で確かめた }`).join('\n')}\n`,
    )
  const run = async (text: string, more: Readonly<Record<string, string>>) => {
    const result = await runAround(text, more)
    expectReadable(result.problems)
    return result
  }

  test('of a heading: the code is right again, and says that it was corrected', async () => {
    const text = withLine('<1-1-3.', (line) => line.replace('<1-1-3', '<l-1-3'))
    const result = await run(text, correct(`line: ${lineOf('<1-1-3.')}, before: "<l-1-3", after: "<1-1-3"`))
    expect(errorsOf(result)).toEqual([])
    expect(recordOf(result, 'ict_plan_initiatives', '1-1-3').code).toBe('1-1-3')
    expect(provenanceOf(result, 'ict_plan_initiatives', '1-1-3', 'code')).toMatchObject({
      method: 'corrected',
      file: `${FOLDER}/corrections.yaml`,
      key: 'corrections.6',
      reason: '元の文書で確かめた',
    })
    expect(provenanceOf(result, 'ict_plan_initiatives', '1-1-3', 'title').method).not.toBe('corrected')
  })

  test('of a title that is misread in one of its places: both places are on record, none is left over', async () => {
    const text = withLine('\t3.マイナンバーカードの取得率', (line) => line.replace('取得率', '取待率'))
    const result = await run(
      text,
      correct('record: ict_plan_initiatives/1-1-3, field: title, before: 取待率, after: 取得率'),
    )
    expect(errorsOf(result)).toEqual([])
    expect(recordOf(result, 'ict_plan_initiatives', '1-1-3').title).toBe('マイナンバーカードの取得率の向上')
    const from = provenanceOf(result, 'ict_plan_initiatives', '1-1-3', 'title')
    expect(from.method).toBe('corrected')
    expect(from.cites?.flat().map((address) => Number(address.split('#')[0]))).toEqual([28, 105, 607])
  })

  test('of a cell that is blank', async () => {
    const result = await run(realText, {})
    expect(recordOf(result, 'ict_plan_observations', '2-1-7-1-baseline')).toMatchObject({
      text: 'システム未導入',
    })
    expect(provenanceOf(result, 'ict_plan_observations', '2-1-7-1-baseline', 'text')).toMatchObject({
      method: 'corrected',
      key: 'corrections.3',
    })
  })

  test('of a number: its value is read anew', async () => {
    const result = await run(
      realText,
      correct('record: ict_plan_observations/3-1-2-1-result, field: text, before: "16,775", after: "16,975"'),
    )
    expect(errorsOf(result)).toEqual([])
    expect(recordOf(result, 'ict_plan_indicators', '3-1-2-1')).toMatchObject({
      resultText: '16,975人',
      resultValue: 16_975,
      progress: 0.9934,
    })
    expect(provenanceOf(result, 'ict_plan_indicators', '3-1-2-1', 'resultValue')).toMatchObject({
      method: 'corrected',
      key: 'corrections.6',
    })
  })

  test.each([
    [
      'a dataset that is not there',
      'record: ict_plan_measure/1-1, field: name, before: a, after: b',
      'reconcile/unknown-correction',
      '「ict_plan_measures」のことですか',
    ],
    [
      'a record that is not there',
      'record: ict_plan_measures/1-9, field: name, before: a, after: b',
      'reconcile/unknown-correction',
      '「1-1」のことですか',
    ],
    [
      'a field that is not there',
      'record: ict_plan_measures/1-1, field: nam, before: a, after: b',
      'reconcile/unknown-correction',
      '「name」のことですか',
    ],
    [
      'a field that is computed',
      'record: ict_plan_indicators/1-1-1-1, field: progress, before: "1", after: "2"',
      'reconcile/unknown-correction',
      'progress は ほかの項目 から作られるので',
    ],
    [
      'a field that is taken from below',
      'record: ict_plan_indicators/2-1-7-1, field: baselineText, before: "", after: x',
      'reconcile/unknown-correction',
      'baselineText は ほかの項目 から作られるので',
    ],
    [
      'a field that is taken from above',
      'record: ict_plan_initiatives/1-1-1, field: policyNumber, before: "1", after: "2"',
      'reconcile/unknown-correction',
      'policyNumber は policy.number から作られるので',
    ],
    [
      'words that are not there',
      'record: ict_plan_measures/1-2, field: name, before: 推進進, after: 推進',
      'reconcile/stale-correction',
      '今は「市民と行政とのコミュニケーションの推進」です',
    ],
    [
      'words that stand there twice',
      'record: ict_plan_initiatives/1-1-3, field: description, before: 申請, after: 申込',
      'reconcile/stale-correction',
      '訂正前は「申請」のはずですが',
    ],
    [
      'a field that is corrected already',
      'record: ict_plan_measures/1-1, field: name, before: 電子化, after: デジタル化',
      'reconcile/corrected-twice',
      '訂正「corrections.6」は、訂正「corrections.1」と同じところ',
    ],
    [
      'nothing, where something stands',
      'record: ict_plan_measures/1-2, field: name, before: "", after: x',
      'reconcile/stale-correction',
      '訂正前は「」のはずですが',
    ],
  ])('%s', async (_, entry, code, ja) => {
    const errors = errorsOf(await run(realText, correct(entry)))
    expect(errors.map((error) => error.code)).toEqual([code])
    expect(errors[0]?.message.ja).toContain(ja)
    const places = [errors[0]?.where, ...(errors[0]?.also ?? [])]
    expect(places.find((place) => place?.file === `${FOLDER}/corrections.yaml`)?.line).toBeGreaterThan(20)
  })

  test('white space is set aside on both sides', () => {
    expect(squeeze('DDA 土港 7')).toBe(squeeze('DDA土港7'))
  })
})
