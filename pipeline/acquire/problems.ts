import { type ProblemKind, problemsOf } from '../problem.ts'
import { visibleFacts } from './words.ts'

/** Codes of getting bytes and knowing them again. */
export const acquireProblems = {
  'acquire/snapshot-missing': {
    severity: 'error',
    scope: 'source',
    ja: '元ファイル snapshot/{file} がありません。',
    en: 'The snapshot snapshot/{file} is missing.',
    fixJa: '元ファイルを snapshot フォルダーに置くか、snapshot.yaml の file を直してください。',
    fixEn: 'Put the file into the snapshot folder, or mend `file` in snapshot.yaml.',
  },
  'acquire/snapshot-mismatch': {
    severity: 'error',
    scope: 'source',
    ja: '元ファイル snapshot/{file} の内容が、snapshot.yaml に記録されたものと違います(sha256)。',
    en: 'The bytes of snapshot/{file} are not the ones that snapshot.yaml records (sha256).',
    fixJa:
      '元ファイルを置き換えたのなら、内容を確かめて snapshot.yaml の sha256 と bytes を書き直してください。覚えがなければ、元のファイルに戻してください。',
    fixEn:
      'If you replaced the file, look at it and write its new sha256 and bytes into snapshot.yaml; if not, put the former file back.',
  },
  'acquire/snapshot-line-ends': {
    severity: 'error',
    scope: 'source',
    ja: '元ファイル snapshot/{file} は、snapshot.yaml に記録されたものと改行コードだけが違います。git が取り出すときに書き換えたと思われます(core.autocrlf の設定)。',
    en: 'The bytes of snapshot/{file} differ from what snapshot.yaml records in their line ends only: git rewrote them (core.autocrlf).',
    fixJa:
      'プロジェクトのフォルダーの .gitattributes に「sources/** -text」「schemas/** -text」「dist/** -text」の 3 行を書いてください(なければ作ります)。そのあと sources フォルダーの中の snapshot/{file} を削除し、git checkout でそのファイルを取り出し直してください。それでも同じなら、元のファイルを snapshot フォルダーに置き直してください。',
    fixEn:
      'Write three lines into .gitattributes of the project (make it where there is none): "sources/** -text", "schemas/** -text", "dist/** -text". Then delete snapshot/{file} and check it out from git once more. If that does not help, put the original file into the snapshot folder again.',
  },
  'acquire/size-mismatch': {
    severity: 'error',
    scope: 'source',
    ja: '元ファイル snapshot/{file} の大きさが、snapshot.yaml の bytes と違います。',
    en: 'The size of snapshot/{file} is not the `bytes` of snapshot.yaml.',
    fixJa: 'snapshot.yaml の bytes を {actual} に直してください(sha256 は一致しています)。',
    fixEn: 'Write {actual} as `bytes` in snapshot.yaml (its sha256 does match).',
  },
  'acquire/bad-address': {
    severity: 'error',
    scope: 'source',
    ja: '取得元のアドレス「{actual}」は、http:// か https:// で始まるアドレスではありません。',
    en: '{actual} is not an address of http:// or https://.',
    fixJa: 'source.yaml の from に、ブラウザーで開けるアドレスをそのまま写してください。',
    fixEn: 'Copy into `from` of source.yaml an address that a browser opens.',
  },
  'acquire/password-in-address': {
    severity: 'error',
    scope: 'source',
    ja: '取得元のアドレス「{actual}」に利用者名やパスワードが書かれています。source.yaml は公開されるため、使いません。',
    en: 'The address {actual} holds a user name or a password. It is not used: source.yaml is public.',
    fixJa:
      'from からパスワードを消して、パスワードなしで開けるアドレスを書いてください。書いたパスワードは変更してください。',
    fixEn:
      'Take the password out of `from` and write an address that opens without one. Change that password.',
  },
  'acquire/other-host': {
    severity: 'error',
    scope: 'source',
    ja: '取得先が別のサーバー「{actual}」になりました（{url}）。許されているのは「{expected}」と from の hosts だけです。',
    en: 'This leads to another host, {actual} ({url}); only {expected} and the `hosts` of `from` are allowed.',
    fixJa:
      'そのサーバーが正しい取得先なら、source.yaml の from に「hosts: [{actual}]」を書き足してください。',
    fixEn: 'If that host is meant, add `hosts: [{actual}]` to `from` in source.yaml.',
  },
  'acquire/private-address': {
    severity: 'error',
    scope: 'source',
    ja: '「{host}」は庁内などの内側のネットワークのアドレスです（{actual}）。安全のため、つないでいません（{url}）。',
    en: '{host} is an address inside a network ({actual}). For safety it was not connected to ({url}).',
    fixJa:
      '内側のサーバーから取得するのが正しければ、source.yaml の from に「private: true」を書いてください。',
    fixEn: 'If a server inside the network is meant, write `private: true` under `from` in source.yaml.',
  },
  'acquire/unknown-host': {
    severity: 'error',
    scope: 'source',
    ja: 'サーバー「{host}」が見つかりません（{url}）。',
    en: 'There is no host {host} ({url}).',
    fixJa: 'アドレスの書き間違いがないか、インターネットにつながっているかを確かめてください。',
    fixEn: 'See whether the address is spelled right, and whether this computer is connected.',
  },
  'acquire/no-answer': {
    severity: 'error',
    scope: 'source',
    ja: 'サーバー「{host}」から返事がありません（{url}、{whyJa}）。',
    en: 'The host {host} does not answer ({url}, {whyEn}).',
    fixJa: 'しばらくしてからもう一度実行してください。続くときは、ブラウザーで開けるか確かめてください。',
    fixEn: 'Try again later. If it goes on, see whether a browser opens it.',
  },
  'acquire/broken': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイルの途中で通信が切れました（{url}、{whyJa}）。途中までのファイルは捨てました。',
    en: 'The connection broke in the middle of the file ({url}, {whyEn}). What had come was thrown away.',
    fixJa: 'しばらくしてからもう一度実行してください。',
    fixEn: 'Try again later.',
  },
  'acquire/certificate': {
    severity: 'error',
    scope: 'source',
    ja: 'サーバー「{host}」の安全な通信（https）を確かめられません（{url}、{whyJa}）。',
    en: 'The secure connection to {host} could not be verified ({url}, {whyEn}).',
    fixJa:
      'サイトの管理者に、証明書の期限などを確かめてもらってください。庁内の証明書を使っているときは、情報システムの担当に相談してください。',
    fixEn:
      'Ask who keeps the site about its certificate. Where your network uses one of its own, ask who keeps that.',
  },
  'acquire/proxy': {
    severity: 'error',
    scope: 'source',
    ja: '庁内のプロキシが通信を通しません（{url}、{whyJa}）。',
    en: 'A proxy lets nothing through ({url}, {whyEn}).',
    fixJa: '環境変数 HTTPS_PROXY と HTTP_PROXY を、情報システムの担当に確かめてください。',
    fixEn: 'Ask who keeps your network about HTTPS_PROXY and HTTP_PROXY.',
  },
  'acquire/network': {
    severity: 'error',
    scope: 'source',
    ja: '取得できませんでした（{url}、{whyJa}）。',
    en: 'It could not be fetched ({url}, {whyEn}).',
    fixJa:
      'ブラウザーで開けるか確かめてください。開けるときは、この文を添えて Hiraku の管理者に知らせてください。',
    fixEn: 'See whether a browser opens it. If it does, send this message to who keeps Hiraku.',
  },
  'acquire/sign-in': {
    severity: 'error',
    scope: 'source',
    ja: '{url} はログインしないと開けません（{actual}）。',
    en: '{url} opens only after signing in ({actual}).',
    fixJa:
      'ログインせずに開けるアドレスを from に書くか、ファイルを手で取得して hiraku add で加えてください。',
    fixEn:
      'Write an address into `from` that opens without signing in, or get the file by hand and use hiraku add.',
  },
  'acquire/forbidden': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は、サイトが取得を断りました（{actual}）。',
    en: 'The site refuses to give {url} ({actual}).',
    fixJa:
      'サイトの管理者に、プログラムでの取得を許してもらってください。それまではファイルを手で取得してください。',
    fixEn: 'Ask who keeps the site to allow programs. Until then get the file by hand.',
  },
  'acquire/not-found': {
    severity: 'error',
    scope: 'source',
    ja: '{url} にファイルがありません（{actual}）。サイトの中で移されたか、消されています。',
    en: 'There is no file at {url} ({actual}): it was moved within the site, or taken away.',
    fixJa:
      'そのファイルへのリンクがあるページを探し、source.yaml の from を、ページのアドレス（page）とリンクの文字（link）に書き換えてください。そうすると、年度ごとにアドレスが変わっても見つかります。',
    fixEn:
      'Find the page that links to the file, and write its address (`page`) and the text of the link (`link`) under `from` in source.yaml: then it is found also when its address changes each year.',
  },
  'acquire/legal': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は法的な理由で公開が止められています（{actual}）。',
    en: '{url} is withheld for legal reasons ({actual}).',
    fixJa: '担当課に確かめ、公開を続けてよいか決めてください。',
    fixEn: 'Ask the department in charge, and decide whether the data may stay published.',
  },
  'acquire/too-many': {
    severity: 'error',
    scope: 'source',
    ja: 'サーバー「{host}」が、取得の回数が多すぎると断りました（{url}、{actual}）。',
    en: 'The host {host} says that it is asked too often ({url}, {actual}).',
    fixJa: '時間をおいて実行するか、--per-second で回数を減らしてください。',
    fixEn: 'Run it later, or ask less often with --per-second.',
  },
  'acquire/asked-to-wait': {
    severity: 'error',
    scope: 'source',
    ja: 'サーバー「{host}」が、{expected}（日本時間）まで取得しないよう求めています（{url}、{actual}）。この回は、このサーバーからはもう取得しません。',
    en: 'The host {host} asks not to be asked again before {expected} (Japan time) ({url}, {actual}). In this run nothing more is asked of it.',
    fixJa:
      'その時刻を過ぎてから、もう一度実行してください。続くときは、--per-second で回数を減らすか、サイトの管理者に相談してください。',
    fixEn:
      'Run it again after that time. If it goes on, ask less often with --per-second, or ask who keeps the site.',
  },
  'acquire/server-error': {
    severity: 'error',
    scope: 'source',
    ja: 'サーバー「{host}」に不具合があり、{url} を取得できません（{actual}）。',
    en: 'The host {host} is in trouble and does not give {url} ({actual}).',
    fixJa: 'しばらくしてからもう一度実行してください。続くときは、サイトの管理者に知らせてください。',
    fixEn: 'Try again later. If it goes on, tell who keeps the site.',
  },
  'acquire/status': {
    severity: 'error',
    scope: 'source',
    ja: '{url} を取得できません。サーバーの返事の番号は {actual} です。',
    en: '{url} could not be fetched. The host answered {actual}.',
    fixJa: 'ブラウザーで開けるか確かめ、開けるアドレスを from に書いてください。',
    fixEn: 'See whether a browser opens it, and write an address into `from` that does.',
  },
  'acquire/redirects': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は転送が終わりません（{actual} 回）。',
    en: '{url} leads from one address to the next without end ({actual} times).',
    fixJa: 'ブラウザーで開き、最後に表示されたアドレスを from に書いてください。',
    fixEn: 'Open it in a browser and write the last address it shows into `from`.',
  },
  'acquire/insecure-redirect': {
    severity: 'error',
    scope: 'source',
    ja: '{url} が、安全でない通信（http）の {actual} に転送されました。取得していません。',
    en: '{url} leads from https to http: {actual}. It was not fetched.',
    fixJa: 'サイトの管理者に転送先を https に直してもらってください。',
    fixEn: 'Ask who keeps the site to let it lead to https.',
  },
  'acquire/too-large': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は大きすぎます（上限 {expected} バイト）。取得をやめました。',
    en: '{url} is too large (more than {expected} bytes). It was not fetched.',
    fixJa: '正しいファイルなら、source.yaml の from の maxBytes を大きくしてください。',
    fixEn: 'If it is the right file, raise `maxBytes` under `from` in source.yaml.',
  },
  'acquire/too-slow': {
    severity: 'error',
    scope: 'source',
    ja: '{url} の取得が {expected} 秒で終わりませんでした（{actual} バイトまで）。',
    en: '{url} was not whole after {expected} seconds ({actual} bytes had come).',
    fixJa:
      'しばらくしてからもう一度実行してください。いつも遅いサイトなら、from の seconds を大きくしてください。',
    fixEn: 'Try again later. If the site is always slow, raise `seconds` under `from`.',
  },
  'acquire/empty': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は空のファイル（0 バイト）です。',
    en: '{url} is empty (0 bytes).',
    fixJa: '元のファイルを開いて確かめ、担当に正しいファイルを置いてもらってください。',
    fixEn: 'Open it, and ask who keeps it to put the right file there.',
  },
  'acquire/packed': {
    severity: 'error',
    scope: 'source',
    ja: '{url} が、読めない形（{actual}）に圧縮されて届きました。',
    en: '{url} came packed in a way that can not be read ({actual}).',
    fixJa: 'サイトの管理者に知らせるか、ファイルを手で取得してください。',
    fixEn: 'Tell who keeps the site, or get the file by hand.',
  },
  'acquire/robots': {
    severity: 'error',
    scope: 'source',
    ja: 'サイトの決まり（robots.txt）が、プログラムによる {url} の取得を断っています。',
    en: 'The rules of the site (robots.txt) keep programs from {url}.',
    fixJa:
      'サイトの管理者に、robots.txt で「Hiraku」を許してもらってください。それまではファイルを手で取得してください。robots.txt は1日のあいだ保存して使うので、許してもらっても、入手できるのは翌日からです（すぐ試すには .hiraku/robots フォルダーを消します）。',
    fixEn:
      'Ask who keeps the site to allow `Hiraku` in robots.txt. Until then get the file by hand. What robots.txt says is kept for a day, so that it helps from the next day on; to try at once, remove the folder .hiraku/robots.',
  },
  'acquire/robots-delay': {
    severity: 'error',
    scope: 'source',
    ja: 'サイト「{host}」の決まり（robots.txt）が、取得の間を {actual} 秒あけるよう求めています。{expected} 秒より長いので、取得していません（{url}）。',
    en: 'The rules of {host} (robots.txt) want {actual} seconds between requests, more than {expected}. It was not asked ({url}).',
    fixJa: 'サイトの管理者に、robots.txt の Crawl-delay を短くしてもらってください。',
    fixEn: 'Ask who keeps the site for a shorter Crawl-delay in robots.txt.',
  },
  'acquire/robots-unreachable': {
    severity: 'error',
    scope: 'source',
    ja: 'サイト「{host}」の決まり（robots.txt）を確かめられないため、取得していません（{url}、{actual}）。',
    en: 'The rules of {host} (robots.txt) could not be had, so nothing was fetched ({url}, {actual}).',
    fixJa: 'しばらくしてからもう一度実行してください。',
    fixEn: 'Try again later.',
  },
  'acquire/page-unreadable': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は、大きすぎるか壊れていて、リンクを読めません。',
    en: '{url} is too large or too damaged for its links to be read.',
    fixJa: 'from の page が、リンクの並ぶページのアドレスか確かめてください。',
    fixEn: 'See whether `page` under `from` is the address of a page of links.',
  },
  'acquire/no-link': {
    severity: 'error',
    scope: 'source',
    ja: '{url} に「{expected}」に合うリンクがありません。近いもの: {actual}',
    en: 'No link at {url} fits "{expected}". Nearest: {actual}',
    fixJa:
      'ページを開いてリンクの文字を確かめ、source.yaml の from の link（文字の変わらない部分）か pattern を直してください。',
    fixEn:
      'Open the page, look at the link’s text, and mend `link` (the part of it that stays) or `pattern` under `from`.',
  },
  'acquire/several-links': {
    severity: 'error',
    scope: 'source',
    ja: '{url} に「{expected}」に合うリンクがいくつもあります: {actual}',
    en: 'Several links at {url} fit "{expected}": {actual}',
    fixJa:
      'source.yaml の from の link をもっと長い文字にするか、pattern（アドレスの形）を加えるか、pick に first か last を書いてください。',
    fixEn:
      'Write a longer text as `link` under `from`, add a `pattern` of the address, or write `pick: first` or `pick: last`.',
  },
  'acquire/bad-pattern': {
    severity: 'error',
    scope: 'source',
    ja: 'pattern「{actual}」は正規表現として読めません。',
    en: 'The pattern {actual} is no regular expression.',
    fixJa: 'source.yaml の from の pattern を直してください（例: aed.*\\.csv$）。',
    fixEn: 'Mend `pattern` under `from` in source.yaml (such as aed.*\\.csv$).',
  },
  'acquire/no-ckan': {
    severity: 'error',
    scope: 'source',
    ja: '{url} の返事が CKAN のものではありません（データセット {dataset}）。',
    en: 'The answer of {url} is not one of a CKAN (dataset {dataset}).',
    fixJa: 'from の ckan が、ポータルの最初のページのアドレスか確かめてください。',
    fixEn: 'See whether `ckan` under `from` is the address of the portal’s first page.',
  },
  'acquire/no-dataset': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルに、データセット「{dataset}」がありません（{url}）。',
    en: 'The portal has no dataset {dataset} ({url}).',
    fixJa: 'ポータルでデータセットのページを開き、アドレスの最後の部分を from の dataset に書いてください。',
    fixEn:
      'Open the dataset’s page at the portal, and write the last part of its address as `dataset` under `from`.',
  },
  'acquire/no-resource': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット「{dataset}」に「{expected}」に合うファイルがありません。あるもの: {actual}',
    en: 'The dataset {dataset} has no file that fits "{expected}". It has: {actual}',
    fixJa: 'source.yaml の from の resource か format を、あるものに合わせてください。',
    fixEn: 'Mend `resource` or `format` under `from` to one that is there.',
  },
  'acquire/several-resources': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット「{dataset}」に合うファイルがいくつもあります（{expected}）: {actual}',
    en: 'Several files of the dataset {dataset} fit ({expected}): {actual}',
    fixJa: 'source.yaml の from に resource（名前か ID）を書いてください。',
    fixEn: 'Write `resource` (a name or an id) under `from` in source.yaml.',
  },
  'acquire/folder-missing': {
    severity: 'error',
    scope: 'source',
    ja: 'フォルダー「{actual}」がありません。共有ドライブにつながっていないのかもしれません。',
    en: 'There is no folder {actual}. A shared drive may not be connected.',
    fixJa: 'フォルダーを開けるか確かめ、つながっていれば source.yaml の from の folder を直してください。',
    fixEn: 'See whether the folder opens; if it does, mend `folder` under `from` in source.yaml.',
  },
  'acquire/folder-unreadable': {
    severity: 'error',
    scope: 'source',
    ja: '「{actual}」を読めません（{detail}）。',
    en: '{actual} can not be read ({detail}).',
    fixJa: 'ファイルをほかの人が開いていないか、読む権限があるかを確かめてください。',
    fixEn: 'See whether somebody has it open, and whether you may read it.',
  },
  'acquire/folder-empty': {
    severity: 'error',
    scope: 'source',
    ja: 'フォルダー「{actual}」に、合うファイルがありません（{expected}）。',
    en: 'The folder {actual} has no file that fits ({expected}).',
    fixJa: '新しいファイルをフォルダーに置くか、from の pattern を直してください。',
    fixEn: 'Put the new file into the folder, or mend `pattern` under `from`.',
  },
  'acquire/passed-over': {
    severity: 'warning',
    scope: 'source',
    ja: 'フォルダー「{actual}」の「{expected}」は、ファイルそのものではない（別の場所へのリンクなど）ため、読んでいません。',
    en: 'In the folder {actual}, {expected} is not read: it is no file of its own, but a link to another place or the like.',
    fixJa:
      '取り込むものなら、リンクではなくファイルそのものをフォルダーにコピーしてください。要らなければ消してください。',
    fixEn: 'If it is meant, copy the file itself into the folder instead of a link. If not, delete it.',
  },
  'acquire/being-written': {
    severity: 'error',
    scope: 'source',
    ja: '「{actual}」は、いま書き込まれている途中です。次に実行したときに取得します。',
    en: '{actual} is still being written. It is fetched the next time.',
    fixJa: 'コピーや保存が終わるのを待って、もう一度実行してください。',
    fixEn: 'Wait until it is copied or saved, and run it again.',
  },
} satisfies Record<string, ProblemKind>

const make = problemsOf(acquireProblems)

/** Links, names of files and what a host says are texts of others: they drive no terminal, and stay in their line. */
export const acquireProblem: typeof make = (code, where, facts = {}, more = {}) =>
  make(code, where, visibleFacts(facts), more)
