/** Text of data within Markdown: nothing in it is taken for markup, a link, a person or the number of an issue. */
import { clip } from '../problem.ts'

/** What means something to GitHub's Markdown within a line (https://github.github.com/gfm/). */
const MEANING = /[\\`*_{}[\]|~<>&$]|[@#](?=\w)/g
const REFERENCE = /\bGH-(?=\d)|\b(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b|\b[0-9a-f]{40}\b/gi
/** what is not seen, or turns the text around it */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** On one line, cut where it is long. A reference to a character is never read as markup (GFM 6.2). */
export function escapeMarkdown(text: string, most = 200): string {
  return (
    clip(text.replace(/\s*[\r\n]+\s*/g, ' ⏎ '), most)
      .replace(UNSEEN, '\ufffd')
      // people and issues are looked for in the text as shown: a space without width keeps a name from its sign
      .replace(MEANING, (sign) => (/[@#]/.test(sign) ? `${sign}&#8203;` : `&#${sign.charCodeAt(0)};`))
      // GitHub's own: `GH-12` is an issue, seven to forty figures of a hash are a commit
      .replace(REFERENCE, (found) => `${found.slice(0, 2)}&#8203;${found.slice(2)}`)
      // GFM 6.9: what looks like an address becomes a link
      .replaceAll('://', '&#58;//')
      .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}&#46;`)
  )
}

/** Lines of a file as they are, in a fence that none of them can close (GFM 4.5). */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(UNSEEN_BUT_LINES, '\ufffd').replace(/\n$/, '')}\n${fence}\n`
}

const UNSEEN_BUT_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
