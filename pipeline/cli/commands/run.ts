/** Commands for a computer that works by itself: `run` and `status`. */
import { type Command, JSON_OPTION, WAIT } from './options.ts'

export const RUN: Command = {
  name: 'run',
  usage:
    'hiraku run [--to PORTAL]… [--only ID] [--all] [--wait SECONDS] [--per-second N] [--summary FILE] [--log json] [--json]',
  least: 0,
  most: 0,
  text: {
    ja: '自動実行のための一つの命令です。確かめる時期の来たファイルを入手し、dist/ を作り、--to の公開先へ送ります。どこかで失敗しても、ほかは進みます。',
    en: 'One command for cron: fetch what is due, build, and publish to each --to. Whatever fails, the rest goes on.',
  },
  options: [
    {
      name: 'to',
      value: 'PORTAL',
      many: true,
      text: {
        ja: '公開先(何度でも書けます): portals/PORTAL.yaml、folder:PATH、s3:BUCKET/PREFIX。なければ公開しません',
        en: 'publish there (may be given again): portals/PORTAL.yaml, folder:PATH or s3:BUCKET/PREFIX',
      },
    },
    {
      name: 'only',
      value: 'ID',
      text: {
        ja: 'このソース(またはデータセット)だけ',
        en: 'only this source (or the source of this dataset)',
      },
    },
    {
      name: 'all',
      text: {
        ja: '更新頻度によらず、すべての入手先を確かめます',
        en: 'look at every source, due or not',
      },
    },
    WAIT,
    {
      name: 'per-second',
      value: 'N',
      text: {
        ja: '一つのサイトに一秒に送る数(なければ 2)',
        en: 'requests a second for each host; 2 unless given',
      },
    },
    {
      name: 'summary',
      value: 'FILE',
      text: {
        ja: '何が変わり、何が待っているかを Markdown で書きます(プルリクエスト用)',
        en: 'write what changed and what waits as Markdown, for a pull request',
      },
    },
    {
      name: 'log',
      value: 'json',
      text: {
        ja: '標準エラー出力に、人向けの文の代わりに記録(1 行に 1 つの JSON)を書きます',
        en: 'write the log to stderr, a JSON object a line, instead of text for people',
      },
    },
    JSON_OPTION,
  ],
  examples: [
    { line: 'hiraku run', text: { ja: '入手して作る', en: 'fetch and build' } },
    {
      line: 'hiraku run --to bodik --to folder:/srv/www/opendata --wait 600',
      text: {
        ja: '二か所へ公開する。ほかの実行は 10 分まで待つ',
        en: 'publish to two places; wait 10 minutes for another run',
      },
    },
  ],
}

export const STATUS: Command = {
  name: 'status',
  usage: 'hiraku status [--only ID] [--strict] [--html FILE] [--json]',
  least: 0,
  most: 0,
  text: {
    ja: 'ソースごとに、いつ確かめ、作り、公開したか、何が遅れ、何に失敗し、何が人を待っているかを表示します。終了コードは、問題がなければ 0、あれば 1 です(監視に使えます)。',
    en: 'Per source: when it was looked at, built and published, what is overdue, failed or waits for a person. Exit code 0 where all is well, else 1 (for monitoring).',
  },
  options: [
    {
      name: 'only',
      value: 'ID',
      text: {
        ja: 'このソース(またはデータセット)だけ',
        en: 'only this source (or the source of this dataset)',
      },
    },
    {
      name: 'strict',
      text: {
        ja: 'この計算機の記録から分からないことがあるときも、終了コードを 1 にします',
        en: 'exit 1 as well where something is not known on this computer',
      },
    },
    {
      name: 'html',
      value: 'FILE',
      text: { ja: '一つの HTML のページとしても書きます', en: 'write it as one HTML page too' },
    },
    JSON_OPTION,
  ],
  examples: [
    { line: 'hiraku status', text: { ja: '状態を見る', en: 'see how things stand' } },
    {
      line: 'hiraku status --html status.html',
      text: { ja: '人に見せるページを作る', en: 'make a page to show' },
    },
  ],
}
