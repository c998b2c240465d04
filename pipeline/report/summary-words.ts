/** What a pull request says around the data, in both languages. */

const JA = {
  title: 'オープンデータの更新',
  counts: (datasets: number, broken: number) =>
    [
      datasets === 0 ? '変わったデータセットはありません。' : `変わったデータセット：${datasets} 件。`,
      broken === 0 ? '' : `人の確認を待っているソース：${broken} 件。`,
    ].join(''),
  broken: '確認が要るもの（公開中のデータは前のままです）',
  warned: '新しいファイルに替えましたが、見てほしいもの',
  changed: '変わったもの',
  published: '公開',
  publishedHeads: ['公開先', '更新', '変更なし', '失敗'],
  was: '前：',
  is: '今：',
  sep: ' ／ ',
  remedy: '対処：',
  edit: 'source.yaml の直し方の案',
  editFile: (file: string) => `直した source.yaml の全体：${file}`,
  more: (count: number) => `ほかに ${count} 件`,
  moreDatasets: (count: number) =>
    `長くなるので、ほかのデータセット ${count} 件は省きました。hiraku diff で見られます。`,
  moreWarned: (count: number) => `長くなるので、ほかのソース ${count} 件は省きました。`,
  moreBroken: (count: number) =>
    `長くなるので、ほかのソース ${count} 件は省きました。hiraku status で見られます。`,
}

export type SummaryWords = typeof JA

const EN: SummaryWords = {
  title: 'Open data: what changed',
  counts: (datasets, broken) =>
    [
      datasets === 0 ? 'No dataset changed.' : `Datasets that changed: ${datasets}.`,
      broken === 0 ? '' : ` Sources that wait for a person: ${broken}.`,
    ].join(''),
  broken: 'To be looked at (what is published stays as it was)',
  warned: 'Taken over, but to be looked at',
  changed: 'Changed',
  published: 'Published',
  publishedHeads: ['To', 'Updated', 'Unchanged', 'Failed'],
  was: 'was: ',
  is: 'is: ',
  sep: ' / ',
  remedy: 'To do: ',
  edit: 'Proposed edit of source.yaml',
  editFile: (file) => `The whole of it: ${file}`,
  more: (count) => `${count} more`,
  moreDatasets: (count) => `Datasets left out for length: ${count}. hiraku diff shows them.`,
  moreWarned: (count) => `${count} more sources are left out for length.`,
  moreBroken: (count) => `Sources left out for length: ${count}. hiraku status shows them.`,
}

export const SUMMARY_WORDS = { ja: JA, en: EN } as const
