/** What is odd about cells → problems: each kind and cause once, with how often and where it was met first. */
import { cellName } from '../lib/grid.ts'
import { clip, type Place, type Problem, type Text } from '../problem.ts'
import type { CellFault } from './cell-faults.ts'
import { type EncodingGuess, encodingName } from './encoding.ts'
import type { MojibakeCause } from './mojibake.ts'
import { problem } from './problems.ts'

export interface FaultLog {
  add(faults: readonly CellFault[]): void
  problems(): readonly Problem[]
}

/** Of more places than this the rest is only counted. */
const PLACES = 5
const SHOWN = 40

const CODES = {
  undecodable: 'extract/undecodable',
  gaiji: 'extract/gaiji',
  replaced: 'extract/character-lost',
  questions: 'extract/question-marks',
  mojibake: 'extract/mojibake',
  control: 'extract/control-character',
  'after-quote': 'extract/text-after-quote',
  'unclosed-quote': 'extract/unclosed-quote',
  'row-too-long': 'extract/row-too-long',
} as const

/** Whether the row that it stands in can not be read whole. */
export function isRowFault({ kind }: CellFault): boolean {
  return kind === 'undecodable' || kind === 'unclosed-quote' || kind === 'row-too-long'
}

export function codeOfFault({ kind }: CellFault): string {
  return CODES[kind]
}

const CAUSES: Readonly<Record<MojibakeCause, Text>> = {
  'utf8-as-cp932': { ja: 'UTF-8 の文字を Shift_JIS として読んだもの', en: 'UTF-8 read as Shift_JIS' },
  'utf8-as-latin1': { ja: 'UTF-8 の文字を欧文（Latin-1）として読んだもの', en: 'UTF-8 read as Latin-1' },
  'cp932-as-latin1': {
    ja: 'Shift_JIS の文字を欧文（Latin-1）として読んだもの',
    en: 'Shift_JIS read as Latin-1',
  },
  'eucjp-as-cp932': { ja: 'EUC-JP の文字を Shift_JIS として読んだもの', en: 'EUC-JP read as Shift_JIS' },
}

interface Entry {
  readonly fault: CellFault
  readonly places: Place[]
  count: number
  /** how many of them can be had back */
  repaired: number
}

/** Counts the faults of one file; memory does not grow with their number. */
export function createFaultLog(where: Place): FaultLog {
  const entries = new Map<string, Entry>()
  return {
    add: (faults) => {
      for (const fault of faults) {
        const key = `${fault.kind} ${fault.cause ?? ''}`
        const known = entries.get(key)
        const entry = known ?? { fault, places: [], count: 0, repaired: 0 }
        if (known === undefined) entries.set(key, entry)
        entry.count += 1
        if (fault.repaired !== undefined) entry.repaired += 1
        if (entry.places.length < PLACES) {
          entry.places.push({ ...where, row: fault.row, cell: cellName(fault.row, fault.column) })
        }
      }
    },
    problems: () => [...entries.values()].map(told),
  }
}

function told({ fault, places, count, repaired }: Entry): Problem {
  const first = places[0] ?? {}
  const cause = fault.cause === undefined ? undefined : CAUSES[fault.cause]
  return problem(
    CODES[fault.kind],
    first,
    {
      row: fault.row,
      cell: first.cell,
      count,
      repaired,
      causeJa: cause?.ja,
      causeEn: cause?.en,
      shown: fault.actual === undefined ? undefined : clip(fault.actual, SHOWN),
      actual: fault.actual,
      expected: fault.repaired,
    },
    { also: places.slice(1) },
  )
}

const SURE = 0.8

/** Tells that the encoding was a close call. */
export function unsureProblems(guess: EncodingGuess, where: Place): readonly Problem[] {
  if (guess.confidence >= SURE) return []
  const others = (guess.alternatives ?? []).map((one) => encodingName(one.encoding)).join(', ')
  const facts = {
    actual: encodingName(guess.encoding),
    percent: Math.round(guess.confidence * 100),
    others: others === '' ? '-' : others,
  }
  return [problem('extract/encoding-unsure', where, facts)]
}
