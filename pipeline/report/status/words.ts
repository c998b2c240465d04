/** The words of a status, for clerks who are no programmers. */
import { japanTime } from '../../lib/japan.ts'
import type { Condition, Status, StatusFailure, StatusWaiting } from './model.ts'

export interface StatusWords {
  readonly title: string
  readonly conditions: Readonly<Record<Condition, string>>
  readonly about: Readonly<Record<Condition, string>>
  readonly stages: Readonly<Record<StatusFailure['stage'], string>>
  readonly waiting: Readonly<Record<StatusWaiting['kind'], string>>
  readonly facts: Readonly<
    Record<
      'checked' | 'fetched' | 'built' | 'changed' | 'published' | 'datasets' | 'lastRun' | 'source',
      string
    >
  >
  readonly verdict: (status: Status) => string
  readonly since: (time: string) => string
  readonly todo: string
  /** a command that shows more */
  readonly see: string
  /** a command for who has looked */
  readonly ifRight: string
  /** a newer file that can not be taken over as it is */
  readonly refused: string
  readonly more: (count: number) => string
  /** other reasons, behind the first */
  readonly beside: (count: number) => string
  readonly look: string
  readonly overdue: string
  readonly overdueFetched: string
  readonly overdueByHand: string
  readonly records: (count: number) => string
  readonly noVersion: string
  readonly never: string
  readonly byHand: string
  readonly byItself: string
  readonly unknown: string
  readonly isUnknown: string
  readonly run: (status: Status) => string
  readonly late: (expected: string) => string
  readonly broken: (since: string, why: string | null) => string
  readonly place: (
    row: number | undefined,
    header: string | undefined,
    worksheet: string | undefined,
  ) => string
  readonly running: (command: string, since: string) => string
  readonly portal: (portal: string, isDown: boolean) => string
  readonly at: (time: string) => string
  readonly colon: string
  readonly end: string
  readonly comma: string
  readonly zone: string
  readonly made: string
}

