/** How a rule answers: verdict, reason, mend and places. */

import { cellName } from '../../lib/grid.ts'
import type { Verdict } from '../../lib/inspection.ts'
import type { Place, Text } from '../../problem.ts'
import { type FileFacts, SHOWN, type Spot } from './facts.ts'

export interface Judgement {
  readonly verdict: Verdict
  readonly reason: Text
  readonly mend?: Text
  readonly places: readonly Place[]
  readonly count: number
}

export interface Rule {
  /** `L1-01` */
  readonly id: string
  /** Japanese as published; English ours */
  readonly title: Text
  /** how it is judged here: when it passes, fails, is not decidable; what is excepted */
  readonly docs: Text
  readonly judge: (file: FileFacts) => Judgement
}

export function pass(ja: string, en: string): Judgement {
  return { verdict: 'pass', reason: { ja, en }, places: [], count: 0 }
}

export function unknown(ja: string, en: string, mend?: Text): Judgement {
  return {
    verdict: 'unknown',
    reason: { ja, en },
    ...(mend === undefined ? {} : { mend }),
    places: [],
    count: 0,
  }
}

/** `found`: at least one place, or the count alone. */
export function fail(
  reason: Text,
  mend: Text,
  { places, count }: Pick<Places, 'places' | 'count'>,
): Judgement {
  return { verdict: 'fail', reason, mend, places, count }
}

export const NOT_SPREADSHEET = (): Judgement =>
  unknown(
    '対象外：Excel などの表計算ファイルについてのルールです。この形式には書式がありません。',
    'Not applicable: a rule for spreadsheets. This format has no cell formats.',
  )

export const NOT_CSV = (): Judgement =>
  unknown('対象外：CSV についてのルールです。', 'Not applicable: a rule for CSV.')

export const NO_TABLE = (): Judgement =>
  unknown('表が見つからないので判定できません。', 'No table was found, so it can not be judged.')

/** Places as they are met: all are counted, the first are kept, each once (a cell may have two faults). */
export interface Places {
  readonly places: Place[]
  count: number
  /** headers of the columns that are concerned, each once */
  readonly headers: Set<string>
  readonly add: (where: Where, row: number | undefined, column: number | undefined, header?: string) => void
  readonly addSpot: (where: Where, spot: Spot | undefined, header?: string) => void
}

interface Where {
  readonly worksheet: string | null
}

export function createPlaces({ file }: Pick<FileFacts, 'file'>): Places {
  const places: Place[] = []
  const isListed = (worksheet: string | null, row: number | undefined, cell: string | undefined): boolean =>
    row !== undefined &&
    places.some((one) => one.row === row && one.cell === cell && (one.worksheet ?? null) === worksheet)
  const self: Places = {
    places,
    count: 0,
    headers: new Set(),
    add: ({ worksheet }, row, column, header) => {
      if (header !== undefined && header !== '') self.headers.add(header)
      const cell = row === undefined || column === undefined ? undefined : cellName(row, column)
      if (isListed(worksheet, row, cell)) return
      self.count += 1
      if (places.length >= SHOWN) return
      places.push({
        file,
        ...(worksheet === null ? {} : { worksheet }),
        ...(row === undefined ? {} : { row }),
        ...(cell === undefined ? {} : { cell }),
        ...(header === undefined || header === '' ? {} : { header }),
      })
    },
    addSpot: (where, spot, header) => {
      if (spot === undefined) return
      for (const { row, column } of spot.places) self.add(where, row, column, header)
      // those that are not kept are counted; of those that are, the ones that were listed before are not
      self.count += spot.count - spot.places.length
    },
  }
  return self
}

/** 「A」「B」など: so many names, and that there are more. */
export function quoted(names: Iterable<string>, most = 3): string {
  const all = [...new Set(names)].filter((name) => name !== '')
  const shown = all.slice(0, most).map((name) => `「${name.length > 24 ? `${name.slice(0, 24)}…` : name}」`)
  return `${shown.join('')}${all.length > most ? 'など' : ''}`
}

/** The same for English. */
export function quotedEn(names: Iterable<string>, most = 3): string {
  const all = [...new Set(names)].filter((name) => name !== '')
  const shown = all.slice(0, most).map((name) => `“${name.length > 24 ? `${name.slice(0, 24)}…` : name}”`)
  return `${shown.join(', ')}${all.length > most ? ' …' : ''}`
}
