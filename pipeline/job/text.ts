/** A problem with a line of a file comes with the text of that line, for the reader to see. */
import { clip, type Place, type Problem } from '../problem.ts'

/** More places than this are not shown with their text; reports show fewer. */
const TEXT_LIMIT = 500

export function withText(
  problems: readonly Problem[],
  files: ReadonlyMap<string, Uint8Array>,
): readonly Problem[] {
  const decoded = new Map<string, readonly string[]>()
  const linesOf = (file: string): readonly string[] => {
    const bytes = files.get(file)
    const known = decoded.get(file) ?? (bytes ? new TextDecoder().decode(bytes).split(/\r?\n/) : [])
    decoded.set(file, known)
    return known
  }
  const add = (where: Place): Place => {
    if (where.text !== undefined || where.file === undefined || where.line === undefined) return where
    const text = linesOf(where.file)[where.line - 1]
    return text === undefined ? where : { ...where, text: clip(text, 500) }
  }
  return problems.map((problem, i) => {
    if (i >= TEXT_LIMIT) return problem
    const also = problem.also?.map(add)
    return { ...problem, where: add(problem.where), ...(also ? { also } : {}) }
  })
}
