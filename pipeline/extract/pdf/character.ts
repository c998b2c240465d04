/**
 * What a font says a glyph is, mended where fonts are known to say it wrong: several characters share one glyph, and
 * the PDF names the rarer one. 大 comes out as the radical ⼤ (U+2F24), which looks the same and is found by no search.
 */
const RADICALS = /[\u2e9f\u2ef3\u2f00-\u2fd5]/

/** Private use, unassigned by the font, controls: nothing that can be read. */
const NOTHING = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g

export function mendCharacter(text: string): string {
  if (text.length === 1) {
    const code = text.charCodeAt(0)
    if (code >= 0x20 && code < 0x7f) return text
    // a soft hyphen stands where a word may be broken; a space that does not break is a space
    if (code === 0xad) return '-'
    if (code === 0xa0) return ' '
  }
  const plain = text.replace(NOTHING, '')
  return RADICALS.test(plain) ? plain.normalize('NFKC') : plain
}
