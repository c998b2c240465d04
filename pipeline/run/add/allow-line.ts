/** The line of `privacy.allow` that would let a finding pass, ready to be written into source.yaml; never with a value. */
import { yamlFlow } from '../../lib/yaml-text.ts'
import type { Problem } from '../../problem.ts'
import { isMaskedName, isOfName } from './reasons.ts'

export type RecordAt = (worksheet: string | undefined, row: number) => string | undefined

/** Of a column as a whole. */
const OF_COLUMNS = /^inspect\/(?:my-number-(?:column|doubt)|person-names|names-in-office|birth-|small-)/
/** What a record is called may itself be what the column must not tell. */
const OF_PERSONS = /^inspect\/(?:my-number|person-names|birth-)/

/** Findings that a source's file is held for: what may be done says what to write. */
export function withAllowLines(
  stops: readonly Problem[],
  recordAt: RecordAt | undefined,
): readonly Problem[] {
  const isTold = !stops.some(({ code }) => OF_PERSONS.test(code))
  return stops.map((problem) => {
    if (isOfName(problem)) return problem
    const line = `- ${allowLine(problem, isTold ? recordAt : undefined)}`
    const { ja, en } = problem.remedy
    return {
      ...problem,
      remedy: {
        ja: `${ja}このままで公開してよいなら、source.yaml の privacy の allow に次の行を書き、reason に理由を書いてください（値そのものは書かない）：${line}`,
        en: `${en} Where it may be as it is, write this line into allow of privacy in source.yaml, with the reason (never the value itself): ${line}`,
      },
    }
  })
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
