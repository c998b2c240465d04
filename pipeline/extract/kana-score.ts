/**
 * How much a text reads like a Japanese table: the logarithm of its probability under a small model of what follows
 * what (kana after kana, kanji after a comma). A wrong guess of the encoding gives rare kanji amid half-width kana,
 * which the model finds some million times less likely at four characters already; that is why it is right on files
 * of a few rows, where the detectors that count bytes are not.
 */

/** The kanji most seen in the headers and values of the standard's own sheets and in addresses. */
const FREQUENT =
  '記載所名設地市公場施方日体区定共称番時町情団性住字度号連用一人道数歳都可備等府県先在入物開国関別車口村対事無種理学金内置絡業利文覧営法主間建通校標男合駐指女書特分機表管考料経下有項災域線全育位難月能子避水年緯始化急目応者緊食要終財参了単衆本療類英照自意象語土害火行画準電防申以光護品像型政点座外観介医明不他義切山推奨川野込高話必許支小便列説教式催松曜木大治会中輪出周集積又付結南駅成刻更系供援基最形員園立幼総保注角実乳路的決台制当部前拠新門限須個容半調使赤期細詳上児郵値診動長東京西北館院福祉図室課局民平田橋浜島岡原丁井石崎藤佐清和広神奈花海谷富士沢千葉二三四五六七八九十百円計令昭予算歩'

/** The classes of characters, and by how many characters each shares its probability. */
const CLASSES = [
  ['sign', 42],
  ['letter', 52],
  ['hiragana', 80],
  ['katakana', 84],
  ['frequent', FREQUENT.length],
  ['level1', 2700],
  ['level2', 3400],
  ['half', 58],
  ['full', 300],
  ['latin', 400],
  ['rare', 50_000],
  ['gaiji', 1900],
  ['broken', 70],
] as const

const [SIGN, LETTER, HIRAGANA, KATAKANA, FREQ, LEVEL1, LEVEL2, HALF, FULL, LATIN, RARE, GAIJI, BROKEN] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
] as const

/** How often a class follows another, estimated from tables of cities; rows and columns as in `CLASSES`. */
const KANJI = [0.2, 0.01, 0.2, 0.05, 0.32, 0.15, 0.01, 0.001, 0.05, 2e-4, 2e-5, 2e-4, 1e-8]
const ODD = [0.3, 0.05, 0.05, 0.05, 0.1, 0.05, 0.01, 0.01, 0.05, 0.01, 0.01, 2e-4, 1e-8]
const FOLLOWS: readonly (readonly number[])[] = [
  [0.55, 0.12, 0.04, 0.06, 0.12, 0.05, 0.003, 0.02, 0.03, 8e-4, 5e-5, 1e-4, 1e-8],
  [0.25, 0.7, 0.005, 0.008, 0.008, 0.004, 3e-4, 5e-4, 0.01, 0.002, 2e-5, 1e-5, 1e-8],
  [0.15, 0.005, 0.5, 0.03, 0.15, 0.1, 0.005, 5e-4, 0.05, 1e-4, 2e-5, 1e-4, 1e-8],
  [0.15, 0.005, 0.08, 0.6, 0.07, 0.04, 0.002, 5e-4, 0.05, 1e-4, 2e-5, 1e-4, 1e-8],
  KANJI,
  KANJI,
  KANJI,
  [0.15, 0.01, 0.001, 0.001, 0.008, 0.004, 3e-4, 0.8, 0.02, 1e-4, 2e-5, 1e-5, 1e-8],
  [0.2, 0.02, 0.08, 0.08, 0.25, 0.12, 0.006, 0.005, 0.24, 0.001, 2e-5, 1e-4, 1e-8],
  [0.3, 0.35, 0.001, 0.001, 0.001, 0.001, 1e-4, 5e-4, 0.005, 0.3, 2e-5, 1e-5, 1e-8],
  ODD,
  KANJI,
  ODD,
]

export interface Score {
  /** logarithm of the probability; of two readings of the same bytes the higher is the likelier */
  readonly log: number
  /** characters that stand for bytes which could not be read, and control characters */
  readonly broken: number
}

