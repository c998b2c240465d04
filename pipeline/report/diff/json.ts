/** A comparison as JSON, whole and piece by piece: a change is a line. */
import type { Problem } from '../../problem.ts'
import type { DiffFound } from './model.ts'

export async function* diffJson(
  found: DiffFound & { readonly problems: readonly Problem[] },
): AsyncGenerator<string> {
  const { before, after, problems } = found
  const head = JSON.stringify({ command: 'diff', before, after, problems }, null, 2)
  yield `${head.slice(0, -2)},\n  "datasets": [`
  let isFirst = true
  for (const dataset of found.datasets) {
    if (dataset.state === 'same') continue
    const { id, title, state, from, to, primaryKey, headers, columns, counts, uncompared } = dataset
    const about = { id, title, state, from, to, primaryKey, headers, columns, counts, uncompared }
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(about).slice(0, -1)},"changes":[`
    isFirst = false
    let isOpen = true
    if (state === 'changed') {
      for await (const change of dataset.changes()) {
        yield `${isOpen ? '' : ','}\n      ${JSON.stringify(change)}`
        isOpen = false
      }
    }
    yield `${isOpen ? '' : '\n    '}]}`
  }
  yield `${isFirst ? '' : '\n  '}]\n}\n`
}
