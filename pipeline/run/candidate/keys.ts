/** A key that is no longer unique: which values, and in how many places. */
import type { Place, Problem } from '../../problem.ts'
import type { Break } from './break.ts'
import { candidateProblem } from './problems.ts'
import { gridOf, type Trial } from './trial.ts'

const CODES: ReadonlySet<string> = new Set([
  'validate/duplicate-key',
  'validate/duplicate',
  'shape/duplicate-key',
])
const SHOWN = 5

/** Cells are masked already, where they must be. */
export function keyBreaks(errors: readonly Problem[], trial: Trial, place: Place): readonly Break[] {
  const groups = new Map<string, Problem[]>()
  for (const problem of errors) {
    if (!CODES.has(problem.code)) continue
    const { worksheet = '', dataset = '', header = '' } = problem.where
    const id = JSON.stringify([worksheet, dataset, header])
    groups.set(id, [...(groups.get(id) ?? []), problem])
  }
  return [...groups.values()].flatMap((of): readonly Break[] => {
    const [first] = of
    if (first === undefined) return []
    const values = [...new Set(of.map(({ actual = '' }) => actual))]
    const actual = of.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
    const facts = {
      key: keyOf(first, trial),
      values:
        values
          .slice(0, SHOWN)
          .map((one) => `「${one}」`)
          .join('') + (values.length > SHOWN || actual > of.length ? ' …' : ''),
      expected: 0,
      actual,
    }
    const also = of.slice(0, SHOWN).map(({ where }) => where)
    const problem = candidateProblem('run/candidate-key', { ...place, ...placeOf(first.where) }, facts, {
      also,
    })
    return [{ problem, edits: [], of }]
  })
}

function placeOf({ worksheet, dataset, header }: Place): Place {
  return {
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(header === undefined ? {} : { header }),
  }
}

/** All the columns of the key, where the table is known. */
function keyOf({ where }: Problem, trial: Trial): string {
  const { header, field } = where
  const table = gridOf(trial)?.tables.find(({ key, columns }) =>
    columns.some(
      (one) => one.header === header && [one.to].flat().some((to) => to !== undefined && key.includes(to)),
    ),
  )
  return table?.key.join(' + ') ?? field ?? header ?? 'ID'
}
