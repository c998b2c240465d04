/** How many cells a terminal gives a text: a Japanese character takes two. */

const MARK = /\p{M}|\u200b|\u200d|\ufe0f/u
/** East Asian Wide and Fullwidth of Unicode (UAX #11); the ambiguous (◎ ○ →) are narrow, as terminals have them now. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u

export function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) cells += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return cells
}

/** What of the text fits into so many cells, from its start. */
export function fitInto(text: string, cells: number): string {
  let used = 0
  let end = 0
  for (const character of text) {
    used += cellsOf(character)
    if (used > cells) break
    end += character.length
  }
  return text.slice(0, end)
}
