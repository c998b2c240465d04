/** What a comparison says, in both languages: on the terminal, on the page and in a pull request. */
import type { ColumnChange, DatasetDiff, DiffState, ShownCounts, Uncompared } from './model.ts'

/** As many as a line has room for. */
const KEYS = 5

function keysOf(keys: readonly string[], all: number, sep: string, open: string, close: string): string {
  const first = keys.slice(0, KEYS)
  return first.length === 0 ? '' : `${open}${first.join(sep)}${all > first.length ? ' …' : ''}${close}`
}

const JA = {
  title: 'データの違い',
  between: (before: string, after: string) => `${before} → ${after}`,
  before: '前',
  after: '後',
  same: '違いはありません。',
  unpaired: '比べられる表が、両方にはありませんでした。',
  uncompared: ({ before, after, records, keys }: Uncompared) =>
    [
      `エラーのある行は比べていません：前 ${before} 行、後 ${after} 行。`,
      records === 0
        ? ''
        : `そのうち ${records} 件は、もう一方にはあるレコードです${keysOf(keys, records, '、', '（', '）')}。削除・追加には数えていません。`,
    ].join(''),
  some: (datasets: number) => `違いのあるデータセット：${datasets} 件`,
  states: { added: '追加', removed: 'なくなった', changed: '変更', same: '同じ' } satisfies Record<
    DiffState,
    string
  >,
  records: { added: '追加', removed: '削除', changed: '変更' },
  counts: ({ added, removed, changed, same }: ShownCounts) =>
    `追加 ${added} 件、削除 ${removed} 件、変更 ${changed} 件${same === undefined ? '' : `（同じ ${same} 件）`}`,
  lone: (state: DiffState, records: number) =>
    state === 'added'
      ? `新しいデータセットです（${records} 件）。`
      : `データセットがなくなりました（${records} 件）。`,
  columns: '列',
  aColumn: '列',
  rows: 'レコード',
  overview: '一覧',
  dataset: 'データセット',
  version: '版',
  what: '何が',
  record: 'レコード',
  content: '内容',
  field: '項目',
  keyedBy: (headers: string) => `${headers} が同じものを、同じレコードとして比べました。`,
  unkeyed: (key: string) =>
    `何が同じレコードかを決める列が分からないので、行の全体で比べました。値の変わった行は、削除と追加に数えます。${key === '' ? '--key で列の見出しを指定すると、変わった値が前と後で出ます。' : `--key ${key} を付けると、変わった値が前と後で出ます。`}`,
  column: {
    added: () => '追加',
    removed: () => '削除',
    renamed: (before: string, after: string) => `見出し ${before} → ${after}`,
    retyped: (before: string, after: string) => `型 ${before} → ${after}`,
    moved: (before: string, after: string) => `位置 ${before} 列目 → ${after} 列目`,
    keyed: (before: string, after: string) => `レコードを決める列 ${before} → ${after}`,
  } satisfies Record<ColumnChange['kind'], (before: string, after: string) => string>,
  columnKinds: {
    added: '追加',
    removed: '削除',
    renamed: '見出し',
    retyped: '型',
    moved: '位置',
    keyed: 'キー',
  } satisfies Record<ColumnChange['kind'], string>,
  blank: '（空欄）',
  withheld: '（取り下げ）',
  colon: '：',
  sep: '、',
  rest: (count: number) => `ほかに ${count} 件`,
  all: '（すべて見るには --all）',
  restHtml: 'すべては --format csv か json で書き出せます。',
  made: 'hiraku diff が作りました。',
}

export type DiffWords = typeof JA

const EN: DiffWords = {
  title: 'What changed in the data',
  between: (before, after) => `${before} → ${after}`,
  before: 'before',
  after: 'after',
  same: 'There is no difference.',
  unpaired: 'There is no table on one side that the other side has too: nothing was compared.',
  uncompared: ({ before, after, records, keys }) =>
    [
      `Rows with errors were not compared: ${before} before, ${after} after.`,
      records === 0
        ? ''
        : ` Records of the other side that are among them: ${records}${keysOf(keys, records, ', ', ' (', ')')}, counted neither as removed nor as added.`,
    ].join(''),
  some: (datasets) => `Datasets that differ: ${datasets}`,
  states: { added: 'added', removed: 'gone', changed: 'changed', same: 'same' },
  records: { added: 'added', removed: 'removed', changed: 'changed' },
  counts: ({ added, removed, changed, same }) =>
    `${added} added, ${removed} removed, ${changed} changed${same === undefined ? '' : ` (${same} the same)`}`,
  lone: (state, records) =>
    state === 'added' ? `A new dataset (records: ${records}).` : `The dataset is gone (records: ${records}).`,
  columns: 'Columns',
  aColumn: 'column',
  rows: 'Records',
  overview: 'Overview',
  dataset: 'Dataset',
  version: 'Version',
  what: 'What',
  record: 'Record',
  content: 'Content',
  field: 'Field',
  keyedBy: (headers) => `Records with the same ${headers} were taken for the same record.`,
  unkeyed: (key) =>
    `It is not known which column identifies a record, so whole rows were compared: a row with another value counts as removed and added. ${key === '' ? 'Name the columns with --key to see values before and after.' : `With --key ${key} values are shown before and after.`}`,
  column: {
    added: () => 'added',
    removed: () => 'removed',
    renamed: (before, after) => `header ${before} → ${after}`,
    retyped: (before, after) => `type ${before} → ${after}`,
    moved: (before, after) => `from place ${before} to ${after}`,
    keyed: (before, after) => `columns that identify a record ${before} → ${after}`,
  },
  columnKinds: {
    added: 'added',
    removed: 'removed',
    renamed: 'header',
    retyped: 'type',
    moved: 'place',
    keyed: 'key',
  },
  blank: '(blank)',
  withheld: '(taken down)',
  colon: ': ',
  sep: ', ',
  rest: (count) => `${count} more`,
  all: ' (--all shows them)',
  restHtml: 'All of them come with --format csv or json.',
  made: 'Made by hiraku diff.',
}

export const DIFF_WORDS = { ja: JA, en: EN } as const

/** `+` for what came, `-` for what went, `~` for what is otherwise: never by colour alone. */
export const SIGNS = { added: '+', removed: '−', changed: '~' } as const

/** As `--key` takes them. */
export function likelyText({ likelyKey = [], headers }: Pick<DatasetDiff, 'likelyKey' | 'headers'>): string {
  const text = likelyKey.map((key) => headers[key] ?? key).join(',')
  return /[\s'"]/.test(text) ? `"${text.replaceAll('"', '')}"` : text
}

/** `1.0.0 → 1.1.0`; blank where no version is known. */
export function versionText({ from, to, state }: Pick<DatasetDiff, 'from' | 'to' | 'state'>): string {
  if (from === to || state !== 'changed') return to ?? from ?? ''
  return `${from ?? '—'} → ${to ?? '—'}`
}

export function columnText({ kind, before = '', after = '' }: ColumnChange, words: DiffWords): string {
  return words.column[kind](before, after)
}
