/** `publish`: what lies in dist/ goes to where the public finds it. */
import { type Command, JSON_OPTION, WAIT } from './options.ts'

export const PUBLISH: Command = {
  name: 'publish',
  usage:
    'hiraku publish --to PORTAL [--apply] [--verify] [--only ID] [--retire] [--token-file FILE] [--wait SECONDS] [--json]',
  least: 0,
  most: 0,
  text: {
    ja: 'dist/ のデータセットを公開先に送ります。まず何が変わるかを表示するだけで、--apply を付けたときだけ送ります。公開先は portals/ のファイル(CKAN)、folder:フォルダー、s3:バケット/接頭辞 のどれかです。',
    en: 'Publish the datasets of dist/. First it only shows what would change; with --apply it is done. The target is a file under portals/ (CKAN), folder:PATH, or s3:BUCKET/PREFIX.',
  },
  options: [
    {
      name: 'to',
      value: 'PORTAL',
      text: {
        ja: '公開先: portals/PORTAL.yaml、folder:PATH、s3:BUCKET/PREFIX。なければ一覧を表示します',
        en: 'portals/PORTAL.yaml, folder:PATH or s3:BUCKET/PREFIX; without it, they are listed',
      },
    },
    { name: 'apply', text: { ja: '表示した計画のとおりに送ります', en: 'do what the plan says' } },
    {
      name: 'verify',
      text: {
        ja: '公開先からダウンロードし、dist/ と同じかどうかを調べます。--apply も付けると、違うものを送り直します',
        en: 'download what the target serves and compare it with dist/; with --apply, send anew what differs',
      },
    },
    { name: 'only', value: 'ID', text: { ja: 'このデータセットだけ', en: 'this dataset only' } },
    {
      name: 'retire',
      text: {
        ja: 'dist/ になくなったデータセットを公開先から取り下げます(--apply のとき)。付けなければ残します',
        en: 'with --apply: take down what dist/ no longer has; otherwise it stays',
      },
    },
    {
      name: 'token-file',
      value: 'FILE',
      text: {
        ja: 'API トークンのファイル。なければ環境変数 HIRAKU_TOKEN_<PORTAL> か HIRAKU_TOKEN',
        en: 'file with the API token; else the environment has HIRAKU_TOKEN_<PORTAL> or HIRAKU_TOKEN',
      },
    },
    WAIT,
    JSON_OPTION,
  ],
  examples: [
    {
      line: 'hiraku publish --to bodik',
      text: { ja: '何が変わるかを見る', en: 'see what would change' },
    },
    { line: 'hiraku publish --to bodik --apply', text: { ja: '公開する', en: 'publish' } },
    {
      line: 'hiraku publish --to bodik --verify',
      text: { ja: '公開されているものを確かめる', en: 'check what is public' },
    },
    {
      line: 'hiraku publish --to folder:/srv/www/opendata --apply',
      text: { ja: 'ウェブサーバーのフォルダーへ', en: "to a web server's folder" },
    },
  ],
}
