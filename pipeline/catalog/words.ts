/** `schemas/portals/words.yaml`: by which words people search for which dataset. */

export interface SheetWords {
  /** the sheet's own title, as `conformsTo` ends with it */
  readonly title: string
  /** as BODIK tags it: AED設置箇所 */
  readonly tag: string
  /** what people type who look for it, the most usual first */
  readonly words: readonly string[]
}

export interface SearchWords {
  /** what ends a title and says nothing of what is in it: 一覧, 情報 */
  readonly endings: readonly string[]
  /** particles at which a title is cut: の, 及び */
  readonly particles: readonly string[]
  /** by slug */
  readonly sheets: Readonly<Record<string, SheetWords>>
  /** words that stand in titles, with others that people use for the same */
  readonly same: readonly (readonly string[])[]
}
