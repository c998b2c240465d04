/** The line of `privacy.allow` that would let a finding pass, ready to be written into source.yaml; never with a value. */
import type { GridFront } from '../../job/table/source.ts'
import { yamlFlow } from '../../lib/yaml-text.ts'
import type { Problem } from '../../problem.ts'
import { isMaskedName, isOfName } from './reasons.ts'

type RecordAt = (worksheet: string | undefined, row: number) => string | undefined

/** Of a column as a whole. */
const OF_COLUMNS = /^inspect\/(?:my-number-(?:column|doubt)|person-names|names-in-office|birth-|small-)/
/** What a record is called may itself be what the column must not tell. */
const OF_PERSONS = /^inspect\/(?:my-number|person-names|birth-)/

/** Findings that a source's file is held for: what may be done says what to write. */
export function withAllowLines(
  stops: readonly Problem[],
  recordsAt: GridFront['recordsAt'],
): readonly Problem[] {
  const isTold = !stops.some(({ code }) => OF_PERSONS.test(code))
  const recordAt = isTold && recordsAt !== undefined ? recordsOf(stops, recordsAt) : undefined
  const lines = stops.map((one) => `- ${allowLine(one, recordAt)}`)
  const groups = new Map<string, number[]>()
  for (const [at, one] of stops.entries()) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), at])
  return stops.map((problem, at) => {
    if (isOfName(problem)) return problem
    // of many in a column what may be done is shown once, with the first
    const group = groups.get(groupOf(problem)) ?? []
    const own = group[0] === at ? group : [at]
    const all = [...new Set(own.map((one) => lines[one]))].join(' ')
    const more = own.reduce((sum, one) => sum + (stops[one]?.more ?? 0), 0)
    const { ja, en } = problem.remedy
    return {
      ...problem,
      remedy: {
        ja: `${ja}このままで公開してよいなら、source.yaml の privacy の allow に次の行を書き、reason に理由を書いてください（値そのものは書かない${more > 0 ? `。ほか ${more} 件も同じように` : ''}）：${all}`,
        en: `${en} Where it may be as it is, write this into allow of privacy in source.yaml, with the reason (never the value itself${more > 0 ? `; ${more} more likewise` : ''}): ${all}`,
      },
    }
  })
}

/** Each worksheet is read once. */
function recordsOf(stops: readonly Problem[], recordsAt: NonNullable<GridFront['recordsAt']>): RecordAt {
  const rows = new Map<string | undefined, Set<number>>()
  for (const { where, code } of stops) {
    if (where.row === undefined || OF_COLUMNS.test(code)) continue
    rows.set(where.worksheet, (rows.get(where.worksheet) ?? new Set()).add(where.row))
  }
  const names = new Map([...rows].map(([worksheet, own]) => [worksheet, recordsAt(worksheet, own)]))
  return (worksheet, row) => names.get(worksheet)?.get(row)
}

function groupOf({ code, where }: Problem): string {
  return JSON.stringify([code, where.worksheet, where.header])
}

function allowLine({ code, where }: Problem, recordAt: RecordAt | undefined): string {
  const { header, worksheet, row, cell } = where
  // a column without a header is called by its letters
  const isNamed =
    header !== undefined &&
    header !== '' &&
    !isMaskedName(header) &&
    header !== (cell ?? '').replace(/\d+$/, '')
  const isCell = row !== undefined && !OF_COLUMNS.test(code)
  const record = isCell ? recordAt?.(worksheet, row) : undefined
  return yamlFlow({
    rule: code.replace(/^inspect\//, ''),
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(isNamed ? { column: header } : {}),
    ...(record !== undefined ? { record } : isCell || (row !== undefined && !isNamed) ? { row } : {}),
    reason: '',
  })
}
