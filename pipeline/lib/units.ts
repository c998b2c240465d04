/** Units as written → their names in vocabularies; the table is `schemas/units.yaml`, checked by its schema. */

export interface Unit {
  /** QUDT IRI */
  readonly qudt: string
  /** UCUM code; absent where UCUM has none (currencies) */
  readonly ucum?: string
}

export type Units = Readonly<Record<string, Unit>>

/** An own property only: a document may write "constructor" where a unit should be. */
export function unitOf(units: Units, written: string): Unit | undefined {
  return Object.hasOwn(units, written) ? units[written] : undefined
}
