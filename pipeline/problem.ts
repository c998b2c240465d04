/**
 * A problem is data: a permanent code, how bad it is, what it says in Japanese and English,
 * where it is, and what to do about it. Rooms return problems; nobody throws them.
 * Each room lists its own codes in its `problems.ts`; `docs/problems.md` is made from those lists.
 */

/** The same words in Japanese and in English. */
export interface Text {
  readonly ja: string
  readonly en: string
}

export type Severity = 'error' | 'warning' | 'info'

/** Row: only this row or record is held. Source: the whole source fails. */
export type Scope = 'row' | 'source'

/** An address a person can go to. Lines, columns and rows count from 1. */
export interface Place {
  /** `<publisher>/<source>`, e.g. `142140/ict_plan_evaluation_r4` */
  readonly source?: string
  /** path from the project root, e.g. `sources/142140/ict_plan_evaluation_r4/source.yaml` */
  readonly file?: string
  readonly worksheet?: string
  readonly line?: number
  /** first character of the fault in the line, from 1, in UTF-16 units */
  readonly column?: number
  /** how many characters the fault spans */
  readonly length?: number
  /** the text of the line, for the caret; cut by the reporter when long */
  readonly text?: string
  readonly row?: number
  /** `B12` */
  readonly cell?: string
  /** header of the column, as written */
  readonly header?: string
  readonly dataset?: string
  readonly record?: string
  readonly field?: string
  /** key in an authored file, e.g. `document.blocks.3.starts`; items of lists count from 1 (see lib/keys.ts) */
  readonly key?: string
}

export interface Problem {
  readonly code: string
  readonly severity: Severity
  readonly scope: Scope
  readonly message: Text
  /** what to do */
  readonly remedy: Text
  readonly where: Place
  /** the other places it is about: the second half of a contradiction */
  readonly also?: readonly Place[]
  readonly actual?: string
  readonly expected?: string
  /** so many more of the same kind, in the same column, are counted and not listed */
  readonly more?: number
  /** what the machine would write instead, where that is provable */
  readonly mend?: string
}

/** One entry of a room's `problems.ts`. `{name}` in a text is filled from the facts given with the problem. */
export interface ProblemKind {
  readonly severity: Severity
  readonly scope: Scope
  readonly ja: string
  readonly en: string
  readonly fixJa: string
  readonly fixEn: string
}

export type Facts = Readonly<Record<string, string | number | undefined>>

const ACTUAL_LIMIT = 200

/** Fills `{name}` from the facts; a name without a fact stays visible as `{name}`, so that a test can see it. */
export function fill(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = facts[name]
    return value === undefined ? whole : clip(String(value))
  })
}

/** Output stays bounded whatever the input holds (a 50 MB line is a fault, not a message). */
export function clip(text: string, limit = ACTUAL_LIMIT): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text
}

/** Gives the function that makes problems of one room's list; an unlisted code does not compile. */
export function problemsOf<K extends string>(kinds: Readonly<Record<K, ProblemKind>>) {
  return (
    code: K,
    where: Place,
    facts: Facts = {},
    more: { also?: readonly Place[]; severity?: Severity } = {},
  ): Problem => {
    const kind = kinds[code]
    const actual = facts.actual
    const expected = facts.expected
    return {
      code,
      severity: more.severity ?? kind.severity,
      scope: kind.scope,
      message: { ja: fill(kind.ja, facts), en: fill(kind.en, facts) },
      remedy: { ja: fill(kind.fixJa, facts), en: fill(kind.fixEn, facts) },
      where,
      ...(more.also && more.also.length > 0 ? { also: more.also } : {}),
      ...(actual === undefined ? {} : { actual: clip(String(actual)) }),
      ...(expected === undefined ? {} : { expected: clip(String(expected)) }),
    }
  }
}

/** As a person meets it: what is merely told (`info`) is a mend, or a note where there is nothing to mend. */
export type Label = 'error' | 'warning' | 'note' | 'mended'

/** The worst first. */
export const LABELS = ['error', 'warning', 'note', 'mended'] as const satisfies readonly Label[]

/** The machine has written another value: the problem says which. */
export function isMend({ severity, mend }: Pick<Problem, 'severity' | 'mend'>): boolean {
  return severity === 'info' && mend !== undefined
}

export function labelOf(problem: Pick<Problem, 'severity' | 'mend'>): Label {
  if (problem.severity !== 'info') return problem.severity
  return isMend(problem) ? 'mended' : 'note'
}

export function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** Wrong use or an unreadable project: message only, no stack. Everything else that is thrown is our fault. */
export class UserError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message.en)
    this.problem = problem
  }
}
