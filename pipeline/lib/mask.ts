/** How a value that somebody's privacy hangs on is spoken of: its first character and its length, `0…(11)`. */
export function masked(value: string): string {
  const chars = [...value.trim()]
  return chars.length === 0 ? '' : `${chars[0] ?? ''}…(${chars.length})`
}
