/** What build, check and accept have in common: problems to stderr, the result to stdout, one exit code. */
import type { Collector } from '../report/collect.ts'
import type { FileFound } from '../report/index.ts'
import { EXIT, type Session } from './session.ts'

/** Loaded only where there is something to tell. */
export async function tellProblems(problems: Collector, session: Session, annotate: boolean): Promise<void> {
  const kinds = problems.kinds()
  if (kinds.length === 0) return
  const { annotations, problemsText } = await import('../report/index.ts')
  for (const text of problemsText(kinds, session)) session.effects.stderr(text)
  if (annotate) for (const text of annotations(kinds, session.lang)) session.effects.stdout(text)
}

/** As `check FILE` tells them: one entry per kind and column. `found`: the file that they are of. */
export async function tellGrouped(problems: Collector, found: FileFound, session: Session): Promise<void> {
  const kinds = problems.kinds()
  if (kinds.length === 0) return
  const { fileProblemsText, restText } = await import('../report/index.ts')
  const tables = found.tables.map((table) => ({ ...table, problems: [] }))
  const shown = { ...found, problems: kinds.flatMap((kind) => kind.problems), tables }
  for (const text of fileProblemsText(shown, session)) session.effects.stderr(text)
  for (const kind of kinds) {
    const told = kind.problems.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
    session.effects.stderr(restText(kind.code, kind.count - told, session))
  }
}

export function wantsAnnotations(
  values: { readonly [name: string]: string | true },
  session: Session,
): boolean {
  return values.annotations !== undefined || session.effects.env.GITHUB_ACTIONS === 'true'
}

/** Problems as data: those shown, and of each kind how many there were. */
export function problemsJson(problems: Collector) {
  const kinds = problems.kinds()
  return {
    counts: problems.counts,
    kinds: kinds.map(({ code, severity, count }) => ({ code, severity, count })),
    problems: kinds.flatMap((kind) => kind.problems),
  }
}

export function exitOf(problems: Collector, bugs: number): number {
  if (bugs > 0) return EXIT.bug
  return problems.counts.error > 0 ? EXIT.data : EXIT.fine
}

/** `3 errors, 1 warning` */
export function countsText({ error, warning }: Collector['counts'], lang: 'ja' | 'en'): string {
  if (lang === 'ja') return `エラー ${error} 件、警告 ${warning} 件`
  return `${many(error, 'error')}, ${many(warning, 'warning')}`
}

export function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
