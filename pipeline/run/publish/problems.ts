/** What keeps dist/ from being published, before any portal is asked. */
import { type ProblemKind, problemsOf } from '../../problem.ts'

export const publishRunProblems = {
  'run/publish-nothing': {
    severity: 'error',
    scope: 'source',
    ja: '公開するものがありません。dist/ に SHA256SUMS がないか、データセットが一つもありません。',
    en: 'There is nothing to publish: dist/ has no SHA256SUMS, or no dataset.',
    fixJa: '先に hiraku build を実行してください。',
    fixEn: 'Run hiraku build first.',
  },
  'run/publish-altered': {
    severity: 'error',
    scope: 'source',
    ja: '{file} は、作られたときのままではありません（なくなったか、書き換えられています）。このデータセットは公開しません。',
    en: '{file} is not as it was built: it is gone, or was changed. This dataset is not published.',
    fixJa: 'dist/ は手で直さず、hiraku build で作り直してください。',
    fixEn: 'Leave dist/ as it is made: run hiraku build again.',
  },
  'run/publish-base-iri': {
    severity: 'error',
    scope: 'source',
    ja: '公開先のアドレス（baseIri）が決まっていないので、{publisher} のデータセットは公開しません。今のアドレスは仮のものです。',
    en: 'The datasets of {publisher} are not published: their base address (baseIri) is not decided, and the one they bear is a stand-in.',
    fixJa:
      '{file} に baseIri: https://…/ を書き（データセットのアドレスになるので、あとで変えないもの）、hiraku build をもう一度実行してください。',
    fixEn:
      'Write baseIri: https://…/ into {file} (datasets are known by it, so it should not change later), then run hiraku build again.',
  },
  'run/publish-reserved-iri': {
    severity: 'error',
    scope: 'source',
    ja: '{publisher} の公開先のアドレス（baseIri）「{actual}」は、説明や試験のために予約された名前で、だれのものにもなりません。このアドレスではデータセットを公開しません。',
    en: 'The base address (baseIri) of {publisher}, {actual}, is a name reserved for examples and tests, which nobody can own: nothing is published under it.',
    fixJa:
      '.example、.test、.invalid、localhost、example.com / .net / .org は使えません（RFC 2606）。{file} の baseIri に、自分たちの持つドメインのアドレス（https://…/、あとで変えないもの）を書き、hiraku build をもう一度実行してください。',
    fixEn:
      'Names in .example, .test, .invalid, localhost and example.com, .net, .org can not be used (RFC 2606). Write an address in a domain of your own (https://…/, that should not change later) as baseIri into {file}, then run hiraku build again.',
  },
  'run/publish-licence': {
    severity: 'error',
    scope: 'source',
    ja: '{publisher} のライセンス（利用条件）が決まっていないので、公開しません。利用条件のないデータは、誰も使えません。',
    en: 'The licence of {publisher} is not decided, so it is not published: nobody may use data without one.',
    fixJa:
      '{file} の licence に、決めたもの（たとえば CC-BY-4.0）を書き、hiraku build をもう一度実行してください。',
    fixEn: 'Write the licence (such as CC-BY-4.0) into {file}, then run hiraku build again.',
  },
  'run/publish-draft': {
    severity: 'warning',
    scope: 'source',
    ja: '{name} の説明が、取り込んだときの下書き（「確かめて直してください」）のままです。このまま公開すると、だれの目にも入ります。',
    en: 'The description of {name} is still the draft that add wrote ("to be checked and mended"), and everybody would read it.',
    fixJa:
      '{file} の description と列の名前（column1 など）を直し、hiraku build をもう一度実行してください。',
    fixEn:
      'Mend the description and the names of columns (column1 …) in {file}, then run hiraku build again.',
  },
  'run/publish-unaccepted': {
    severity: 'warning',
    scope: 'source',
    ja: '{name} は、まだ版として受け入れられていないので、版の番号も公開日もないまま公開されます。',
    en: '{name} was never accepted as a version: it is published without a version and a date.',
    fixJa: '内容がよければ hiraku accept を実行し、hiraku build をもう一度実行してください。',
    fixEn: 'If it is as it should be, run hiraku accept, then hiraku build again.',
  },
  'run/publish-not-accepted': {
    severity: 'warning',
    scope: 'source',
    ja: '{name} の内容は、版 {version} として受け入れたものと違います。このまま公開すると、版の番号や変更の一覧と、データが食い違います。',
    en: '{name} is not what was accepted as version {version}: published so, its version and its list of changes would not agree with its data.',
    fixJa:
      'hiraku diff --only {dataset} で変わったところを見て、よければ hiraku accept {dataset} を実行してください。',
    fixEn: 'See what changed by hiraku diff --only {dataset}; if it is right, run hiraku accept {dataset}.',
  },
  'run/withheld-not-accepted': {
    severity: 'error',
    scope: 'source',
    ja: '{name} の内容は、版 {version} として受け入れたものと違うので、公開しませんでした。公開先は前のままです。だれも受け入れていない内容は、自動では公開しません。',
    en: '{name} is not what was accepted as version {version}, so it was not published and the portal keeps what it has: what nobody accepted is not published by itself.',
    fixJa:
      'hiraku diff --only {dataset} で変わったところを見て、よければ hiraku accept {dataset} を実行してください。次の hiraku run が公開します。',
    fixEn:
      'See what changed by hiraku diff --only {dataset}; if it is right, run hiraku accept {dataset}. The next hiraku run publishes it.',
  },
  'run/withheld-never-accepted': {
    severity: 'error',
    scope: 'source',
    ja: '{name} は、まだ版として受け入れられていないので、公開しませんでした。だれも受け入れていない内容は、自動では公開しません。',
    en: '{name} was never accepted as a version, so it was not published: what nobody accepted is not published by itself.',
    fixJa:
      'dist/datasets/{dataset}/ を見て、よければ hiraku accept {dataset} を実行してください。次の hiraku run が公開します。',
    fixEn:
      'Look at dist/datasets/{dataset}/; if it is right, run hiraku accept {dataset}. The next hiraku run publishes it.',
  },
  'run/publish-not-built': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の {key} が、dist/ を作ったときと違います（書いてあるのは「{name}」）。dist/ は古いので、{publisher} のデータセットは公開しません。',
    en: '{key} in {file} is not what dist/ was built with (it says "{name}" now). dist/ is old, so the datasets of {publisher} are not published.',
    fixJa: 'hiraku build を実行してください。build がエラーで終わるときは、それを先に直してください。',
    fixEn: 'Run hiraku build. Where that ends with errors, mend them first.',
  },
  'run/publish-placeholder': {
    severity: 'error',
    scope: 'source',
    ja: '{name} に、まだ書かれていない名前（「{missing}」）があるので、公開しません。',
    en: 'A name of {name} is still to be filled in ("{missing}"), so it is not published.',
    fixJa: '{file} の名前（日本語と英語）を書き、hiraku build をもう一度実行してください。',
    fixEn: 'Write the names (Japanese and English) into {file}, then run hiraku build again.',
  },
  'run/publish-folder-name': {
    severity: 'error',
    scope: 'source',
    ja: '--to folder: のあとに、フォルダーの名前がありません。',
    en: '--to folder: lacks the name of the folder.',
    fixJa: '--to folder:/srv/www/opendata のように書いてください。',
    fixEn: 'Write --to folder:/srv/www/opendata or the like.',
  },
  'run/publish-unknown-dataset': {
    severity: 'error',
    scope: 'source',
    ja: 'dist/ に「{name}」というデータセットはありません。{hintJa}',
    en: 'There is no dataset "{name}" in dist/.{hintEn}',
    fixJa: 'dist/datasets/ の下のフォルダーの名前を --only に書いてください。',
    fixEn: 'Give --only the name of a folder under dist/datasets/.',
  },
  'run/publish-many-retired': {
    severity: 'error',
    scope: 'source',
    ja: '取り下げになるデータセットが {retired} 件あり、公開する {published} 件より多いので、取り下げません。',
    en: '{retired} datasets would be retired, more than the {published} that are published: nothing is retired.',
    fixJa:
      'dist/ と公開先（団体のコード、組織の名前）が合っているかを確かめてください。本当に要らないなら、公開先の画面で取り下げてください。',
    fixEn:
      'Check that dist/ and the target (code of the publisher, name of the organization) belong together. If they are really to go, take them down in the portal.',
  },
  'run/publish-rest-waits': {
    severity: 'warning',
    scope: 'source',
    ja: '公開できなかったデータセットが {failed} 件あるので、全体の目録と取り下げ（合わせて {waiting} 件）は前のままにしてあります。',
    en: '{failed} datasets could not be published, so the catalogue over all and what is to be retired ({waiting} in all) wait.',
    fixJa: '上のエラーを直して、もう一度実行してください。',
    fixEn: 'Mend the errors above and run it again.',
  },
} satisfies Record<string, ProblemKind>

/** The portal did not fail: a person has not accepted what would go there. */
export const WAITS_FOR_PERSON: ReadonlySet<string> = new Set([
  'run/withheld-not-accepted',
  'run/withheld-never-accepted',
])

export const publishRunProblem = problemsOf(publishRunProblems)
