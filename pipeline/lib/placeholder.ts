/** A name that nobody has given yet: it is marked as one, and never goes into the data. */

/** `what`: enough to know which it is, as a code. */
export function placeholder(what: string): { readonly ja: string; readonly en: string } {
  return { ja: `（名前を書いてください：${what}）`, en: `(name to be filled in: ${what})` }
}

export function isPlaceholder(name: string): boolean {
  return name.startsWith('（名前を書いてください') || name.startsWith('(name to be filled in')
}

const DRAFT = '列の名前・型・説明は値から推定したもので、確かめて直してください。'

/** The description that a dataset of its own gets when it is added: for the clerk to mend, not for the public. */
export function draftOf(title: string): string {
  return `${title}。${DRAFT}`
}

export function isDraft(text: string): boolean {
  return text.includes(DRAFT)
}
