/** Moments as people in Japan read them, wherever the machine stands. */

const OFFSET = 9 * 3_600_000

/** To the minute; a day stays a day, and what is no time stays as it is. */
export function japanTime(time: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(time)) return time
  const moment = Date.parse(time)
  if (Number.isNaN(moment)) return time
  return new Date(moment + OFFSET).toISOString().slice(0, 16).replace('T', ' ')
}
