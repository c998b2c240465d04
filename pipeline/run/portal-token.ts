/** The token of a portal: from where a person put it, never from the project's own files, never into any text. */
import path from 'node:path'
import type { Effects } from '../effects.ts'
import type { Problem } from '../problem.ts'
import { isIgnored } from './portal/ignored.ts'
import { portalProblem } from './portal/problems.ts'
import { type LoadedPortal, portalsOf } from './portal.ts'

export interface TokenResult {
  readonly token?: string
  readonly problems: readonly Problem[]
}

/** No token of CKAN is nearly as long. */
const MOST_BYTES = 16_384
/** RFC 6750, 2.1: what a token is made of */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/
const EVERYBODY_ELSE = 0o077
/** of the one portal of a project */
const COMMON = 'HIRAKU_TOKEN'

export function tokenVariable(id: string): string {
  return `HIRAKU_TOKEN_${id.toUpperCase().replaceAll('-', '_')}`
}

/**
 * In this order: `--token-file`, HIRAKU_TOKEN_<ID>, the portal file's tokenEnv, its tokenFile, HIRAKU_TOKEN. The last is of
 * no portal in particular: where the project has several, one's token would go to the other, so it is not taken.
 */
export function readToken(
  effects: Effects,
  root: string,
  portal: Pick<LoadedPortal, 'id' | 'tokenEnv' | 'tokenFile'>,
  tokenFile?: string,
): TokenResult {
  if (tokenFile !== undefined) return tokenOfFile(effects, root, tokenFile, path.resolve(tokenFile))
  const own = tokenVariable(portal.id)
  for (const name of [own, ...(portal.tokenEnv === undefined ? [] : [portal.tokenEnv])]) {
    const value = effects.env[name]
    if (value !== undefined && value.trim() !== '') return tokenIn(value, name)
  }
  if (portal.tokenFile !== undefined)
    return tokenOfFile(effects, root, portal.tokenFile, atHome(effects, root, portal.tokenFile))
  const common = effects.env[COMMON] ?? ''
  if (common.trim() !== '') {
    const others = portalsOf(effects, root).filter((id) => id !== portal.id)
    if (others.length === 0) return tokenIn(common, COMMON)
    const facts = { id: portal.id, variable: own, expected: others.join(', ') }
    return { problems: [portalProblem('run/token-whose', {}, facts)] }
  }
  return { problems: [portalProblem('run/token-missing', {}, { id: portal.id, variable: own })] }
}

/** No shell has read this file: `~/` is the person's own folder. */
function atHome({ env }: Effects, root: string, file: string): string {
  const home = env['HOME'] ?? env['USERPROFILE']
  const own = /^~[/\\](.+)$/.exec(file)?.[1]
  return own === undefined || home === undefined ? path.resolve(root, file) : path.join(home, own)
}

function tokenIn(text: string, from: string): TokenResult {
  const token = text.trim()
  const reason = reasonAgainst(token)
  if (reason === undefined) return { token, problems: [] }
  const { ja, en } = reason
  return { problems: [portalProblem('run/token-broken', {}, { from, reasonJa: ja, reason: en })] }
}

function reasonAgainst(token: string): { readonly ja: string; readonly en: string } | undefined {
  if (TOKEN.test(token)) return undefined
  if (token === '') return { ja: '空です', en: 'it is empty' }
  if (/[\r\n]/.test(token)) return { ja: '2行以上あります', en: 'there are several lines' }
  if (/\s/.test(token)) return { ja: '空白があります', en: 'there is a space in it' }
  if (/[^!-~]/.test(token))
    return { ja: '全角などの文字があります', en: 'there are characters other than ASCII' }
  return { ja: 'トークンに使われない記号があります', en: 'there are marks that no token has' }
}

function tokenOfFile(effects: Effects, root: string, file: string, at: string): TokenResult {
  const bytes = bytesOf(effects, at)
  if (typeof bytes === 'string')
    return { problems: [portalProblem('run/token-unreadable', {}, { file, actual: bytes })] }
  const inside = path.relative(root, at)
  const isInside = inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside)
  const mode = effects.stat(at)?.mode
  const warnings = [
    ...(mode !== undefined && (mode & EVERYBODY_ELSE) !== 0
      ? [portalProblem('run/token-file-shared', {}, { file })]
      : []),
    ...(isInside && !isIgnored(effects, root, at)
      ? [portalProblem('run/token-file-inside', {}, { file })]
      : []),
  ]
  // what is no UTF-8 becomes U+FFFD, and is refused as what no token has
  const { token, problems } = tokenIn(new TextDecoder().decode(bytes), file)
  return { ...(token === undefined ? {} : { token }), problems: [...problems, ...warnings] }
}

/** The bytes, or in one word why there are none. */
function bytesOf(effects: Effects, at: string): Uint8Array | string {
  const stat = effects.stat(at)
  if (stat === undefined) return 'ENOENT'
  if (stat.isDirectory) return 'EISDIR'
  if (stat.size > MOST_BYTES) return `${stat.size} bytes`
  try {
    return effects.readFile(at)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return typeof code === 'string' ? code : 'EIO'
  }
}
