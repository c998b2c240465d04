/** Explains a document whose lines are not those of its file: of a PDF the text is read anew, with its pages. */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { openDocument } from '../extract/index.ts'
import type { Form } from '../lib/document.ts'
import { isObject } from '../lib/object.ts'
import { isPdf, pageAt } from '../lib/paged.ts'
import { parseYaml } from '../lib/yaml.ts'
import type { Explanation } from './explain.ts'

/** The same with the lines that are cited; as it was where the file is a text, or is not the one of dist/. */
export async function withLines(
  effects: Effects,
  root: string,
  explanation: Explanation,
): Promise<Explanation> {
  const { file, changed } = explanation
  if (file === undefined || changed || explanation.fields.every(({ places }) => places.length === 0))
    return explanation
  const bytes = effects.readFile(path.join(root, file))
  if (!isPdf(bytes)) return explanation
  const { packageFile } = effects
  const read = await openDocument(new Uint8Array(bytes), formOf(effects, path.join(root, file)), {
    file,
    ...(packageFile === undefined ? {} : { packageFile }),
  })
  if ('problem' in read) return explanation
  const { pages } = read.document
  const lines = [...read.document.lines]
  return {
    ...explanation,
    fields: explanation.fields.map((item) => ({
      ...item,
      places: item.places.map((parts) =>
        parts.map((part) => {
          const page = pageAt(pages, part.line)
          return { ...part, text: lines[part.line - 1]?.text, ...(page === undefined ? {} : { page }) }
        }),
      ),
    })),
  }
}

/** What source.yaml declares; the snapshot is in a folder beside it. */
function formOf(effects: Effects, snapshot: string): Form {
  const source = path.join(path.dirname(path.dirname(snapshot)), 'source.yaml')
  const value = effects.stat(source) === undefined ? undefined : parseYaml(readText(effects, source)).value
  return isObject(value) && isObject(value.document) && value.document.form === 'markdown'
    ? 'markdown'
    : 'text'
}
