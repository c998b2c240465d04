/** What can go wrong between this computer and a portal: the network, the token, CKAN's own answers. */
import { type ProblemKind, problemsOf } from '../../problem.ts'

export const PORTAL_PROBLEMS = {
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
  'publish/portal-not-https': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {url} に https でつなごうとしましたが、相手は https ではないようです。',
    en: 'https was spoken to the portal {url}, which does not seem to speak it.',
    fixJa: 'portals/ のファイルの url を確かめてください（https:// か http:// か、ポート番号）。',
    fixEn: 'Check url in the file under portals/: https:// or http://, and the port.',
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
    fixJa:
      'もう一度 hiraku publish を --apply なしで実行し、計画を見てください。誰かがポータルで消したのかもしれません。',
    fixEn:
      'Run hiraku publish without --apply and look at the plan: somebody may have removed it at the portal.',
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
    ja: 'ポータルの正しい場所は {actual} です。{url} からそこへ転送されました（HTTP {status}）。転送先には何も送っていません。',
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
} satisfies Readonly<Record<string, ProblemKind>>

export type PortalCode = keyof typeof PORTAL_PROBLEMS

export const portalProblem = problemsOf(PORTAL_PROBLEMS)
