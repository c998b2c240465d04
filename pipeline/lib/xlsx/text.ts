/** Text as parts of an XLSX hold it (ECMA-376 part 1, 22.9.2.19; XML 1.0, 2.2). */

/** Excel's own limit (Excel specifications and limits). */
export const MOST_TEXT = 32_767

/** XML 1.0 has no way to write these, not even as references. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** For texts and for attributes in double quotes. */
export function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, '')
    .replace(LONE, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign)
}

/** An attribute: what XML would take for a space is written as a reference. */
export function attribute(text: string): string {
  return escapeXml(text).replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/**
 * The text of a cell: line ends are LF, what is longer than a cell holds is cut, and `_x0041_` that stands there as
 * written is kept from being read as a character.
 */
export function cellText(text: string): string {
  const whole = text.replace(/\r\n?/g, '\n')
  return escapeXml(shortened(whole, MOST_TEXT).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))
}

/** At most so many UTF-16 units; what was cut shows by `…`. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** `<t>` of a text; spaces at its ends stay. */
export function textElement(text: string): string {
  const content = cellText(text)
  return /^\s|\s$|\n| {2}/.test(content) ? `<t xml:space="preserve">${content}</t>` : `<t>${content}</t>`
}
