/** One occurrence → one cell: pieces put together, spaces mended, the value read by its type. */
import { type Cell, type Occurrence, paragraphsOf } from '../lib/document.ts'
import type { Reader } from '../lib/readings.ts'
import { joinParagraphs, joinPieces, mendSpaces } from '../lib/text.ts'

export function readCell(occurrence: Occurrence, field: string, reader: Reader): Cell {
  if (occurrence.how === 'set') {
    const declared = occurrence.declared ?? ''
    return {
      value: declared,
      text: declared,
      written: declared,
      type: 'text',
      parts: [],
      declared: occurrence.key ?? `set.${field}`,
    }
  }
  const pieces = occurrence.parts.filter((part) => part.type !== 'mark')
  const type = pieces[0]?.type ?? 'text'
  const written = pieces.map((part) => part.text).join('')
  const base = {
    written,
    type,
    parts: occurrence.parts,
    ...(occurrence.corrected
      ? { corrected: { key: occurrence.corrected.key, reason: occurrence.corrected.reason } }
      : {}),
  }
  const { corrected } = occurrence
  if (occurrence.how === 'prose' || type === 'prose') {
    const paragraphs = corrected ? [{ text: corrected.text, listed: false }] : paragraphsOf(occurrence.parts)
    const text = reader.mendSentences(joinParagraphs(paragraphs))
    return { ...base, text, value: text === '' ? null : text }
  }
  const source = corrected ? [corrected.text] : pieces.map((part) => part.text)
  const text =
    occurrence.how === 'cell' && type === 'text'
      ? joinPieces(
          source.flatMap((piece) => quantitiesIn(piece, reader)),
          reader.quantities.isWhole,
        )
      : mendSpaces(source.join(' '))
  if (text === '' || reader.isNone(text)) return { ...base, text: '', value: null }
  if (type === 'text') return { ...base, text, value: text }
  return { ...base, text, ...reader.read(type, text) }
}

/**
 * `小学校 12校 中学校 5校` in one cell is two whole quantities: words are taken together until they are one. Where
 * words are left over, the spaces part nothing.
 */
function quantitiesIn(piece: string, reader: Reader): readonly string[] {
  const found: string[] = []
  let rest = ''
  for (const word of piece.trim().split(/\s+/)) {
    rest = rest === '' ? word : `${rest} ${word}`
    if (!reader.quantities.isWhole(rest)) continue
    found.push(rest)
    rest = ''
  }
  return rest === '' && found.length > 1 ? found : [piece]
}
