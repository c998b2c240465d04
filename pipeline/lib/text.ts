/** White space and widths of Japanese text: form only, never meaning. */

/** Kana, kanji, CJK punctuation and squared words (㈱ ㎡), full-width punctuation, and the drawn signs (◎ ■ ※) that stand among them. */
const JAPANESE =
  /[\u2190-\u21ff\u2460-\u27bf\u3000-\u30ff\u31f0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uffef\u{20000}-\u{3ffff}]/u

/** Letters and digits of scripts that separate words by spaces, half- or full-width. */
const WORD = /[\p{L}\p{N}]/u

const SPACES = /[^\S\n]+/g

export function isJapanese(character: string): boolean {
  return JAPANESE.test(character)
}

/** The nearest letter, digit or Japanese character to the left (step −1) or right (+1), looking through brackets and marks. */
function neighbour(text: string, from: number, step: -1 | 1): string | undefined {
  for (let at = from; at >= 0 && at < text.length; at += step) {
    const character = characterAt(text, at)
    if (character === '\n') return undefined
    if (isJapanese(character) || WORD.test(character)) return character
  }
  return undefined
}

/** The character that begins here; the second half of one outside the first plane (𠮷) is none. */
function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0)
}

/** What stands between two mended texts that are put together: a space between words, nothing beside Japanese. */
function joint(before: string, after: string): string {
  const left = neighbour(before, before.length - 1, -1)
  const right = neighbour(after, 0, 1)
  return left === undefined || right === undefined || isJapanese(left) || isJapanese(right) ? '' : ' '
}

/** Without regular expressions: they take time by the square of a long run of spaces. */
function trimLine(text: string): string {
  const isSpace = (at: number): boolean => text[at] !== '\n' && text.slice(at, at + 1).trim() === ''
  let start = 0
  let end = text.length
  while (start < end && isSpace(start)) start += 1
  while (end > start && isSpace(end - 1)) end -= 1
  return text.slice(start, end)
}

/**
 * Removes the spaces that OCR and typesetting leave inside Japanese text. No space stays beside a Japanese
 * character, looking through brackets (`GIS (地図)` → `GIS(地図)`); between two words of another script, or
 * such a word and a number, one stays (`JIS X 8341-3:2016`).
 */
export function mendSpaces(text: string): string {
  const trimmed = trimLine(text)
  if (!/[^\S\n]/.test(trimmed)) return trimmed
  const right = kindsToTheRight(trimmed)
  let left = NOTHING
  let seen = 0
  return trimmed.replace(SPACES, (run, at: number) => {
    for (; seen < at; seen += 1) left = kindAt(trimmed, seen, left)
    return left === WORD_KIND && right[at + run.length] === WORD_KIND ? ' ' : ''
  })
}

const NOTHING = 0
const WORD_KIND = 1
const JAPANESE_KIND = 2

/** What stands at a place, or what stood before it where it is a bracket, a mark or a space. */
function kindAt(text: string, at: number, before: number): number {
  const character = characterAt(text, at)
  if (character === '\n') return NOTHING
  if (isJapanese(character)) return JAPANESE_KIND
  return WORD.test(character) ? WORD_KIND : before
}

/** For each place what is nearest from there to the right: one walk, however many spaces ask for it. */
function kindsToTheRight(text: string): Uint8Array {
  const kinds = new Uint8Array(text.length + 1)
  for (let at = text.length - 1; at >= 0; at -= 1) kinds[at] = kindAt(text, at, kinds[at + 1] ?? NOTHING)
  return kinds
}

/** Text less all white space: what two spellings of the same words are compared by. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Full-width letters, digits and marks of ASCII → half-width; nothing else (NFKC would change names, e.g. 神). */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
}

/** A paragraph that does not end like a sentence goes on in the next one (a page break split it). */
const SENTENCE_END = /^[。．！？!?」』）)】]$/

/** A paragraph of prose; `listed`: a list mark stood before it, so it starts a line of its own. */
export interface Paragraph {
  readonly text: string
  readonly listed: boolean
}

/** Puts paragraphs together: one that is whole, or an item of a list, starts a new line; one that was split goes on. */
export function joinParagraphs(paragraphs: readonly Paragraph[]): string {
  return joinMended(paragraphs, (before, after, { listed }) =>
    listed || SENTENCE_END.test(before.at(-1) ?? '') ? '\n' : joint(before, after),
  )
}

/** Puts the pieces of a broken cell together; a space stays only between two whole quantities. */
export function joinPieces(pieces: readonly string[], isQuantity: (text: string) => boolean): string {
  return joinMended(
    pieces.map((text) => ({ text })),
    (before, after) => (isQuantity(before) && isQuantity(after) ? ' ' : joint(before, after)),
  )
}

/** Each piece is looked at once, with the one before it: a text may be put together from very many. */
function joinMended<T extends { readonly text: string }>(
  pieces: readonly T[],
  between: (before: string, after: string, piece: T) => string,
): string {
  const out: string[] = []
  let before: string | undefined
  for (const piece of pieces) {
    const mended = mendSpaces(piece.text)
    if (mended === '') continue
    if (before !== undefined) out.push(between(before, mended, piece))
    out.push(mended)
    before = mended
  }
  return out.join('')
}

/** A paragraph that does not end like a sentence goes on, over a line or page break. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.trimEnd().at(-1) ?? '')
}
