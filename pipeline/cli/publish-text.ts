/** A plan and what became of it, as a person reads it. */
import { hasError } from '../problem.ts'
import type { Change } from '../publish/index.ts'
import type { PublishResult, Shown } from '../run/publish/result.ts'
import type { TargetInfo } from '../run/publish/where.ts'
import type { Lang } from './language.ts'
import { countsText, many } from './output.ts'

const ACTIONS = {
  ja: {
    refused: '公開できません',
    create: '新規',
    change: '変更',
    unchanged: '変更なし',
    retire: '取り下げ',
  },
  en: { refused: 'refused', create: 'create', change: 'change', unchanged: 'unchanged', retire: 'retire' },
} as const

const OUTCOMES = {
  ja: { done: '済み', same: '済み（公開先がもう同じでした）', failed: '失敗' },
  en: { done: 'done', same: 'done (the target had it already)', failed: 'FAILED' },
} as const

/** Changes of one dataset that are shown; the rest is counted. `--json` has all. */
const SHOWN = 12
const VALUE = 60

/** As a plan: what would change. As done: one line, with what became of it. */
export function itemText(item: Shown, style: { readonly lang: Lang; readonly color: boolean }): string {
  const { lang } = style
  const { action, title, name, applied, changes } = item
  const label = hasError(item.problems) ? 'refused' : action
  const head = `${ACTIONS[lang][label]}\t${title}\t${name}`
  if (applied !== undefined) {
    const { written, removed } = applied.rows
    const parts: string[] = [OUTCOMES[lang][applied.outcome]]
    if (applied.bytes > 0) parts.push(bytesText(applied.bytes))
    if (written > 0) parts.push(lang === 'ja' ? `表に ${written} 行` : `${many(written, 'row')} to the table`)
    if (removed > 0)
      parts.push(lang === 'ja' ? `表から ${removed} 行を除去` : `${many(removed, 'row')} out of it`)
    return `${head}\t${parts.join(lang === 'ja' ? '、' : ', ')}\n`
  }
  if (action !== 'change')
    return `${head}\t${item.bytes > 0 ? bytesText(item.bytes) : ''}`.trimEnd().concat('\n')
  const lines = changes.slice(0, SHOWN).map((change) => `    ${changeText(change, lang)}\n`)
  const rest = changes.length - lines.length
  const more = rest <= 0 ? '' : lang === 'ja' ? `    ほか ${rest} か所\n` : `    ${rest} more\n`
  return `${head}\n${lines.join('')}${more}`
}

function changeText({ what, before, after }: Change, lang: Lang): string {
  const name = whatText(what, lang)
  if (before === undefined && after === undefined) return name
  const none = lang === 'ja' ? '（なし）' : '(none)'
  return `${name}: ${valueText(before) ?? none} → ${valueText(after) ?? none}`
}

function valueText(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const line = value.replace(/\s+/g, ' ')
  return [...line].length > VALUE ? `${[...line].slice(0, VALUE).join('')}…` : line
}

const FIELDS: Readonly<Record<string, string>> = {
  title: 'タイトル',
  notes: '説明',
  tags: 'タグ',
  license_id: 'ライセンス',
  version: '版',
  author: '作成者',
  maintainer: '担当',
  maintainer_email: '担当のメール',
  groups: 'グループ',
  url: 'アドレス',
  state: '状態',
  name: '名前',
  description: '説明',
  format: '形式',
  mimetype: 'メディアタイプ',
  hash: '中身（SHA-256）',
  size: '大きさ',
  rows: '行',
  columns: '列',
  new: '増える',
  changed: '変わる',
  gone: 'なくなる',
}

/** `resources.csv.hash` → 「ファイル csv の 中身」; what is not known is shown as it is. */
function whatText(what: string, lang: Lang): string {
  if (lang === 'en') return what
  const [first = '', second = '', ...rest] = what.split('.')
  const field = (name: string) => (Object.hasOwn(FIELDS, name) ? (FIELDS[name] ?? name) : name)
  if (first === 'resources')
    return `ファイル ${second}${rest.length > 0 ? ` の${field(rest.join('.'))}` : ''}`
  if (first === 'extras') return `追加情報 ${[second, ...rest].join('.')}`
  if (first === 'datastore') return `表 ${[field(second), ...rest].join('.')}`.trimEnd()
  return what.startsWith('file ') ? `ファイル ${what.slice('file '.length)}` : field(what)
}

