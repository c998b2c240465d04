import { problemsOf } from '../problem.ts'

export const extractProblems = {
  'extract/empty': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイルが空です。',
    en: 'The file is empty.',
    fixJa: '正しいファイルを snapshot/ に置き、snapshot.yaml の sha256 と bytes を書き直してください。',
    fixEn: 'Put the right file into snapshot/ and renew sha256 and bytes in snapshot.yaml.',
  },
  'extract/binary': {
    severity: 'error',
    scope: 'source',
    ja: '文字のファイルではありません（{actual}）。',
    en: 'This is not a text file ({actual}).',
    fixJa: '文書を文字（UTF-8 のテキストまたは Markdown）に書き出したファイルを置いてください。',
    fixEn: 'Save the document as text (UTF-8 plain text or Markdown) and use that file.',
  },
  'extract/not-utf8': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目の{byte}バイト目から UTF-8 として読めません。{guessJa}',
    en: 'From byte {byte}, in line {line}, the file can not be read as UTF-8. {guessEn}',
    fixJa: 'テキストエディタで開き、文字コードを UTF-8 にして保存し直してください。',
    fixEn: 'Open it in a text editor and save it again as UTF-8.',
  },
  'extract/line-too-long': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目が{actual}文字あり、文書の1行として長すぎます（上限 {expected} 文字）。',
    en: 'Line {line} has {actual} characters, too many for a line of a document (at most {expected}).',
    fixJa: '改行が失われたファイルか、文書ではないファイルです。元の文書からテキストを作り直してください。',
    fixEn: 'The line breaks were lost, or this is no document. Make the text anew from the document.',
  },
} as const

export const problem = problemsOf(extractProblems)
