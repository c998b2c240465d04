/**
 * A copy of the CSV in Shift_JIS as Windows writes it (CP932, IANA Windows-31J), for programs that read nothing else.
 * The UTF-8 file is the right one. What CP932 has no place for is written as the geta mark, which no reader takes for
 * data, and is told; to refuse the file for one name of a thousand would leave an office without any.
 */
import { cp932Codes } from '../lib/jis-table.ts'
import type { Batches, Column, Dataset } from '../lib/model.ts'
import { recordName } from '../lib/record-id.ts'
import type { Problem } from '../problem.ts'
import { cellText, writeCsv } from './csv.ts'
import { problem } from './problems.ts'

const GETA = '〓'

/**
 * Characters that are the same for people, but not for Windows' table: those where it differs from JIS X 0208 as
 * Unicode maps it (https://www.w3.org/TR/japanese-xml/#ambiguity_of_yen), the half-width forms of signs that it has
 * full-width only, and those that Unicode itself has twice (µ, Å, Ω, K). An en dash or a bullet is another character.
 */
const SAME: readonly (readonly [from: number, to: number])[] = [
  [0x301c, 0xff5e],
  [0x2212, 0xff0d],
  [0x2016, 0x2225],
  [0x2014, 0x2015],
  [0x2011, 0x2010],
  [0x00a0, 0x0020],
  [0x00a2, 0xffe0],
  [0x00a3, 0xffe1],
  [0x00a5, 0xffe5],
  [0x00a6, 0xffe4],
  [0x00ac, 0xffe2],
  [0x203e, 0xffe3],
  [0x00b5, 0x03bc],
  [0x00c5, 0x212b],
  [0x2126, 0x03a9],
  [0x212a, 0x004b],
]

export interface Cp932 {
  /** `onLoss` is called with each character that could not be written */
  readonly encode: (text: string, onLoss?: (character: string) => void) => Uint8Array
}

export function createCp932(): Cp932 {
  const codes = cp932Codes()
  for (const [from, to] of SAME) codes[from] = codes[to] ?? 0
  const geta = codes[GETA.charCodeAt(0)] ?? 0
  /** か and a voicing mark are が */
  const composed = (text: string, at: number): number => {
    const mark = text.charCodeAt(at + 1)
    if (mark !== 0x3099 && mark !== 0x309a) return 0
    const one = text.slice(at, at + 2).normalize('NFC')
    return one.length === 1 ? (codes[one.charCodeAt(0)] ?? 0) : 0
  }
  return {
    encode(text, onLoss) {
      const into = new Uint8Array(text.length * 2)
      let end = 0
      const put = (code: number): void => {
        if (code > 0xff) into[end++] = code >> 8
        into[end++] = code & 0xff
      }
      for (let at = 0; at < text.length; at += 1) {
        const whole = composed(text, at)
        if (whole !== 0) {
          put(whole)
          at += 1
          continue
        }
        const code = codes[text.charCodeAt(at)] ?? 0
        if (code !== 0) {
          put(code)
          continue
        }
        const point = text.codePointAt(at) ?? 0
        const length = point > 0xffff ? 2 : 1
        if (isVariant(point)) {
          // the form of the character before it: that stands already, in its common form
          const last = Math.max(0, at - (isLow(text.charCodeAt(at - 1)) ? 2 : 1))
          onLoss?.(text.slice(last, at + length))
        } else {
          put(geta)
          onLoss?.(text.slice(at, at + length))
        }
        at += length - 1
      }
      return into.subarray(0, end)
    },
  }
}

/** Variation selectors (Unicode 23.4): which form of a character is meant. */
function isVariant(point: number): boolean {
  return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef)
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** The CSV without its mark of UTF-8. */
export async function* writeCsvShiftJis(
  columns: readonly Column[],
  batches: Batches,
): AsyncGenerator<Uint8Array> {
  const { encode } = createCp932()
  let first = true
  for await (const chunk of writeCsv(columns, batches)) {
    yield encode(first ? chunk.slice(1) : chunk)
    first = false
  }
}

/** Characters that are listed; the rest are counted. */
const LISTED = 30

/** What the copy in Shift_JIS lacks: which characters, in how many cells, and where the first is. */
export function shiftJisProblems(dataset: Dataset): readonly Problem[] {
  const { id, columns, records, primaryKey } = dataset
  const { encode } = createCp932()
  const lost = new Set<string>()
  let cells = 0
  let first: { readonly record?: string; readonly field: string; readonly header: string } | undefined
  const look = (text: string, column: Column, record?: () => string): void => {
    let met = false
    encode(text, (character) => {
      lost.add(character)
      met = true
    })
    if (!met) return
    cells += 1
    const named = record === undefined ? {} : { record: record() }
    first ??= { ...named, field: column.key, header: column.header }
  }
  for (const column of columns) look(column.header, column)
  for (const [place, record] of records.entries())
    for (const column of columns)
      look(cellText(record[column.key] ?? null), column, () => recordName(record, primaryKey, place))
  if (first === undefined) return []
  const file = `datasets/${id}/${id}.sjis.csv`
  const shown = [...lost].slice(0, LISTED).map(told).join(' ')
  const rest = lost.size > LISTED ? ` … +${lost.size - LISTED}` : ''
  return [
    problem('export/not-in-shift-jis', { dataset: id, ...first }, { file, cells, actual: shown + rest }),
  ]
}

/** `髙(U+9AD9)`: many look the same in a terminal's font. */
function told(character: string): string {
  const points = [...character].map(
    (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return `${character}(${points.join(' ')})`
}