export const STATUS_WORDS: Readonly<Record<'ja' | 'en', StatusWords>> = {
  ja: {
    title: 'オープンデータの状態',
    conditions: {
      failed: '失敗',
      waiting: '人の確認待ち',
      overdue: '更新が遅れている',
      unknown: '不明',
      well: '正常',
    },
    about: {
      failed:
        '公開していたものは、前のまま残っています。「詳しく見る」の命令で、理由と直し方が表示されます。',
      waiting: '自動では決められないことがあります。見て、よければ、書いてある命令を実行してください。',
      overdue: '決めた更新頻度を過ぎても、新しい内容になっていません。',
      unknown: 'この計算機では、まだ一度も調べていません。hiraku run を実行すると分かります。',
      well: '何もすることはありません。',
    },
    stages: { acquire: 'ファイルの入手', build: 'データの作成', publish: '公開' },
    waiting: {
      candidate: '新しいファイルが届いていますが、形か件数が前と違うので、替えずに待っています',
      held: '新しいファイルに、公開してはいけないものがあるかもしれないので、替えずに待っています',
      'not-accepted': '内容が変わりましたが、まだ新しい版として受け入れていません',
      'not-built': 'まだ一度も作られていないので、公開されるものがありません',
      behind: '新しい版を受け入れましたが、公開するファイル（dist/）はまだ作り直していません',
      draft: '取り込もうとしたファイルに、公開してはいけないものがあるかもしれません',
    },
    facts: {
      checked: '最後に確かめた',
      fetched: '新しいファイルが来た',
      built: '作った',
      changed: '内容が変わった',
      published: '公開した',
      datasets: 'データセット',
      lastRun: '前回の自動実行',
      source: 'ソース',
    },
    verdict({ isWell, counts, portals, lastRun, brokenRun }) {
      const all = `ソース ${counts.sources} 件、データセット ${counts.datasets} 件`
      if (isWell) return `正常: ${all}${counts.unknown > 0 ? `（不明 ${counts.unknown} 件）` : ''}`
      const parts = [
        [counts.failed, '失敗'],
        [counts.waiting, '確認待ち'],
        [counts.overdue, '更新の遅れ'],
        [portals.length, '公開先の失敗'],
      ].flatMap(([count, name]) => (Number(count) > 0 ? [`${name} ${count} 件`] : []))
      return `要確認: ${[...parts, ...(lastRun?.isLate === true ? ['自動実行が止まっている'] : []), ...(brokenRun === null ? [] : ['自動実行が途中で終わった'])].join('、')}（${all}）`
    },
    since: (time) => `${time} から`,
    todo: 'すること',
    see: '詳しく見る',
    ifRight: '見て、よければ',
    refused: 'このままでは替えられません（--take もできません）。直し方は、上の命令で表示されます。',
    more: (count) => `ほか ${count} 件`,
    beside: (count) => `（ほか ${count} 件）`,
    look: '先に見るもの',
    overdue: '更新の予定を過ぎています',
    overdueFetched: '元のファイルが新しくなっていません。担当課に、更新の予定を聞いてください。',
    overdueByHand: '新しいファイルを担当課からもらい、hiraku add で取り込んでください。',
    records: (count) => `${count} 件`,
    noVersion: '版なし',
    never: 'まだ',
    byHand: '人が取り込む',
    byItself: '自動',
    unknown: '不明',
    isUnknown:
      'この計算機にはまだ実行の記録がありません。いつ確かめたか、何に失敗したかは分からないので、書いていません。',
    run: ({ lastRun }) =>
      lastRun === null
        ? '記録がありません'
        : `${japanTime(lastRun.at)}（日本時間、${lastRun.isWell ? '正常' : '要確認'}）`,
    late: (expected) =>
      `自動実行が止まっているかもしれません。次は ${expected} ごろのはずでした。cron や systemd のタイマー、計算機の電源を確かめてください。`,
    broken: (since, why) =>
      why === null
        ? `${since} に始まった自動実行は、途中で止まりました（強制終了されたか、計算機の電源が切れました）。次の実行が続きから進みます。すぐに動かすなら hiraku run です。`
        : `${since} に始まった自動実行は、できませんでした：${why}`,
    place: (row, header, worksheet) =>
      [
        ...(worksheet === undefined ? [] : [`シート「${worksheet}」`]),
        ...(header === undefined ? [] : [`列「${header}」`]),
        ...(row === undefined ? [] : [`${row} 行目`]),
      ].join('、'),
    running: (command, since) => `今、hiraku ${command} が実行中です（${since} から）。`,
    portal: (portal, isDown) =>
      isDown ? `公開先 ${portal} を使えませんでした` : `公開先 ${portal} で失敗がありました`,
    at: (time) => `${time}（日本時間）の状態`,
    colon: '：',
    end: '。',
    comma: '、',
    zone: '時刻は日本時間です。',
    made: 'hiraku status が作りました。',
  },
  en: {
    title: 'State of the open data',
    conditions: {
      failed: 'failed',
      waiting: 'waits for a person',
      overdue: 'overdue',
      unknown: 'unknown',
      well: 'well',
    },
    about: {
      failed: 'What was published before stays. The command at "see" tells why, and what to do.',
      waiting: 'Something can not be decided by itself: look, and run the command where it is right.',
      overdue: 'It is not renewed, though its update frequency says so.',
      unknown: 'This computer has not looked at it yet; hiraku run does.',
      well: 'There is nothing to do.',
    },
    stages: { acquire: 'fetching', build: 'building', publish: 'publishing' },
    waiting: {
      candidate: 'A newer file is there, but its shape or size is another, so that it was not taken over',
      held: 'A newer file may hold what must not be published, so that it was not taken over',
      'not-accepted': 'The records are others, and nobody has accepted them as a new version',
      'not-built': 'It was never built, so that nothing of it is published',
      behind: 'A newer version was accepted, and the files to be published (dist/) are not built anew yet',
      draft: 'A file that was to be added may hold what must not be published',
    },
    facts: {
      checked: 'last looked',
      fetched: 'newer file',
      built: 'built',
      changed: 'changed',
      published: 'published',
      datasets: 'datasets',
      lastRun: 'last unattended run',
      source: 'source',
    },
    verdict({ isWell, counts, portals, lastRun, brokenRun }) {
      const all = `${counts.sources} sources, ${counts.datasets} datasets`
      if (isWell) return `OK: ${all}${counts.unknown > 0 ? ` (${counts.unknown} unknown)` : ''}`
      const parts = [
        [counts.failed, 'failed'],
        [counts.waiting, 'waiting'],
        [counts.overdue, 'overdue'],
        [portals.length, portals.length === 1 ? 'portal failed' : 'portals failed'],
      ].flatMap(([count, name]) => (Number(count) > 0 ? [`${count} ${name}`] : []))
      return `ATTENTION: ${[...parts, ...(lastRun?.isLate === true ? ['unattended runs have stopped'] : []), ...(brokenRun === null ? [] : ['the last run did not end'])].join(', ')} (${all})`
    },
    since: (time) => `since ${time}`,
    todo: 'to do',
    see: 'see',
    ifRight: 'if it is right',
    refused: 'It can not be taken over as it is (--take refuses): the command above says what to mend.',
    more: (count) => `${count} more`,
    beside: (count) => ` (and ${count} more)`,
    look: 'look first at',
    overdue: 'It is past its update frequency',
    overdueFetched: 'The file at its place is not renewed. Ask the office when it will be.',
    overdueByHand: 'Get the new file from the office and add it by hiraku add.',
    records: (count) => `${count} record${count === 1 ? '' : 's'}`,
    noVersion: 'no version',
    never: 'never',
    byHand: 'put there by a person',
    byItself: 'by itself',
    unknown: 'unknown',
    isUnknown:
      'This computer has no notes of runs yet: when it last looked, and what failed, is not known and not shown.',
    run: ({ lastRun }) =>
      lastRun === null
        ? 'none is known'
        : `${japanTime(lastRun.at)} (Japan, ${lastRun.isWell ? 'well' : 'with faults'})`,
    late: (expected) =>
      `The unattended runs seem to have stopped: one should have been at about ${expected}. See the cron or systemd timer, and whether the computer is on.`,
    broken: (since, why) =>
      why === null
        ? `The unattended run that began at ${since} did not end: it was killed, or the computer went off. The next one goes on from there; hiraku run does so now.`
        : `The unattended run that began at ${since} could not be done: ${why}`,
    place: (row, header, worksheet) =>
      [
        ...(worksheet === undefined ? [] : [`worksheet "${worksheet}"`]),
        ...(header === undefined ? [] : [`column "${header}"`]),
        ...(row === undefined ? [] : [`row ${row}`]),
      ].join(', '),
    running: (command, since) => `hiraku ${command} is at work now (since ${since}).`,
    portal: (portal, isDown) => (isDown ? `${portal} could not be worked with` : `${portal} had failures`),
    at: (time) => `as of ${time}, time of Japan`,
    colon: ': ',
    end: '.',
    comma: ', ',
    zone: 'Times are those of Japan.',
    made: 'Made by hiraku status.',
  },
}
