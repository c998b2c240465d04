/** Commands on versions: what changed between two, and an earlier one made again. */
import { AS, type Command, JSON_OPTION } from './options.ts'

export const DIFF: Command = {
  name: 'diff',
  usage:
    'hiraku diff [A [B]] [--only DATASET] [--key FIELDS] [--as SHEET] [--format text|json|csv|html] [--out FILE] [--summary FILE] [--all] [--exit-code] [--json]',
  least: 0,
  most: 2,
  text: {
    ja: '二つのファイル、データセットの二つの版、または二つのコミットを比べ、列とレコードの追加・削除・変更を、前と後の値とともに示します。A と B がなければ、最後のコミットと今の dist/ を比べます。',
    en: 'Compare two files, two versions of a dataset or two commits: columns and records that came, went or changed, with their values before and after. Without A and B, the last commit is compared with dist/ as it is.',
  },
  options: [
    {
      name: 'only',
      value: 'DATASET',
      text: { ja: 'このデータセットだけを比べます', en: 'compare this dataset only' },
    },
    {
      name: 'key',
      value: 'FIELDS',
      text: {
        ja: '同じレコードを決める列の見出し（いくつかあるときは「,」区切り）。なければ標準の ID、それもなければ行の全体で比べます',
        en: 'headers of the columns that identify a record, with commas between; else the identifier of the standard, else whole rows',
      },
    },
    AS,
    {
      name: 'format',
      value: 'FORMAT',
      text: {
        ja: 'text（端末）、json、csv、html（印刷できる一つのページ）のどれか。なければ text',
        en: 'text (for a terminal), json, csv or html (one page, to be printed); text unless given',
      },
    },
    {
      name: 'out',
      value: 'FILE',
      text: { ja: '結果を書くファイル。なければ標準出力', en: 'the file to write; else stdout' },
    },
    {
      name: 'summary',
      value: 'FILE',
      text: {
        ja: 'プルリクエストに書く要約（Markdown）を、このファイルにも書きます',
        en: 'write the summary for a pull request (Markdown) into this file too',
      },
    },
    {
      name: 'all',
      text: {
        ja: 'text と html で、最初の数件だけでなく、すべてのレコードを示します',
        en: 'show all records in text and html, not only the first of each kind',
      },
    },
    {
      name: 'exit-code',
      text: { ja: '違いがあれば終了コードを 1 にします', en: 'exit with 1 where there is a difference' },
    },
    JSON_OPTION,
  ],
  examples: [
    { line: 'hiraku diff', text: { ja: '最後のコミットと今の dist/', en: 'the last commit and dist/ now' } },
    {
      line: 'hiraku diff before.xlsx after.xlsx',
      text: { ja: '手元の二つのファイル', en: 'two files at hand' },
    },
    {
      line: 'hiraku diff 142140_ict_plan_policies@1.0.0 1.1.0',
      text: { ja: 'データセットの二つの版', en: 'two versions of a dataset' },
    },
    {
      line: 'hiraku diff HEAD~1 HEAD --format html --out changes.html',
      text: { ja: '二つのコミットを、印刷できるページに', en: 'two commits, as a page to be printed' },
    },
  ],
}

export const REBUILD: Command = {
  name: 'rebuild',
  usage: 'hiraku rebuild COMMIT|DATASET@VERSION --out DIR [--install] [--json]',
  least: 1,
  most: 1,
  text: {
    ja: '前の状態を git から取り出して作り直し、そのときの dist/ と 1 バイトずつ比べます。今の sources/ も dist/ も変えません。',
    en: 'Take an earlier state out of git, make it again, and compare every byte with its dist/. Neither sources/ nor dist/ is changed.',
  },
  options: [
    {
      name: 'out',
      value: 'DIR',
      text: {
        ja: '作り直したものを置くフォルダー（空か、まだないもの）',
        en: 'folder for what was made again: an empty or a new one',
      },
    },
    {
      name: 'install',
      text: {
        ja: 'そのときの Hiraku を package-lock.json のとおりに入れて作ります（npm ci。ネットワークを使うことがあります）',
        en: 'make it by the Hiraku of that time, installed by its package-lock.json (npm ci, which may ask the network)',
      },
    },
    JSON_OPTION,
  ],
  examples: [
    {
      line: 'hiraku rebuild 142140_ict_plan_policies@1.0.0 --out before',
      text: { ja: 'データセットのこの版があったときの全体を作り直す', en: 'all as it was with this version' },
    },
    {
      line: 'hiraku rebuild HEAD~1 --out before --install',
      text: { ja: 'そのときの Hiraku で作り直す', en: 'by the Hiraku of that time' },
    },
  ],
}
