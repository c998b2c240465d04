import { problemsOf } from '../problem.ts'
import { faults } from './values/faults.ts'
import { repairs } from './values/repairs.ts'

export const normalizeProblems = {
  'normalize/number-not-read': {
    severity: 'warning',
    scope: 'row',
    ja: '{line}行目の「{actual}」は数量のようですが、数値として読めませんでした。値は空欄になります。',
    en: 'Line {line}: "{actual}" looks like a quantity but could not be read as a number; its value stays blank.',
    fixJa:
      '数値として扱うものなら、source.yaml の units に単位を加えるか、corrections.yaml で訂正してください。',
    fixEn:
      'If it should count as a number, add its unit to units in source.yaml or correct it in corrections.yaml.',
  },
  'normalize/year': {
    severity: 'error',
    scope: 'source',
    ja: '年度「{actual}」が読めません。',
    en: 'The year "{actual}" can not be read.',
    fixJa: 'R4、令和4年度、2022年度 のように書いてください（{key}）。',
    fixEn: 'Write it as "R4", "令和4年度" or "2022年度" ({key}).',
  },
  ...repairs,
  ...faults,
} as const

export const problem = problemsOf(normalizeProblems)
