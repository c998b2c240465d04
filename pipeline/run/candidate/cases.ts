/** Cases that do not come out of the newer file: those of one field are one break, with what people call it. */
import { recordTypeOf, rowTypeOf } from '../../job/table/types.ts'
import { pathOfKey } from '../../lib/keys.ts'
import { placesOfKeys } from '../../lib/yaml.ts'
import type { Place, Problem } from '../../problem.ts'
import type { Break } from './break.ts'
import { textIn } from './follow.ts'
import { candidateProblem } from './problems.ts'
import { gridOf, type Trial } from './trial.ts'

const CASE = 'validate/case'
const SHOWN = 5
const LINES = 20

export function caseBreaks(
  errors: readonly Problem[],
  trial: Trial,
  place: Place & { readonly source: string },
): readonly Break[] {
  const file = `sources/${place.source}/cases.yaml`
  const groups = new Map<string, [Problem, ...Problem[]]>()
  for (const problem of errors) {
    if (problem.code !== CASE) continue
    const id = JSON.stringify([problem.where.dataset, problem.where.field])
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [problem])
    else group.push(problem)
  }
  if (groups.size === 0) return []
  const placeOf = placesOfKeys(textIn(trial, file))
  return [...groups.values()].map((of): Break => {
    const [{ where }] = of
    const { dataset = '', field } = where
    const lines = of.flatMap((one) => {
      const member = field === undefined ? [] : ['record', field]
      return placeOf([...pathOfKey(one.where.key ?? ''), ...member])?.line ?? []
    })
    const shownLines = [...new Set(lines)].sort((a, b) => a - b)
    const facts = {
      dataset,
      count: of.length,
      lines: shownLines.slice(0, LINES).join(', ') + (shownLines.length > LINES ? ' …' : ''),
      file,
    }
    const at = { ...place, file, dataset, ...(shownLines[0] === undefined ? {} : { line: shownLines[0] }) }
    const names = of.slice(0, SHOWN).map(nameOf)
    const more = of.length > SHOWN ? ' …' : ''
    if (field === undefined) {
      const all = { ...facts, cases: names.join('、') + more }
      return { problem: candidateProblem('run/candidate-cases-gone', at, all), edits: [], of }
    }
    const header = headerOf(trial, dataset, field)
    const say = (blank: string): string =>
      of
        .slice(0, SHOWN)
        .map((one, i) => `${names[i]} 「${said(one.expected, blank)}」→「${said(one.actual, blank)}」`)
        .join('、') + more
    const all = { ...facts, header, field, casesJa: say('空欄'), casesEn: say('blank') }
    const problem = candidateProblem('run/candidate-cases', { ...at, header }, all)
    return { problem, edits: [], of }
  })
}

/** The record: `3` of `aed/3`. */
function nameOf({ where, expected = '' }: Problem): string {
  return where.record ?? (where.row === undefined ? expected : String(where.row))
}

/** A value as a person has it before them, not as JSON. */
function said(text: string | undefined, blank: string): string {
  if (text === undefined || text === 'null' || text === '—' || text === '""') return blank
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
}

function headerOf(trial: Trial, dataset: string, field: string): string {
  const table = gridOf(trial)?.tables.find((one) => one.dataset === dataset)
  if (table === undefined) return field
  const type = rowTypeOf(trial.input.schemas(`records/${recordTypeOf(table)}.schema.json`), [])
  return type?.fields.find(({ key }) => key === field)?.header ?? field
}
