/** A status as text: the first line says all that a monitor needs, then what is to be done, the worst first. */
import type { Status, StatusSource } from './model.ts'
import { STATUS_WORDS, type StatusWords, timeText } from './words.ts'

/** What is well is listed where there is little of it, else counted. */
const LISTED = 30

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
        `    ${factsLine(source, words)}`.trimEnd(),
      )
  }
  return lines.map((line) => `${line}\n`).join('')
}

function headLines(status: Status, lang: 'ja' | 'en'): readonly string[] {
  const words = STATUS_WORDS[lang]
  const { lastRun, running, portals, isKnown } = status
  return [
    `${words.facts.lastRun}${words.colon}${words.run(status)}`,
    ...(isKnown ? [] : [words.isUnknown]),
    ...(lastRun?.isLate === true && lastRun.expected !== null
      ? [words.late(timeText(lastRun.expected))]
      : []),
    ...(running === null ? [] : [words.running(running.command, timeText(running.since))]),
    ...portals.map(
      ({ portal, message, code, isDown }) =>
        `${words.portal(portal, isDown)}${words.colon}${message[lang]} [${code}]`,
    ),
  ]
}

function sourceLines(source: StatusSource, lang: 'ja' | 'en'): readonly string[] {
  const words = STATUS_WORDS[lang]
  const { condition, failures, waiting, overdue, fetches } = source
  const lines = [`${words.conditions[condition]}  ${nameOf(source, lang)}`]
  const told = new Set(waiting.map(({ command }) => command))
  for (const one of waiting) {
    const since = one.since === null ? '' : ` (${words.since(timeText(one.since))})`
    lines.push(`  ${words.waiting[one.kind]}${since}`)
    if (one.folder !== undefined) lines.push(`    ${words.look}${words.colon}${one.folder}`)
    lines.push(`    ${words.todo}${words.colon}${one.command}`)
  }
  for (const { stage, code, message, portal, since, command } of failures) {
    lines.push(
      `  ${words.stages[stage]}${placeOf(portal)}${words.colon}${message[lang]} [${code}] (${words.since(timeText(since))})`,
    )
    if (!told.has(command)) lines.push(`    ${words.todo}${words.colon}${command}`)
    told.add(command)
  }
  if (overdue !== null) {
    lines.push(`  ${words.overdue} (${words.since(timeText(overdue))})`)
    lines.push(`    ${fetches === true ? words.overdueFetched : words.overdueByHand}`)
  }
  const facts = factsLine(source, words)
  return facts === '' ? lines : [...lines, `  ${facts}`]
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
    if (time !== null) facts.push([words.facts[name], timeText(time)])
  }
  for (const [portal, time] of Object.entries(published))
    facts.push([`${words.facts.published} (${portal})`, timeText(time)])
  return [
    ...datasets.map(({ id, version, date, records }): readonly [string, string] => {
      const release = version === null ? words.noVersion : `${version}${date === null ? '' : ` (${date})`}`
      return [id, records === null ? release : `${release}${words.comma}${words.records(records)}`]
    }),
    ...facts,
  ]
}

function factsLine(source: StatusSource, words: StatusWords): string {
  return factsOf(source, words)
    .map(([name, value]) => `${name} ${value}`)
    .join(words.comma)
}
