/** One occurrence → one cell: pieces put together, spaces mended, the value read by its type. */
import type { Cell, Occurrence } from '../lib/document.ts'
import type { Reader } from '../lib/readings.ts'
import { joinParagraphs, joinPieces, mendSpaces } from '../lib/text.ts'

export function readCell(occurrence: Occurrence, field: string, reader: Reader): Cell {
  if (occurrence.how === 'set') {
    const declared = occurrence.declared ?? ''
    return { value: declared, text: declared, written: declared, type: 'text', parts: [], declared: `set.${field}` }
  }
  const pieces = occurrence.parts.filter((part) => part.type !== 'mark')
  const type = pieces[0]?.type ?? 'text'
  const written = pieces.map((part) => part.text).join('')
  const base = {
    written,
    type,
    parts: occurrence.parts,
    ...(occurrence.corrected ? { corrected: { key: occurrence.corrected.key, reason: occurrence.corrected.reason } } : {}),
  }
  const source = occurrence.corrected ? [occurrence.corrected.text] : pieces.map((part) => part.text)
  if (occurrence.how === 'prose' || type === 'prose') {
    const text = reader.mendSentences(joinParagraphs(source))
    return { ...base, text, value: text === '' ? null : text }
  }
  const text =
    occurrence.how === 'cell' && type === 'text'
      ? joinPieces(source, reader.quantities.isWhole)
      : mendSpaces(source.join(' '))
  if (text === '' || reader.isNone(text)) return { ...base, text: '', value: null }
  if (type === 'text') return { ...base, text, value: text }
  return { ...base, text, ...reader.read(type, text) }
}
