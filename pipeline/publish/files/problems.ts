/** What can go wrong between dist/ and a place of files: a folder, S3. */
import { type ProblemKind, problemsOf } from '../../problem.ts'

export const FILES_PROBLEMS = {
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
} satisfies Readonly<Record<string, ProblemKind>>

export type FilesCode = keyof typeof FILES_PROBLEMS

export const filesProblem = problemsOf(FILES_PROBLEMS)
