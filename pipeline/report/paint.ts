/** How a text is written: its language, and whether a terminal shows colours. */
export interface Style {
  readonly lang: 'ja' | 'en'
  readonly color: boolean
}

const CODES = { bold: 1, dim: 2, underline: 4, red: 31, green: 32, yellow: 33, cyan: 36 } as const

export function paint(text: string, look: keyof typeof CODES, style: Pick<Style, 'color'>): string {
  return style.color && text !== '' ? `\u001b[${CODES[look]}m${text}\u001b[0m` : text
}
