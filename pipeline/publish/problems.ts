/** What can go wrong between dist/ and a portal. */
import { type ProblemKind, problemsOf } from '../problem.ts'

export const PUBLISH_PROBLEMS = {
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
    ja: 'ポータルには「{actual}」という名前の、このデータセットではないものがあります（uri: {was}）。names に書いてあるので、公開するとこの内容に置きかわります。',
    en: 'The portal has a dataset named {actual} that is not this one (uri: {was}). As `names` says so, it would become this one.',
    fixJa:
      '置きかえてよいか確かめてください。別のものなら、portals/ のファイルの names に別の名前を書いてください。',
    fixEn:
      'See whether it may be taken over. If it is another one, give this one another name in names of the file under portals/.',
  },
  'publish/others-dataset': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルには「{actual}」という名前の、このデータセットではないものがあります（uri: {was}）。何も変えていません。',
    en: 'The portal has a dataset named {actual} that is not this one (uri: {was}). Nothing was changed.',
    fixJa:
      'それをこのデータセットに置きかえてよければ、portals/ のファイルに「names: { {id}: {actual} }」と書いてください（題名や説明などはこちらの内容になり、人が加えたファイルやタグは残ります）。別のものなら、names でこのデータセットに別の名前を決めてください。',
    fixEn:
      'If it may become this one, write `names: { {id}: {actual} }` into the file under portals/ (title, description and the like become ours; files and tags that people added stay). If it is another one, give this one another name there.',
  },
  'publish/name-of-other': {
    severity: 'error',
    scope: 'source',
    ja: 'このデータセットはポータルで「{was}」に名前が変えられていて、元の名前「{actual}」は別のデータセットが使っています。何も変えていません。',
    en: 'This dataset was renamed to {was} at the portal, and another dataset has the name {actual} now. Nothing was changed.',
    fixJa:
      '今の名前のままでよければ、portals/ のファイルに「names: { {id}: {was} }」と書いてください。元の名前に戻すなら、先に別のデータセットの名前（URL）をポータルの画面で変えてください。',
    fixEn:
      'If it may keep its present name, write `names: { {id}: {was} }` into the file under portals/. To have the former name back, first change the name (URL) of the other dataset at the portal.',
  },
  'publish/elsewhere': {
    severity: 'error',
    scope: 'source',
    ja: 'このデータセットは、ポータルでは別の組織「{organization}」に「{actual}」としてあります。何も変えていません。',
    en: 'This dataset is at the portal under another organization, {organization}, as {actual}. Nothing was changed.',
    fixJa:
      '組織が移されたのなら、portals/ のファイルの organization を「{organization}」に直してください。そうでなければ、ポータルの管理者に元の組織へ戻してもらってください。',
    fixEn:
      'If it was moved there, set organization in the file under portals/ to {organization}. If not, ask the portal’s operator to move it back.',
  },
  'publish/also-elsewhere': {
    severity: 'warning',
    scope: 'source',
    ja: '同じデータセット（uri が同じもの）が、ポータルの別の組織「{organization}」に「{actual}」としてもあります。この組織には新しく作られます。',
    en: 'The same dataset (of the same uri) is at the portal under another organization too, {organization}, as {actual}. A new one would be made in this organization.',
    fixJa:
      '二つあってよいか確かめてください（試しの組織やハーベストの組織など）。そこへ移されたのなら、portals/ のファイルの organization を「{organization}」に直してください。',
    fixEn:
      'See whether there may be two (an organization for trials, a harvester’s). If it was moved there, set organization in the file under portals/ to {organization}.',
  },
  'publish/taken-down': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルの「{actual}」は、ポータルの画面で公開を止められています（状態: {state}）。人が止めたものなので、公開し直していません。',
    en: 'Somebody has taken the dataset {actual} down at the portal (state: {state}). It was not put back.',
    fixJa:
      '公開し直してよければ、ポータルにログインして {url} を開き、「状態」を「アクティブ」にして保存してください。公開しないのなら、sources/ からこのデータセットを外してください。',
    fixEn:
      'If it may be public again, sign in at the portal, open {url}, set “State” to “Active” and save. If it is not to be published, take it out of sources/.',
  },
  'publish/hidden': {
    severity: 'error',
    scope: 'source',
    ja: 'ポータルには「{actual}」がありますが、トークンなしでは見られません（非公開か、公開の途中です）。',
    en: 'The portal has {actual} and does not show it without a token: it is private, or being made.',
    fixJa: '編集者のトークンを渡して、もう一度実行してください（環境変数 HIRAKU_TOKEN か --token-file）。',
    fixEn: 'Run it again with an editor’s token (HIRAKU_TOKEN, or --token-file).',
  },
  'publish/retire-foreign': {
    severity: 'warning',
    scope: 'source',
    ja: '取り下げになる「{name}」には、Hiraku が送ったのではないリソース「{actual}」があります。このままでは --retire でも取り下げません。',
    en: 'The dataset {name}, which is to be retired, has a resource that is not ours, {actual}. As it is, --retire leaves it.',
    fixJa:
      'そのリソースがいらないか、ほかの場所にあるかを確かめ、ポータルの画面で消してください。残すなら、そのままにしてください。',
    fixEn:
      'See whether that resource is not needed or kept elsewhere, and delete it at the portal. If it is to stay, leave the dataset as it is.',
  },
  'publish/retire-refused': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」には、Hiraku が送ったのではないリソース「{actual}」があるため、取り下げていません（一緒に消えてしまうため）。',
    en: 'The dataset {name} was not retired: it has a resource that is not ours, {actual}, which would go with it.',
    fixJa:
      'そのリソースがいらないか、ほかの場所にあるかを確かめ、ポータルの画面で消してから、もう一度 hiraku publish --apply --retire を実行してください。',
    fixEn:
      'See whether that resource is not needed or kept elsewhere, delete it at the portal, and run hiraku publish --apply --retire again.',
  },
  'publish/index-behind': {
    severity: 'warning',
    scope: 'source',
    ja: 'ポータルの「{actual}」は新しくなっていますが、ポータルの検索と一覧には前の内容が出ています。',
    en: 'The dataset {actual} is up to date at the portal, but the portal’s search and lists show what it was before.',
    fixJa:
      '数分たっても同じなら、ポータルの管理者に「ckan search-index rebuild {actual}」を実行してもらってください。',
    fixEn:
      'If it is still so after some minutes, ask the portal’s operator to run: ckan search-index rebuild {actual}',
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
} satisfies Readonly<Record<string, ProblemKind>>

export const publishProblem = problemsOf(PUBLISH_PROBLEMS)
