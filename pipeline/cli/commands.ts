/** The commands and what each takes, as data: the parser, the help and the docs are made from it. */
import type { Text } from '../problem.ts'

export interface Option {
  readonly name: string
  /** what its value is called; absent for a switch */
  readonly value?: string
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

const JSON_OPTION: Option = {
  name: 'json',
  text: { ja: '結果を JSON で標準出力に書きます', en: 'write the result to stdout as JSON' },
}

const ANNOTATIONS: Option = {
  name: 'annotations',
  text: {
    ja: '問題を CI の注釈(GitHub Actions)でも書きます。GITHUB_ACTIONS=true なら自動です',
    en: 'write problems as CI annotations (GitHub Actions) too; automatic where GITHUB_ACTIONS=true',
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

export const COMMANDS: readonly Command[] = [
  {
    name: 'build',
    usage: 'hiraku build [--only ID] [--check] [--out DIR] [--json]',
    least: 0,
    most: 0,
    text: {
      ja: 'sources/ からオープンデータを作り、dist/ を置き換えます。変わっていないソースには何もしません。',
      en: 'Make the datasets of sources/ and replace dist/. A source that did not change costs nothing.',
    },
    options: [
      {
        name: 'only',
        value: 'ID',
        text: {
          ja: 'このソース(またはデータセット)だけを作ります',
          en: 'only this source (or the source of this dataset)',
        },
      },
      {
        name: 'check',
        text: {
          ja: '別の場所に作り直し、dist/ と 1 バイトずつ比べます。dist/ は変えません',
          en: 'make everything again elsewhere and compare every byte with dist/, which stays as it is',
        },
      },
      {
        name: 'out',
        value: 'DIR',
        text: { ja: 'dist/ ではなくこのフォルダーに作ります', en: 'build into this folder instead of dist/' },
      },
      JSON_OPTION,
      ANNOTATIONS,
    ],
    examples: [
      { line: 'hiraku build', text: { ja: 'すべてを作る', en: 'build everything' } },
      {
        line: 'hiraku build --only 142140_ict_plan_policies',
        text: { ja: 'このデータセットのソースだけ', en: 'only the source of this dataset' },
      },
      {
        line: 'hiraku build --check',
        text: {
          ja: 'dist/ がソースのとおりか確かめる(CI 向け)',
          en: 'is dist/ what the sources give? (for CI)',
        },
      },
    ],
  },
  {
    name: 'check',
    usage: 'hiraku check SOURCE [--json]',
    least: 1,
    most: 1,
    text: {
      ja: 'ソースを一つ調べて問題を表示します。dist/ には何も書きません。',
      en: 'Run one source and show its problems. Nothing is written to dist/.',
    },
    options: [JSON_OPTION, ANNOTATIONS],
    examples: [
      {
        line: 'hiraku check sources/142140/ict_plan_evaluation_r4',
        text: { ja: 'フォルダーで指定', en: 'by its folder' },
      },
      {
        line: 'hiraku check 142140',
        text: { ja: '団体で指定(ソースが一つのとき)', en: 'by its publisher, which has this one only' },
      },
      {
        line: 'hiraku check ict_plan_evaluation_r4 --json',
        text: { ja: '名前で指定し、結果を JSON で', en: 'by its name, the result as JSON' },
      },
    ],
  },
  {
    name: 'accept',
    usage: 'hiraku accept [ID] [--date YYYY-MM-DD]',
    least: 0,
    most: 1,
    text: {
      ja: '変わったデータセットを新しい版として受け入れ、history.yaml に書き足します。dist/ の公開日・更新日はここから決まります。',
      en: 'Accept changed datasets as new versions: history.yaml is appended to. The dates in dist/ come from it.',
    },
    options: [
      {
        name: 'date',
        value: 'YYYY-MM-DD',
        text: {
          ja: '受け入れた日。なければ今日(日本時間)',
          en: 'the day of acceptance; else today in Japan',
        },
      },
      JSON_OPTION,
    ],
    examples: [
      { line: 'hiraku accept', text: { ja: '変わったものをすべて', en: 'all that changed' } },
      {
        line: 'hiraku accept 142140_ict_plan_policies --date 2025-04-01',
        text: { ja: '一つだけ、日付を決めて', en: 'one, with a date' },
      },
    ],
  },
  {
    name: 'explain',
    usage: 'hiraku explain DATASET ID [FIELD]',
    least: 2,
    most: 3,
    text: {
      ja: '公開された値がどこから来たかを、元ファイルの行と理由で示します。',
      en: 'Show where a published value comes from: the lines of the source, and the reasoning.',
    },
    options: [JSON_OPTION],
    examples: [
      {
        line: 'hiraku explain ict_plan_initiatives 1-1-1',
        text: { ja: 'レコードのすべての項目', en: 'every field of a record' },
      },
      {
        line: 'hiraku explain 142140_ict_plan_initiatives 1-1-1 rating',
        text: { ja: '一つの項目', en: 'one field' },
      },
    ],
  },
]
