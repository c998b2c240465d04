/** Files that installed packages carry beside their code. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** By its name from the package on, e.g. `pdfjs-dist/cmaps/V.bcmap`; undefined where there is none. */
export function packageFile(name: string): Uint8Array | undefined {
  const [folder = '', ...rest] = name.split('/')
  if (folder === '' || rest.includes('..')) return undefined
  try {
    const described = createRequire(import.meta.url).resolve(`${folder}/package.json`)
    return fs.readFileSync(path.join(path.dirname(described), ...rest))
  } catch {
    return undefined
  }
}
