/** A problem comes with where it is: the line of its key in an authored file, and the text of its line. */
import { pathOfKey } from '../lib/keys.ts'
import { placesOfKeys } from '../lib/yaml.ts'
import { clip, type Place, type Problem } from '../problem.ts'

type Files = ReadonlyMap<string, Uint8Array>

/** More problems than this are not shown with their text; reports show fewer. */
const PROBLEM_LIMIT = 500
const TEXT_LIMIT = 500

/** `mask`: authored files are quoted too, and may hold what must not be printed. */
export function withText(
  problems: readonly Problem[],
  files: Files,
  mask: (text: string) => string,
): readonly Problem[] {
  const locate = locator(files)
  const shown = problems.slice(0, PROBLEM_LIMIT).map((problem) => withPlaces(problem, locate))
  const texts = textsOf(
    shown.flatMap((problem) => [problem.where, ...(problem.also ?? [])]),
    files,
  )
  const add = (place: Place): Place => {
    const text = place.text ?? texts.get(`${place.file}:${place.line}`)
    return text === undefined ? place : { ...place, text: clip(mask(text), TEXT_LIMIT) }
  }
  return [...shown.map((problem) => withPlaces(problem, add)), ...problems.slice(PROBLEM_LIMIT)]
}

function withPlaces(problem: Problem, change: (place: Place) => Place): Problem {
  const also = problem.also?.map(change)
  return { ...problem, where: change(problem.where), ...(also ? { also } : {}) }
}

/** A file is parsed once, however many problems speak of it. */
function locator(files: Files): (place: Place) => Place {
  const known = new Map<string, ReturnType<typeof placesOfKeys>>()
  return (place) => {
    const { file, key, line } = place
    const bytes = file?.endsWith('.yaml') ? files.get(file) : undefined
    if (!bytes || file === undefined || key === undefined || line !== undefined) return place
    const placeOf = known.get(file) ?? placesOfKeys(new TextDecoder().decode(bytes))
    known.set(file, placeOf)
    return { ...place, ...placeOf(pathOfKey(key)) }
  }
}

/** `<file>:<line>` → its text. Of a long file only the lines wanted are made into text. */
function textsOf(places: readonly Place[], files: Files): ReadonlyMap<string, string> {
  const wanted = new Map<string, Set<number>>()
  for (const { file, line, text } of places) {
    if (file === undefined || line === undefined || text !== undefined) continue
    wanted.set(file, (wanted.get(file) ?? new Set()).add(line))
  }
  const texts = new Map<string, string>()
  for (const [file, lines] of wanted) {
    const bytes = files.get(file) ?? new Uint8Array()
    let start = 0
    for (let line = 1, left = lines.size; left > 0 && start < bytes.length; line += 1) {
      const found = bytes.indexOf(0x0a, start)
      const end = found < 0 ? bytes.length : found
      if (lines.has(line)) {
        const piece = bytes.subarray(start, Math.min(end, start + TEXT_LIMIT * 4))
        texts.set(`${file}:${line}`, new TextDecoder().decode(piece).replace(/\r$/, ''))
        left -= 1
      }
      start = end + 1
    }
  }
  return texts
}
