/** `acquire`: asks for newer files of the sources that say where they come from. */
import { type Command, JSON_OPTION, WAIT } from './options.ts'

export const ACQUIRE: Command = {
  name: 'acquire',
  usage:
    'hiraku acquire [--only ID] [--due] [--take[=SHA256]] [--per-second N] [--wait SECONDS] [--summary FILE] [--json]',
  least: 0,
  most: 0,
  text: {
    ja: 'source.yaml の from にある入手元に、新しいファイルがないか見に行きます。作れることを確かめたものだけを新しいファイルに替えます。形が変わって作れないものは今のままにし、何が変わったかと直し方を知らせます。',
    en: 'Ask where sources come from (from in source.yaml) for newer files. One that the source builds from is taken over; where its shape broke, all stays as it is, and what broke and how to mend it is told.',
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
      name: 'due',
      text: {
        ja: '更新頻度(from の every、なければ frequency)から見て、そろそろのものだけ',
        en: 'only what is due by its update frequency (every in from, else frequency)',
      },
    },
    {
      name: 'take',
      value: 'SHA256',
      optional: true,
      text: {
        ja: '--only と使います。待っている新しいファイルを人が確かめたので、提案された直しをして替えます(件数が減っていても)。新しく取りには行きません。=のあとに sha256 の先頭を書くと、そのファイルだけを替えます',
        en: 'with --only: a person has looked at the newer file that waits; make the proposed edit and take it over, though records are fewer. Nothing is fetched. With = and the first digits of its sha256, that very file alone',
      },
    },
    {
      name: 'per-second',
      value: 'N',
      text: {
        ja: '一つのサイトへの 1 秒あたりの回数。なければ 2',
        en: 'requests a second for each host; 2 unless given',
      },
    },
    WAIT,
    {
      name: 'summary',
      value: 'FILE',
      text: {
        ja: '何が変わり、何が待っているかを Markdown で書きます(プルリクエスト用)',
        en: 'write what changed and what waits as Markdown, for a pull request',
      },
    },
    JSON_OPTION,
  ],
  examples: [
    { line: 'hiraku acquire', text: { ja: 'すべての入手元を見に行く', en: 'ask for everything' } },
    {
      line: 'hiraku acquire --only 129992/aed --take',
      text: { ja: '確かめた新しいファイルに替える', en: 'take over a newer file that was looked at' },
    },
  ],
}
