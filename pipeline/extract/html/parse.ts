/** A page's tree; what makes it too large or unreadable fails the reading. */
import { type Node, parseHtml } from '../../lib/html.ts'
import { fail, type Reading } from '../spreadsheet/reading.ts'

/** The nodes of a page; undefined: it is nested too deeply or too large, and the reading has failed. */
export function parsePage(text: string, reading: Reading): readonly Node[] | undefined {
  const parsed = parseHtml(text)
  if ('nodes' in parsed) return parsed.nodes
  if (parsed.tooMany !== undefined) {
    const { whatJa, what, limit } = parsed.tooMany
    fail(
      reading,
      'extract/spreadsheet-too-large',
      {},
      { whatJa, what, actual: `> ${limit}`, expected: limit },
    )
  } else fail(reading, 'extract/spreadsheet-damaged', {}, { actual: 'HTML' })
  return undefined
}
