/**
 * A large catalogue in pages, so that whoever reads it holds one page at a time. The links are those that ckanext-dcat
 * follows (processors.py, next_page): PartialCollectionView since 2.1, PagedCollection before.
 */
import { about, type Node, typed } from './node.ts'

/**
 * Datasets in a page. To read one, ckanext-dcat 2.4 (CKAN 2.11.6, 2 shared cores) took of 100 datasets (0.8 MB) 0.7 s and 15 MB
 * of memory, of 500 (3.9 MB) 2.6 s and 80 MB, of 1100 (8.6 MB) 11 s and 180 MB; it refuses 50 MB. Whoever knows nothing of
 * pages reads the first alone, so it is as large as is comfortable.
 */
export const PAGE_SIZE = 500

export interface Page {
  /** from 1 */
  readonly number: number
  readonly pages: number
  /** in all pages */
  readonly datasets: number
  /** its own address, and those of the others */
  readonly address: (number: number) => string
}

export function pageNode({ number, pages, datasets, address }: Page): Node {
  const link = (to: number) => (to < 1 || to > pages ? [] : [{ iri: address(to) }])
  return about(
    address(number),
    ['hydra:PagedCollection', 'hydra:PartialCollectionView'],
    ['hydra:totalItems', [typed(String(datasets), 'xsd:integer')]],
    ['hydra:first', link(1)],
    ['hydra:previous', link(number - 1)],
    ['hydra:next', link(number + 1)],
    ['hydra:last', link(pages)],
  )
}

/** One walk over all, cut into pieces of `size`: each is read to its end before the next is begun. */
export function piecesOf<T>(all: () => AsyncIterable<T>, pieces: number, size: number): AsyncIterable<T>[] {
  let walk: AsyncIterator<T> | undefined
  let begun = 0
  async function* piece(number: number): AsyncGenerator<T> {
    if (begun !== number) throw new Error('the pages of a catalogue are written one after another')
    begun += 1
    walk ??= all()[Symbol.asyncIterator]()
    for (let count = 0; count < size || number === pieces - 1; count += 1) {
      const next = await walk.next()
      if (next.done === true) return
      yield next.value
    }
  }
  return Array.from({ length: pieces }, (_, number) => piece(number))
}
