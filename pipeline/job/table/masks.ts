/** What is said of cells that the privacy gate stopped at: all but what stands in them. */
import { addressOfCell } from '../../lib/grid.ts'
import { masked, maskedName } from '../../lib/mask.ts'
import { clip, type Facts, type Place, type Problem, type Text } from '../../problem.ts'
import type { Change } from './account.ts'
import { type FoundByWorksheet, isFoundAt } from './found.ts'

/** The facts of a problem of such a cell; what a rule asks for is no value of the cell. */
export function maskedFacts(code: string, { actual, expected, ...facts }: Facts): Facts {
  // how many cells there are
  const isCount = code === 'shape/short-row'
  const isRule = code.startsWith('validate/') || (code.startsWith('shape/') && code !== 'shape/carried')
  return {
    ...facts,
    ...(actual === undefined ? {} : { actual: isCount ? actual : masked(String(actual)) }),
    ...(expected === undefined ? {} : { expected: isRule ? expected : masked(String(expected)) }),
  }
}

/** Of a cell that was not stopped at: what a person must not be known by is left out all the same. */
export function maskedSpans(facts: Facts, maskText: (text: string) => string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? maskText(value) : value]),
  )
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
  // the gate's own words hold no value, but names may
  if (problem.code.startsWith('inspect/')) return withMask(problem, maskText)
  const places = [problem.where, ...(problem.also ?? [])]
  return places.some((place) => isFoundPlace(place, found))
    ? withMask(withoutValues(problem), maskText)
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
        [value, clip(value, 80), clip(value, 60), clip(value, 40)].reduce((one, part) => {
          if (part.length >= SHORT) return one.replaceAll(part, masked(value))
          return one
            .replaceAll(`「${part}」`, `「${masked(value)}」`)
            .replaceAll(`"${part}"`, `"${masked(value)}"`)
        }, now),
      text,
    )
  const shown = changed(problem, hide, masked)
  // the line of an authored file that speaks of the cell quotes it too
  const { where } = shown
  return where.key === undefined || where.text !== undefined
    ? shown
    : { ...shown, where: { ...where, text: '…' } }
}

/** What is shorter is no value that a text could be searched for, but where it is quoted. */
const SHORT = 4

function withMask(problem: Problem, maskText: (text: string) => string): Problem {
  const { where, ...told } = changed(problem, maskText, maskText)
  const { file, worksheet } = where
  const name = (text: string): string => maskedName(text, maskText)
  const shown = {
    ...where,
    ...(file === undefined ? {} : { file: name(file) }),
    ...(worksheet === undefined ? {} : { worksheet: name(worksheet) }),
  }
  const also = told.also?.map((place) => ({
    ...place,
    ...(place.file === undefined ? {} : { file: name(place.file) }),
    ...(place.worksheet === undefined ? {} : { worksheet: name(place.worksheet) }),
  }))
  return { ...told, where: shown, ...(also === undefined ? {} : { also }) }
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
