/** What an unattended run did, in three lines: fetched, built, published; and what a person should do. */
import type { AcquireResult } from '../run/acquire/result.ts'
import type { PortalResult, UnattendedResult } from '../run/unattended/result.ts'
import { countsOf } from '../run/unattended/run.ts'
import { countedText } from './acquire-text.ts'
import type { Lang } from './language.ts'

export function runText(result: UnattendedResult, lang: Lang): string {
  const { acquire, isWell, published } = result
  const words = WORDS[lang]
  const lines = [
    `${words.acquire}: ${countedText(acquire, lang)}`,
    `${words.build}: ${words.built(result)}`,
    ...(published.length === 0
      ? [`${words.publish}: ${words.nowhere}`]
      : published.map((one) => portalText(one, lang))),
    ...(isWell ? [] : [words.look]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** What is done where it could not go on: said before what stopped it. */
export function stoppedText(acquire: AcquireResult, lang: Lang): string {
  const words = WORDS[lang]
  return `${words.before}\n  ${words.acquire}: ${countedText(acquire, lang)}\n`
}

function portalText({ portal, results, problems }: PortalResult, lang: Lang): string {
  const words = WORDS[lang]
  const start = `${words.publish} ${portal}: `
  if (results.length === 0) return problems.counts.error > 0 ? start + words.down : start + words.none
  return start + words.sent(countsOf(results)) + (results.some(({ stopped }) => stopped) ? words.stopped : '')
}

const WORDS = {
  ja: {
    before: '途中で止まりました。ここまでは済んでいます（もう一度実行すると、続きから進みます）:',
    acquire: '入手',
    build: '作成',
    publish: '公開',
    nowhere: 'しません（--to がありません）',
    down: 'できませんでした',
    none: '送るものはありません',
    stopped: '。公開先を使えなかったので、残りは次回に送ります',
    look: '人が見るべきことがあります。詳しくは: hiraku status',
    built({ build: { outcome, sources, files } }: UnattendedResult): string {
      const { built, unchanged, failed } = sources
      if (outcome === 'nothing' && failed === 0) return '変わったところはありません。何もしませんでした'
      const changed = files.added.count + files.differing.count + files.removed.count
      const fate = failed > 0 ? `、エラー ${failed}（前のまま）` : ''
      return `作成 ${built}、変更なし ${unchanged}${fate}。dist/ で変わったファイル ${changed}（説明や目録を含む）`
    },
    sent({ done, unchanged, failed, refused }: ReturnType<typeof countsOf>): string {
      const bad = failed > 0 ? `、失敗 ${failed}` : ''
      const no = refused > 0 ? `、公開できない ${refused}` : ''
      return `送った ${done}、変更なし ${unchanged}${bad}${no}`
    },
  },
  en: {
    before: 'It stopped on the way. This much is done (run it again, and it goes on from there):',
    acquire: 'fetch',
    build: 'build',
    publish: 'publish',
    nowhere: 'nowhere (no --to)',
    down: 'could not be done',
    none: 'nothing to send',
    stopped: '; the portal could not be worked with, the rest goes at the next run',
    look: 'Something waits for a person. See: hiraku status',
    built({ build: { outcome, sources, files } }: UnattendedResult): string {
      const { built, unchanged, failed } = sources
      if (outcome === 'nothing' && failed === 0) return 'nothing changed; no work was done'
      const changed = files.added.count + files.differing.count + files.removed.count
      const fate = failed > 0 ? `, ${failed} failed (as they were)` : ''
      return `${built} built, ${unchanged} unchanged${fate}; files that changed in dist/, descriptions and catalogues included: ${changed}`
    },
    sent({ done, unchanged, failed, refused }: ReturnType<typeof countsOf>): string {
      const bad = failed > 0 ? `, ${failed} failed` : ''
      const no = refused > 0 ? `, ${refused} refused` : ''
      return `${done} sent, ${unchanged} unchanged${bad}${no}`
    },
  },
} as const
