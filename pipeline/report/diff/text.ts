/** A comparison for a terminal: columns first, then records. */
import { clip } from '../../problem.ts'
import { paint, type Style } from '../paint.ts'
import { oneLine } from '../text.ts'
import { firstChanges } from './first.ts'
import type { ColumnChange, DatasetDiff, DiffFound, ShownChange } from './model.ts'
import { glanceOf, halvesOf } from './value.ts'
import { columnText, DIFF_WORDS, likelyText, SIGNS, versionText } from './words.ts'

/** characters of a value; fields of a record that came or went */
const QUOTED = 60
const FIELDS = 4

export interface DiffTextOptions extends Style {
  /** records of each kind that are shown */
  readonly most: number
}

export async function* diffText(found: DiffFound, options: DiffTextOptions): AsyncGenerator<string> {
  const words = DIFF_WORDS[options.lang]
  const others = found.datasets.filter(({ state }) => state !== 'same')
  yield `${paint(oneLine(words.between(found.before, found.after)), 'bold', options)}\n`
  for (const caveat of found.caveats ?? [])
    yield `${paint(`! ${oneLine(caveat[options.lang])}`, 'yellow', options)}\n`
  if (others.length === 0) yield `${found.isUnpaired === true ? words.unpaired : words.same}\n`
  else if (others.length > 1) yield `${words.some(others.length)}\n`
  for (const dataset of others) yield* datasetText(dataset, options)
}

async function* datasetText(dataset: DatasetDiff, options: DiffTextOptions): AsyncGenerator<string> {
  const words = DIFF_WORDS[options.lang]
  const { id, title, state, columns, counts, primaryKey, uncompared } = dataset
  const left =
    uncompared === undefined
      ? ''
      : `  ${paint(`! ${oneLine(words.uncompared(uncompared))}`, 'yellow', options)}\n`
  const name = title[options.lang] === id ? id : `${id}  ${title[options.lang]}`
  const version = versionText(dataset)
  yield `\n${paint(oneLine(name), 'bold', options)}${version === '' ? '' : `  ${version}`}  [${words.states[state]}]\n`
  if (state !== 'changed') {
    yield `  ${words.lone(state, counts.added + counts.removed)}\n${left}`
    return
  }
  for (const column of columns) yield columnLine(column, options)
  yield `  ${words.rows}${words.colon}${words.counts(counts)}\n${left}`
  if (primaryKey.length === 0 && counts.added + counts.removed > 0)
    yield `  ${oneLine(words.unkeyed(likelyText(dataset)))}\n`
  const first = await firstChanges(dataset, options.most)
  for (const kind of ['changed', 'removed', 'added'] as const) {
    for (const change of first[kind]) yield changeText(change, dataset, options)
    const rest = counts[kind] - first[kind].length
    if (rest > 0) yield `    … ${words.records[kind]}${words.colon}${words.rest(rest)}${words.all}\n`
  }
}

function columnLine(column: ColumnChange, options: DiffTextOptions): string {
  const words = DIFF_WORDS[options.lang]
  const kind = column.kind === 'added' || column.kind === 'removed' ? column.kind : 'changed'
  const text = `${SIGNS[kind]} ${words.aColumn} ${oneLine(column.header)}${words.colon}${oneLine(columnText(column, words))}`
  return `  ${paint(text, COLORS[kind], options)}\n`
}

const COLORS = { added: 'green', removed: 'red', changed: 'yellow' } as const

function changeText(
  change: ShownChange,
  { headers, primaryKey }: DatasetDiff,
  options: DiffTextOptions,
): string {
  const words = DIFF_WORDS[options.lang]
  const sign = paint(SIGNS[change.kind], COLORS[change.kind], options)
  const shown = (text: string): string => (text === '' ? words.blank : oneLine(clip(text, QUOTED)))
  if (change.kind === 'changed') {
    const fields = change.fields.map((one) => {
      const [was, is] = halvesOf(one, words, QUOTED)
      const texts = `${paint(shown(was.text), 'red', options)} → ${paint(shown(is.text), 'green', options)}`
      return `        ${oneLine(headers[one.field] ?? one.field)}${words.colon}${texts}\n`
    })
    return `    ${sign} ${change.key === null ? words.withheld : shown(change.key)}\n${fields.join('')}`
  }
  const glance = glanceOf(change.record, headers, primaryKey, FIELDS).map(
    ([header, value]) => `${oneLine(header)} ${shown(value)}`,
  )
  if (change.withheld === true) return `    ${sign} ${words.withheld}\n`
  const name = change.key === null ? '' : `${shown(change.key)}  `
  return `    ${sign} ${name}${paint(glance.join(words.sep), 'dim', options)}\n`
}
