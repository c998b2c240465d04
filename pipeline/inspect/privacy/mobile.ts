/**
 * Numbers of mobile phones: 060, 070, 080 and 090, then eight digits of which the first is not 0 (0800 is free of
 * charge; 電気通信番号計画, 平成31年総務省告示第6号). As offices write them: with hyphens, spaces or brackets, +81.
 */

export interface Span {
  readonly start: number
  readonly end: number
}

// bare figures behind a letter, a slash or a point belong to an address of a page, a code or a coordinate
const BARE = /(?<![0-9A-Za-z_/=&#%.])(?<![0-9]-)0[6-9]0[1-9][0-9]{7}(?![0-9A-Za-z_])(?![-.][0-9])/g
const TELEPHONE =
  /(?<=(?:tel|fax|mobile|phone|(?<![a-z])(?:no|ph|携帯|電話))[.:]? ?)0[6-9]0[1-9][0-9]{7}(?![0-9])(?![-.][0-9])/gi
// a line may end at a hyphen or bracket
const GROUPED =
  /(?<![0-9])(?<![0-9][-.])(?:\+ ?81[- ]{0,2}(?:\(0\)[- ]{0,2})?\(?0?|\(?0)[6-9]0(?:[-) ]|(?<=[-) ])[\r\n]+|[\r\n]+(?=[-(])){0,3}\(?[1-9](?:[0-9]{3}(?:[-) ]|(?<=[-) ])[\r\n]+|[\r\n]+(?=[-(])){1,3}[0-9]{4}|[0-9]{7}|(?:-?[0-9]){7})(?![0-9])(?!-[0-9])/g
// 090.1234.5678, 090・1234・5678, 090/…, 090~…, 090_…: the same sign twice
const POINTED =
  /(?<![0-9A-Za-z_/=&#%])(?<![0-9][-.・･~])(?:\+81[./]|0)[6-9]0([./_~\u301c・･])[1-9][0-9]{3}\1[0-9]{4}(?![0-9A-Za-z_])(?!\1[0-9])/g
// 0901-234-5678, 09012-3-45678: the groups of the nineties
const ELSEWHERE = /(?<![0-9])(?<![0-9][-.])0[6-9]0[1-9](?:-?[0-9]){7}(?![0-9])(?!-[0-9])/g

const NONE: readonly Span[] = []

/** Where in a text such numbers stand; `text` is narrow (plain.ts). */
export function mobilePhones(text: string): readonly Span[] {
  let found: Span[] | undefined
  for (const pattern of [BARE, TELEPHONE, GROUPED, POINTED, ELSEWHERE]) {
    for (const { 0: written, index } of text.matchAll(pattern)) {
      // eleven figures with nothing between them are for the first pattern to judge
      if ((pattern === GROUPED || pattern === ELSEWHERE) && /^[0-9]+$/.test(written)) continue
      if (found?.some(({ start, end }) => index < end && start < index + written.length)) continue
      found ??= []
      found.push({ start: index, end: index + written.length })
    }
  }
  return found ?? NONE
}

/** 9012345678: a spreadsheet took the zero for nothing. Only where the column is one of telephones. */
export function isMobileWithoutZero(text: string): boolean {
  return /^[6-9]0-?[1-9][0-9]{3}-?[0-9]{4}$/.test(text.trim())
}
