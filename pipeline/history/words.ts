/** What changed and why, in the words of a feed. */

const WHY_WORDS: Readonly<Record<string, string>> = {
  first: '初めての公開',
  snapshot: '元の資料が新しくなったため',
  correction: '値の訂正',
  declaration: '読み取り方や説明の変更',
  datasets: '掲載しているデータセットの変更',
  code: '作成プログラムの変更',
}

/** Shorter, where a clerk reads them in a list. */
const SHORT: Readonly<Record<string, string>> = {
  first: '初めての版',
  snapshot: '元の資料',
  correction: '訂正',
  declaration: '読み取り方や説明',
  datasets: '一覧にあるデータセット',
  code: 'プログラム',
}

export function reasonWords(why: readonly string[]): string {
  return why.map((one) => (Object.hasOwn(SHORT, one) ? SHORT[one] : undefined) ?? one).join('、')
}

export function whyWords(why: readonly string[]): string {
  return why.map((one) => wordOf(one)).join('、')
}

/** The first reason says most. */
export function commonWhy(why: readonly string[]): string {
  return wordOf(why[0] ?? 'code')
}

function wordOf(why: string): string {
  return (Object.hasOwn(WHY_WORDS, why) ? WHY_WORDS[why] : undefined) ?? why
}

/** Undefined where nobody counted. */
export function countsWords(counts: {
  readonly added?: number | undefined
  readonly removed?: number | undefined
  readonly changed?: number | undefined
}): string | undefined {
  const { added, removed, changed } = counts
  if (added === undefined || removed === undefined || changed === undefined) return undefined
  return `追加${added}件、削除${removed}件、変更${changed}件`
}
