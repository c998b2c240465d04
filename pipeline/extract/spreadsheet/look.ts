/**
 * How a cell looks, as the id of its style: `fill=FFFF00 color=FF0000 bold strike`. Cells that look the same have the
 * same id, whatever their borders; a cell that looks like any other has none.
 */

export interface Font {
  readonly color: string
  readonly bold: boolean
  readonly italic: boolean
  readonly strike: boolean
}

/** Text is black however it is said: by number, as the first text colour of the theme, by index. */
const BLACK: ReadonlySet<string> = new Set(['', '000000', 'theme1', 'indexed8', 'indexed0', 'indexed64'])
const WHITE: ReadonlySet<string> = new Set(['', 'FFFFFF', 'theme0', 'indexed9', 'indexed1'])

export function fontLook({ color, bold, italic, strike }: Font): string {
  const words = [
    BLACK.has(color) ? '' : `color=${color}`,
    bold ? 'bold' : '',
    italic ? 'italic' : '',
    strike ? 'strike' : '',
  ]
  return words.filter((word) => word !== '').join(' ')
}

export function fillLook(pattern: string, color: string): string {
  if (pattern === '' || pattern === 'none') return ''
  if (pattern !== 'solid') return color === '' ? `fill=${pattern}` : `fill=${pattern}:${color}`
  return WHITE.has(color) ? '' : `fill=${color}`
}
