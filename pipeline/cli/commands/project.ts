/** Commands that work on a project as it lies. */
import { ANNOTATIONS, type Command, JSON_OPTION, WAIT } from './options.ts'

export const BUILD: Command = {
  name: 'build',
  usage: 'hiraku build [--only ID] [--check] [--out DIR] [--wait SECONDS] [--json]',
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
    WAIT,
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
}

export const ACCEPT: Command = {
  name: 'accept',
  usage: 'hiraku accept [ID] [--date YYYY-MM-DD] [--withhold]',
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
    {
      name: 'withhold',
      text: {
        ja: 'なくなった値・直す前の値を、変更の記録(changes.json)に書きません(公開を取り下げるとき)。受け入れる変更がなければ、ID のデータセットの最新の版から消します',
        en: 'what went is not told by its values in changes.json (to take something down); with nothing new to accept, the latest version of the dataset ID',
      },
    },
    WAIT,
    JSON_OPTION,
  ],
  examples: [
    { line: 'hiraku accept', text: { ja: '変わったものをすべて', en: 'all that changed' } },
    {
      line: 'hiraku accept 142140_ict_plan_policies --date 2025-04-01',
      text: { ja: '一つだけ、日付を決めて', en: 'one, with a date' },
    },
  ],
}

export const EXPLAIN: Command = {
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
}
