import { type ProblemKind, problemsOf } from '../../problem.ts'

/** What can be in the way of earlier versions: git, the repository, the name of a commit or of a version. */
export const gitProblems = {
  'run/git-absent': {
    severity: 'error',
    scope: 'source',
    ja: 'git が見つからないので、前の版を取り出せません。',
    en: 'git was not found, so that no earlier version can be had.',
    fixJa: 'git を入れるか（https://git-scm.com/）、二つのファイルを指定して比べてください。',
    fixEn: 'Install git (https://git-scm.com/), or compare two files.',
  },
  'run/git-no-repository': {
    severity: 'error',
    scope: 'source',
    ja: '{folder} は git のリポジトリーではないので、前の版がありません。',
    en: '{folder} is no git repository: there are no earlier versions.',
    fixJa: 'git で管理しているプロジェクトのフォルダーで実行するか、二つのファイルを指定してください。',
    fixEn: 'Run in the folder of a project that is kept in git, or name two files.',
  },
  'run/git-unsafe': {
    severity: 'error',
    scope: 'source',
    ja: '{folder} はほかの利用者のフォルダーなので、git が読むのを断りました。',
    en: 'git refuses to read {folder}: it belongs to another user.',
    fixJa:
      '信頼できるフォルダーなら、git config --global --add safe.directory {folder} を一度実行してください。',
    fixEn: 'If you trust it, run once: git config --global --add safe.directory {folder}',
  },
  'run/git-failed': {
    severity: 'error',
    scope: 'source',
    ja: 'git が失敗しました（git {command}）：{actual}',
    en: 'git failed (git {command}): {actual}',
    fixJa: 'git fsck でリポジトリーが壊れていないか確かめてください。',
    fixEn: 'See with git fsck whether the repository is whole.',
  },
  'run/no-commit': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」は、ファイルでもフォルダーでも、データセットの版でもコミットでもありません。{hintJa}',
    en: '"{name}" is neither a file nor a folder, nor the version of a dataset, nor a commit.{hintEn}',
    fixJa:
      '版は「データセット@1.0.0」、コミットは HEAD~1、タグの名前、または git log に出る番号で指定してください。',
    fixEn:
      'Write a version as DATASET@1.0.0; a commit as HEAD~1, the name of a tag, or its number in git log.',
  },
  'run/no-version': {
    severity: 'error',
    scope: 'source',
    ja: '{dataset} の版 {version} が見つかりません。{hintJa}',
    en: 'There is no version {version} of {dataset}.{hintEn}',
    fixJa: '見つかった版：{found}。コミットしていない版は、dist/ に今あるものしか取り出せません。',
    fixEn: 'Found: {found}. Of what was not committed only the version that is in dist/ now can be had.',
  },
} satisfies Record<string, ProblemKind>

export const gitProblem = problemsOf(gitProblems)

/** What is said beside a commit or a version that was not found. */
export const SHALLOW = {
  hintJa: 'このコピーには古いコミットがありません。git fetch --unshallow で取り寄せられます。',
  hintEn: ' This clone lacks older commits: git fetch --unshallow gets them.',
}
export const NO_REPOSITORY = {
  hintJa: 'このフォルダーは git で管理されていない（か、git がない）ので、前の版を探せません。',
  hintEn:
    ' This folder is not kept in git (or there is no git), so that no earlier version can be looked for.',
}
