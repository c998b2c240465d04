/** Files with pages. */

/** A row or line and the page it is on, for it and those below it, up to the next entry. */
export type Pages = readonly (readonly [first: number, page: number])[]

/** Undefined: the file has no pages, or none there. */
export function pageAt(pages: Pages | undefined, place: number): number | undefined {
  let page: number | undefined
  for (const [first, number] of pages ?? []) {
    if (first > place) break
    page = number
  }
  return page
}

/** By its first bytes alone: a text may speak of `%PDF-` (PDF 32000-1, 7.5.2). */
export function isPdf(bytes: Uint8Array): boolean {
  return [0x25, 0x50, 0x44, 0x46, 0x2d].every((byte, i) => bytes[i] === byte)
}
