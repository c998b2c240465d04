/** Which cells are marked, how, and what their comments say: the findings, cell by cell. */
import { addressOfCell } from '../../lib/grid.ts'
import type { Problem, Severity } from '../../problem.ts'
import type { Finding } from '../findings.ts'
import { MARK_WORDS } from './words.ts'

export interface Mark {
  readonly row: number
  readonly column: number
  /** the worst of what is said of it */
  readonly severity: Severity
  readonly text: string
}

/** Worksheet (`''`: of a file without) → its marks, from the top, from the left. */
export type Marks = ReadonlyMap<string, readonly Mark[]>

/** Grounds on which black letters are read well: contrast 11 : 1 and more. */
export const FILLS: Readonly<Record<Severity, string>> = {
  error: 'FFC7CE',
  warning: 'FFEB9C',
  info: 'DDEBF7',
}

const WORST: readonly Severity[] = ['error', 'warning', 'info']
/** of a comment: what is said of one cell is seldom more than two things */
const MOST_TEXT = 1000

export function marksOf(findings: readonly Finding[], lang: 'ja' | 'en'): Marks {
  const cells = new Map<
    string,
    Map<string, { row: number; column: number; severity: Severity; texts: string[] }>
  >()
  for (const finding of findings) {
    for (const problem of finding.problems) {
      const spot = spotOf(problem)
      if (spot === undefined) continue
      const worksheet = problem.where.worksheet ?? ''
      const own = cells.get(worksheet) ?? new Map()
      cells.set(worksheet, own)
      const id = `${spot.row} ${spot.column}`
      const known = own.get(id) ?? { ...spot, severity: problem.severity, texts: [] }
      if (WORST.indexOf(problem.severity) < WORST.indexOf(known.severity)) known.severity = problem.severity
      known.texts.push(textOf(problem, finding, lang))
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

function textOf({ message, remedy, severity }: Problem, { number }: Finding, lang: 'ja' | 'en'): string {
  const words = MARK_WORDS[lang]
  const head = words.comment(words.severities[severity], number)
  const how = severity === 'info' || remedy[lang] === '' ? '' : `\n${words.how}${remedy[lang]}`
  return `${head}\n${message[lang].replace(/\s*\r?\n\s*/g, ' ⏎ ').replace(/[ \t\u3000]{3,}/g, ' … ')}${how}`
}

function joined({
  row,
  column,
  severity,
  texts,
}: {
  readonly row: number
  readonly column: number
  readonly severity: Severity
  readonly texts: readonly string[]
}): Mark {
  const whole = texts.join('\n\n')
  return {
    row,
    column,
    severity,
    text: whole.length > MOST_TEXT ? `${whole.slice(0, MOST_TEXT - 1)}…` : whole,
  }
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
      const severity =
        WORST.indexOf(mark.severity) < WORST.indexOf(known.severity) ? mark.severity : known.severity
      const text = known.text.includes(mark.text) ? known.text : `${known.text}\n\n${mark.text}`
      cells.set(id, {
        ...known,
        severity,
        text: text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text,
      })
    }
  }
  return inOrder([...cells.values()])
}
