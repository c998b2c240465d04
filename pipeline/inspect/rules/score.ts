/** The 30 rules of 行政データにおける機械可読性に関するルール over one file: its rows are gone over once, then each rule judges. */
import type { RuleScore } from '../../lib/inspection.ts'
import { foldFile } from './fold.ts'
import type { RuledFile } from './input.ts'
import { rule as l101 } from './l1-01.ts'
import { rule as l102 } from './l1-02.ts'
import { rule as l103 } from './l1-03.ts'
import { rule as l104 } from './l1-04.ts'
import { rule as l105 } from './l1-05.ts'
import { rule as l106 } from './l1-06.ts'
import { rule as l107 } from './l1-07.ts'
import { rule as l108 } from './l1-08.ts'
import { rule as l109 } from './l1-09.ts'
import { rule as l110 } from './l1-10.ts'
import { rule as l111 } from './l1-11.ts'
import { rule as l112 } from './l1-12.ts'
import { rule as l113 } from './l1-13.ts'
import { rule as l114 } from './l1-14.ts'
import { rule as l115 } from './l1-15.ts'
import { rule as l201 } from './l2-01.ts'
import { rule as l202 } from './l2-02.ts'
import { rule as l203 } from './l2-03.ts'
import { rule as l204 } from './l2-04.ts'
import { rule as l205 } from './l2-05.ts'
import { rule as l206 } from './l2-06.ts'
import { rule as l301 } from './l3-01.ts'
import { rule as l302 } from './l3-02.ts'
import { rule as l303 } from './l3-03.ts'
import { rule as l304 } from './l3-04.ts'
import { rule as l305 } from './l3-05.ts'
import { rule as l306 } from './l3-06.ts'
import { rule as l307 } from './l3-07.ts'
import { rule as l308 } from './l3-08.ts'
import { rule as l309 } from './l3-09.ts'
import type { Rule } from './say.ts'

/** In the order in which they were published. */
export const RULES: readonly Rule[] = [
  l101,
  l102,
  l103,
  l104,
  l105,
  l106,
  l107,
  l108,
  l109,
  l110,
  l111,
  l112,
  l113,
  l114,
  l115,
  l201,
  l202,
  l203,
  l204,
  l205,
  l206,
  l301,
  l302,
  l303,
  l304,
  l305,
  l306,
  l307,
  l308,
  l309,
]

/** Never throws; the same file gives the same scores. */
export function scoreRules(file: RuledFile): readonly RuleScore[] {
  const facts = foldFile(file)
  return RULES.map(({ id, title, judge }) => ({ id, title, ...judge(facts) }))
}
