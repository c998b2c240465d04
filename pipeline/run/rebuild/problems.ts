import { type ProblemKind, problemsOf } from '../../problem.ts'

/** What can keep an earlier state from being made again, byte for byte. */
export const rebuildProblems = {
  'run/rebuild-not-empty': {
    severity: 'error',
    scope: 'source',
    ja: '{folder} は空ではないか、今の公開データの場所なので、前の版を書き込めません。何も作っていません。',
    en: '{folder} is not empty, or holds what is published now: no earlier version is written there. Nothing was made.',
    fixJa: 'まだないフォルダーか、空のフォルダーを指定してください。例：--out {free}',
    fixEn: 'Name a folder that is empty or not there yet, such as --out {free}',
  },
  'run/rebuild-edited': {
    severity: 'error',
    scope: 'source',
    ja: '{commit} の dist/ の {count} ファイルは、作られた後で手で書き換えられています（同じコミットの SHA256SUMS と違います）：{files}',
    en: 'Files in dist/ of {commit} were changed by hand after they were made ({count}; they are not as SHA256SUMS of that commit has them): {files}',
    fixJa:
      'dist/ は手で直しても、次に作ると元に戻ります。直すところがあるときは、corrections.yaml か元の資料を直して作り直してください。',
    fixEn:
      'What is mended by hand in dist/ is lost with the next build: mend corrections.yaml or the source, and build.',
  },
  'run/rebuild-differs': {
    severity: 'error',
    scope: 'source',
    ja: '{commit} の dist/ と同じになりませんでした（違う {differing}、足りない {missing}、余分 {extra}）：{files}。{codeJa}',
    en: 'The result is not the dist/ of {commit}: {differing} differ, {missing} are missing, {extra} too many: {files}.{codeEn}',
    fixJa: '{howJa}',
    fixEn: '{howEn}',
  },
  'run/rebuild-no-hiraku': {
    severity: 'error',
    scope: 'source',
    ja: '{commit} には、どの Hiraku で作ったかの記録（package.json と package-lock.json）がありません。',
    en: '{commit} does not say by which Hiraku it was made: no package.json with a package-lock.json names one.',
    fixJa:
      '--install を付けずに、そのときの Hiraku を自分で入れてから実行してください。Hiraku をプロジェクトの依存パッケージにして package.json と package-lock.json をコミットしておくと、次からは記録が残ります。',
    fixEn:
      'Install the Hiraku of that time yourself and run it without --install. Make Hiraku a dependency of the project and commit package.json and package-lock.json: then it is on record from then on.',
  },
  'run/rebuild-install': {
    severity: 'error',
    scope: 'source',
    ja: '{commit} の Hiraku を入れられませんでした（npm ci）：{actual}',
    en: 'The Hiraku of {commit} could not be installed (npm ci): {actual}',
    fixJa:
      'ネットワークにつながっているか確かめてください。package-lock.json にあるパッケージがまだ配られているかも確かめてください。',
    fixEn:
      'See whether the network is there, and whether the packages of its package-lock.json are still to be had.',
  },
  'run/rebuild-failed': {
    severity: 'error',
    scope: 'source',
    ja: '{commit} の Hiraku が途中で止まりました（終了コード {exit}）：{actual}',
    en: 'The Hiraku of {commit} ended with {exit}: {actual}',
    fixJa:
      '今の Node で動かない古い版かもしれません。package.json の engines にある版の Node で試してください。',
    fixEn: 'It may be too old for this Node: try the one that `engines` in its package.json names.',
  },
} satisfies Record<string, ProblemKind>

export const rebuildProblem = problemsOf(rebuildProblems)
