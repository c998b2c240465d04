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

const AS: Option = {
  name: 'as',
  value: 'SHEET',
  text: {
    ja: '標準のこのデータセットとして読みます(例: aed)。判断させません',
    en: 'read it as this sheet of the standard (such as aed) instead of judging',
  },
}

const SCHEMA: Option = {
  name: 'schema',
  value: 'FILE',
  text: {
    ja: '一行の JSON Schema、または Table Schema で調べます',
    en: 'a JSON Schema of a row, or a Table Schema',
  },
}

const PUBLISHER: Option = {
  name: 'publisher',
  value: 'ID',
  text: {
    ja: 'sources/ の団体(六桁のコード)',
    en: 'the publisher: its folder under sources/, a six-digit code',
  },
}

const RULES: Option = {
  name: 'rules',
  text: {
    ja: '「行政データにおける機械可読性に関するルール」30 項目で採点します。公開のしかたについての助言なので、不適合があっても終了コードは変わりません',
    en: 'score it by the 30 rules of machine readability; they advise on how to publish, so that a failed rule does not change the exit code',
  },
}

const REPORT: Option = {
  name: 'report',
  value: 'KIND',
  text: {
    ja: '報告書を作ります。html(印刷できる一つのページ)、xlsx(元のファイルの写しにしるしと注記を付けたもの)、json、text',
    en: 'make a report: html (one page, to be printed), xlsx (a copy of the file with marks and comments), json or text',
  },
}

const OUT: Option = {
  name: 'out',
  value: 'FILE',
  text: {
    ja: '報告書の名前。なければ元のファイルの隣に作ります(json と text は標準出力)',
    en: 'name of the report; else it is made beside the file (json and text go to stdout)',
  },
}

const FIX: Option = {
  name: 'fix',
  value: 'OUT',
  text: {
    ja: '直せるところを直した標準の CSV と、変更の一覧(OUT.changes.csv)を書きます',
    en: 'write the standard CSV with all that can be mended, and the list of changes (OUT.changes.csv)',
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
    name: 'add',
    usage: 'hiraku add FILE… [--publisher ID] [--as SHEET] [--yes] [--json]',
    least: 1,
    most: 1000,
    text: {
      ja: '表のファイル(CSV、Excel、ODS、HTML、Word、PDF、Shapefile、GeoJSON、KML、ZIP)を調べ、国の標準のどのデータセットかを判断して、sources/ に取り込みます。人が決めることを質問として示します。',
      en: 'Look at table files (CSV, Excel, ODS, HTML, Word, PDF, Shapefile, GeoJSON, KML, ZIP), say which of the national datasets they are, and add them to sources/. What only a person can decide comes as questions.',
    },
    options: [
      PUBLISHER,
      AS,
      {
        name: 'yes',
        text: { ja: '質問せずに進みます(端末でなければ自動です)', en: 'never ask (as without a terminal)' },
      },
      JSON_OPTION,
    ],
    examples: [
      {
        line: 'hiraku add AED一覧.xlsx --publisher 142140',
        text: { ja: '伊勢原市のAEDの表を取り込む', en: 'a list of AEDs of this publisher' },
      },
    ],
  },
  {
    name: 'check',
    usage:
      'hiraku check FILE|SOURCE [--as SHEET | --schema FILE] [--fix OUT] [--rules] [--report html|xlsx|json|text [--out FILE]] [--json]',
    least: 1,
    most: 1,
    text: {
      ja: '表のファイル(CSV、Excel、ODS、HTML、Word、PDF、Shapefile、GeoJSON、KML、ZIP)、または sources/ のソースを一つ調べて、どのセルの何が問題かを表示します。元のファイルも dist/ も変えません。',
      en: 'Check a table file (CSV, Excel, ODS, HTML, Word, PDF, Shapefile, GeoJSON, KML, ZIP), or a source under sources/, and say what is wrong in which cell. Neither the file nor dist/ is changed.',
    },
    options: [AS, SCHEMA, PUBLISHER, FIX, RULES, REPORT, OUT, JSON_OPTION, ANNOTATIONS],
    examples: [
      {
        line: 'hiraku check AED一覧.xlsx',
        text: { ja: '手元のファイルを調べる', en: 'a file at hand' },
      },
      {
        line: 'hiraku check AED一覧.csv --fix 直した表.csv',
        text: {
          ja: '直せるところを直した標準の CSV を作る',
          en: 'write the standard CSV with all that can be mended',
        },
      },
      {
        line: 'hiraku check AED一覧.xlsx --rules',
        text: { ja: '機械可読性のルールで採点する', en: 'score it by the rules of machine readability' },
      },
      {
        line: 'hiraku check AED一覧.xlsx --report html',
        text: { ja: '人に渡せる報告書を作る', en: 'make a report to hand on' },
      },
      {
        line: 'hiraku check AED一覧.xlsx --report xlsx',
        text: { ja: '直すセルにしるしを付けた写しを作る', en: 'make a copy with the cells to mend marked' },
      },
      {
        line: 'hiraku check data.csv --schema row.schema.json',
        text: {
          ja: 'ほかの JSON Schema や Table Schema で調べる',
          en: 'by a JSON Schema or Table Schema of your own',
        },
      },
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
    name: 'convert',
    usage:
      'hiraku convert FILE --out DIR [--as SHEET | --schema FILE] [--to csv,json,jsonld,geojson,parquet] [--json]',
    least: 1,
    most: 1,
    text: {
      ja: '表のファイルを一つ、標準の CSV・JSON・JSON-LD・GeoJSON・Parquet にします。sources/ は要りません。',
      en: 'Turn one table file into standard CSV, JSON, JSON-LD, GeoJSON and Parquet, without a source folder.',
    },
    options: [
      {
        name: 'out',
        value: 'DIR',
        text: { ja: '書き出すフォルダー', en: 'folder to write into' },
      },
      AS,
      SCHEMA,
      PUBLISHER,
      {
        name: 'to',
        value: 'FORMATS',
        text: {
          ja: '形式。csv,json,jsonld,geojson,parquet から(なければすべて。geojson は緯度・経度があるときだけ)',
          en: 'of csv,json,jsonld,geojson,parquet; all unless given (geojson only where there are coordinates)',
        },
      },
      JSON_OPTION,
    ],
    examples: [
      {
        line: 'hiraku convert AED一覧.xlsx --out 出力',
        text: { ja: 'すべての形式で書き出す', en: 'in every form' },
      },
    ],
  },
  {
    name: 'template',
    usage: 'hiraku template [SHEET] [--out FILE] [--json]',
    least: 0,
    most: 1,
    text: {
      ja: '国の標準のデータセットを入力する Excel の様式を作ります。選択肢、入力チェック、列の説明、記入例が入っています。SHEET がなければ一覧を表示します。',
      en: 'Make an Excel form to fill in for one of the national datasets: drop-downs, input checks, column notes and examples. Without SHEET, list them.',
    },
    options: [
      {
        name: 'out',
        value: 'FILE',
        text: {
          ja: '書き出すファイル。なければ「名前.xlsx」。もうあるファイルには上書きしません',
          en: 'the file to write, else <title>.xlsx; a file that is there is never written over',
        },
      },
      JSON_OPTION,
    ],
    examples: [
      { line: 'hiraku template', text: { ja: '様式の一覧', en: 'what there is' } },
      {
        line: 'hiraku template AED --out AED入力様式.xlsx',
        text: { ja: 'AED設置箇所一覧の様式を作る', en: 'the form for a list of AEDs' },
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
