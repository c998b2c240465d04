/** The six ways in which a value can have come to be, in words: said in the data themselves, which are read apart from our docs, and by `explain`. */
import type { Text } from '../problem.ts'
import type { Method } from './model.ts'

export const METHODS: Readonly<Record<Method, Text>> = {
  'as-written': { ja: '原文に書かれているとおり', en: 'as written in the source' },
  normalized: {
    ja: '空白・文字幅・日付・数値などの書き方だけを整えたもの',
    en: 'form only put in order: spaces, widths, dates, numbers',
  },
  corrected: { ja: '理由を記録したうえで訂正したもの', en: 'corrected, with the reason on file' },
  inferred: {
    ja: '原文から一つに読み取れず、根拠を示して推定したもの',
    en: 'not readable with certainty; inferred, with the evidence given',
  },
  computed: { ja: 'ほかの項目から計算したもの', en: 'computed from other fields' },
  declared: {
    ja: '設定ファイルで宣言したもの（原文にない値、または原文の言葉の意味）',
    en: 'declared in an authored file: not in the source, or what a word of the source means',
  },
}

export function isMethod(value: unknown): value is Method {
  return typeof value === 'string' && Object.hasOwn(METHODS, value)
}
