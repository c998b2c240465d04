/** What prose says: values and names found in it, words that a declaration rests on, and ratings that changed. */
import { describe, expect, test } from 'vitest'
import {
  authored,
  errorsOf,
  expectReadable,
  FOLDER,
  lineOf,
  realText,
  runAround,
} from '../helpers/bad-input.ts'
import { provenanceOf, recordOf, table } from '../helpers/job.ts'

const run = async (text: string, more: Readonly<Record<string, string>> = {}) => {
  const result = await runAround(text, more)
  expectReadable(result.problems)
  return result
}
const source = (before: string, after: string) =>
  authored('source.yaml', (yaml) => yaml.replace(before, after))
const LAYERS = lineOf('の地図情報を 10 件公開し')

describe('names in prose', () => {
  test('each is a row, with the places that name it', async () => {
    const result = await run(realText)
    const names = table(result, 'ict_plan_map_layers', [
      'identifier',
      'name',
      'initiativeCodes',
      'statedCount',
      'namedCount',
      'countMismatch',
    ])
    expect(names).toHaveLength(11)
    expect(names[3]).toEqual(['aed', 'AED', ['1-2-5', '2-1-5'], 10, 11, true])
    const lines = provenanceOf(result, 'ict_plan_map_layers', 'aed', 'name')
      .cites?.flat()
      .map((address) => Number(address.split('#')[0]))
    expect(lines).toEqual([LAYERS, lineOf('の地図情報10 件を庁内で共有')])
    expect(
      result.problems.filter((one) => one.code === 'reconcile/count-mismatch').map((one) => one.where.line),
    ).toEqual(lines)
  })

  test.each([
    [
      'a name without an id',
      realText.replace('「下水道台帳」の地図情報を', '「上水道台帳」の地図情報を'),
      {},
      ['reconcile/id-missing'],
      '「上水道台帳」',
    ],
    [
      'an id that no name uses',
      realText,
      source('下水道台帳: sewerage-ledger', '下水道台帳: sewerage-ledger\n        上水道: water'),
      ['reconcile/id-unused'],
      '「上水道」',
    ],
    [
      'a name that changed',
      realText.replaceAll('「下水道台帳」', '「上水道台帳」'),
      {},
      ['reconcile/id-missing', 'reconcile/id-unused'],
      '「上水道台帳」',
    ],
    [
      'a name that an object has of itself',
      realText.replaceAll('「下水道台帳」', '「constructor」'),
      {},
      ['reconcile/id-missing', 'reconcile/id-unused'],
      '「constructor」',
    ],
    [
      'words that are not there',
      realText.replace('の地図情報を 10 件公開し', 'の地図を 10 件公開し'),
      {},
      ['reconcile/find'],
      '取組「1-2-5」の見解に「…の地図情報を…件」にあたる言葉がありません',
    ],
    [
      'a row that is not there',
      realText,
      source('where: [1-2-5, 2-1-5]', 'where: [1-2-5, 2-1-9]'),
      ['reconcile/find'],
      '取組「2-1-9」',
    ],
    [
      'rows of a kind that is not there',
      realText,
      source('in: initiative.comment', 'in: initiativ.comment'),
      ['reconcile/unknown-field'],
      '「initiativ.comment」',
    ],
    [
      'a pattern that is none',
      realText,
      source('"{to:after}"', '"{to:afterr}"'),
      ['reconcile/unknown-field'],
      '{to:afterr}',
    ],
  ])('%s', async (_, text, more, codes, ja) => {
    const errors = errorsOf(await runAround(text, more))
    expect(errors.map((error) => error.code)).toEqual(codes)
    expect(errors[0]?.message.ja).toContain(ja)
    const places = errors.flatMap((error) => [error.where, ...(error.also ?? [])])
    expect(places.some((place) => place.file === `${FOLDER}/source.yaml` && (place.line ?? 0) > 50)).toBe(
      true,
    )
  })

  test('counts that agree are no warning', async () => {
    const result = await run(
      realText
        .replace('の地図情報を 10 件公開し', 'の地図情報を 11 件公開し')
        .replace('の地図情報10 件を', 'の地図情報11 件を'),
    )
    expect(result.problems.map((one) => one.code)).not.toContain('reconcile/count-mismatch')
    expect(table(result, 'ict_plan_map_layers', ['countMismatch']).flat()).not.toContain(true)
  })

  test('counts that differ from place to place are no one count', async () => {
    const result = await run(realText.replace('の地図情報を 10 件公開し', 'の地図情報を 11 件公開し'))
    expect(recordOf(result, 'ict_plan_map_layers', 'aed')).toMatchObject({ statedCount: null })
  })
})

describe('words that a declaration rests on', () => {
  test('white space does not matter, the words do', async () => {
    expect(
      errorsOf(
        await run(realText.replace('評価時点は、令和4年度末時点。', '評価 時点は、令和 4 年度末 時点。')),
      ),
    ).toEqual([])
    const errors = errorsOf(
      await run(realText.replace('評価時点は、令和4年度末時点。', '評価時点は、令和5年度末時点。')),
    )
    expect(errors).toMatchObject([
      {
        code: 'reconcile/quote',
        where: { file: `${FOLDER}/source.yaml`, key: 'document.kinds.result.because' },
      },
    ])
  })
})

describe('ratings that changed', () => {
  test('what the text leaves out comes from the rating', async () => {
    const changes = table(await run(realText), 'ict_plan_rating_changes', [
      'initiativeCode',
      'from',
      'fromMethod',
      'to',
      'toMethod',
    ])
    expect(changes).toEqual([
      ['1-1-3', '△', 'stated', '○', 'observed'],
      ['2-1-7', '○', 'stated', '△', 'observed'],
      ['3-1-1', '△', 'stated', '○', 'stated'],
    ])
  })

  test('what it states must be the rating', async () => {
    const wrong = source('after: { 計画どおりに進捗しました: ○ }', 'after: { 計画どおりに進捗しました: △ }')
    const [error] = errorsOf(await run(realText, wrong))
    expect(error).toMatchObject({
      code: 'reconcile/rating-contradiction',
      where: { line: lineOf('- (3) 基本方針 3') },
    })
    expect(error?.message.ja).toContain('取組「3-1-1」の評価が')
    expect(error?.also?.[0]?.line).toBeDefined()
  })

  test('a change from a rating to itself is a warning', async () => {
    const same = source('進捗に遅れが出ていた: △', '進捗に遅れが出ていた: ○')
    const result = await run(realText, same)
    const warned = result.problems.filter((one) => one.code === 'reconcile/no-change')
    expect(warned.map((one) => one.where.record)).toEqual(['1-1-3', '3-1-1'])
    expect(warned[0]?.severity).toBe('warning')
  })

  test('a change of an initiative that is not there', async () => {
    const errors = errorsOf(
      await run(
        realText.replace(
          '「2-1-7.行政文書のデジタル化の推進」について',
          '「2-1-9.行政文書のデジタル化の推進」について',
        ),
      ),
    )
    expect(errors[0]).toMatchObject({
      code: 'shape/unknown-row',
      where: { line: lineOf('- (2) 基本方針 2') },
    })
  })
})