function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB']
  let value = bytes / 1024
  let at = 0
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024
    at += 1
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[at]}`
}

/** How a target is named again in a command, and what was asked beside it. */
interface Asked {
  readonly to: string
  readonly seconds: string
  readonly retire: boolean
  /** other options of the command, to be given again */
  readonly rest: string
}

export function publishSummary(result: PublishResult, asked: Asked, lang: Lang): string {
  const { problems, requests, target } = result
  const counts = countsText(problems.counts, lang)
  return lang === 'ja'
    ? `${target}: ${inJapanese(result, asked, `${counts}。（通信 ${requests} 回、${asked.seconds} 秒）`)}`
    : `${target}: ${inEnglish(result, asked, `${counts}. (${many(requests, 'request')}, ${asked.seconds} s)`)}`
}

function inJapanese(result: PublishResult, asked: Asked, end: string): string {
  const { plan, mode, done, stopped } = result
  const { retire } = asked
  if (mode === 'verify' || mode === 'repair') {
    const same = `${done.verified} 件は dist/ と同じです。`
    const mended = done.applied > 0 ? `${done.applied} 件を送り直し、dist/ と同じになりました。` : ''
    const other = done.failed > 0 ? `${done.failed} 件は違います。${againInJapanese(result, asked)}` : ''
    return `${same}${mended}${other}${stopped ? `${done.left} 件は調べられませんでした。` : ''}${end}`
  }
  const refused = plan.refused > 0 ? `、公開できない ${plan.refused}` : ''
  const size = `新規 ${plan.create}、変更 ${plan.change}、変更なし ${plan.unchanged}、取り下げ ${plan.retire}${refused}。`
  if (mode === 'plan') return `${stopped ? '' : size}${end}\n${nextInJapanese(result, asked)}`
  const fate =
    done.failed > 0
      ? `${done.failed} 件は公開できませんでした（直してもう一度実行すれば、続きから進みます）。`
      : ''
  const waiting = stopped ? `${done.left} 件は手を付けていません。` : ''
  const kept =
    plan.retire > 0 && !retire
      ? `取り下げになる ${plan.retire} 件は残してあります（取り下げるには --retire）。`
      : ''
  return `${size}${done.applied} 件を送りました。${fate}${waiting}${kept}${end}`
}

function againInJapanese({ mode }: PublishResult, { to, rest }: Asked): string {
  return mode === 'verify' ? `送り直すには: hiraku publish --to ${to}${rest} --verify --apply。` : ''
}

function nextInJapanese(result: PublishResult, { to, rest }: Asked): string {
  if (result.stopped) return '公開先を使えないので、比べられませんでした。何も送っていません。'
  if (isNothing(result)) return '公開できるデータセットがありません。'
  const { create, change, retire, refused } = result.plan
  if (create + change > 0)
    return `まだ何も送っていません。この内容で公開するには: hiraku publish --to ${to}${rest} --apply`
  if (retire > 0)
    return `送るものはありません。取り下げるには: hiraku publish --to ${to}${rest} --apply --retire`
  return refused > 0
    ? '送れるものはありません。公開できないものは、上の知らせを見て直してください。'
    : '公開先は dist/ と同じです。送るものはありません。'
}

function inEnglish(result: PublishResult, asked: Asked, end: string): string {
  const { plan, mode, done, stopped } = result
  const { retire } = asked
  if (mode === 'verify' || mode === 'repair') {
    const mended = done.applied > 0 ? `, ${done.applied} sent anew and as in dist/ now` : ''
    const again =
      mode === 'verify'
        ? ` (to send them anew: hiraku publish --to ${asked.to}${asked.rest} --verify --apply)`
        : ''
    const other = done.failed > 0 ? `, ${done.failed} not${again}` : ''
    const unseen = stopped ? `, ${done.left} could not be looked at` : ''
    return `${many(done.verified, 'dataset')} as in dist/${mended}${other}${unseen}. ${end}`
  }
  const refused = plan.refused > 0 ? `, ${plan.refused} refused` : ''
  const size = `${plan.create} to create, ${plan.change} to change, ${plan.unchanged} unchanged, ${plan.retire} to retire${refused}. `
  if (mode === 'plan') return `${stopped ? '' : size}${end}\n${nextInEnglish(result, asked)}`
  const fate =
    done.failed > 0
      ? ` ${done.failed} could not be published; run it again when that is mended, and it goes on from there.`
      : ''
  const waiting = stopped ? ` ${done.left} were not begun.` : ''
  const kept =
    plan.retire > 0 && !retire ? ` ${plan.retire} to be retired were left (--retire takes them down).` : ''
  return `${size}${done.applied} done.${fate}${waiting}${kept} ${end}`
}

function nextInEnglish(result: PublishResult, { to, rest }: Asked): string {
  if (result.stopped) return 'The target can not be worked with, so nothing was compared. Nothing was sent.'
  if (isNothing(result)) return 'No dataset may be published.'
  const { create, change, retire, refused } = result.plan
  if (create + change > 0)
    return `Nothing was sent yet. To publish this: hiraku publish --to ${to}${rest} --apply`
  if (retire > 0)
    return `There is nothing to send. To retire: hiraku publish --to ${to}${rest} --apply --retire`
  return refused > 0
    ? 'There is nothing that may be sent: mend what the messages above say.'
    : 'The target is as dist/ is: there is nothing to send.'
}

/** All were refused before the target was asked. */
function isNothing({ plan }: PublishResult): boolean {
  return plan.create + plan.change + plan.unchanged + plan.retire === 0
}

export function targetsText(targets: readonly TargetInfo[], lang: Lang): string {
  const lines = targets.map(({ name, title, isFile }) => {
    const kind = isFile
      ? `portals/${name}.yaml`
      : lang === 'ja'
        ? `ひな形（portals/${name}.yaml を書いて使います）`
        : `preset (write portals/${name}.yaml to use it)`
    return `${name}\t${title[lang]}\t${kind}\n`
  })
  const others =
    lang === 'ja'
      ? 'folder:フォルダー\tフォルダー、ウェブサーバー\t\ns3:バケット/接頭辞\tS3 互換のストレージ\t\n'
      : 'folder:PATH\ta folder, a web root\t\ns3:BUCKET/PREFIX\tS3-compatible storage\t\n'
  return lines.join('') + others
}
