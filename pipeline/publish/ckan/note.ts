/** How two sides of a field are held against each other. */

/** Notes a difference, and tells whether it is to be made. */
export type Note = (what: string, before: string | undefined, after: string | undefined) => boolean

/** CKAN keeps line ends and outer spaces as forms send them. */
export function isSame(before: string | undefined, after: string | undefined): boolean {
  return plain(before) === plain(after)
}

function plain(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim()
}