/** Compiles the model: about 65,000 steps, so once per file. */
export function createScore(): (text: string) => Score {
  const classes = classTable()
  const count = CLASSES.length
  const logs = new Float64Array(count * count)
  for (let from = 0; from < count; from += 1) {
    for (let to = 0; to < count; to += 1) {
      logs[from * count + to] = Math.log((FOLLOWS[from]?.[to] ?? 0) / (CLASSES[to]?.[1] ?? 1))
    }
  }
  return (text) => {
    let log = 0
    let broken = 0
    let before: number = SIGN
    let last = 0
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      const now = classes[code] ?? RARE
      log += logs[before * count + now] ?? 0
      if (now === HALF) log += oddHalf(code, last)
      else if (now === BROKEN) broken += 1
      before = now
      last = code
    }
    return { log, broken }
  }
}

/** What half-width kana do not do: ､ in the midst, ﾞ after what has no voiced form. 0 where all is well. */
function oddHalf(code: number, last: number): number {
  if (code <= 0xff65) return -4
  if (code === 0xff9e)
    return last === 0xff73 || (last >= 0xff76 && last <= 0xff84) || (last >= 0xff8a && last <= 0xff8e)
      ? 0
      : -7
  if (code === 0xff9f) return last >= 0xff8a && last <= 0xff8e ? 0 : -7
  // small kana, the long vowel and ﾝ begin no word
  if ((code >= 0xff67 && code <= 0xff70) || code === 0xff9d) return last >= 0xff66 && last <= 0xff9f ? 0 : -4
  return 0
}

function classTable(): Uint8Array {
  const table = new Uint8Array(1 << 16).fill(RARE)
  const set = (from: number, to: number, value: number): void => {
    table.fill(value, from, to + 1)
  }
  set(0x00, 0x1f, BROKEN)
  set(0x20, 0x7e, SIGN)
  for (const code of [0x09, 0x0a, 0x0d]) table[code] = SIGN
  set(0x41, 0x5a, LETTER)
  set(0x61, 0x7a, LETTER)
  set(0x7f, 0x9f, BROKEN)
  set(0xa0, 0x17f, LATIN)
  set(0x370, 0x45f, LATIN)
  // dashes, quotes, ※, ℃, №, Ⅰ, →, ∴, ①, ─, ■, ★, ♪; ㈱, ㍻, ㎡; 、。〒; Ａ１
  set(0x2010, 0x2044, FULL)
  set(0x2100, 0x22ff, FULL)
  set(0x2460, 0x266f, FULL)
  set(0x3000, 0x303f, FULL)
  set(0x3200, 0x33ff, FULL)
  set(0xff01, 0xff5e, FULL)
  set(0xffe0, 0xffe6, FULL)
  set(0x3041, 0x309e, HIRAGANA)
  set(0x30a1, 0x30fe, KATAKANA)
  set(0xff61, 0xff9f, HALF)
  set(0xe000, 0xf8ff, GAIJI)
  // lone halves do not come out of a decoder; a pair is an emoji or a rare kanji
  setKanji(table, 'euc-jp', 0xb0, 0xcf, LEVEL1)
  setKanji(table, 'euc-jp', 0xd0, 0xf4, LEVEL2)
  // IBM's kanji, 髙 and 﨑 among them
  setKanji(table, 'shift_jis', 0xfa, 0xfc, LEVEL2)
  for (const kanji of FREQUENT) table[kanji.charCodeAt(0)] = FREQ
  table[0xfffd] = BROKEN
  return table
}

function setKanji(table: Uint8Array, encoding: string, first: number, last: number, value: number): void {
  const bytes: number[] = []
  for (let lead = first; lead <= last; lead += 1) {
    for (let trail = encoding === 'euc-jp' ? 0xa1 : 0x40; trail <= 0xfc; trail += 1) {
      if (trail !== 0x7f) bytes.push(lead, trail, 0x0a)
    }
  }
  for (const char of new TextDecoder(encoding).decode(Uint8Array.from(bytes))) {
    const code = char.charCodeAt(0)
    if (code >= 0x4e00 && table[code] === RARE) table[code] = value
  }
}
