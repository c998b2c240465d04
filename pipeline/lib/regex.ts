/** Text as a regular expression that matches just it, with the `u` flag or without (`\\-` is an error with it). */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
