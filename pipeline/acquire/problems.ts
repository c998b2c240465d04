import { type ProblemKind, problemsOf } from '../problem.ts'

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
  'acquire/size-mismatch': {
    severity: 'error',
    scope: 'source',
    ja: '元ファイル snapshot/{file} の大きさが、snapshot.yaml の bytes と違います。',
    en: 'The size of snapshot/{file} is not the `bytes` of snapshot.yaml.',
    fixJa: 'snapshot.yaml の bytes を {actual} に直してください(sha256 は一致しています)。',
    fixEn: 'Write {actual} as `bytes` in snapshot.yaml (its sha256 does match).',
  },
} satisfies Record<string, ProblemKind>

export const acquireProblem = problemsOf(acquireProblems)
