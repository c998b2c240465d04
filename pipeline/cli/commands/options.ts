/** What commands take, as data; each option that several take stands here once. */
import type { Text } from '../../problem.ts'

export interface Option {
  readonly name: string
  /** what its value is called; absent for a switch */
  readonly value?: string
  /** the value may be left out; it is joined by `=` */
  readonly optional?: boolean
  /** may be given more than once */
  readonly many?: boolean
  readonly text: Text
}

export interface Command {
  readonly name: string
  readonly usage: string
  readonly least: number
  readonly most: number
  readonly text: Text
  readonly options: readonly Option[]
  readonly examples: readonly { readonly line: string; readonly text: Text }[]
}

export const JSON_OPTION: Option = {
  name: 'json',
  text: { ja: '結果を JSON で標準出力に書きます', en: 'write the result to stdout as JSON' },
}

export const ANNOTATIONS: Option = {
  name: 'annotations',
  text: {
    ja: '問題を CI の注釈(GitHub Actions)でも書きます。GITHUB_ACTIONS=true なら自動です',
    en: 'write problems as CI annotations (GitHub Actions) too; automatic where GITHUB_ACTIONS=true',
  },
}

export const AS: Option = {
  name: 'as',
  value: 'SHEET',
  text: {
    ja: '標準のこのデータセットとして読みます(例: aed)。判断させません',
    en: 'read it as this sheet of the standard (such as aed) instead of judging',
  },
}

export const SCHEMA: Option = {
  name: 'schema',
  value: 'FILE',
  text: {
    ja: '一行の JSON Schema、または Table Schema で調べます',
    en: 'a JSON Schema of a row, or a Table Schema',
  },
}

export const PUBLISHER: Option = {
  name: 'publisher',
  value: 'ID',
  text: {
    ja: 'sources/ の団体(六桁のコード)',
    en: 'the publisher: its folder under sources/, a six-digit code',
  },
}

export const RULES: Option = {
  name: 'rules',
  text: {
    ja: '「行政データにおける機械可読性に関するルール」30 項目で採点します。公開のしかたについての助言なので、不適合があっても終了コードは変わりません',
    en: 'score it by the 30 rules of machine readability; they advise on how to publish, so that a failed rule does not change the exit code',
  },
}

export const REPORT: Option = {
  name: 'report',
  value: 'KIND',
  text: {
    ja: '報告書を作ります。html(印刷できる一つのページ)、xlsx(元のファイルの写しにしるしと注記を付けたもの)、json、text',
    en: 'make a report: html (one page, to be printed), xlsx (a copy of the file with marks and comments), json or text',
  },
}

export const OUT: Option = {
  name: 'out',
  value: 'FILE',
  text: {
    ja: '報告書の名前。なければ元のファイルの隣に作ります(json と text は標準出力)',
    en: 'name of the report; else it is made beside the file (json and text go to stdout)',
  },
}

export const FIX: Option = {
  name: 'fix',
  value: 'OUT',
  text: {
    ja: '直せるところを直した標準の CSV と、変更の一覧(OUT.changes.csv)を書きます',
    en: 'write the standard CSV with all that can be mended, and the list of changes (OUT.changes.csv)',
  },
}

export const WAIT: Option = {
  name: 'wait',
  value: 'SECONDS',
  text: {
    ja: '別の hiraku が実行中なら、終わるのを何秒まで待つか。なければ待たずに終わります',
    en: 'where another hiraku is at work, wait for it so long; else leave at once',
  },
}

/** Every command takes these. */
export const COMMON: readonly Option[] = [
  {
    name: 'lang',
    value: 'ja|en',
    text: {
      ja: '表示の言語。なければ LC_ALL、LC_MESSAGES、LANG、それもなければ OS の言語(日本語でなければ英語)',
      en: 'language of messages; else by LC_ALL, LC_MESSAGES, LANG, or the system (English unless Japanese)',
    },
  },
  {
    name: 'debug',
    text: {
      ja: 'プログラム自身の誤りのとき、詳しい記録を表示します',
      en: 'show the stack of a fault of the program',
    },
  },
  { name: 'help', text: { ja: 'この説明を表示します', en: 'show this help' } },
  { name: 'version', text: { ja: 'バージョンを表示します', en: 'show the version' } },
]
