/** Words made comparable: two writings of the same word fold to the same text. Never for output. */

const DASHES = /[-\u2010-\u2015\u2212\u30fc\u2500]/g

/** Without regard to width, case, spaces and the many dashes (U+2015 is often typed for ー). */
export function foldWord(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').replace(DASHES, 'ー').toLowerCase()
}
