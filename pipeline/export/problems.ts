/** The codes of this room. They are permanent. */
import { type ProblemKind, problemsOf } from '../problem.ts'

export const EXPORT_PROBLEMS = {
  'export/not-in-shift-jis': {
    severity: 'warning',
    scope: 'source',
    ja: 'Shift_JIS の CSV（{file}）に書けない文字が {cells} か所にあり、「〓」にしました（異体字の指定は落としました）：{actual}',
    en: '{file} can not hold these characters, in {cells} cells: each became "〓" (a mark of a variant was left out): {actual}',
    fixJa:
      '正しい値は UTF-8 の CSV にあり、直す必要はありません。Shift_JIS の CSV がいらなければ publisher.yaml の csvShiftJis を消してください。',
    fixEn:
      'The CSV in UTF-8 has the right values; nothing need be done. If nobody needs the copy, take csvShiftJis out of publisher.yaml.',
  },
} satisfies Readonly<Record<string, ProblemKind>>

export const problem = problemsOf(EXPORT_PROBLEMS)
