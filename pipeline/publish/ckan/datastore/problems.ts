/** What can be wrong with a table at a portal, or go wrong as it is filled. */
import { type ProblemKind, problemsOf } from '../../../problem.ts'

export const TABLE_PROBLEMS = {
  'publish/table-value-unfit': {
    severity: 'error',
    scope: 'row',
    ja: '「{header}」の値「{actual}」は、ポータルの表（{expected} 型の列）に正しく入りません。この行は送りませんでした。',
    en: 'The portal’s table can not hold the value "{actual}" of "{header}" in a column of type {expected}. The row was not sent.',
    fixJa: '元のデータで、この値に見えない文字や桁の多すぎる数などがないかを確かめて直してください。',
    fixEn:
      'Look in the source data for invisible characters, numbers with too many digits and the like, and correct the value.',
  },
  'publish/table-row-refused': {
    severity: 'error',
    scope: 'row',
    ja: 'ポータルがこの行を受け取りませんでした（ポータルの答え: {actual}）。ほかの行は送りました。',
    en: 'The portal refused this row (it says: {actual}). The other rows were sent.',
    fixJa: '答えにある値を元のデータで確かめて直し、もう一度公開してください。',
    fixEn: 'Check the value named there in the source data, correct it and publish again.',
  },
  'publish/table-unsettled': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの表がまだそろっていません（{actual} 回確かめました）。公開済みの行はそのまま残っています。',
    en: 'The portal’s table is not complete yet (looked at {actual} times). The rows that arrived stay there.',
    fixJa:
      'しばらく待ってから、もう一度同じ公開をしてください。続きから送ります。何度も続くときはポータルの管理者に問い合わせてください。',
    fixEn:
      'Wait a while and publish again: it goes on from there. If it keeps happening, ask the operator of the portal.',
  },
  'publish/table-rows-unreadable': {
    severity: 'error',
    scope: 'source',
    ja: 'dist/ のこのデータセットの行を、最後まで読めませんでした（{actual}）。ポータルの表からは何も取り除いていません。',
    en: 'The rows of this dataset in dist/ could not be read to their end ({actual}). Nothing was taken out of the portal’s table.',
    fixJa:
      '公開している間に hiraku build を動かしていないかを確かめてください。hiraku build を実行し、終わってから、もう一度公開してください。',
    fixEn:
      'See that no hiraku build runs while you publish. Run hiraku build, and when it has ended publish again.',
  },
  'publish/table-rows-miscounted': {
    severity: 'error',
    scope: 'source',
    ja: 'dist/ のこのデータセットの行を読むと {actual} 行でした。{expected} 行のはずです。ポータルの表からは何も取り除いていません。',
    en: 'Reading the rows of this dataset in dist/ gave {actual}; there should be {expected}. Nothing was taken out of the portal’s table.',
    fixJa:
      'dist/ のファイルが途中で切れたか、書き換えられています。hiraku build を実行してから、もう一度公開してください。',
    fixEn: 'A file in dist/ is broken off or was changed. Run hiraku build, then publish again.',
  },
  'publish/table-reloaded': {
    severity: 'warning',
    scope: 'source',
    ja: 'ポータルの取り込み機能（XLoader や DataPusher）が、公開した CSV ファイルから表を作り直しているようです（しるし: {actual}）。数や日付が文字になり、列の名前も変わることがあります。',
    en: 'Something at the portal (XLoader or DataPusher) seems to make the table anew from the published CSV file (sign: {actual}). Numbers and dates become text then, and columns may get other names.',
    fixJa:
      'ポータルの管理者に、CSV を自動で取り込まないように頼んでください（設定 ckanext.xloader.formats または ckan.datapusher.formats から csv を除く）。そのあと hiraku publish に --verify --apply を付けて実行すると、表が元に戻ります。できないときは、portals/ のファイルに datastore: false と書くと、表を送らなくなります。',
    fixEn:
      'Ask the operator of the portal not to load CSV files automatically (take csv out of the setting ckanext.xloader.formats or ckan.datapusher.formats). Then run hiraku publish with --verify --apply: the table is put right. Where that can not be, write datastore: false in the file in portals/: then no tables are sent.',
  },
  'publish/table-absent': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルに、このデータセットの表（データストア）がありません。{expected} 行あるはずです。',
    en: 'The portal has no table (DataStore) of this dataset, which should have {expected} rows.',
    fixJa: 'hiraku publish に --verify --apply を付けて実行すると、表が作られます。',
    fixEn: 'Run hiraku publish with --verify --apply: that makes it.',
  },
  'publish/table-columns-differ': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの表の列が公開したものと違います。ポータル: {actual}。こちら: {expected}。',
    en: 'The columns of the portal’s table are not those that were published. The portal’s: {actual}. Ours: {expected}.',
    fixJa: 'hiraku publish に --verify --apply を付けて実行すると、表を作り直します。',
    fixEn: 'Run hiraku publish with --verify --apply: the table is made anew.',
  },
  'publish/table-value-differs': {
    severity: 'error',
    scope: 'row',
    ja: '「{header}」の値がポータルの表では「{actual}」です。公開したのは「{expected}」です。',
    en: 'The value of "{header}" is "{actual}" in the portal’s table. "{expected}" was published.',
    fixJa:
      'hiraku publish に --verify --apply を付けて実行すると直ります。だれかがポータルの側で書き換えていないかも確かめてください。',
    fixEn:
      'Run hiraku publish with --verify --apply to put it right, and see whether somebody changes it at the portal.',
  },
  'publish/table-row-missing': {
    severity: 'error',
    scope: 'row',
    ja: 'この行がポータルの表にありません。',
    en: 'This row is not in the portal’s table.',
    fixJa: 'hiraku publish に --verify --apply を付けて実行すると送られます。',
    fixEn: 'Run hiraku publish with --verify --apply: it is sent.',
  },
  'publish/table-row-extra': {
    severity: 'error',
    scope: 'row',
    ja: 'ポータルの表に、公開していない行があります。',
    en: 'The portal’s table has a row that was not published.',
    fixJa:
      'hiraku publish に --verify --apply を付けて実行すると取り除かれます。残したい行であれば、先に元のデータに加えてください。',
    fixEn:
      'Run hiraku publish with --verify --apply: it is taken out. If it should stay, add it to the source data first.',
  },
} satisfies Readonly<Record<string, ProblemKind>>

export const tableProblem = problemsOf(TABLE_PROBLEMS)
