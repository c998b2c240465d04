/** The places of a finding by the value that is written there, as a person goes through them. */
import { isMend, type Problem } from '../problem.ts'
import { rangesText } from './findings.ts'

export interface ValueFound {
  /** as written; undefined: the finding is not about a value */
  readonly value: string | undefined
  /** what it is in the published table, where that was mended */
  readonly mend: string | undefined
  /** rows in order, by worksheet and column */
  readonly spots: readonly Spots[]
  readonly count: number
}

export interface Spots {
  readonly worksheet: string | undefined
  /** letters of the column; blank where the whole row is meant */
  readonly letters: string
  readonly rows: readonly number[]
}

/** The commonest first; of those as common, as they were met. */
export function valuesOf(problems: readonly Problem[]): readonly ValueFound[] {
  const values = new Map<string, Problem[]>()
  for (const problem of problems) {
    const id = `${problem.actual === undefined ? '' : `=${problem.actual}`}\u0000${problem.mend ?? ''}`
    const known = values.get(id)
    if (known === undefined) values.set(id, [problem])
    else known.push(problem)
  }
  return [...values.values()]
    .map((same) => ({
      value: same[0]?.actual,
      mend: same[0] === undefined ? undefined : mendOf(same[0]),
      spots: spotsOf(same),
      count: same.length,
    }))
    .sort((a, b) => b.count - a.count)
}

/** What the value is in the published table; of words that go to another field that is only told in the message. */
export function mendOf(problem: Problem): string | undefined {
  return isMend(problem) && problem.code !== 'normalize/time-words' ? problem.mend : undefined
}

export function spotsOf(problems: readonly Problem[]): readonly Spots[] {
  const spots = new Map<string, { worksheet: string | undefined; letters: string; rows: number[] }>()
  for (const { where } of problems) {
    const { worksheet, cell, row } = where
    if (row === undefined && cell === undefined) continue
    const [, letters = '', figures = ''] = /^([A-Z]*)([0-9]*)$/.exec(cell ?? '') ?? []
    const id = `${worksheet ?? ''}\u0000${letters}`
    const known = spots.get(id) ?? { worksheet, letters, rows: [] }
    known.rows.push(row ?? Number(figures))
    spots.set(id, known)
  }
  return [...spots.values()].map((one) => ({ ...one, rows: [...one.rows].sort((a, b) => a - b) }))
}

export interface SpotStyle {
  readonly lang: 'ja' | 'en'
  /** the worksheet is named: the file has several */
  readonly worksheets: boolean
}

/** `シート「4月」B列 3–7, 9 行目`; the column is named where it is not the one of the finding. */
export function spotsText(
  spots: readonly Spots[],
  column: string | undefined,
  { lang, worksheets }: SpotStyle,
): string {
  const ja = lang === 'ja'
  return spots
    .map(({ worksheet, letters, rows }) => {
      const sheet =
        !worksheets || worksheet === undefined ? '' : ja ? `シート「${worksheet}」` : `“${worksheet}” `
      const own = letters === '' || letters === column ? '' : ja ? `${letters}列 ` : `column ${letters} `
      const list = rangesText([...new Set(rows)], ', ')
      if (ja) return `${sheet}${own}${list} 行目`
      return `${sheet}${own}${rows.length > 1 ? 'rows' : 'row'} ${list}`
    })
    .join(ja ? '、' : '; ')
}
