/** The last lines of a build: what happened, in words. */
import type { RunResult } from '../run/options.ts'
import type { Lang } from './language.ts'
import { countsText, many } from './output.ts'

/** `out` is the folder as the person knows it. */
export function summary(result: RunResult, seconds: string, lang: Lang, out: string): string {
  const words = lang === 'ja' ? JAPANESE : ENGLISH
  const { sources, recovered, failed, standing } = result
  const before = recovered === undefined ? '' : `${words.recovered[recovered]}\n`
  const names = failed.first.slice(0, 10).join(words.comma) + (failed.count > 10 ? ' …' : '')
  const faults = failed.count > 0 ? `${words.failed}${names}\n` : ''
  const parts = [words.outcome(result, out), `${words.size(result)}${workText(result, words)}${words.end}`]
  if (result.problems.counts.error + result.problems.counts.warning > 0 || result.outcome !== 'nothing') {
    parts.push(`${countsText(result.problems.counts, lang)}${words.end}`)
  }
  if (standing > 0) parts.push(words.standing(standing))
  if (sources.kept > 0) parts.push(words.kept(sources.kept))
  return `${before}${faults}${parts.join(words.space)}${words.space}(${seconds}${words.seconds})`
}

function workText(result: RunResult, words: typeof JAPANESE): string {
  const { built, unchanged, failed } = result.sources
  if (result.outcome === 'nothing' && failed === 0) return ''
  return words.work(built, unchanged, failed)
}

const JAPANESE = {
  space: '',
  comma: '、',
  end: '。',
  seconds: ' 秒',
  failed: 'エラーのあるソース: ',
  recovered: {
    finished: '前回中断した置き換えを済ませました。',
    undone: '前回中断した置き換えを取り消しました。',
  },
  outcome({ outcome, files, sources }: RunResult, out: string): string {
    const { added, differing, removed } = files
    if (outcome === 'replaced') {
      return `${out}/ を置き換えました(追加 ${added.count}、変更 ${differing.count}、削除 ${removed.count})。`
    }
    if (outcome === 'same') return `${out}/ の内容は変わりません。`
    if (outcome === 'nothing') {
      return sources.failed > 0
        ? `${out}/ は元のままです。`
        : '変わったところはありません。何もしませんでした。'
    }
    if (added.count + differing.count + removed.count === 0) return `${out}/ は作り直したものと同じです。`
    return `${out}/ は作り直したものと違います(違う ${differing.count}、足りない ${added.count}、余分 ${removed.count})。`
  },
  size: ({ sources, datasets }: RunResult) => `ソース ${sources.total} 件、データセット ${datasets} 件`,
  work: (built: number, unchanged: number, failed: number) =>
    `(作成 ${built}、変更なし ${unchanged}${failed > 0 ? `、エラー ${failed}` : ''})`,
  standing: (warnings: number) => `変わっていないソースの警告 ${warnings} 件は前のままです(--json で一覧)。`,
  kept: (sources: number) => `ほかのソース ${sources} 件は調べていません。`,
}

const ENGLISH: typeof JAPANESE = {
  space: ' ',
  comma: ', ',
  end: '.',
  seconds: ' s',
  failed: 'Sources with errors: ',
  recovered: {
    finished: 'An interrupted replacement was finished.',
    undone: 'An interrupted replacement was undone.',
  },
  outcome({ outcome, files, sources }, out) {
    const { added, differing, removed } = files
    if (outcome === 'replaced') {
      return `${out}/ was replaced (${added.count} added, ${differing.count} changed, ${removed.count} removed).`
    }
    if (outcome === 'same') return `${out}/ has the same bytes as before.`
    if (outcome === 'nothing')
      return sources.failed > 0 ? `${out}/ is as it was.` : 'Nothing changed; no work was done.'
    if (added.count + differing.count + removed.count === 0) return `${out}/ is what the sources give.`
    return `${out}/ is not what the sources give: ${differing.count} differ, ${added.count} missing, ${removed.count} extra.`
  },
  size: ({ sources, datasets }) => `${many(sources.total, 'source')}, ${many(datasets, 'dataset')}`,
  work: (built, unchanged, failed) =>
    ` (${built} built, ${unchanged} unchanged${failed > 0 ? `, ${failed} failed` : ''})`,
  standing: (warnings) =>
    `${many(warnings, 'warning')} of unchanged sources ${warnings === 1 ? 'stands' : 'stand'} as before (--json lists them).`,
  kept: (sources) => `${many(sources, 'other source')} ${sources === 1 ? 'was' : 'were'} not looked at.`,
}
