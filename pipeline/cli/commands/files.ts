/** Commands that are given a table file, or make one. */
import {
  ANNOTATIONS,
  AS,
  type Command,
  FIX,
  JSON_OPTION,
  OUT,
  PUBLISHER,
  REPORT,
  RULES,
  SCHEMA,
} from './options.ts'

export const FILE_COMMANDS: readonly Command[] = [
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
]
