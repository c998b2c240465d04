/** What RFC 4287 asks of a feed and its RELAX NG does not say: the author rule (4.1.1), ids that are one's own (4.1.1). */
export function faultsOfFeed(text: string): readonly string[] {
  const faults: string[] = []
  const [head = '', ...entries] = text.split('<entry>')
  const hasAuthor = (part: string) => /<author>\s*<name>[^<]+<\/name>/.test(part)
  if (!hasAuthor(head) && !entries.every(hasAuthor)) faults.push('author')
  const ids = [...text.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id = '']) => id)
  if (ids.length !== entries.length + 1 || new Set(ids).size !== ids.length) faults.push('id')
  if (ids.some((id) => !URL.canParse(id))) faults.push('id')
  const moments = [...text.matchAll(/<updated>([^<]*)<\/updated>/g)].map(([, moment = '']) => moment)
  const isMoment = (moment: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/.test(moment)
  if (moments.length !== ids.length || !moments.every(isMoment)) faults.push('updated')
  const isOther = (code: number) =>
    (code < 0x20 && ![9, 10, 13].includes(code)) || (code >= 0xd800 && code <= 0xdfff)
  if ([...text].some((char) => isOther(char.codePointAt(0) ?? 0))) faults.push('character')
  return faults
}
