/** Does a portal file hold what must never be in one? Looked for in its text, before anything of it could be shown. */

/** Keys under which people write tokens; tokenFile and tokenEnv say where one is, and may stand. */
const KEY =
  /(?:^|[{,])[\s\-"']*(?!token_?-?(?:file|env)\b)[\w-]*(?:token|api_?-?key|apikey|password|passwd|secret|authorization|credential|bearer|パスワード|トークン)[\w-]*["']?\s*:/iu
/** a JSON web token, as CKAN gives since 2.9; and `Bearer …` */
const JWT = /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/
const BEARER = /\bbearer\s+[A-Za-z0-9._~+/-]{8,}/i
/** an API key of an older CKAN, as the value of tokenFile or tokenEnv */
const WHERE_IS_UUID = /\btoken(?:File|Env)["']?\s*:\s*["']?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i
/** whatever stands before an @ of an address, however the address is misspelt */
const PASSWORD_IN_URL = /https?:[^\s,}]*@|^\s*["']?url["']?\s*:.*@/i

/** The first line that looks like it, counted from 1. */
export function secretLine(text: string): number | undefined {
  const at = text
    .split(/\r\n|\r|\n/)
    .findIndex(
      (line) =>
        (!/^\s*#/.test(line) && KEY.test(line)) ||
        [JWT, BEARER, WHERE_IS_UUID, PASSWORD_IN_URL].some((look) => look.test(line)),
    )
  return at < 0 ? undefined : at + 1
}
