/** The words in which a rating is explained: for the published record (Japanese) and the provenance (both). */
import type { Text } from '../problem.ts'

export interface SignSeen {
  readonly line: number
  readonly address: string
  readonly text: string
  readonly readings: readonly string[]
}

export interface Grounds {
  readonly rating: string
  readonly signs: readonly SignSeen[]
  readonly stated: readonly { readonly line: number; readonly sign: string }[]
  readonly possible: readonly string[]
  readonly totals?: { readonly line: number; readonly scope: Text }
  readonly words?: { readonly sign: string; readonly words: string; readonly line: number }
  readonly outcome?: {
    readonly sign: string
    readonly result: string
    readonly target: string
    readonly line: number
  }
}

const list = (signs: readonly string[], and: string): string => signs.join(and)

/** What settles the rating, then the signs that were not followed; each names its line. */
export function explain(grounds: Grounds): Text {
  const settled = settle(grounds)
  const overruled = overruledSigns(grounds)
  return {
    ja: [
      settled.ja,
      ...overruled.map(
        (sign) =>
          `${sign.line}行目の記号「${sign.text}」は${list(sign.readings, '・')}と読めるが、採らなかった。`,
      ),
    ].join(''),
    en: [
      settled.en,
      ...overruled.map(
        (sign) =>
          `The sign "${sign.text}" in line ${sign.line} reads as ${list(sign.readings, ' or ')} and was overruled.`,
      ),
    ].join(' '),
  }
}

/** Signs that can be read in several ways, none of them the rating. */
export function overruledSigns(grounds: Pick<Grounds, 'signs' | 'rating'>): readonly SignSeen[] {
  return grounds.signs.filter((sign) => sign.readings.length > 0 && !sign.readings.includes(grounds.rating))
}

function settle(grounds: Grounds): Text {
  const { rating, signs, possible, totals, words, outcome } = grounds
  const [stated] = grounds.stated
  if (stated) {
    return {
      ja: `${stated.line}行目の文が「${rating}」としている。`,
      en: `Stated as ${rating} by the sentence in line ${stated.line}.`,
    }
  }
  const clear = signs.filter((sign) => sign.readings.length === 1)
  if (clear.length > 0) {
    return {
      ja: `${clear.map((sign) => `${sign.line}行目の記号「${sign.text}」`).join('、')}を${rating}と読む。`,
      en: `Read from ${clear.map((sign) => `the sign "${sign.text}" in line ${sign.line}`).join(', ')}.`,
    }
  }
  const unclear = {
    ja:
      signs.length > 0
        ? `${signs.map((sign) => `${sign.line}行目の記号「${sign.text}」`).join('、')}では決まらない。`
        : '記号がない。',
    en:
      signs.length > 0
        ? `${signs.map((sign) => `The sign "${sign.text}" in line ${sign.line}`).join(', ')} does not decide. `
        : 'There is no sign. ',
  }
  const by = totals
    ? {
        ja: `${totals.scope.ja}の評価別の数（${totals.line}行目）`,
        en: `the totals of ${totals.scope.en} (line ${totals.line})`,
      }
    : undefined
  if (possible.length === 1 && by) {
    return {
      ja: `${unclear.ja}${by.ja}により${rating}に決まる。`,
      en: `${unclear.en}Forced to ${rating} by ${by.en}.`,
    }
  }
  const among = {
    ja: by ? `${by.ja}に合う候補は${list(possible, '・')}。` : `候補は${list(possible, '・')}。`,
    en: by
      ? `Candidates that fit ${by.en}: ${list(possible, ', ')}. `
      : `Candidates: ${list(possible, ', ')}. `,
  }
  return {
    ja: unclear.ja + among.ja + chose(grounds, words, outcome).ja,
    en: unclear.en + among.en + chose(grounds, words, outcome).en,
  }
}

function chose(grounds: Grounds, words: Grounds['words'], outcome: Grounds['outcome']): Text {
  const { rating } = grounds
  const ja: string[] = []
  const en: string[] = []
  if (words?.sign === rating) {
    ja.push(`見解の言葉「${words.words}」（${words.line}行目）`)
    en.push(`the words 「${words.words}」 of the comment (line ${words.line})`)
  }
  if (outcome?.sign === rating) {
    ja.push(`結果${outcome.result}と目標${outcome.target}の比較（${outcome.line}行目）`)
    en.push(`result ${outcome.result} against target ${outcome.target} (line ${outcome.line})`)
  }
  const allows = grounds.signs.find((sign) => sign.readings.includes(rating))
  if (ja.length === 0 && allows) {
    ja.push(`記号「${allows.text}」の読み方`)
    en.push(`the readings of the sign "${allows.text}"`)
  }
  if (ja.length === 0) {
    return {
      ja: `ほかの取組の評価が決まると${rating}が残る。`,
      en: `${rating} remains once the others are settled.`,
    }
  }
  return { ja: `${ja.join('と')}により${rating}とした。`, en: `Chosen as ${rating} by ${en.join(' and ')}.` }
}
