/** How a value that somebody's privacy hangs on is spoken of: its first character and its length, `0…(11)`. */
export function masked(value: string): string {
  const chars = [...value.trim()]
  return chars.length === 0 ? '' : `${chars[0] ?? ''}…(${chars.length})`
}

/**
 * The name of a file or of a worksheet, perhaps with its folders: `_` and the ending, which make one word of what stands
 * beside them elsewhere, part words in names.
 */
export function maskedName(name: string, mask: (text: string) => string): string {
  const inStem = mask(name).replace(/^(.*?)(\.[A-Za-z0-9]{1,5})?$/s, (_, stem, ending = '') => {
    return `${mask(String(stem))}${String(ending)}`
  })
  return inStem
    .split(/([_/\\])/)
    .map(mask)
    .join('')
}
