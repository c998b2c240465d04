/** Places of a rule: each once, though a cell has several faults, and all are counted. */
import { expect, test } from 'vitest'
import { createPlaces } from '../../../pipeline/inspect/rules/say.ts'

const A = { worksheet: 'A' }

test('a cell with two faults is one place; the same cell of another worksheet is another', () => {
  const places = createPlaces({ file: 'a.xlsx' })
  places.add(A, 44, 3, 'x')
  places.addSpot(
    A,
    {
      count: 2,
      places: [
        { row: 44, column: 3 },
        { row: 45, column: 3 },
      ],
    },
    'x',
  )
  places.add({ worksheet: null }, 44, 3)
  expect(places.places.map(({ worksheet, cell }) => [worksheet, cell])).toEqual([
    ['A', 'C44'],
    ['A', 'C45'],
    [undefined, 'C44'],
  ])
  expect(places.count).toBe(3)
})

test('a row is another place than a cell of it; worksheets as a whole are all counted', () => {
  const places = createPlaces({ file: 'a.xlsx' })
  places.add(A, 44, undefined)
  places.add(A, 44, 3)
  places.add(A, 44, undefined)
  places.add(A, undefined, undefined)
  places.add({ worksheet: 'B' }, undefined, undefined)
  expect(places.count).toBe(4)
})

test('the first are kept, the others counted', () => {
  const places = createPlaces({ file: 'a.xlsx' })
  const spots = [1, 2, 3, 4, 5].map((row) => ({ row, column: 1 }))
  places.addSpot(A, { count: 900, places: spots })
  places.addSpot(A, {
    count: 7,
    places: [
      { row: 5, column: 1 },
      { row: 6, column: 1 },
    ],
  })
  expect(places.places.length).toBe(5)
  expect(places.count).toBe(906)
})
