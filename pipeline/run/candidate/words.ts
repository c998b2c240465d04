/** Values out of their list of words: which, how often, and what they might stand for. */
import { recordTypeOf, rowTypeOf } from '../../job/table/types.ts'
import { foldWord } from '../../lib/fold.ts'
import { suggest } from '../../lib/suggest.ts'
import type { Place, Problem } from '../../problem.ts'
import type { Break } from './break.ts'
import type { Earlier } from './earlier.ts'
import type { Edit } from './edit.ts'
import { candidateProblem } from './problems.ts'
import { gridOf, type Trial } from './trial.ts'

const SHOWN = 10
const LISTED = 20
const FLAGS = ['有', '無']

/** Of rows that are held for them: no source builds so. */
export function wordBreaks(errors: readonly Problem[], trial: Trial, place: Place): readonly Break[] {
  return grouped(errors).map((of) => {
    const { where, facts, edits, also } = foundIn(of, trial, place)
    return { problem: candidateProblem('run/candidate-words', where, facts, { also }), edits, of }
  })
}

/**
 * Of a form that is only inferred: such values come out, with a warning. Where the column had none of them it is another
 * column now, or a slip: a person looks. Where it had some already they are told, and nothing waits.
 */
export async function looseWords(
  trial: Trial,
  earlier: Earlier,
  place: Place & { readonly source: string },
): Promise<readonly Break[]> {
  const all = grouped(trial.problems.filter(({ severity }) => severity === 'warning'))
  // a cell may be told of twice: by its kind, and by what the schema allows
  const worse = grouped(trial.problems.filter(({ severity }) => severity === 'error'))
  const errors = new Set(worse.map(([first]) => columnOf(first)))
  const groups = all.filter(([first]) => !errors.has(columnOf(first)))
  if (groups.length === 0) return []
  const isFirst = earlier.bytes === undefined
  const known = new Map<string, number>()
  for (const of of isFirst ? [] : grouped(await earlier.problems())) {
    const id = columnOf(of[0])
    known.set(id, (known.get(id) ?? 0) + countOf(of))
  }
  return groups.map((of): Break => {
    const { where, facts, edits, also } = foundIn(of, trial, place)
    const before = known.get(columnOf(of[0])) ?? 0
    if (!isFirst && before === 0) {
      const problem = candidateProblem('run/candidate-words-new', where, facts, { also })
      return { problem, edits, of, passes: true }
    }
    const were = isFirst
      ? { wereJa: '', wereEn: '' }
      : { wereJa: `（今のファイルでは${before}件）`, wereEn: ` (${before} in the present file)` }
    const problem = candidateProblem('run/candidate-words-more', where, { ...facts, ...were }, { also })
    return { problem, edits: [], of }
  })
}

/** By the field: a column may have another header now. */
function columnOf(problem: Problem | undefined): string {
  const { worksheet, field, header } = problem?.where ?? {}
  return field ?? JSON.stringify([worksheet, header])
}

function countOf(of: readonly Problem[]): number {
  return of.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
}

function grouped(problems: readonly Problem[]): readonly (readonly [Problem, ...Problem[]])[] {
  const groups = new Map<string, [Problem, ...Problem[]]>()
  for (const problem of problems) {
    if (!isOfWords(problem)) continue
    const id = JSON.stringify([problem.where.worksheet, problem.where.header])
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [problem])
    else group.push(problem)
  }
  return [...groups.values()]
}

/** One column's words, and how often each came. */
function foundIn(of: readonly [Problem, ...Problem[]], trial: Trial, place: Place) {
  const [first] = of
  const words = new Map<string, number>()
  for (const { actual = '' } of of) words.set(actual, (words.get(actual) ?? 0) + 1)
  const count = countOf(of)
  const { worksheet, header = '' } = first.where
  const choices = choicesOf(first, trial)
  const shown = [...words].slice(0, SHOWN).map(([word, many]) => `「${word}」${many > 1 ? `×${many}` : ''}`)
  const isWhole = words.size <= SHOWN && count === of.length
  const facts = {
    header,
    count,
    actual: shown.join('、') + (isWhole ? '' : ' …'),
    expected: choices.length === 0 ? (first.expected ?? '') : listed(choices),
  }
  const where = { ...place, header, ...(worksheet === undefined ? {} : { worksheet }) }
  const edits = wordEdits(trial, header, [...words.keys()], choices)
  return { where, facts, edits, also: of.slice(0, 5).map((one) => one.where) }
}

/** A word of a closed list, or a cell whose field has a list of values. */
function isOfWords({ code, expected = '' }: Problem): boolean {
  if (code === 'normalize/not-in-list' || code === 'normalize/not-a-flag') return true
  return code === 'validate/cell' && expected.includes(' / ')
}

function listed(words: readonly string[]): string {
  return words.slice(0, LISTED).join('、') + (words.length > LISTED ? ' …' : '')
}

/** The words of the field that the column gives. */
function choicesOf({ where }: Problem, trial: Trial): readonly string[] {
  const table = tableOf(trial, where.header ?? '')?.table
  if (table === undefined) return []
  const type = rowTypeOf(trial.input.schemas(`records/${recordTypeOf(table)}.schema.json`), [])
  const field = type?.fields.find(({ header }) => header === where.field)
  // the kind is the list
  const isFlag = field?.kind === 'presence' && field.type === 'string'
  return field?.choices ?? (isFlag ? FLAGS : [])
}

function tableOf(trial: Trial, header: string) {
  for (const [i, table] of (gridOf(trial)?.tables ?? []).entries()) {
    const column = table.columns.findIndex((one) => foldWord(one.header) === foldWord(header))
    if (column >= 0) return { table, i, column }
  }
  return undefined
}

/** `values` of the column: for words that one of the list resembles, and that may be printed. */
function wordEdits(
  trial: Trial,
  header: string,
  words: readonly string[],
  choices: readonly string[],
): readonly Edit[] {
  const at = tableOf(trial, header)
  if (at === undefined) return []
  const pairs = words.flatMap((word) => {
    const meant = /…\(\d+\)/u.test(word) ? undefined : nearest(word, choices)
    return meant === undefined ? [] : [[word, meant] as const]
  })
  if (pairs.length === 0) return []
  const path = ['grid', 'tables', at.i, 'columns', at.column]
  const values = at.table.columns[at.column]?.values
  if (values === undefined) return [{ kind: 'put', path, key: 'values', value: Object.fromEntries(pairs) }]
  return pairs.map(([key, value]) => ({ kind: 'put', path: [...path, 'values'], key, value }))
}

/** One of the list only: by its letters, or because the one holds the other. */
function nearest(word: string, choices: readonly string[]): string | undefined {
  const folded = foldWord(word)
  const near = suggest(folded, choices.map(foldWord))
  if (near !== undefined && folded.length > 2) return choices.find((one) => foldWord(one) === near)
  const within = choices.filter((one) => foldWord(one).includes(folded) || folded.includes(foldWord(one)))
  return within.length === 1 ? within[0] : undefined
}
