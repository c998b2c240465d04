/**
 * A text that a spreadsheet would run as a formula when a person opens the CSV: it begins with = + - @ TAB or
 * CR (https://owasp.org/www-community/attacks/CSV_Injection) and is no number, phone number or bare handle.
 */
const DANGEROUS = /^[=+\-@\t\r]/

/** -3.5, +1,200, -.5, -1e-3, -20% */
const NUMBER = /^[+-](?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?$/

/** +81-463-94-4711, +81 (0)463 94 4711: a plus, then digits with one mark or space between groups. */
const PHONE = /^\+\d+(?:[ .-]?\(?\d+\)?)*$/

/** ITU-T E.164: at most 15 digits; fewer than 8 and it may as well be a sum (+1-2). */
const PHONE_DIGITS = { least: 8, most: 15 }

/** @isehara_city: nothing in it calls a function or joins two cells. */
const HANDLE = /^@[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u

export function looksLikeFormula(text: string): boolean {
  return DANGEROUS.test(text) && !NUMBER.test(text) && !isPhone(text) && !HANDLE.test(text)
}

function isPhone(text: string): boolean {
  // Cheap test first: the pattern must not walk over a long text that is no phone number anyway.
  if (text.length > 40 || !PHONE.test(text)) return false
  const digits = text.replace(/\D/g, '').length
  return digits >= PHONE_DIGITS.least && digits <= PHONE_DIGITS.most
}

/** A call, a link to another workbook or program (`cmd|' /c calc'!A0`, `[book]`): only these reach beyond the cell. */
const REACHES = /[A-Za-z_][A-Za-z0-9_.]*\s*\(|[|![]/

/**
 * Of a text that looks like a formula, whether it could do anything but show an error. People write notes that begin
 * with a hyphen (`-雨天中止`); a spreadsheet shows `#NAME?` for them, which is a nuisance and no danger.
 */
export function canDoHarm(text: string): boolean {
  return /^[=\t\r]/.test(text) || REACHES.test(text)
}
