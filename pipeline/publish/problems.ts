/** What can go wrong between dist/ and a portal. */
import { type ProblemKind, problemsOf } from '../problem.ts'

export const PUBLISH_PROBLEMS = {
  // --- before anything is sent ---------------------------------------------------------------
  'publish/nothing': {
    severity: 'error',
    scope: 'source',
    ja: '公開するデータセットがありません（{actual}）。',
    en: 'There is no dataset to publish ({actual}).',
    fixJa: '先に hiraku build を実行してください。',
    fixEn: 'Run hiraku build first.',
  },
  // --- talking to a portal (http, CKAN) --------------------------------------------------------
  'publish/portal-refused': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {url} に接続できません。応答するサーバーがありません（{actual}）。',
    en: 'The portal {url} can not be reached: no server answers there ({actual}).',
    fixJa:
      'ブラウザーで {url} が開けるか確かめてください。開けるときは、庁内のプロキシを環境変数 HTTPS_PROXY（{url} が http: なら HTTP_PROXY）に設定してください。開けないときは、ポータルが止まっているか url が違います。',
    fixEn:
      'See whether {url} opens in a browser. If it does, set the proxy of your network in HTTPS_PROXY (HTTP_PROXY where {url} is http:). If it does not, the portal is down or the url is wrong.',
  },
  'publish/portal-unknown-host': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルのサーバー名 {host} が見つかりません（{actual}）。',
    en: 'There is no host of the name {host} ({actual}).',
    fixJa:
      'portals/ のファイルの url に書き間違いがないか確かめてください。庁内からインターネットへプロキシを通すときは HTTPS_PROXY を設定してください。',
    fixEn:
      'See whether the url in the file under portals/ is written right. Where your network needs a proxy, set HTTPS_PROXY.',
  },
  'publish/portal-certificate': {
    severity: 'error',
    scope: 'source',
    ja: '{host} の証明書を信頼できないため、何も送りませんでした（{actual}）。',
    en: 'The certificate of {host} is not trusted; nothing was sent ({actual}).',
    fixJa:
      'url のサーバー名が正しいか、証明書の期限が切れていないかを、ポータルの管理者に確かめてください。庁内の認証局を使うときは、その証明書（PEM）を portals/ のファイルの authorities で指定してください。',
    fixEn:
      'Ask the portal’s operator whether the host of the url is right and the certificate in date. Where your network has an authority of its own, name its certificate (PEM) as authorities in the file under portals/.',
  },
  'publish/portal-timeout': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} から {seconds} 秒待っても答えがありません（{action}、{actual}）。',
    en: 'The portal {host} gave no answer within {seconds} seconds ({action}, {actual}).',
    fixJa:
      'しばらくしてからもう一度実行してください（続きから進みます）。何度も起きるときは、portals/ のファイルの limits.timeoutSeconds を大きくしてください。',
    fixEn:
      'Run it again after a while (it goes on where it stopped). If it happens again and again, raise limits.timeoutSeconds in the file under portals/.',
  },
  'publish/portal-broken': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} との通信が途中で切れました（{action}、{actual}）。',
    en: 'The connection to the portal {host} broke ({action}, {actual}).',
    fixJa:
      'もう一度実行してください（続きから進みます）。いつも同じファイルで切れるときは、途中の機器の容量制限かもしれません。ネットワークの担当者に確かめてください。',
    fixEn:
      'Run it again (it goes on where it stopped). If it always breaks at the same file, a device in between may limit the size: ask who runs your network.',
  },
  'publish/portal-fault': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} と通信できません（{action}、{actual}）。',
    en: 'There is no talking to the portal {host} ({action}, {actual}).',
    fixJa: 'url が http: と https: のどちらか、プロキシの設定（HTTPS_PROXY）が正しいかを確かめてください。',
    fixEn: 'See whether the url is http: or https:, and whether the proxy (HTTPS_PROXY) is set right.',
  },
  'publish/portal-busy': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} が混んでいるか、一時的に使えません（{action}、HTTP {status}、{actual}）。',
    en: 'The portal {host} is busy or for now out of service ({action}, HTTP {status}, {actual}).',
    fixJa:
      'しばらくしてからもう一度実行してください（続きから進みます）。続くときは portals/ のファイルの limits.perSecond と limits.concurrency を小さくしてください。',
    fixEn:
      'Run it again after a while (it goes on where it stopped). If it goes on, lower limits.perSecond and limits.concurrency in the file under portals/.',
  },
  'publish/portal-error': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} の中でエラーが起きました（{action}、HTTP {status}、{actual}）。',
    en: 'An error happened inside the portal {host} ({action}, HTTP {status}, {actual}).',
    fixJa:
      'もう一度実行してください。続くときは、この文をポータルの管理者に送ってください（ポータル側の記録に原因があります）。',
    fixEn:
      'Run it again. If it goes on, send this text to the portal’s operator: the reason is in the portal’s own log.',
  },
  'publish/portal-invalid': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルが受け付けませんでした（{action}）。CKAN の答え: {actual}',
    en: 'The portal did not take it ({action}). CKAN says: {actual}',
    fixJa:
      '答えの中の項目名（tags、name など）を手がかりに、元のデータか portals/ のファイルの設定を直してください。',
    fixEn: 'The answer names the field (tags, name, …): mend it in the source or in the file under portals/.',
  },
  'publish/no-action': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {url} は {action} ができません。この機能の拡張が入っていません（CKAN の答え: {actual}）。',
    en: 'The portal {url} can not do {action}: the extension for it is not installed (CKAN says: {actual}).',
    fixJa: 'DataStore のないポータルなら、portals/ のファイルで datastore: false としてください。',
    fixEn: 'For a portal without a DataStore, set datastore: false in the file under portals/.',
  },
  'publish/not-allowed': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルが許可しませんでした（{action}）。トークンが違うか期限切れか、その組織への権限がありません。CKAN の答え: {actual}',
    en: 'The portal does not allow it ({action}): the token is wrong or out of date, or its user has no right in the organization. CKAN says: {actual}',
    fixJa:
      'ポータルにログインし、自分のページの「API トークン」で新しいトークンを作ってください。組織の編集者（Editor）であることも確かめてください。',
    fixEn:
      'Sign in at the portal, make a new token on your own page under “API Tokens”, and see that you are an editor of the organization.',
  },
  'publish/not-found': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルに見つかりません（{action}）。CKAN の答え: {actual}',
    en: 'The portal has no such thing ({action}). CKAN says: {actual}',
    fixJa: 'もう一度 plan を見てください。誰かがポータルで消したのかもしれません。',
    fixEn: 'Look at the plan again: somebody may have removed it at the portal.',
  },
  'publish/too-large': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイルが大きすぎて、ポータル {host} が受け付けません（送った量 {megabytes} MB、{action}、{actual}）。',
    en: 'The portal {host} takes no file of this size (sent: {megabytes} MB, {action}, {actual}).',
    fixJa:
      'ポータルの管理者に、アップロードできる大きさ（CKAN の ckan.max_resource_size と、前段のサーバーの制限）を上げてもらうか、データセットを分けてください。',
    fixEn:
      'Ask the portal’s operator to raise what may be uploaded (ckan.max_resource_size of CKAN, and the limit of the server before it), or split the dataset.',
  },
  'publish/quota': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} の容量がいっぱいです（{action}、HTTP {status}、{actual}）。',
    en: 'The space at the portal {host} is used up ({action}, HTTP {status}, {actual}).',
    fixJa:
      'ポータルの管理者に容量を増やしてもらうか、要らなくなったデータセットを消してから、もう一度実行してください（続きから進みます）。',
    fixEn:
      'Ask the portal’s operator for more space, or remove datasets that are no longer needed, then run it again (it goes on where it stopped).',
  },
  'publish/not-ckan': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は CKAN の答えを返しません（{action}、HTTP {status}、「{actual}」）。',
    en: '{url} does not answer as CKAN does ({action}, HTTP {status}, "{actual}").',
    fixJa:
      'portals/ のファイルの url が、CKAN の入口（末尾に api/3/action/ を付けると開ける所）か確かめてください。ログイン画面やプロキシの警告画面が返っていることもあります。',
    fixEn:
      'See whether the url in the file under portals/ is where CKAN begins (where api/3/action/ stands under it). A page to sign in, or a warning of a proxy, may stand before it.',
  },
  'publish/portal-login': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} の前に、ログイン画面があります（{action}、HTTP {status}、{actual}）。API まで届きません。',
    en: 'There is a page to sign in before the portal {host} ({action}, HTTP {status}, {actual}): the API is not reached.',
    fixJa:
      'ポータルの管理者に、api/3/action/ をログイン画面（シングルサインオン、Basic 認証）なしで使えるようにしてもらってください。',
    fixEn:
      'Ask the portal’s operator to let api/3/action/ be used without the page to sign in (single sign-on, basic authentication).',
  },
  'publish/portal-blocked': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {host} の前のサーバーが通しませんでした（{action}、HTTP {status}、「{actual}」）。',
    en: 'A server before the portal {host} let nothing through ({action}, HTTP {status}, "{actual}").',
    fixJa:
      'ポータルの管理者に、この場所（IP アドレス）からの API の利用と、WAF の設定を確かめてもらってください。',
    fixEn:
      'Ask the portal’s operator whether the API may be used from here (IP address), and what its firewall says.',
  },
  'publish/proxy-login': {
    severity: 'error',
    scope: 'source',
    ja: 'プロキシが利用者名とパスワードを求めています（{actual}）。',
    en: 'The proxy wants a user name and a password ({actual}).',
    fixJa: '環境変数 HTTPS_PROXY を http://利用者名:パスワード@プロキシ:ポート の形で設定してください。',
    fixEn: 'Set HTTPS_PROXY as http://user:password@proxy:port.',
  },
  'publish/moved': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの正しい場所は {actual} です。{url} からそこへ転送されました（HTTP {status}）。送信はしていません。',
    en: 'The portal is at {actual}: {url} sends there (HTTP {status}). Nothing was sent on.',
    fixJa: 'portals/ のファイルの url を、転送先に合わせて（api/3/ より前まで）書き直してください。',
    fixEn: 'Write the url in the file under portals/ as it is there (up to api/3/).',
  },
  'publish/moved-away': {
    severity: 'error',
    scope: 'source',
    ja: '{url} は別の場所 {actual} へ転送しようとしています（HTTP {status}）。安全のため、そこへは何も送りませんでした。',
    en: '{url} sends to another place, {actual} (HTTP {status}). To be safe nothing was sent there.',
    fixJa:
      'ポータルが引っ越したのか、管理者に確かめてください。引っ越したのなら portals/ のファイルの url を新しい場所に書き直してください。',
    fixEn:
      'Ask the portal’s operator whether it has moved. If so, write the new url in the file under portals/.',
  },
  'publish/proxy-refused': {
    severity: 'error',
    scope: 'source',
    ja: 'プロキシが {host} への接続を通しませんでした（{actual}）。何も送っていません。',
    en: 'The proxy did not let the connection to {host} through ({actual}). Nothing was sent.',
    fixJa:
      '環境変数 HTTPS_PROXY（http: なら HTTP_PROXY）が「http://プロキシ:ポート」の形で正しいか確かめ、ネットワークの担当者に {host} への通信を許可してもらってください。',
    fixEn:
      'See whether HTTPS_PROXY (HTTP_PROXY for http:) is right, as http://proxy:port, and ask who runs your network to allow {host}.',
  },
  'publish/token-wrong': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルがこのトークンを知りません。トークンが違うか、取り消されたか、期限が切れています。',
    en: 'The portal does not know this token: it is wrong, revoked or out of date.',
    fixJa:
      'ポータルにログインし、自分のページの「API トークン」で新しいトークンを作って、置き換えてください。ほかのポータルのトークンでないかも確かめてください。',
    fixEn:
      'Sign in at the portal, make a new token on your own page under “API Tokens”, and put it in place of the old one. See also that it is not the token of another portal.',
  },
  'publish/organization-unknown': {
    severity: 'error',
    scope: 'source',
    ja: '組織 {organization} がポータルにありません（このトークンの利用者 {user} が書き込める組織: {actual}）。',
    en: 'There is no organization {organization} at the portal (organizations that {user}, the user of this token, may write to: {actual}).',
    fixJa:
      'portals/ のファイルの organization を、ポータルの組織のページの URL の最後の部分（英数字）に合わせてください。まだない組織は、ポータルの管理者に作ってもらってください。',
    fixEn:
      'Set organization in the file under portals/ to the last part of the URL of the organization’s page at the portal. Ask the portal’s operator to make one that is not there yet.',
  },
  'publish/no-right': {
    severity: 'error',
    scope: 'source',
    ja: 'このトークンの利用者 {user} は、組織 {organization} にデータセットを登録できません（登録できる組織: {actual}）。',
    en: '{user}, the user of this token, may not publish for the organization {organization} (may for: {actual}).',
    fixJa:
      'ポータルの管理者か組織の管理者に、{user} を組織 {organization} の「編集者（Editor）」にしてもらってください。',
    fixEn:
      'Ask the portal’s operator, or an admin of the organization {organization}, to make {user} an editor of it.',
  },
  'publish/token-characters': {
    severity: 'error',
    scope: 'source',
    ja: 'トークンに、トークンには使えない文字（空白、改行、全角文字など）が入っています。',
    en: 'The token holds characters that no token has (blanks, line breaks, full-width letters).',
    fixJa: 'ポータルで作ったトークンを、前後の文字を含めずにもう一度写してください。',
    fixEn: 'Copy the token again as the portal gave it, without what stands around it.',
  },
  'publish/no-download': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルからファイルを取得できません（{url}、{actual}）。',
    en: 'The portal does not give the file ({url}, {actual}).',
    fixJa: 'ブラウザーでその場所が開けるか確かめ、もう一度 hiraku publish を実行してください。',
    fixEn: 'See whether that address opens in a browser, and run hiraku publish again.',
  },
  // --- files: a folder, S3 ---------------------------------------------------------------------
  'publish/file-name': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイル名「{actual}」は、公開先のファイル名に使えません。',
    en: 'A file can not be called {actual} where it is to be published.',
    fixJa: 'データセットの id を半角の英数字と _ だけにして、hiraku build をやり直してください。',
    fixEn: 'Give the dataset an id of ASCII letters, digits and _ alone, and run hiraku build again.',
  },
  'publish/file-case': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイル名「{actual}」と「{other}」は、大文字と小文字しか違いません。Windows などでは同じファイルになってしまいます。',
    en: 'The file names {actual} and {other} differ in case alone: on Windows and elsewhere they are one file.',
    fixJa: 'どちらかのデータセットの id を変えて、hiraku build をやり直してください。',
    fixEn: 'Give one of the datasets another id, and run hiraku build again.',
  },
  'publish/file-case-there': {
    severity: 'error',
    scope: 'source',
    ja: '公開先には、「{actual}」と大文字と小文字だけが違う名前のファイルがもうあります。',
    en: 'A file whose name differs from {actual} in case alone is there already.',
    fixJa: 'そのファイルを別の場所に移すか名前を変えてから、もう一度実行してください。',
    fixEn: 'Move that file elsewhere or rename it, and run it again.',
  },
  'publish/file-taken': {
    severity: 'warning',
    scope: 'source',
    ja: '公開先の「{actual}」は、Hiraku が置いた記録のないファイルです。公開すると上書きします。',
    en: 'Nothing tells that {actual} there was put by Hiraku: publishing overwrites it.',
    fixJa:
      '残したいファイルなら、先に別の場所に移してください。前回の公開が途中で止まったのなら、このままで構いません。',
    fixEn:
      'Move it elsewhere first if it is to be kept. If the last publish was broken off, there is nothing to do.',
  },
  'publish/files-foreign': {
    severity: 'info',
    scope: 'source',
    ja: 'Hiraku が置いたのではないファイルが {count} 個あります（{actual}）。そのまま残します。',
    en: 'There are {count} files that Hiraku did not put there ({actual}). They stay.',
    fixJa: '要らないファイルなら、手で消してください。',
    fixEn: 'Remove them by hand if they are not wanted.',
  },
  'publish/files-catalog-left': {
    severity: 'info',
    scope: 'source',
    ja: 'カタログと SHA256SUMS は前のままにします。今回公開しないデータセットのファイルのうち {count} 個が、公開先では今の dist/ と違うためです。',
    en: 'The catalog and SHA256SUMS stay as they are there: {count} files of datasets that are not published now differ from dist/.',
    fixJa: 'カタログも新しくするには、--only を付けずに、すべてのデータセットを公開してください。',
    fixEn: 'To have the catalog anew, publish all datasets, without --only.',
  },
  'publish/files-incomplete': {
    severity: 'error',
    scope: 'source',
    ja: 'カタログと SHA256SUMS は置きませんでした。それらが示すファイルのうち {count} 個が、まだ公開先にありません。',
    en: 'The catalog and SHA256SUMS were not put there: {count} of the files that they name are not there yet.',
    fixJa: 'ほかのエラーを直してから、もう一度実行してください（続きから進みます）。',
    fixEn: 'Mend the other errors, and run it again (it goes on where it stopped).',
  },
  'publish/files-catalog-first': {
    severity: 'error',
    scope: 'source',
    ja: '公開をやめるデータセットのファイルは、まだ消していません。公開先のカタログが、まだそれを示しているためです。',
    en: 'The files of the dataset that is to be retired were not removed: the catalog there still names them.',
    fixJa: 'ほかのエラーを直し、すべてのデータセットを公開してから、もう一度実行してください。',
    fixEn: 'Mend the other errors, publish all datasets, and run it again.',
  },
  'publish/file-altered': {
    severity: 'error',
    scope: 'source',
    ja: 'dist/{file} の中身が、公開の途中で変わりました（{actual}）。このファイルは置きませんでした。',
    en: 'dist/{file} changed while it was being published ({actual}). It was not put there.',
    fixJa: 'hiraku build が終わってから、もう一度実行してください。',
    fixEn: 'Run it again when hiraku build has ended.',
  },
  'publish/file-absent': {
    severity: 'error',
    scope: 'source',
    ja: '公開先に「{actual}」がありません。',
    en: '{actual} is not there.',
    fixJa: 'もう一度 hiraku publish --apply を実行してください。',
    fixEn: 'Run hiraku publish --apply again.',
  },
  'publish/file-differs': {
    severity: 'error',
    scope: 'source',
    ja: '公開先の「{file}」の中身が違います（公開先: {actual}、正しいもの: {expected}）。',
    en: '{file} there has another content (there: {actual}, it should be: {expected}).',
    fixJa:
      'もう一度 hiraku publish --apply を実行してください。誰かが公開先で書き換えたのなら、その人にも知らせてください。',
    fixEn: 'Run hiraku publish --apply again. If somebody changed it there, tell them too.',
  },
  'publish/file-type': {
    severity: 'warning',
    scope: 'source',
    ja: '公開先の「{file}」は、種類が {actual} として配られています（正しいもの: {expected}）。',
    en: '{file} is served as {actual} (it should be {expected}).',
    fixJa: '公開先でそのファイルを消し、もう一度 hiraku publish --apply を実行してください。',
    fixEn: 'Remove the file there, and run hiraku publish --apply again.',
  },
  'publish/folder-inside': {
    severity: 'error',
    scope: 'source',
    ja: '公開先のフォルダー {folder} は使えません。プロジェクトの {actual} か、その中だからです。',
    en: 'The folder {folder} can not be published to: it is {actual} of the project, or lies within it.',
    fixJa: 'プロジェクトの外にあるフォルダーを --to folder:フォルダー で指定してください。',
    fixEn: 'Name a folder outside the project by --to folder:PATH.',
  },
  'publish/folder-none': {
    severity: 'error',
    scope: 'source',
    ja: '公開先 {folder} はフォルダーではありません（{actual}）。',
    en: '{folder} is no folder ({actual}).',
    fixJa:
      '--to folder: の後ろにフォルダーを指定してください。共有フォルダーなら、つながっているか確かめてください。',
    fixEn: 'Name a folder after --to folder:. If it is a shared one, see whether it is connected.',
  },
  'publish/folder-denied': {
    severity: 'error',
    scope: 'source',
    ja: '公開先の {file} に書き込む権限がありません（{actual}）。',
    en: '{file} may not be written to ({actual}).',
    fixJa: 'フォルダーの権限を確かめてください。別のソフトで開いているファイルがあれば、閉じてください。',
    fixEn: 'See who may write to the folder, and close the file where another program has it open.',
  },
  'publish/folder-full': {
    severity: 'error',
    scope: 'source',
    ja: '公開先の空き容量が足りません（{file}、{actual}）。置きかけのファイルは残していません。',
    en: 'There is no space left for {file} ({actual}). Nothing half-written was left.',
    fixJa: '要らないファイルを消して空きを作り、もう一度実行してください（続きから進みます）。',
    fixEn: 'Make space there, and run it again (it goes on where it stopped).',
  },
  'publish/folder-failed': {
    severity: 'error',
    scope: 'source',
    ja: '公開先の {file} を読み書きできません（{actual}）。',
    en: '{file} can not be read or written ({actual}).',
    fixJa: '共有フォルダーなら、つながっているか確かめ、もう一度実行してください（続きから進みます）。',
    fixEn:
      'If it is a shared folder, see whether it is connected, and run it again (it goes on where it stopped).',
  },
  'publish/s3-address': {
    severity: 'error',
    scope: 'source',
    ja: 'S3 の公開先「{actual}」が正しくありません。',
    en: '{actual} is no place in S3.',
    fixJa:
      '--to s3:バケット名/フォルダー の形で指定してください。バケット名は 3～63 字の半角小文字、数字、. と - です。',
    fixEn:
      'Write it as --to s3:BUCKET/PREFIX; the name of a bucket has 3 to 63 lower-case letters, digits, dots and hyphens.',
  },
  'publish/s3-settings': {
    severity: 'error',
    scope: 'source',
    ja: 'S3 に公開するための環境変数 {actual} が、設定されていないか正しくありません。',
    en: 'To publish to S3, the environment variable {actual} is needed; it is not set, or not right.',
    fixJa:
      'AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY にキーを、AWS_REGION に地域（ap-northeast-1 など）を設定してください。AWS 以外なら AWS_ENDPOINT_URL に https:// から始まる接続先も設定してください。',
    fixEn:
      'Set the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY and the region (such as ap-northeast-1) in AWS_REGION; elsewhere than at AWS also AWS_ENDPOINT_URL, beginning with https://.',
  },
  'publish/s3-keys': {
    severity: 'error',
    scope: 'source',
    ja: 'アクセスキーが正しくないか、期限が切れています（{host}、{actual}）。',
    en: 'The access key is wrong or out of date ({host}, {actual}).',
    fixJa:
      '環境変数 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY（一時的なキーなら AWS_SESSION_TOKEN も）を、発行されたとおりに設定し直してください。',
    fixEn:
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (for temporary keys AWS_SESSION_TOKEN too) again, exactly as they were issued.',
  },
  'publish/s3-clock': {
    severity: 'error',
    scope: 'source',
    ja: 'このパソコンの時計が {host} の時計とずれているため、受け付けられませんでした（{actual}）。',
    en: 'The clock of this computer differs from that of {host}, which took nothing therefore ({actual}).',
    fixJa: 'このパソコンの日付と時刻を正しく合わせて、もう一度実行してください。',
    fixEn: 'Set date and time of this computer right, and run it again.',
  },
  'publish/s3-denied': {
    severity: 'error',
    scope: 'source',
    ja: 'バケット {bucket} に対する権限がありません（{action}、{actual}）。',
    en: 'The key has no right to this in the bucket {bucket} ({action}, {actual}).',
    fixJa:
      'バケットの管理者に、このキーへ s3:ListBucket、s3:GetObject、s3:PutObject、s3:DeleteObject を許可してもらってください。',
    fixEn:
      'Ask who runs the bucket to allow this key s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject.',
  },
  'publish/s3-no-bucket': {
    severity: 'error',
    scope: 'source',
    ja: 'バケット {bucket} が {host} にありません（{actual}）。',
    en: 'There is no bucket {bucket} at {host} ({actual}).',
    fixJa:
      '--to s3: のバケット名と、環境変数 AWS_ENDPOINT_URL が正しいか確かめてください。バケットは先に作っておく必要があります。',
    fixEn:
      'See whether the name after --to s3: and AWS_ENDPOINT_URL are right. The bucket must have been made before.',
  },
  'publish/s3-region': {
    severity: 'error',
    scope: 'source',
    ja: 'バケット {bucket} は、設定された地域 {region} にありません（正しい地域: {actual}）。別の場所へは何も送っていません。',
    en: 'The bucket {bucket} is not in the region {region} that is set (its own: {actual}). Nothing was sent elsewhere.',
    fixJa: '環境変数 AWS_REGION を正しい地域にして、もう一度実行してください。',
    fixEn: 'Set AWS_REGION to the bucket’s own region, and run it again.',
  },
  'publish/s3-moved': {
    severity: 'error',
    scope: 'source',
    ja: '{host} は別の場所 {actual} へ転送しようとしています。安全のため、そこへは何も送りませんでした。',
    en: '{host} sends to another place, {actual}. To be safe nothing was sent there.',
    fixJa: '環境変数 AWS_ENDPOINT_URL を、S3 の正しい接続先にしてください。',
    fixEn: 'Set AWS_ENDPOINT_URL to where S3 is answered.',
  },
  'publish/s3-full': {
    severity: 'error',
    scope: 'source',
    ja: 'バケット {bucket} の容量がいっぱいです（{action}、{actual}）。',
    en: 'The space of the bucket {bucket} is used up ({action}, {actual}).',
    fixJa: 'バケットの管理者に容量を増やしてもらってから、もう一度実行してください（続きから進みます）。',
    fixEn: 'Ask who runs the bucket for more space, then run it again (it goes on where it stopped).',
  },
  'publish/s3-too-large': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイル {file} は大きすぎて、S3 に一度に送れません（{actual}）。',
    en: 'The file {file} is too large to go to S3 at once ({actual}).',
    fixJa: '1 ファイル 5 GB までです。データセットを分けてください。',
    fixEn: 'A file may have 5 GB. Split the dataset.',
  },
  'publish/s3-busy': {
    severity: 'error',
    scope: 'source',
    ja: '{host} が混んでいるか、一時的に使えません（{action}、{actual}）。',
    en: '{host} is busy or for now out of service ({action}, {actual}).',
    fixJa: 'しばらくしてからもう一度実行してください（続きから進みます）。',
    fixEn: 'Run it again after a while (it goes on where it stopped).',
  },
  'publish/s3-unreachable': {
    severity: 'error',
    scope: 'source',
    ja: '{host} と通信できません（{action}、{fault}: {actual}）。',
    en: '{host} can not be reached, or the connection broke ({action}, {fault}: {actual}).',
    fixJa:
      '環境変数 AWS_ENDPOINT_URL（AWS なら AWS_REGION）に間違いがないか、庁内からプロキシを通すときは HTTPS_PROXY が設定されているか確かめ、もう一度実行してください（続きから進みます）。',
    fixEn:
      'See whether AWS_ENDPOINT_URL (at AWS: AWS_REGION) is right, and HTTPS_PROXY set where your network needs a proxy; then run it again (it goes on where it stopped).',
  },
  'publish/s3-certificate': {
    severity: 'error',
    scope: 'source',
    ja: '{host} の証明書を信頼できないため、何も送りませんでした（{actual}）。',
    en: 'The certificate of {host} is not trusted; nothing was sent ({actual}).',
    fixJa:
      '接続先の名前が正しいか、証明書の期限が切れていないかを管理者に確かめてください。庁内の認証局を使うときは、その証明書のファイルを環境変数 NODE_EXTRA_CA_CERTS で指定してください。',
    fixEn:
      'Ask whether the name of the host is right and its certificate in date. Where your network has an authority of its own, name its certificate in NODE_EXTRA_CA_CERTS.',
  },
  'publish/s3-strange': {
    severity: 'error',
    scope: 'source',
    ja: '{host} は S3 の答えを返しません（{action}、HTTP {status}、「{actual}」）。',
    en: '{host} does not answer as S3 does ({action}, HTTP {status}, "{actual}").',
    fixJa:
      '環境変数 AWS_ENDPOINT_URL が S3 の接続先か（管理画面の URL ではないか）確かめてください。プロキシの警告画面が返っていることもあります。',
    fixEn:
      'See whether AWS_ENDPOINT_URL is where S3 is answered, and not its console. A warning of a proxy may stand before it.',
  },
  'publish/s3-refused': {
    severity: 'error',
    scope: 'source',
    ja: '{host} が受け付けませんでした（{action}、HTTP {status}、{actual}）。',
    en: '{host} did not take it ({action}, HTTP {status}, {actual}).',
    fixJa: 'この文をバケットの管理者に送って、原因を確かめてもらってください。',
    fixEn: 'Send this text to who runs the bucket, and ask for the reason.',
  },
  // --- datasets at a CKAN ----------------------------------------------------------------------
  'publish/bad-name': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット名「{actual}」は CKAN の名前として使えません（半角の小文字、数字、- と _ で 2～100 文字。/ や . は使えません）。何も送っていません。',
    en: 'The dataset name {actual} is none that CKAN takes (2 to 100 small letters, digits, - and _; no / or .). Nothing was sent.',
    fixJa: 'portals/ のファイルの name または names で、このデータセットの名前を決めてください。',
    fixEn: 'Say the name of this dataset in name or names of the file under portals/.',
  },
  'publish/same-name': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット名「{actual}」が、ほかのデータセットと同じです。',
    en: 'Another dataset has the same name {actual}.',
    fixJa:
      'portals/ のファイルの name に データセットの id を入れるか、names でデータセットごとに別の名前を決めてください。',
    fixEn: 'Let name in the file under portals/ hold the dataset’s id, or give each its own name in names.',
  },
  'publish/name-taken': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット名「{actual}」は、ポータルの別の組織がすでに使っています。何も変えていません。',
    en: 'The dataset name {actual} is taken by another organization of the portal. Nothing was changed.',
    fixJa:
      'portals/ のファイルの names で別の名前を決めるか、organization がこの団体の組織名か確かめてください。',
    fixEn:
      'Give it another name in names of the file under portals/, or see whether organization is the name of your organization there.',
  },
  'publish/no-publisher': {
    severity: 'error',
    scope: 'source',
    ja: '団体コード {actual} の公開先の組織が分かりません。',
    en: 'It is not known to which organization the datasets of publisher {actual} go.',
    fixJa: 'portals/ のファイルの organization を確かめてください。',
    fixEn: 'See organization in the file under portals/.',
  },
  'publish/no-file': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルに送るファイル「{actual}」が dist/ にありません。',
    en: 'The file {actual}, which is to go to the portal, is not in dist/.',
    fixJa: 'もう一度 hiraku build を実行してください。',
    fixEn: 'Run hiraku build again.',
  },
  'publish/file-changed': {
    severity: 'error',
    scope: 'source',
    ja: 'dist/ のファイル {actual} の中身が、作られたときと違います（手で書き換えられたか、送っている間に変わりました）。このファイルは送っていません。',
    en: 'The file {actual} in dist/ is not as it was built (changed by hand, or while it was going up). It was not sent.',
    fixJa: 'hiraku build を実行して dist/ を作り直し、もう一度 hiraku publish を実行してください。',
    fixEn: 'Run hiraku build to make dist/ anew, then hiraku publish again.',
  },
  'publish/taken-over': {
    severity: 'warning',
    scope: 'source',
    ja: 'ポータルには「{actual}」という名前の、Hiraku が作ったのではないデータセットがあります（identifier: {was}）。公開するとこの内容に置きかわります。',
    en: 'The portal has a dataset named {actual} that is not this one (identifier: {was}). It would be taken over.',
    fixJa:
      '置きかえてよいか確かめてください。別のものなら、portals/ のファイルの names で別の名前を決めてください。',
    fixEn:
      'See whether it may be taken over. If it is another one, give this one another name in names of the file under portals/.',
  },
  'publish/foreign-resource': {
    severity: 'info',
    scope: 'source',
    ja: 'ポータルの「{name}」には、Hiraku が送ったのではないリソース「{actual}」があります。そのまま残します。',
    en: 'The dataset {name} at the portal has a resource that is not ours, {actual}. It stays.',
    fixJa: 'いらないときは、ポータルの画面で消してください。',
    fixEn: 'Delete it at the portal if it is not wanted.',
  },
  'publish/private': {
    severity: 'info',
    scope: 'source',
    ja: 'ポータルで「{actual}」は非公開に設定されています。内容は更新しますが、非公開のままにします。',
    en: 'The dataset {actual} is private at the portal. It is kept up to date and stays private.',
    fixJa: '公開するときは、ポータルの画面で公開に変えてください。',
    fixEn: 'Make it public at the portal when it is to be seen.',
  },
  'publish/groups-refused': {
    severity: 'warning',
    scope: 'source',
    ja: 'このトークンの利用者は、グループ {actual} にデータセットを入れられません（グループのメンバーでないか、グループがありません）。ほかは公開できます。',
    en: 'The user of this token may not put datasets into the groups {actual} (no member of them, or there are none). All else is published.',
    fixJa:
      'ポータルの管理者に、このグループのメンバーに加えてもらうか、portals/ のファイルの groups から外してください。',
    fixEn:
      'Ask the portal’s operator to make the user a member of them, or take them out of groups in the file under portals/.',
  },
  'publish/not-kept': {
    severity: 'warning',
    scope: 'source',
    ja: 'ポータルは次の項目を、送ったとおりには残しませんでした: {actual}',
    en: 'The portal did not keep these as they were sent: {actual}',
    fixJa:
      'ポータルの管理者に、この項目が使えるか確かめてください。使えない項目は portals/ のファイルから外してください。',
    fixEn:
      'Ask the portal’s operator whether it has these. Take what it has not out of the file under portals/.',
  },
  'publish/unsettled': {
    severity: 'error',
    scope: 'source',
    ja: '「{actual}」は、送った内容がポータルに入ったか確かめられないまま終わりました。',
    en: 'It could not be seen whether the portal took what was sent of {actual}.',
    fixJa: 'しばらくしてから、もう一度 hiraku publish --apply を実行してください（続きから進みます）。',
    fixEn: 'Run hiraku publish --apply again after a while: it goes on where it stopped.',
  },
  'publish/not-ours': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの「{actual}」は、計画のあとで別のデータセットになったため、消していません。',
    en: 'The dataset {actual} at the portal has become another one since the plan; it was not deleted.',
    fixJa: 'もう一度 hiraku publish を実行して、計画を確かめてください。',
    fixEn: 'Run hiraku publish again and look at the plan.',
  },
  'publish/verify-missing': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルに {actual} がありません（または、まだ公開されていません）。',
    en: 'The portal has no {actual}, or does not show it yet.',
    fixJa: 'hiraku publish --apply を実行してください。',
    fixEn: 'Run hiraku publish --apply.',
  },
  'publish/verify-differs': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの「{name}」は、次の項目が公開するはずの内容と違います: {actual}',
    en: 'The dataset {name} at the portal is other than it should be in: {actual}',
    fixJa: 'hiraku publish で違いを確かめ、hiraku publish --apply で直してください。',
    fixEn: 'See the differences by hiraku publish, and mend them by hiraku publish --apply.',
  },
  'publish/verify-file': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルが配っているファイル {name} の中身が違います（{url}）。',
    en: 'The file {name} that the portal serves is another one ({url}).',
    fixJa:
      'ポータルの画面でこのリソースを消してから、hiraku publish --apply を実行してください。新しく送り直します。',
    fixEn: 'Delete this resource at the portal, then run hiraku publish --apply: it is sent anew.',
  },
  'publish/verify-broken': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイル {actual} をポータルから最後まで取得できませんでした（{detail}）。',
    en: 'The file {actual} could not be got from the portal to its end ({detail}).',
    fixJa: 'もう一度実行してください。',
    fixEn: 'Run it again.',
  },
  // --- tables (DataStore) ------------------------------------------------------------------------
  'publish/table-value-unfit': {
    severity: 'error',
    scope: 'row',
    ja: '「{header}」の値「{actual}」は、ポータルの表（{expected} 型の列）に正しく入りません。この行は送りませんでした。',
    en: 'The portal’s table can not hold the value "{actual}" of "{header}" in a column of type {expected}. The row was not sent.',
    fixJa: '元のデータで、この値に見えない文字や桁の多すぎる数などがないかを確かめて直してください。',
    fixEn: 'Look in the source data for invisible characters, numbers with too many digits and the like, and correct the value.',
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
    fixJa: 'しばらく待ってから、もう一度同じ公開をしてください。続きから送ります。何度も続くときはポータルの管理者に問い合わせてください。',
    fixEn: 'Wait a while and publish again: it goes on from there. If it keeps happening, ask the operator of the portal.',
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
    fixJa: 'もう一度公開すると、表を作り直します。ポータルの側で表を取り込み直す設定（XLoader、DataPusher）がないかも確かめてください。',
    fixEn: 'Publish again: the table is made anew. See too whether the portal reloads tables by itself (XLoader, DataPusher).',
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

export type PublishCode = keyof typeof PUBLISH_PROBLEMS

export const publishProblem = problemsOf(PUBLISH_PROBLEMS)
