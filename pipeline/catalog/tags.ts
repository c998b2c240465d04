/** What CKAN takes as a tag (ckan/logic/validators.py: tag_name_validator, tag_length_validator). */

/** Of what CKAN's own pattern `[\w \-.]*` lets pass; Python's \w knows letters and numbers of every script. */
const REFUSED = /[^\p{L}\p{N}_ .-]+/u
/** Variants of kanji (U+FE00 …, U+E0100 …), marks without a letter of their own, signs that nobody sees: no \w for Python. */
const MARKS = /[\p{M}\p{Cf}]/gu
const LEAST = 2
const MOST = 100

/**
 * One word as tags: CKAN refuses the whole dataset for a tag with another sign than letters, digits, spaces and
 * `_ - .` (子育て・教育), for one of a single character (税) and for more than 100. The word is cut at what is refused;
 * what is then too short or too long is no tag.
 */
export function tagsOfWord(word: string): readonly string[] {
  return word
    .normalize('NFC')
    .replace(MARKS, '')
    .split(REFUSED)
    .map((tag) => tag.trim())
    .filter((tag) => [...tag].length >= LEAST && [...tag].length <= MOST)
}

/** Of several words, each tag once, in the order in which they come. */
export function tagsOf(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap(tagsOfWord))]
}
