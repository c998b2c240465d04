/** Which cells are marked, how, and what their comments say: the findings, cell by cell. */
import { addressOfCell } from '../../lib/grid.ts'
import { LABELS, type Label, labelOf, type Problem } from '../../problem.ts'
import type { Finding } from '../findings.ts'
import { MARK_WORDS } from './words.ts'

export interface Mark {
  readonly row: number
  readonly column: number
  /** the worst of what is said of it */
  readonly label: Label
  /** blank: its ground says enough, as where the machine has mended it */
  readonly text: string
}

/** Worksheet (`''`: of a file without) → its marks, from the top, from the left. */
export type Marks = ReadonlyMap<string, readonly Mark[]>

/** Grounds on which black letters are read well: contrast 11 : 1 and more. */
export const FILLS: Readonly<Record<Label, string>> = {
  error: 'FFC7CE',
  warning: 'FFEB9C',
  note: 'EDEDED',
  mended: 'DDEBF7',
}

/** of a comment: what is said of one cell is seldom more than two things */
const MOST_TEXT = 1000

export function marksOf(findings: readonly Finding[], lang: 'ja' | 'en'): Marks {
  const cells = new Map<string, Map<string, { row: number; column: number; label: Label; texts: string[] }>>()
  for (const finding of findings) {
    for (const problem of finding.problems) {
      const spot = spotOf(problem)
      if (spot === undefined) continue
      const label = labelOf(problem)
      const worksheet = problem.where.worksheet ?? ''
      const own = cells.get(worksheet) ?? new Map()
      cells.set(worksheet, own)
      const id = `${spot.row} ${spot.column}`
      const known = own.get(id) ?? { ...spot, label, texts: [] }
      known.label = worse(label, known.label)
      if (label !== 'mended') known.texts.push(textOf(problem, finding, lang))
      own.set(id, known)
    }
  }
  return new Map([...cells].map(([worksheet, own]) => [worksheet, inOrder([...own.values()].map(joined))]))
}

/** A row as a whole is marked where it begins. */
function spotOf({ where }: Problem): { readonly row: number; readonly column: number } | undefined {
  const { cell, row } = where
  const address = cell === undefined ? { row: 0, column: 0 } : addressOfCell(cell)
  if (address.row > 0 && address.column > 0) return address
  return row === undefined || row < 1 ? undefined : { row, column: 1 }
}

/** A note has only what one may look at. */
function textOf(problem: Problem, { number }: Finding, lang: 'ja' | 'en'): string {
  const { message, remedy } = problem
  const label = labelOf(problem)
  const words = MARK_WORDS[lang]
  const head = words.comment(words.labels[label], number)
  const before = label === 'note' ? '' : words.how
  const how = remedy[lang] === '' ? '' : `\n${before}${remedy[lang]}`
  return `${head}\n${message[lang].replace(/\s*\r?\n\s*/g, ' ⏎ ').replace(/[ \t\u3000]{3,}/g, ' … ')}${how}`
}

function joined({
  row,
  column,
  label,
  texts,
}: {
  readonly row: number
  readonly column: number
  readonly label: Label
  readonly texts: readonly string[]
}): Mark {
  const whole = texts.join('\n\n')
  return {
    row,
    column,
    label,
    text: whole.length > MOST_TEXT ? `${whole.slice(0, MOST_TEXT - 1)}…` : whole,
  }
}

function worse(one: Label, other: Label): Label {
  return LABELS.indexOf(one) < LABELS.indexOf(other) ? one : other
}

export function inOrder(marks: readonly Mark[]): readonly Mark[] {
  return [...marks].sort((a, b) => a.row - b.row || a.column - b.column)
}

/** Marks that came to stand on one cell are one. */
export function together(marks: readonly Mark[]): readonly Mark[] {
  const cells = new Map<string, Mark>()
  for (const mark of marks) {
    const id = `${mark.row} ${mark.column}`
    const known = cells.get(id)
    if (known === undefined) cells.set(id, mark)
    else {
      const text = known.text.includes(mark.text)
        ? known.text
        : [known.text, mark.text].filter((one) => one !== '').join('\n\n')
      cells.set(id, {
        ...known,
        label: worse(mark.label, known.label),
        text: text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text,
      })
    }
  }
  return inOrder([...cells.values()])
}
