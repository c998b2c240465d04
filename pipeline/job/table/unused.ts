/** What a declaration says and no row of the file asked for: words of `values`, rules of `skip`. */
import { foldWord } from '../../lib/fold.ts'
import type { SkipRule } from '../../lib/grid-declaration.ts'
import { keyPath } from '../../lib/keys.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { validateProblem } from '../../validate/index.ts'
import type { PlacedOutcome } from './provenance.ts'

/** Over all worksheets that a table is read from: a word or a rule may be needed in one of them only. */
export function unusedRules(outcomes: readonly PlacedOutcome[], place: Place): readonly Problem[] {
  const byTable = new Map<number, PlacedOutcome[]>()
  for (const one of outcomes) byTable.set(one.declared, [...(byTable.get(one.declared) ?? []), one])
  return [...byTable].flatMap(([declared, parts]) => [
    ...unusedWords(declared, parts, place),
    ...unusedSkips(declared, parts, place),
  ])
}

/** A word that means itself leaves no trace; each other that was met stands in the list of changes. */
function unusedWords(declared: number, parts: readonly PlacedOutcome[], place: Place): readonly Problem[] {
  const [first] = parts
  return (first?.outcome.table.columns ?? []).flatMap(({ header, values }, i): readonly Problem[] => {
    if (values === undefined) return []
    const met = new Set<string>()
    for (const { outcome } of parts) {
      const at = outcome.located.columns[i] ?? -1
      for (const { column, before } of outcome.account.changes) if (column === at) met.add(foldWord(before))
    }
    const unused = Object.entries(values).flatMap(([from, to]) =>
      met.has(foldWord(from)) || met.has(foldWord(masked(from))) || from === to ? [] : [from],
    )
    if (unused.length === 0) return []
    const where = { ...place, key: keyPath('grid', 'tables', declared, 'columns', i, 'values') }
    return [validateProblem('validate/unused-word', where, { key: header, actual: unused.join('、') })]
  })
}

function unusedSkips(declared: number, parts: readonly PlacedOutcome[], place: Place): readonly Problem[] {
  const [first] = parts
  const met = new Set(parts.flatMap(({ outcome }) => outcome.account.skipped.map(idOf)))
  return (first?.outcome.table.skip ?? []).flatMap((rule, i): readonly Problem[] => {
    if (met.has(idOf(rule))) return []
    const where = { ...place, key: keyPath('grid', 'tables', declared, 'skip', i) }
    return [validateProblem('validate/unused-skip', where, { actual: textOf(rule) })]
  })
}

function idOf({ as, reason = '' }: { readonly as: string; readonly reason?: string }): string {
  return `${as} ${reason}`
}

function textOf({ is = [], starts = [], contains = [], reason, as }: SkipRule): string {
  const words = [...is, ...starts, ...contains].join('、')
  return [reason ?? as, words].filter((text) => text !== '').join('：')
}
