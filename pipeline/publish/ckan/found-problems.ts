/** What can be wrong with whose a dataset of the portal is, and with what people have done with it there. */
import { type ProblemKind, problemsOf } from '../../problem.ts'

export const FOUND_PROBLEMS = {
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
} satisfies Readonly<Record<string, ProblemKind>>

export const foundProblem = problemsOf(FOUND_PROBLEMS)
