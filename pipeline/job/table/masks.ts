/** What is said of cells that the privacy gate stopped at: all but what stands in them. */
import { addressOfCell } from '../../lib/grid.ts'
import { masked } from '../../lib/mask.ts'
import { clip, type Facts, type Place, type Problem, type Text } from '../../problem.ts'
import type { Change } from './account.ts'
import { type FoundByWorksheet, isFoundAt } from './found.ts'

/** The facts of a problem of such a cell; what a rule asks for is no value of the cell. */
export function maskedFacts(code: string, { actual, expected, ...facts }: Facts): Facts {
  // how many cells there are
  const isCount = code === 'shape/short-row'
  const isRule = code.startsWith('validate/') || code.startsWith('shape/')
  return {
    ...facts,
    ...(actual === undefined ? {} : { actual: isCount ? actual : masked(String(actual)) }),
    ...(expected === undefined ? {} : { expected: isRule ? expected : masked(String(expected)) }),
  }
}

export function maskedChange(change: Change): Change {
  const { before, after } = change
  return { ...change, before: masked(before), after: after === null ? null : masked(String(after)) }
}

/** With a sentence behind its own. */
export function withNote(problem: Problem, note: Text | undefined): Problem {
  if (note === undefined) return problem
  const { message } = problem
  return { ...problem, message: { ja: `${message.ja}${note.ja}`, en: `${message.en} ${note.en}` } }
}

/** What is said of such a cell, without what stands in it. `maskText` is for what has no cell. */
export function maskProblem(
  problem: Problem,
  found: FoundByWorksheet,
  maskText: (text: string) => string,
): Problem {
  // the gate's own words hold no value
  if (problem.code.startsWith('inspect/')) return problem
  const places = [problem.where, ...(problem.also ?? [])]
  return places.some((place) => isFoundPlace(place, found))
    ? withoutValues(problem)
    : withMask(problem, maskText)
}

function isFoundPlace({ worksheet = '', cell, row }: Place, found: FoundByWorksheet): boolean {
  const cells = found.get(worksheet)
  if (cells === undefined) return false
  if (cell === undefined) return row !== undefined && isFoundAt(cells, row)
  const at = addressOfCell(cell)
  return isFoundAt(cells, at.row, at.column - 1)
}

/** Texts quote a cell whole or cut after some length. */
export function withoutValues(problem: Problem): Problem {
  const values = [problem.actual, problem.expected, problem.mend].flatMap((value) =>
    value === undefined || value.trim() === '' ? [] : [value],
  )
  const hide = (text: string): string =>
    values.reduce(
      (now, value) =>
        [value, clip(value, 80), clip(value, 60), clip(value, 40)].reduce(
          (one, part) => (part.length < SHORT ? one : one.replaceAll(part, masked(value))),
          now,
        ),
      text,
    )
  return changed(problem, hide, masked)
}

/** What is shorter is no value that a text could be searched for. */
const SHORT = 4

function withMask(problem: Problem, maskText: (text: string) => string): Problem {
  return changed(problem, maskText, maskText)
}

function changed(
  problem: Problem,
  inText: (text: string) => string,
  value: (text: string) => string,
): Problem {
  const { message, remedy, actual, expected, mend, where } = problem
  const both = ({ ja, en }: Text): Text => ({ ja: inText(ja), en: inText(en) })
  return {
    ...problem,
    message: both(message),
    remedy: both(remedy),
    where: where.header === undefined ? where : { ...where, header: inText(where.header) },
    ...(actual === undefined ? {} : { actual: value(actual) }),
    ...(expected === undefined ? {} : { expected: value(expected) }),
    ...(mend === undefined ? {} : { mend: value(mend) }),
  }
}
