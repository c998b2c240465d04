/** Text of a file as HTML: nothing in it is taken for markup, and nothing in it turns the text around it. */
import { clip } from '../../problem.ts'

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What is not seen, or changes the direction of what is (Unicode UAX 9, 2.1 to 2.4): it is named instead. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** For texts and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return text
    .replace(LONE, '\ufffd')
    .replace(UNSEEN, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
}

/** of a cell quoted in a table, and of a message */
const QUOTED = 80
const TOLD = 400
/** so many spaces at an end of a value are shown */
const SPACES = 6

/** A sentence, on one line. */
export function sentence(text: string): string {
  return escapeHtml(clip(text.replace(/\s*\r?\n\s*/g, ' ⏎ ').replace(/[ \t\u3000]{3,}/g, ' … '), TOLD))
}

/** The value of a cell: spaces at its ends and line breaks are seen. */
export function cellValue(value: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(value) ?? []
  const inner = clip(middle.replace(/\r?\n/g, '⏎'), QUOTED)
  return `${spaces(before)}<bdi>${escapeHtml(inner)}</bdi>${spaces(after)}`
}

function spaces(text: string): string {
  if (text === '') return ''
  const shown = [...text]
    .slice(0, SPACES)
    .map((sign) => (sign === '\u3000' ? '□' : sign === '\n' ? '⏎' : '␣'))
  return `<span class="space">${shown.join('')}${text.length > SPACES ? '…' : ''}</span>`
}
