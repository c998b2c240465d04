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
  'publish/table-absent': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルに、このデータセットの表（データストア）がありません。{expected} 行あるはずです。',
    en: 'The portal has no table (DataStore) of this dataset, which should have {expected} rows.',
    fixJa: 'もう一度公開すると作られます。',
    fixEn: 'Publish again: that makes it.',
  },
  'publish/table-columns-differ': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの表の列が公開したものと違います。ポータル: {actual}。こちら: {expected}。',
    en: 'The columns of the portal’s table are not those that were published. The portal’s: {actual}. Ours: {expected}.',
    fixJa:
      'もう一度公開すると、表を作り直します。ポータルの側で表を取り込み直す設定（XLoader、DataPusher）がないかも確かめてください。',
    fixEn:
      'Publish again: the table is made anew. See too whether the portal reloads tables by itself (XLoader, DataPusher).',
  },
  'publish/table-value-differs': {
    severity: 'error',
    scope: 'row',
    ja: '「{header}」の値がポータルの表では「{actual}」です。公開したのは「{expected}」です。',
    en: 'The value of "{header}" is "{actual}" in the portal’s table. "{expected}" was published.',
    fixJa: 'もう一度公開すると直ります。だれかがポータルの側で書き換えていないかを確かめてください。',
    fixEn: 'Publish again to put it right, and see whether somebody changes it at the portal.',
  },
  'publish/table-row-missing': {
    severity: 'error',
    scope: 'row',
    ja: 'この行がポータルの表にありません。',
    en: 'This row is not in the portal’s table.',
    fixJa: 'もう一度公開すると送られます。',
    fixEn: 'Publish again: it is sent.',
  },
  'publish/table-row-extra': {
    severity: 'error',
    scope: 'row',
    ja: 'ポータルの表に、公開していない行があります。',
    en: 'The portal’s table has a row that was not published.',
    fixJa: 'もう一度公開すると取り除かれます。残したい行であれば、先に元のデータに加えてください。',
    fixEn: 'Publish again: it is taken out. If it should stay, add it to the source data first.',
  },
} satisfies Readonly<Record<string, ProblemKind>>

export const tableProblem = problemsOf(TABLE_PROBLEMS)
