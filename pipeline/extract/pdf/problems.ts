import { problemsOf } from '../../problem.ts'

export const pdfProblems = {
  'extract/pdf-scanned': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF（{actual}ページ）に文字がありません。紙を読み取った（スキャンした）画像だけの PDF と思われます。',
    en: 'The PDF ({actual} pages) holds no text: it seems to be scanned paper, images only.',
    fixJa:
      '作成した部署に元の Excel や CSV を求めてください。元のファイルがなければ、OCR（文字認識）で文字にし、数字と固有名詞を必ず見比べてから使ってください。',
    fixEn:
      'Ask those who made it for the original Excel or CSV file. If there is none, run OCR on it, and compare figures and names with the paper before you use it.',
  },
  'extract/pdf-mostly-images': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF（{actual}ページ）はほとんどが画像で、文字は{count}字しかなく、表がありません。紙を読み取った（スキャンした）PDF と思われます。',
    en: 'The PDF ({actual} pages) is mostly images: it has only {count} characters and no table. It seems to be scanned paper.',
    fixJa:
      '作成した部署に元の Excel や CSV を求めてください。元のファイルがなければ、OCR（文字認識）で文字にし、数字と固有名詞を必ず見比べてから使ってください。',
    fixEn:
      'Ask those who made it for the original Excel or CSV file. If there is none, run OCR on it, and compare figures and names with the paper before you use it.',
  },
  'extract/pdf-encrypted': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF が「開くパスワード」で保護されているので、開けません。',
    en: 'The PDF can only be opened with a password.',
    fixJa:
      'パスワードを入れて開き、「印刷」から「PDF に出力」で保存し直すか、元の Excel や CSV を使ってください。',
    fixEn: 'Open it with the password and print it to a new PDF, or use the original Excel or CSV file.',
  },
  'extract/pdf-damaged': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF が壊れているか、途中で切れています（{actual}）。',
    en: 'The PDF is damaged or cut short ({actual}).',
    fixJa:
      '元のファイルをもう一度取得してください。それでも読めないときは、作成したソフトで PDF を作り直してください。',
    fixEn: 'Get the file once more. If that does not help, make the PDF anew in the program that made it.',
  },
  'extract/pdf-too-large': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF として大きすぎます（{whatJa}: {actual}、上限 {expected}）。',
    en: 'The PDF is too large ({what}: {actual}, at most {expected}).',
    fixJa: '必要なページだけの PDF に分けるか、元の Excel や CSV を使ってください。',
    fixEn: 'Make PDFs of the pages needed, or use the original Excel or CSV file.',
  },
  'extract/pdf-page-unread': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF の{count}ページが壊れていて読めません（{pages}ページ）。',
    en: '{count} pages of the PDF are damaged and can not be read (pages {pages}).',
    fixJa: 'PDF を開いて該当のページを確かめ、作成したソフトで PDF を作り直してください。',
    fixEn: 'Open the PDF, look at these pages, and make it anew in the program that made it.',
  },
  'extract/pdf-font-unread': {
    severity: 'error',
    scope: 'source',
    ja: 'PDF の文字の一部を読むための対応表（{actual}）がここにはなく、その文字を読めません。',
    en: 'Some characters of the PDF can not be read: their code tables ({actual}) are not at hand here.',
    fixJa: 'パソコンにインストールした Hiraku で読むか、フォントを埋め込んだ PDF を作り直してください。',
    fixEn: 'Read it with Hiraku installed on a PC, or make the PDF anew with its fonts embedded.',
  },
  'extract/pdf-page-without-text': {
    severity: 'warning',
    scope: 'source',
    ja: 'PDF の{count}ページに文字がありません（{pages}ページ）。白紙か、紙を読み取った画像だけのページです。',
    en: '{count} pages of the PDF hold no text (pages {pages}): they are blank, or images only.',
    fixJa:
      '該当のページに必要な内容がないか確かめ、あれば元の Excel や CSV を使うか、OCR で文字にしてください。',
    fixEn: 'See whether these pages matter; if so, use the original Excel or CSV file, or run OCR on them.',
  },
  'extract/pdf-unknown-characters': {
    severity: 'warning',
    scope: 'source',
    ja: '何の文字か分からない文字が{count}個あります（{pages}ページ）。外字か、文字の情報を持たないフォントです。',
    en: '{count} characters can not be told (pages {pages}): gaiji, or fonts that do not say what their glyphs are.',
    fixJa: 'PDF を開いて該当のページと見比べてください。多いときは、元の Excel や CSV を使ってください。',
    fixEn: 'Compare with these pages of the PDF. Where they are many, use the original Excel or CSV file.',
  },
  'extract/pdf-furniture': {
    severity: 'info',
    scope: 'source',
    ja: 'ページ番号やページごとの見出しと見られる{count}行を、本文と表から除きました（最初は{page}ページの「{actual}」）。',
    en: '{count} lines were taken for page numbers and running heads and left out (the first is on page {page}: "{actual}").',
    fixJa: '本文や表の一部が含まれていないか確かめてください。',
    fixEn: 'See that nothing of the text or of a table is among them.',
  },
} as const

export const pdfProblem = problemsOf(pdfProblems)
