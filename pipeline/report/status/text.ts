/** A status as text: the first line says all that a monitor needs, then what is to be done, the worst first. */
import { japanTime } from '../../lib/japan.ts'
import type { Status, StatusFailure, StatusSource } from './model.ts'
import { STATUS_WORDS, type StatusWords } from './words.ts'

/** What is well is listed where there is little of it, else counted. */
const LISTED = 30
/** Of a source that has many, these are named. */
const DATASETS = 3

export function statusText(status: Status, lang: 'ja' | 'en'): string {
  const words = STATUS_WORDS[lang]
  const lines = [words.verdict(status), ...headLines(status, lang)]
  const rest: StatusSource[] = []
  for (const source of status.sources) {
    if (source.condition === 'well' || source.condition === 'unknown') rest.push(source)
    else lines.push('', ...sourceLines(source, lang))
  }
  if (rest.length > 0 && rest.length <= LISTED) {
    lines.push('')
    for (const source of rest)
      lines.push(
        `${words.conditions[source.condition]}  ${nameOf(source, lang)}`,
        ...factLines(source, words).map((line) => `    ${line}`),
      )
  }
  return lines.map((line) => `${line}\n`).join('')
}

function headLines(status: Status, lang: 'ja' | 'en'): readonly string[] {
  const words = STATUS_WORDS[lang]
  const { running, portals, isKnown } = status
  return [
    `${words.facts.lastRun}${words.colon}${words.run(status)}`,
    ...(isKnown ? [] : [words.isUnknown]),
    ...runNotes(status, lang),
    ...(running === null ? [] : [words.running(running.command, japanTime(running.since))]),
    ...portals.map(
      ({ portal, message, code, isDown }) =>
        `${words.portal(portal, isDown)}${words.colon}${message[lang]} [${code}]`,
    ),
  ]
}

/** What is wrong with the runs themselves. */
export function runNotes({ lastRun, brokenRun }: Status, lang: 'ja' | 'en'): readonly string[] {
  const words = STATUS_WORDS[lang]
  const why =
    brokenRun?.message == null
      ? null
      : brokenRun.message[lang] === brokenRun.code
        ? `[${brokenRun.code}]`
        : `${brokenRun.message[lang]} [${brokenRun.code}]`
  return [
    ...(lastRun?.isLate === true && lastRun.expected !== null
      ? [words.late(japanTime(lastRun.expected))]
      : []),
    ...(brokenRun === null ? [] : [words.broken(japanTime(brokenRun.since), why)]),
  ]
}

/** The message, and which column and row it is about. */
export function failureText({ message, place, more }: StatusFailure, lang: 'ja' | 'en'): string {
  const words = STATUS_WORDS[lang]
  const where = place === undefined ? '' : words.place(place.row, place.header, place.worksheet)
  const text = where === '' ? message[lang] : `${where}${words.colon}${message[lang]}`
  return more === undefined ? text : `${text}${words.beside(more)}`
}

function sourceLines(source: StatusSource, lang: 'ja' | 'en'): readonly string[] {
  const words = STATUS_WORDS[lang]
  const { condition, failures, overdue, fetches } = source
  const since = (time: string | null): string => (time === null ? '' : ` (${words.since(japanTime(time))})`)
  const lines = [`${words.conditions[condition]}  ${nameOf(source, lang)}`]
  const told = new Set<string>()
  const tell = (label: string, command: string | undefined): void => {
    if (command === undefined || told.has(command)) return
    told.add(command)
    lines.push(`    ${label}${words.colon}${command}`)
  }
  const wait = (): void => {
    for (const one of source.waiting) {
      lines.push(`  ${words.waiting[one.kind]}${since(one.since)}`)
      tell(words.look, one.folder)
      tell(words.see, one.see)
      if (one.takes === false) lines.push(`    ${words.refused}`)
      tell(one.see === undefined ? words.todo : words.ifRight, one.command)
    }
  }
  // what failed is why the rest waits; where a newer file waits, that is why it failed
  if (condition !== 'failed') wait()
  for (const one of failures) {
    const { stage, code, portal } = one
    lines.push(
      `  ${words.stages[stage]}${placeOf(portal)}${words.colon}${failureText(one, lang)} [${code}]${since(one.since)}`,
    )
    tell(words.see, one.command)
  }
  if (condition === 'failed') wait()
  if (overdue !== null) {
    lines.push(`  ${words.overdue}${since(overdue)}`)
    lines.push(`    ${fetches === true ? words.overdueFetched : words.overdueByHand}`)
  }
  return [...lines, ...factLines(source, words).map((line) => `  ${line}`)]
}

/** Where to, of a publish. */
export function placeOf(portal: string | undefined): string {
  return portal === undefined ? '' : ` (${portal})`
}

export function nameOf({ source, title }: StatusSource, lang: 'ja' | 'en'): string {
  return title === null ? source : `${title[lang]} (${source})`
}

/** Versions, and when was what; what is not known is left out. */
export function factsOf(source: StatusSource, words: StatusWords): readonly (readonly [string, string])[] {
  const { datasets, published } = source
  const facts: (readonly [string, string])[] = []
  for (const name of ['checked', 'fetched', 'changed', 'built'] as const) {
    const time = source[name]
    if (time !== null) facts.push([words.facts[name], japanTime(time)])
  }
  for (const [portal, time] of Object.entries(published))
    facts.push([`${words.facts.published} (${portal})`, japanTime(time)])
  const more = datasets.length - DATASETS
  return [
    ...datasets.slice(0, DATASETS).map(({ id, version, date, records }): readonly [string, string] => {
      const release = version === null ? words.noVersion : `${version}${date === null ? '' : ` (${date})`}`
      return [id, records === null ? release : `${release} ${words.records(records)}`]
    }),
    ...(more > 0 ? [[words.facts.datasets, words.more(more)] as const] : []),
    ...facts,
  ]
}

/** Versions on a line, times on another. */
function factLines(source: StatusSource, words: StatusWords): readonly string[] {
  const facts = factsOf(source, words)
  const versions = Math.min(source.datasets.length, DATASETS + 1)
  return [facts.slice(0, versions), facts.slice(versions)]
    .map((some) => some.map(([name, value]) => `${name} ${value}`).join(words.comma))
    .filter((line) => line !== '')
}
