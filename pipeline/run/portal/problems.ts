/** What can be wrong with portals/<id>.yaml and with a token. A token is never in any of it. */
import { type ProblemKind, problemsOf } from '../../problem.ts'

export const portalProblems = {
  'run/portal-unknown': {
    severity: 'error',
    scope: 'source',
    ja: 'portals/{name}.yaml がありません。{hintJa}（あるもの：{there}）',
    en: 'There is no portals/{name}.yaml. {hintEn} (There are: {there})',
    fixJa:
      'CKAN のポータルなら、portals/{name}.yaml を作り、{example} と書いてください（preset に書ける決まり：{presets}）。ほかに folder:フォルダー、s3:バケット/接頭辞 も指定できます。',
    fixEn:
      'For a CKAN portal make portals/{name}.yaml and write into it: {example} (conventions that `preset` may name: {presets}). Other targets are folder:PATH and s3:BUCKET/PREFIX.',
  },
  'run/portal-name': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの名前「{name}」は使えません。',
    en: 'A portal can not be called "{name}".',
    fixJa:
      'portals フォルダーにあるファイルの名前（.yaml の前）を、半角の英小文字・数字・- で書いてください。',
    fixEn: 'Give the name of a file in the folder portals (before .yaml): a to z, digits and -.',
  },
  'run/portal-preset': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の preset「{actual}」という決まりはありません。{hintJa}',
    en: '{file}: there are no conventions called "{actual}". {hintEn}',
    fixJa: '使えるもの：{expected}。ほかの CKAN なら ckan と書いてください。',
    fixEn: 'There are: {expected}. For any other CKAN write ckan.',
  },
  'run/portal-token-inside': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の {line} 行目に、トークンかパスワードのようなものが書かれています。',
    en: 'Line {line} of {file} seems to hold a token or a password.',
    fixJa:
      'その行を消してください。すでに人に渡したり git に入れたりしたトークンは、ポータルで無効にして作り直してください。トークンは環境変数 HIRAKU_TOKEN に入れるか、プロジェクトの外のファイルに書いて --token-file で示します。',
    fixEn:
      'Delete that line. A token that was handed on or committed must be revoked at the portal and made anew. Put the token into the environment variable HIRAKU_TOKEN, or into a file outside the project and name it with --token-file.',
  },
  'run/portal-url-missing': {
    severity: 'error',
    scope: 'source',
    ja: '{file} に url がありません。',
    en: '{file} has no `url`.',
    fixJa: 'ポータルの最初のページのアドレスを「url: https://…/」と書いてください。',
    fixEn: "Write the address of the portal's first page: `url: https://…/`.",
  },
  'run/portal-url': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の url「{actual}」は、ポータルの最初のページのアドレスではないようです。',
    en: '{file}: `url` "{actual}" does not seem to be the address of the portal\'s first page.',
    fixJa: 'api、dataset、organization より前まで（{expected}）を書いてください。',
    fixEn: 'Write it up to before api, dataset or organization: {expected}',
  },
  'run/portal-not-https': {
    severity: 'warning',
    scope: 'source',
    ja: '{file} の url は http です。トークンが暗号化されずに送られ、途中で読まれるおそれがあります。',
    en: '{file}: `url` is http. The token is sent in clear and may be read on its way.',
    fixJa: 'ポータルが https で使えるなら、url を https:// に直してください。',
    fixEn: 'Where the portal has https, write the address with https://.',
  },
  'run/portal-placeholder': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の {key} にある「{actual}」という名前は知りません。{hintJa}',
    en: '{file}: {key} asks for "{actual}", which nobody knows. {hintEn}',
    fixJa: '{ } の間に書けるもの：{expected}',
    fixEn: 'Between { } may stand: {expected}',
  },
  'run/portal-names': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の {key} では、2つ以上のデータセットの名前が同じ「{actual}」になります。',
    en: '{file}: by {key} several datasets have the same name "{actual}".',
    fixJa: 'データセットごとに別の名前になるように直してください。name には {id} か {slug} を入れます。',
    fixEn: 'Give each dataset a name of its own. `name` must hold {id} or {slug}.',
  },
  'run/portal-names-unused': {
    severity: 'warning',
    scope: 'source',
    ja: '{file} の names にある「{actual}」というデータセットはありません。{hintJa}',
    en: '{file}: there is no dataset "{actual}", which stands under `names`. {hintEn}',
    fixJa: 'その行を消すか、データセットの ID を直してください。',
    fixEn: "Delete that line, or mend the dataset's id.",
  },
  'run/portal-authorities': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の authorities「{actual}」は、証明書のファイル（PEM）として読めません。',
    en: '{file}: `authorities` "{actual}" can not be read as a file of certificates (PEM).',
    fixJa:
      '「-----BEGIN CERTIFICATE-----」で始まる、認証局の証明書のファイルを指定してください。秘密鍵の入ったファイルは使えません。',
    fixEn:
      'Name a file with the certificates of the authorities, which begin with -----BEGIN CERTIFICATE-----. No file with a private key.',
  },
  'run/organization-name': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの組織の名前「{actual}」は使えません（半角の英小文字・数字・_・-）。',
    en: 'The organization can not be called "{actual}" at the portal (a to z, digits, _ and -).',
    fixJa:
      '{file} の organization に、ポータルでの組織の名前（アドレスの organization/ の後の部分）を書いてください。',
    fixEn:
      "Write the organization's name (what follows organization/ in its address) as `organization` of {file}.",
  },
  'run/token-whose': {
    severity: 'error',
    scope: 'source',
    ja: '環境変数 HIRAKU_TOKEN がどのポータルのトークンか分からないので、{id} には使いません（ほかのポータル：{expected}）。',
    en: 'HIRAKU_TOKEN may be the token of another portal ({expected}), so it is not used for {id}.',
    fixJa: 'ポータル {id} のトークンは、環境変数 {variable} に入れてください。',
    fixEn: 'Put the token of {id} into the environment variable {variable}.',
  },
  'run/token-missing': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータル {id} のトークンがありません。',
    en: 'There is no token for the portal {id}.',
    fixJa:
      'ポータルの自分のページで API トークンを作り、環境変数 {variable} に入れるか、プロジェクトの外のファイルに書いて --token-file で示してください。',
    fixEn:
      'Make an API token on your own page of the portal, and put it into the environment variable {variable}, or into a file outside the project that --token-file names.',
  },
  'run/token-unreadable': {
    severity: 'error',
    scope: 'source',
    ja: 'トークンのファイル {file} が読めません（{actual}）。',
    en: 'The token file {file} can not be read ({actual}).',
    fixJa:
      'ファイルの場所を確かめてください。トークンだけを書いた、小さなテキストファイルでなければなりません。',
    fixEn: 'See where the file is. It must be a small text file that holds the token alone.',
  },
  'run/token-broken': {
    severity: 'error',
    scope: 'source',
    ja: '{from} にあるものは、トークンとして使えません（{reasonJa}）。',
    en: 'What is in {from} can not be a token ({reason}).',
    fixJa:
      'トークンの文字だけを1行で入れてください。「Bearer」「Authorization:」や引用符、全角の文字、改行は付けません。',
    fixEn:
      'Put the token alone there, in one line: no "Bearer", no "Authorization:", no quotes, no line break.',
  },
  'run/token-file-shared': {
    severity: 'warning',
    scope: 'source',
    ja: 'トークンのファイル {file} は、ほかの利用者も読めます。',
    en: 'The token file {file} can be read by other users.',
    fixJa: '自分だけが読めるようにしてください（chmod 600 {file}）。',
    fixEn: 'Let only its owner read it (chmod 600 {file}).',
  },
  'run/token-file-inside': {
    severity: 'warning',
    scope: 'source',
    ja: 'トークンのファイル {file} はプロジェクトの中にあり、git に入れられるおそれがあります。',
    en: 'The token file {file} lies inside the project and may be committed to git.',
    fixJa: 'プロジェクトの外に移すか、.gitignore に書いてください。',
    fixEn: 'Move it out of the project, or list it in .gitignore.',
  },
} satisfies Readonly<Record<string, ProblemKind>>

export const portalProblem = problemsOf(portalProblems)
