/** The year, day by day: what the city's site does, and what must come of it. Days that are not listed are quiet. */
import { AUTUMN } from './autumn.ts'
import type { Day } from './day.ts'
import { SPRING } from './spring.ts'
import { SUMMER } from './summer.ts'

export type { Day }

export const DAYS: readonly Day[] = [...SPRING, ...SUMMER, ...AUTUMN]
