/** What `add` did with a file, for people and as data. */
import type { Problem, Text } from '../problem.ts'
import { paint, type Style } from './paint.ts'
import { type FileFound, filesJson, problemJson } from './tables.ts'

export interface AddedChanges {
  readonly dataset: string
  readonly before: number
  readonly after: number
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly examples: {
    readonly added: readonly string[]
    readonly removed: readonly string[]
    readonly changed: readonly string[]
  }
}

export interface AddedFacts {
  readonly file: string
  readonly outcome: 'added' | 'accepted' | 'waiting' | 'refused' | 'unchanged' | 'held'
  readonly source: string
  readonly found: FileFound
  readonly written: readonly string[]
  readonly questions: readonly Text[]
  readonly candidate?: {
    readonly datasets: readonly AddedChanges[]
    readonly gone: readonly string[]
    readonly fresh: readonly string[]
    /** more is let pass by `privacy.allow` than before: a person is asked */
    readonly isMore?: boolean
  }
  readonly check?: {
    readonly datasets: readonly { readonly id: string; readonly records: number }[]
    readonly report: unknown
  }
}

export type AddedJson = object

export interface BuildJson {
  readonly counts: object
  readonly kinds: readonly object[]
  readonly problems: readonly Problem[]
}

/** The object of `check`, and what was written and is open beside it; `build`: what the source's job says. */
export function addedJson(added: AddedFacts, build: BuildJson): AddedJson {
  const { outcome, source, found, written, questions, candidate, check } = added
  return {
    ...filesJson(found),
    outcome,
    source,
    written,
    questions,
    next: nextOf(added),
    ...(candidate === undefined
      ? {}
      : { candidate: { datasets: candidate.datasets, gone: candidate.gone, fresh: candidate.fresh } }),
    ...(check === undefined ? {} : { datasets: check.datasets }),
    build: { ...build, problems: build.problems.map(problemJson) },
  }
}

const WORDS = {
  ja: {
    added: '取り込みました',
    accepted: '新しいファイルに替えました',
    waiting: '新しいファイルが待っています（まだ替えていません）',
    refused: '新しいファイルには替えられません（今のままです）',
    unchanged: '同じファイルがもう取り込まれています',
    kept: '公開してよいか確かめるものが見つかったので、Git の外に置きました（取り込んでいません）',
    sure: '確信度',
    none: '標準の一覧ではない（独自のデータセット）',
    rows: '行',
    read: 'データ',
    out: '出る',
    held: '保留',
    others: 'データでない行',
    columns: '列',
    mapped: '対応した列',
    left: '使わない列',
    questions: '人が決めること',
    written: '書いたもの',
    next: '次に',
    gone: 'なくなった列',
    fresh: '新しい列',
    records: '件',
  },
  en: {
    added: 'added',
    accepted: 'the newer file was taken over',
    waiting: 'a newer file waits (nothing was replaced)',
    refused: 'the newer file can not be taken over (all is as it was)',
    unchanged: 'this very file is there already',
    kept: 'something is to be looked at before it is published: it is kept outside git (nothing was added)',
    sure: 'confidence',
    none: 'no sheet of the standard (a dataset of its own)',
    rows: 'rows',
    read: 'data',
    out: 'out',
    held: 'held',
    others: 'not data',
    columns: 'columns',
    mapped: 'mapped',
    left: 'left',
    questions: 'for a person to decide',
    written: 'written',
    next: 'next',
    gone: 'columns that are gone',
    fresh: 'new columns',
    records: 'records',
  },
} as const

/** `titleOf`: the title of a sheet. */
export function addedText(added: AddedFacts, titleOf: (sheet: string) => string, style: Style): string {
  const { lang } = style
  const words = WORDS[lang]
  const { file, outcome, source, found, written, questions, candidate, check } = added
  const item = (name: string, value: string): string => `  ${paint(`${name}:`, 'dim', style)} ${value}`
  const lines = [`${paint(file, 'bold', style)} → ${source}  ${words[outcome === 'held' ? 'kept' : outcome]}`]
  for (const { worksheet, sheet, columns, counts } of found.tables) {
    const name = worksheet === null ? '' : `[${worksheet}] `
    const title =
      sheet === null
        ? words.none
        : `${titleOf(sheet.id)} (${sheet.id})  ${words.sure} ${sheet.confidence.toFixed(2)}`
    const used = columns.filter(({ target, own }) => target !== null || own !== undefined)
    // a header with several targets stands there several times
    const mapped = new Set(used.map(({ header }) => header)).size
    const left = columns.length - used.length
    const all = counts.total ?? 0
    const data = counts.in ?? 0
    lines.push(
      `  ${name}${title}`,
      item(words.columns, `${words.mapped} ${mapped} / ${mapped + left}`),
      item(
        words.rows,
        `${words.read} ${data}（${words.out} ${counts.out ?? 0}、${words.held} ${counts.held ?? 0}）、${words.others} ${all - data}`,
      ),
    )
  }
  for (const { id, records } of check?.datasets ?? []) lines.push(item(id, `${records} ${words.records}`))
  if (candidate !== undefined) {
    for (const one of candidate.datasets) {
      lines.push(
        item(
          one.dataset,
          `${one.before} → ${one.after} ${words.records}（+${one.added} −${one.removed} ~${one.changed}）`,
        ),
      )
      for (const [sign, names] of [
        ['+', one.examples.added],
        ['−', one.examples.removed],
        ['~', one.examples.changed],
      ] as const) {
        for (const name of names) lines.push(`      ${sign} ${clipped(name)}`)
      }
    }
    if (candidate.gone.length > 0) lines.push(item(words.gone, candidate.gone.join('、')))
    if (candidate.fresh.length > 0) lines.push(item(words.fresh, candidate.fresh.join('、')))
  }
  if (questions.length > 0) lines.push(`  ${paint(`${words.questions}:`, 'yellow', style)}`)
  for (const [i, question] of questions.entries()) lines.push(`    ${i + 1}. ${question[lang]}`)
  if (written.length > 0)
    lines.push(`  ${paint(`${words.written}:`, 'dim', style)}`, ...written.map((one) => `    ${one}`))
  for (const one of nextOf(added, lang)) lines.push(item(words.next, one))
  return `${lines.join('\n')}\n`
}

/** The same again, and nothing else, would end where it is now. */
const UNTIL = {
  ja: '（元のファイルを直すか、privacy の reason に理由を書いてから）',
  en: '(once the file is mended, or its reason is written under privacy)',
} as const

function again(file: string, source: string): string {
  return `hiraku add ${JSON.stringify(file)} --publisher ${source.split('/')[0]}`
}

function nextOf({ outcome, source, file, candidate }: AddedFacts, lang?: 'ja' | 'en'): readonly string[] {
  switch (outcome) {
    case 'added':
      return [`hiraku check ${source}`, 'hiraku build']
    case 'accepted':
      return ['hiraku build', `hiraku accept ${source}`]
    case 'waiting':
      // what --yes does not answer for is asked
      return [`${again(file, source)}${candidate?.isMore === true ? '' : ' --yes'}`]
    case 'held':
      return [lang === undefined ? again(file, source) : `${again(file, source)}  ${UNTIL[lang]}`]
    case 'refused':
      return [`hiraku check ${source}`]
    case 'unchanged':
      return []
  }
}

const SHOWN = 60

function clipped(name: string): string {
  return name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name
}
