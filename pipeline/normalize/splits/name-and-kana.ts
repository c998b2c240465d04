/** name-and-kana: `焼津公園（ヤイヅコウエン）` → name and reading. Only what is a reading is taken for one. */
import type { Scalar } from '../../lib/model.ts'
import { isReading } from '../values/kana.ts'
import { compileField } from '../values/rules.ts'
import { prepare } from '../values/speak.ts'
import { nothing, quiet, type SplitRule, slotsOf } from './speak.ts'

export const nameAndKana: SplitRule = {
  docs: {
    ja: '名称とカナを分けます。括弧の中や改行・空白の後が、かなだけのときに読みとみなし、そうでなければ全体を名称とします。',
    en: 'Parts a name and its reading: what stands in brackets, or behind a break, where it is kana alone; else all is the name.',
  },
  compile: (targets, context) => {
    const [kana = -1] = slotsOf(targets, 'kana')
    const name = targets.findIndex((_, slot) => slot !== kana)
    const reads = targets.map((target) => compileField(target, context))
    return (text, tell) => {
      const values: Scalar[] = nothing(targets)
      const trimmed = prepare(text, tell, false)
      if (trimmed === '') return values
      const found = partsOf(trimmed)
      values[name] = reads[name]?.(found?.name ?? trimmed, quiet(tell)) ?? null
      if (found !== undefined) values[kana] = reads[kana]?.(found.kana, quiet(tell)) ?? null
      return values
    }
  },
}

const BRACKETED = /^(.+?)\s*[(（〔[［]([^()（）]+)[)）〕\]］]$/s
const BEHIND = /^(.+?)\s*\n\s*([^\n]+)$/s
const KANJI = /[\u3400-\u9fff\uf900-\ufaff]/

function partsOf(text: string): { readonly name: string; readonly kana: string } | undefined {
  for (const pattern of [BRACKETED, BEHIND]) {
    const [, one = '', other = ''] = pattern.exec(text) ?? []
    // a reading says how kanji are read; カフェ（テラス） has none to be read
    if (one !== '' && KANJI.test(one) && isReading(other)) return { name: one, kana: other }
    if (one !== '' && KANJI.test(other) && isReading(one) && pattern === BEHIND)
      return { name: other, kana: one }
  }
  return undefined
}
