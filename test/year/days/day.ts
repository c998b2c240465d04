/** What a day of the year is, and what its acts have in common. */

import { csv, html, type Row, type Table } from '../tables.ts'
import type { World } from '../world.ts'

export interface Day {
  /** of Japan; the run begins at three in the morning */
  readonly date: string
  readonly what: string
  readonly act?: (world: World) => void
  /** what a person does before the night: commands that must end well */
  readonly person?: readonly (readonly string[])[]
  /** dataset of 129992 → its new version; every other one stays as it was */
  readonly versions?: Readonly<Record<string, string>>
  /** a snapshot is another though its records are the same: the list of all datasets names its hash */
  readonly otherBytes?: boolean
  /** source → codes of its errors, from this day on until another one says otherwise; all others are well */
  readonly failed?: Readonly<Record<string, readonly string[]>>
  /** words that are told to the person */
  readonly says?: readonly string[]
  /** nowhere in what is printed, remembered or published */
  readonly hides?: readonly string[]
  /** path of the city → requests, and how many of them were answered "as it was"; what is not said is as usual */
  readonly asked?: Readonly<Record<string, readonly [number, number]>>
  /** of the night's run; 1 where anything failed unless it is said */
  readonly exit?: number
}

export const SOURCE = {
  aed: '129992/aed',
  toilet: '129992/public_toilet',
  facility: '129992/public_facility',
  shelter: '129992/evacuation_space',
  wifi: '129992/public_wireless_lan',
  culture: '129992/cultural_property',
  tourism: '129992/tourism',
} as const

export type Name = keyof World['tables']

/** The office changes its table; `id` counts from 1. */
export function mend(world: World, name: Name, id: number, cells: Row): void {
  world.tables[name] = world.tables[name].map((row, i) => (i === id - 1 ? { ...row, ...cells } : row))
}

export function add(world: World, name: Name, cells: Row): void {
  const { [name]: table } = world.tables
  world.tables[name] = [...table, { ...table[0], ...cells }]
}

export function rename(table: Table, from: string, to: string): Table {
  return table.map((row) =>
    Object.fromEntries(Object.entries(row).map(([header, cell]) => [header === from ? to : header, cell])),
  )
}

export function without(table: Table, header: string): Table {
  return table.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== header)))
}

export const AED_PATH = '/opendata/aed.csv'
export const TOILET_PATH = '/opendata/toilet.csv'
export const putAed = (world: World, table: Table = world.tables.aed): void =>
  world.city.put(AED_PATH, csv(table))
export const putCulture = (world: World): void =>
  world.city.put('/bunkazai.html', html(world.tables.cultural_property, '文化財一覧'))
export const putShelters = (world: World, encoding: 'utf-8' | 'shift_jis' = 'utf-8'): void =>
  world.city.put('/portal/shelter.csv', csv(world.tables.evacuation_space, encoding))

export const STILL = 'run/candidate-still'

/** A newer file that does not fit: what broke, and that it waits. */
export function waits(...codes: readonly string[]): readonly string[] {
  return [...codes, 'run/candidate-waits'].sort()
}
