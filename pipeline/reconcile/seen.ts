/** What the document says of the rating of a row: its signs, the sentences and words of its comment, its indicators. */
import type { RatingsDeclaration } from '../lib/declaration.ts'
import { addressOf, type Part } from '../lib/document.ts'
import { own } from '../lib/own.ts'
import type { Pattern } from '../lib/pattern.ts'
import type { Reader } from '../lib/readings.ts'
import { squeeze } from '../lib/text.ts'
import type { SignSeen } from './evidence.ts'
import { type FactRow, lineOf, textOf } from './facts.ts'
import { joint, latest, outcomeOf, wordsOf } from './outcomes.ts'
import type { Tables } from './tables.ts'

export interface Seen {
  readonly row: FactRow
  readonly signs: readonly SignSeen[]
  /** what sentences of the comment state; more than one sign is a contradiction */
  readonly stated: readonly Stated[]
  readonly words?: { readonly sign: string; readonly words: string; readonly line: number }
  readonly outcome?: {
    readonly sign: string
    readonly result: string
    readonly target: string
    readonly line: number
  }
}

/** Everything that the document says of the rating of one row. */
export function look(row: FactRow, tables: Tables, ratings: RatingsDeclaration, reader: Reader): Seen {
  const signs: SignSeen[] = []
  const bearing: FactRow[] = []
  for (const name of ratings.signs) {
    const [entity = '', field = ''] = name.split('.')
    for (const bearer of entity === row.entity ? [row] : tables.under(row, entity)) {
      if (entity !== row.entity) bearing.push(bearer)
      for (const cell of own(bearer.cells, field) ?? []) {
        const [part] = cell.parts
        if (part && cell.text !== '') {
          const { readings } = reader.readSign(cell.text)
          signs.push({ line: part.line, address: addressOf(part), text: cell.text, readings })
        }
      }
    }
  }
  const comment = ratings.comment === undefined ? '' : textOf(row, ratings.comment)
  const cell = ratings.comment === undefined ? undefined : own(row.cells, ratings.comment)?.[0]
  const stated = statedSigns(comment, cell?.parts ?? [], reader, row.line)
  const words = wordsOf(comment, ratings)
  const indicators = bearing.length > 0 ? bearing : tables.childrenWithObservations(row)
  const outcome = outcomes(indicators, tables, ratings)
  return {
    row,
    signs,
    stated,
    ...(words ? { words: { ...words, line: wordLine(cell?.parts ?? [], words.words, row.line) } } : {}),
    ...(outcome ? { outcome } : {}),
  }
}

interface Stated {
  readonly line: number
  readonly sign: string
}

/** Every sentence of the comment that states a rating, with the line in which it begins. */
function statedSigns(
  comment: string,
  parts: readonly Part[],
  reader: Reader,
  otherwise: number,
): readonly Stated[] {
  return reader.sentences.flatMap((sentence) => {
    const out: Stated[] = []
    let rest = comment
    for (;;) {
      const captures = sentence.find(rest)
      const found = captures?.find((capture) => capture.type === 'sign')
      if (!found) return out
      const { sign } = reader.readSign(found.text)
      if (sign !== undefined) out.push({ sign, line: sentenceLine(parts, sentence, found.text, otherwise) })
      rest = rest.slice(found.end)
    }
  })
}

/** The line in which a sentence begins that states this sign; where a correction made it whole, the last of the comment. */
function sentenceLine(parts: readonly Part[], sentence: Pattern, sign: string, otherwise: number): number {
  const states = (text: string): boolean =>
    sentence.find(text)?.some((capture) => capture.type === 'sign' && capture.text === sign) ?? false
  const from = (i: number): string =>
    parts
      .slice(i)
      .map((part) => part.text)
      .join('')
  const begins = parts.findLast((_, i) => states(from(i)))
  return begins?.line ?? parts.at(-1)?.line ?? otherwise
}

function wordLine(parts: readonly Part[], words: string, otherwise: number): number {
  const found = parts.find((part) => squeeze(part.text).includes(squeeze(words)))
  return found?.line ?? parts[0]?.line ?? otherwise
}

function outcomes(
  indicators: readonly FactRow[],
  tables: Tables,
  ratings: RatingsDeclaration,
): Seen['outcome'] | undefined {
  const pairs = indicators.map((indicator) => {
    const observations = tables.observationsOf(indicator)
    const result = latest(observations, 'result')
    const target = latest(observations, 'target')
    const less = ratings.lessIsBetter?.includes(indicator.key) ?? false
    return { result, target, outcome: outcomeOf(result, target, less) }
  })
  const together = joint(pairs.map((pair) => pair.outcome))
  const rating = together && ratings.scale.find((entry) => [entry.outcome].flat().includes(together))
  const first = pairs[0]
  if (!rating || !first?.result || !first.target) return undefined
  const join = (pick: (pair: (typeof pairs)[number]) => FactRow | undefined): string =>
    pairs
      .map((pair) => `「${textOf(pick(pair) ?? first.result ?? indicators[0] ?? emptyRow, 'text')}」`)
      .join('')
  const line = lineOf(first.result.cells.text?.[0], first.result.line)
  return { sign: rating.sign, result: join((pair) => pair.result), target: join((pair) => pair.target), line }
}

const emptyRow: FactRow = { entity: '', key: '', parents: {}, ordinal: 0, line: 0, cells: {}, facts: {} }
