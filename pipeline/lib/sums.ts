/** Lines of SHA256SUMS, as `sha256sum -c` reads them. */

export interface Sum {
  readonly sha256: string
  /** relative to the folder that SHA256SUMS lies in */
  readonly path: string
}

/** coreutils escapes a line break or backslash in a name, and says so by a backslash before the hash. */
export function formatSum({ sha256, path }: Sum): string {
  const escaped = path.replace(/[\\\n\r]/g, (c) => (c === '\\' ? '\\\\' : c === '\n' ? '\\n' : '\\r'))
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`
}

export function parseSum(line: string): Sum | undefined {
  const [, escaped, sha256, name] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? []
  if (sha256 === undefined || name === undefined) return undefined
  const path = escaped === '' ? name : name.replace(/\\([\\nr])/g, (_, c) => BACK[c] ?? c)
  return { sha256, path }
}

const BACK: { readonly [letter: string]: string } = { '\\': '\\', n: '\n', r: '\r' }
