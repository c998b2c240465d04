/** What `acquire` did, a line for each source that changed, broke or failed. */
import { oneLine } from '../report/text.ts'
import type { AcquireResult } from '../run/acquire/result.ts'
import { many } from './output.ts'
import type { Session } from './session.ts'

type Lang = Session['lang']

const WORDS = {
  ja: {
    taken: '新しいファイルに替えました',
    waited: (sha: string, since: string) =>
      `（${since === '' ? '' : `${since} から待っていたもの、`}sha256 ${sha}…）`,
    same: 'レコードは前と同じです（元の資料についての記録だけが新しくなります）',
    waiting: '替えずに待っています',
    held: '公開してよいか確かめるまで、替えずに置いてあります',
    failed: '入手できませんでした。公開中のものは変わりません',
    records: '件',
    first: '新規',
    whole: '直したもの',
  },
  en: {
    taken: 'the newer file was taken over',
    waited: (sha: string, since: string) =>
      ` (${since === '' ? '' : `it had waited since ${since}, `}sha256 ${sha}…)`,
    same: 'its records are the same (only what is said of its source is new)',
    waiting: 'waits; nothing was replaced',
    held: 'is kept back until somebody has looked whether it may be published',
    failed: 'could not be had; what is published stays',
    records: 'records',
    first: 'new',
    whole: 'whole',
  },
} as const

export function acquiredText(
  { sources, taken, waiting, failed }: AcquireResult,
  { lang }: Pick<Session, 'lang'>,
): string {
  const words = WORDS[lang]
  const lines: string[] = []
  for (const { source, datasets, waited } of taken) {
    const isSame = datasets.every(({ version, before }) => version === undefined && before !== undefined)
    const which =
      waited === undefined ? '' : words.waited(waited.sha256.slice(0, 8), waited.since?.slice(0, 10) ?? '')
    lines.push(
      `${source}  ${words.taken}${which}${isSame ? `${lang === 'ja' ? '。' : '; '}${words.same}` : ''}`,
    )
    if (isSame) continue
    for (const { id, records, before, version, counts } of datasets) {
      const size = before === undefined ? words.first : String(before)
      const own = [
        `${size} → ${records} ${words.records}`,
        ...(counts === undefined ? [] : [`+${counts.added} −${counts.removed} ~${counts.changed}`]),
        ...(version === undefined ? [] : [version]),
      ]
      lines.push(`  ${id}  ${own.join('  ')}`)
    }
  }
  if (sources.taken > taken.length) lines.push(`… +${sources.taken - taken.length}`)
  for (const { source, held, edit, files } of waiting) {
    lines.push(`${source}  ${held ? words.held : words.waiting}`)
    lines.push(...edit.map((line) => `  ${oneLine(line)}`))
    if (files.length > 0) lines.push(`  ${words.whole}: ${files.join(', ')}`)
  }
  if (sources.waiting > waiting.length) lines.push(`… +${sources.waiting - waiting.length}`)
  lines.push(...failed.first.map((source) => `${source}  ${words.failed}`))
  if (failed.count > failed.first.length) lines.push(`… +${failed.count - failed.first.length}`)
  return lines.map((line) => `${line}\n`).join('')
}

export function countedText({ sources, requests }: AcquireResult, lang: Lang): string {
  const { total, later, unchanged, taken, waiting, failed } = sources
  if (lang === 'ja') {
    const rest = later === 0 ? '' : `、時期が来ていない ${later}`
    return `入手元のあるソース ${total}（変わりなし ${unchanged}、替えた ${taken}、待ち ${waiting}、失敗 ${failed}${rest}）、問い合わせ ${requests} 回`
  }
  const rest = later === 0 ? '' : `, ${later} not due`
  return `${many(total, 'source')} (${unchanged} unchanged, ${taken} taken over, ${waiting} waiting, ${failed} failed${rest}), ${many(requests, 'request')}`
}
